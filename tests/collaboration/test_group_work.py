"""Focus, stake, coverage and contribution of groups."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.collaboration.arrays import staffing, teams
from workbench.collaboration import Staffing, member_contribution, member_coverage, relative_focus, relative_stake

# The example at hand: a group does three of ten A and one of four B.
TEAM = staffing(u1={"A": 2, "B": 0}, u2={"A": 1, "B": 1}, u3={"A": 7, "B": 3})
MEMBERS = np.array([[True, True, False], [False, False, True]])


def test_focus_is_of_the_work_of_the_group() -> None:
    assert relative_focus(TEAM, MEMBERS)[0].tolist() == [0.75, 0.25]


def test_stake_is_of_the_events_of_the_activity() -> None:
    assert relative_stake(TEAM, MEMBERS)[0].tolist() == pytest.approx([0.3, 0.25])


def test_coverage_is_of_the_members() -> None:
    assert member_coverage(TEAM, MEMBERS)[0].tolist() == [1, 0.5]


def test_contribution_is_of_the_events_of_the_group() -> None:
    found = member_contribution(TEAM, MEMBERS[0])
    assert found[:2].tolist() == [[pytest.approx(2 / 3), 0], [pytest.approx(1 / 3), 1]]
    assert found.mask[2].all()


def test_a_group_without_work_or_members_has_none() -> None:
    nobody = np.zeros((1, 3), np.bool_)
    assert relative_focus(TEAM, nobody).mask.all()
    assert member_coverage(TEAM, nobody).mask.all()
    assert relative_stake(TEAM, nobody).tolist() == [[0, 0]]


@given(team=teams(), data=st.data())
def test_all_four_are_those_of_their_formulas(team: Staffing, data: st.DataObject) -> None:
    size = len(team.performers)
    members = np.array([data.draw(st.lists(st.booleans(), min_size=size, max_size=size)) for _ in range(2)])
    focus, stake, coverage = (measure(team, members) for measure in (relative_focus, relative_stake, member_coverage))
    for group, inside in enumerate(members):
        contribution = member_contribution(team, inside)
        for activity in range(len(team.activities)):
            done, of_group, of_all = (
                team.counts[activity, inside].sum(),
                team.counts[:, inside].sum(),
                team.counts[activity].sum(),
            )
            assert is_share(focus[group, activity], done, of_group)
            assert is_share(stake[group, activity], done, of_all)
            assert is_share(coverage[group, activity], (team.counts[activity, inside] > 0).sum(), inside.sum())
            for performer in range(size):
                assert is_share(
                    contribution[performer, activity], team.counts[activity, performer], done if inside[performer] else 0
                )


def is_share(found: object, part: int, whole: int) -> bool:
    return bool(found == pytest.approx(part / whole)) if whole else found is np.ma.masked
