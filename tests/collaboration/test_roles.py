"""Roles from behaviour: who does the same mix of work has the same role."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.collaboration.arrays import names, staffing, teams
from workbench.collaboration import Roles, Staffing, clearest_roles, roles_within, staffing_of

SHOP = staffing(ann={"sell": 9, "pack": 1}, ben={"sell": 90, "pack": 12}, cay={"pay": 3}, dan={"pay": 5, "book": 5})


def groups(roles: Roles) -> set[frozenset[str]]:
    return {roles.members(role) for role in range(len(roles))}


def test_those_who_do_the_same_kind_of_work_have_one_role() -> None:
    roles = clearest_roles(SHOP)
    assert groups(roles) == {frozenset({"ann", "ben"}), frozenset({"cay", "dan"})}
    assert roles.silhouette.value is not None
    assert roles.silhouette.value > 0.5


def test_how_alike_they_must_be_may_be_said() -> None:
    # cay and dan are 1 - 1/√2 ≈ 0.293 apart.
    assert groups(roles_within(SHOP, 0.29)) == {frozenset({"ann", "ben"}), frozenset({"cay"}), frozenset({"dan"})}
    assert groups(roles_within(SHOP, 0.30)) == groups(clearest_roles(SHOP))
    assert len(roles_within(SHOP, 1)) == 1


def test_the_same_mix_is_one_role_however_much_is_done() -> None:
    roles = roles_within(staffing(ann={"a": 1, "b": 3, "c": 7}, ben={"a": 1000, "b": 3000, "c": 7000}), 0)
    assert groups(roles) == {frozenset({"ann", "ben"})}
    assert roles.silhouette.reason == "MEASURE_ONE_ROLE"


def test_who_did_nothing_has_no_role() -> None:
    idle = staffing(ann={"sell": 1}, ben={})
    assert clearest_roles(idle).role.tolist() == [0, -1]
    none = np.array([], int)
    nobody = staffing_of(none, none, none, (), ("ann",))
    assert clearest_roles(nobody).role.tolist() == [-1]
    assert clearest_roles(nobody).silhouette.reason == "MEASURE_NO_PERFORMER"
    assert len(roles_within(nobody, 0.5)) == 0


def test_role_discovery_takes_no_side_among_equals() -> None:
    # Three who share one activity with each of the others: no two are nearer, so nobody is put together.
    around = staffing(ann={"a": 1, "b": 1}, ben={"b": 1, "c": 1}, cay={"c": 1, "a": 1})
    assert len(clearest_roles(around)) == 3


@given(team=teams(), random=st.randoms(use_true_random=False))
def test_neither_the_order_of_performers_nor_of_activities_nor_names_matter(team: Staffing, random: object) -> None:
    people, work = list(range(len(team.performers))), list(range(len(team.activities)))
    random.shuffle(people)  # type: ignore[attr-defined]
    random.shuffle(work)  # type: ignore[attr-defined]
    counts = team.counts[work][:, people]
    shuffled = Staffing(
        activities=tuple(team.activities[each] for each in work),
        performers=names("someone", len(people)),
        counts=counts,
        timed=counts,
        times=counts,
        unknown=team.unknown[work],
    )
    for found, again in (
        (clearest_roles(team), clearest_roles(shuffled)),
        (roles_within(team, 0.3), roles_within(shuffled, 0.3)),
    ):
        assert again.role.tolist() == found.role[people].tolist()
        assert (again.height, again.silhouette) == (found.height, found.silhouette)


@given(team=teams())
def test_within_no_distance_a_role_is_one_mix_of_work(team: Staffing) -> None:
    shares = [tuple(column // np.gcd.reduce(column)) if column.any() else None for column in team.counts.T]
    role = roles_within(team, 0).role
    for i, ours in enumerate(shares):
        assert (role[i] == -1) == (ours is None)
        for j, theirs in enumerate(shares):
            if ours is not None:
                assert (role[i] == role[j]) == (ours == theirs)


@given(team=teams(), distance=st.floats(0, 1))
def test_the_clearest_roles_are_as_clear_as_those_of_any_distance(team: Staffing, distance: float) -> None:
    clearest, any_other = clearest_roles(team).silhouette.value, roles_within(team, distance).silhouette.value
    if any_other is not None:
        assert clearest is not None
        assert clearest >= any_other - 1e-9
