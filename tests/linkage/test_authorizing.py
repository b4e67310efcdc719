"""Under which post a person did what he did: posts and delegations on their days, first and last included."""

import random
from dataclasses import replace
from typing import TypeVar

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import process
from tests.enterprise_builder import Enterprise
from workbench.linkage import Authority

Item = TypeVar("Item")
DRAWN = process("p").start().task("a").task("b").end()
SMALL = (
    Enterprise()
    .department("D")
    .post("P1", "D")
    .post("P2", "D")
    .post("P3", "D")
    .person("x", "P1")
    .person("y", "P2")
    .person("z", "P3")
    .duty("a", R="P1", S="P2", C="P3", I="P3", A="P3")
    .duty("b", R="SYS")
    .process(DRAWN)
)
"""Day 0 is 2025-03-03."""


def judged(enterprise: Enterprise, *cases: str, days: tuple[int, ...] = (0,)) -> list[tuple[Authority, str | None]]:
    """Return the authority and the post of the first event of each case, one case a text and day."""
    for steps in cases:
        for day in days:
            enterprise = enterprise.cases("p", steps, day=day)
    linkage = enterprise.linkage()
    (linked,) = linkage.processes
    firsts = [int(row) for row in (linked.case[:, None] == range(len(linked.cases))).argmax(axis=0)]
    return [
        (Authority(int(linked.authority[row])), linkage.posts[linked.post[row]] if linked.post[row] >= 0 else None)
        for row in firsts
    ]


def test_the_responsible_may_and_the_supporting_may() -> None:
    assert judged(SMALL, "a:x b", "a:y b") == [(Authority.POST, "P1"), (Authority.SUPPORT, "P2")]


def test_who_is_only_accountable_consulted_or_informed_may_not() -> None:
    assert judged(SMALL, "a:z b") == [(Authority.NONE, "P3")]


def test_each_of_several_responsible_posts_may() -> None:
    assert judged(SMALL.duty("a", R="P3"), "a:x b", "a:z b") == [(Authority.POST, "P1"), (Authority.POST, "P3")]


def test_nothing_is_judged_where_only_a_system_is_responsible_or_nobody_is() -> None:
    enterprise = SMALL.process(process("q").start().task("b").task("free").end()).cases("q", "b:x free:x")
    assert enterprise.linked().authority.tolist() == [Authority.UNKNOWN, Authority.UNKNOWN]


def test_what_is_automatic_is_not_judged_although_a_post_is_responsible() -> None:
    enterprise = SMALL.duty("s", R="P1").process(process("q").start().task("s", tag="serviceTask").end())
    assert enterprise.cases("q", "s:z").linked().authority.tolist() == [Authority.UNKNOWN]


def test_a_second_post_may_what_the_first_may_not() -> None:
    assert judged(SMALL.person("z", "P1"), "a:z b") == [(Authority.SECOND_POST, "P1")]


def test_a_responsible_second_post_goes_before_a_supporting_first() -> None:
    assert judged(SMALL.person("y", "P1"), "a:y b") == [(Authority.SECOND_POST, "P1")]


def test_the_role_column_tells_the_post_where_the_person_holds_it() -> None:
    two = SMALL.person("z", "P1").duty("a", R="P3")
    assert judged(two, "a:z@P1 b") == [(Authority.SECOND_POST, "P1")]
    assert judged(two, "a:z@P3 b") == [(Authority.POST, "P3")]
    assert judged(two, "a:z b") == [(Authority.POST, "P3")]


def test_a_role_that_the_person_does_not_hold_is_no_authority() -> None:
    assert judged(SMALL, "a:z@P1 b") == [(Authority.NONE, "P3")]


def test_an_alias_of_a_post_is_the_post() -> None:
    two = SMALL.person("z", "P1").duty("a", R="P3").alias("post", "Planner", "P1")
    assert judged(two, "a:z@planner b") == [(Authority.SECOND_POST, "P1")]


def test_a_post_is_held_on_its_first_and_on_its_last_day_and_on_no_other() -> None:
    hired = SMALL.person("w", "P1", since="2025-03-04", until="2025-03-06")
    found = [authority for authority, _ in judged(hired, "a:w b", days=(0, 1, 2, 3, 4))]
    assert found == [Authority.NONE, Authority.POST, Authority.POST, Authority.POST, Authority.NONE]


def test_who_has_left_stands_under_the_post_that_he_held_last() -> None:
    gone = SMALL.person("w", "P2", until="2025-02-01").person("w", "P1", since="2025-02-02", until="2025-03-02")
    assert judged(gone, "a:w b") == [(Authority.NONE, "P1")]
    assert judged(gone.person("w", "P3", since="2025-03-05"), "a:w b", days=(0, 1, 2)) == [
        (Authority.NONE, "P1"),
        (Authority.NONE, "P3"),
        (Authority.NONE, "P3"),
    ]


def test_a_day_is_that_of_the_workspace() -> None:
    late = SMALL.person("w", "P1", since="2025-03-04").process(process("q").start().task("b").task("a").end())
    at_ten = late.cases("q", "b a:w")
    assert at_ten.linked().authority.tolist() == [Authority.UNKNOWN, Authority.NONE]
    where_midnight_is_at_ten = replace(at_ten, timezone="Pacific/Kiritimati")
    assert where_midnight_is_at_ten.linked().authority.tolist() == [Authority.UNKNOWN, Authority.POST]


def test_a_delegation_holds_on_its_first_and_on_its_last_day_and_on_no_other() -> None:
    lent = SMALL.delegation("x", "z", "a", start="2025-03-04", end="2025-03-06")
    found = judged(lent, "a:z b", days=(0, 1, 2, 3, 4))
    assert [authority for authority, _ in found] == [
        Authority.NONE,
        Authority.DELEGATED,
        Authority.DELEGATED,
        Authority.DELEGATED,
        Authority.NONE,
    ]
    assert [post for _, post in found] == ["P3", "P1", "P1", "P1", "P3"]


def test_a_delegation_of_something_else_or_to_somebody_else_lets_nobody() -> None:
    other = SMALL.duty("b", R="P1")
    assert judged(other.delegation("x", "z", "b"), "a:z b") == [(Authority.NONE, "P3")]
    assert judged(other.delegation("x", "y", "a"), "a:z b") == [(Authority.NONE, "P3")]


def test_a_delegation_without_activities_covers_what_the_delegator_may_do() -> None:
    assert judged(SMALL.delegation("x", "z", ""), "a:z b") == [(Authority.DELEGATED, "P1")]
    assert judged(SMALL.person("w", "P3").delegation("w", "z", ""), "a:z b") == [(Authority.NONE, "P3")]


def test_who_may_by_a_post_of_his_own_needs_no_delegation() -> None:
    assert judged(SMALL.delegation("y", "x", "a"), "a:x b") == [(Authority.POST, "P1")]


def test_a_delegation_ends_at_its_limit() -> None:
    lent = SMALL.delegation("x", "z", "a", limit=1000.0)
    below, above = lent.cases("p", "a:z b", amount="1,000"), lent.cases("p", "a:z b", amount="1000.01")
    assert judged(below) == [(Authority.DELEGATED, "P1")]
    assert judged(above) == [(Authority.NONE, "P3")]
    assert judged(lent, "a:z b") == [(Authority.DELEGATED, "P1")], "what nobody says is not beyond it"


def test_a_limit_is_held_against_the_attribute_of_the_authority_table() -> None:
    lent = SMALL.delegation("x", "z", "a", limit=1000.0).authority("a", "order_value")
    assert judged(lent.cases("p", "a:z b", amount="9999", order_value="10")) == [(Authority.DELEGATED, "P1")]
    assert judged(lent.cases("p", "a:z b", amount="10", order_value="9999")) == [(Authority.NONE, "P3")]


def test_a_limit_is_held_against_what_the_event_says_where_the_case_says_nothing() -> None:
    lent = SMALL.delegation("x", "z", "a", limit=1000.0).authority("a", "system")
    assert judged(lent.cases("p", "a:z/10 b")) == [(Authority.DELEGATED, "P1")]
    assert judged(lent.cases("p", "a:z/9999 b")) == [(Authority.NONE, "P3")]


def test_a_label_of_two_activities_is_judged_as_the_one_that_its_place_makes_it() -> None:
    drawn = process("q").start().task("a1", "check").task("m").task("a2", "check").end()
    enterprise = SMALL.duty("a1", R="P1").duty("a2", R="P3").process(drawn).cases("q", "check:x m check:x")
    linked = enterprise.linked()
    assert [linked.activities[code].id for code in linked.activity.tolist()] == ["a1", "m", "a2"]
    assert linked.authority.tolist() == [Authority.POST, Authority.UNKNOWN, Authority.NONE]


@given(st.randoms(use_true_random=False), st.lists(st.sampled_from(["a:x b", "a:y b", "a:z b:x", "b:x", "a:w"]), min_size=1))
def test_the_order_of_rows_changes_nothing_but_which_post_of_a_person_is_his_first(
    shuffler: random.Random, cases: list[str]
) -> None:
    enterprise = SMALL.person("w", "P3").person("w", "P1", until="2025-03-03").delegation("x", "y", "a").delegation("x", "z", "b")
    for steps in cases:
        enterprise = enterprise.cases("p", steps)
    organization, people = enterprise.organization, shuffler.sample("wxyz", 4)
    shuffled = replace(
        enterprise,
        organization=replace(
            organization,
            posts=_shuffled(organization.posts or (), shuffler),
            holdings=tuple(sorted(organization.holdings or (), key=lambda it: people.index(it.person))),
            delegations=_shuffled(organization.delegations or (), shuffler),
        ),
        events={"p": _shuffled(enterprise.events["p"], shuffler)},
    )
    one, other = enterprise.linkage(), shuffled.linkage()
    (mine,), (theirs,) = one.processes, other.processes
    assert (one.persons, one.posts) == (other.persons, other.posts)
    assert mine.authority.tolist() == theirs.authority.tolist()
    assert mine.post.tolist() == theirs.post.tolist()
    assert mine.handovers.before.tolist() == theirs.handovers.before.tolist()


def _shuffled(items: tuple[Item, ...], shuffler: random.Random) -> tuple[Item, ...]:
    return tuple(shuffler.sample(items, len(items)))


def test_without_times_what_is_valid_on_some_days_alone_is_not_judged() -> None:
    untimed = replace(SMALL.person("w", "P1", since="2024-01-01").person("v", "P3", since="2024-01-01"), untimed=frozenset({"p"}))
    assert judged(untimed, "a:x b", "a:z b") == [(Authority.POST, "P1"), (Authority.NONE, "P3")]
    assert judged(untimed, "a:w b", "a:v b") == [(Authority.UNKNOWN, "P1"), (Authority.NONE, "P3")]
    lent = untimed.delegation("x", "z", "a", start="2025-03-04", end="2025-03-06")
    assert judged(lent, "a:z b") == [(Authority.UNKNOWN, "P3")]
    assert judged(lent.delegation("x", "z", "a"), "a:z b") == [(Authority.DELEGATED, "P1")]
