"""How things are called: an id goes before a name, a name before an alias, and what two bear means neither."""

from dataclasses import replace

import pytest

from tests.builders import process
from tests.enterprise_builder import Enterprise
from workbench.design import Alias, activity_aliases
from workbench.organization import Letter

SMALL = Enterprise().department("D1", "Sales").post("P1", "D1").post("P2", "D1").person("x", "P1")
ONE = process("p").start().task("a", "Check order").end()


def test_an_id_a_name_and_an_alias_lead_to_the_id_however_they_are_spelled() -> None:
    names = SMALL.alias("post", "Planner", "P1").design().vocabulary.posts
    assert [names.id_of(text) for text in ("P1", "p1", "Post  P1", "PLANNER", "nobody", None)] == ["P1"] * 4 + [None] * 2


def test_an_id_goes_before_the_name_of_another_and_a_name_before_an_alias() -> None:
    posts = SMALL.department("D2", "D1").alias("department", "Sales", "D2").design().vocabulary.departments
    assert (posts.id_of("D1"), posts.id_of("sales")) == ("D1", "D1")


def test_a_name_of_two_means_neither() -> None:
    two = SMALL.department("D2", "Sales").design().vocabulary.departments
    assert two.id_of("Sales") is None


def test_an_alias_of_another_kind_or_of_nothing_means_nothing() -> None:
    names = SMALL.alias("department", "Planner", "P1").alias("post", "Buyer", "P9").design().vocabulary.posts
    assert (names.id_of("Planner"), names.id_of("Buyer")) == (None, None)


def test_the_nearest_is_offered() -> None:
    assert SMALL.design().vocabulary.posts.nearest("P3") in {"P1", "P2"}
    assert SMALL.design().vocabulary.posts.nearest("something else altogether") is None


def test_an_alias_of_an_activity_may_hold_in_one_process_only() -> None:
    everywhere, in_p = Alias(kind="activity", alias="one", id="a"), Alias(kind="activity", alias="two", id="a", process="p")
    assert activity_aliases((everywhere, in_p), "p") == {"one": "a", "two": "a"}
    assert activity_aliases((everywhere, in_p), "q") == {"one": "a"}


# references


@pytest.mark.parametrize("text", ["a", "Check order", "check  ORDER", "checking"])
def test_an_activity_is_meant_by_id_name_spelling_and_alias(text: str) -> None:
    (activity,) = SMALL.alias("activity", "checking", "a").duty(text, R="P1").process(ONE).design().activities
    assert activity.responsible == {"P1"}


def test_an_id_goes_before_the_same_text_as_a_name_elsewhere() -> None:
    design = SMALL.duty("a", R="P1").process(ONE).process(process("q").start().task("b", "a").end()).design()
    assert {each.id: set(each.responsible) for each in design.activities} == {"a": {"P1"}, "b": set()}


def test_a_name_in_two_processes_means_both() -> None:
    design = SMALL.duty("Check order", R="P1").process(ONE).process(process("q").start().task("b", "Check order").end()).design()
    assert {each.id: set(each.responsible) for each in design.activities} == {"a": {"P1"}, "b": {"P1"}}


def test_posts_persons_and_departments_are_brought_to_ids() -> None:
    design = (
        SMALL.alias("post", "Planner", "P1")
        .alias("person", "Zhang", "x")
        .duty("a", R="planner", A="sys")
        .delegation("zhang", "x", "CheckOrder")
        .coordination("sales", "D1")
        .process(ONE)
        .design()
    )
    organization = design.organization
    assert organization.responsibilities is not None
    assert {(each.post, each.letter) for each in organization.responsibilities.duties} == {
        ("P1", Letter.RESPONSIBLE),
        ("SYS", Letter.ACCOUNTABLE),
    }
    (lent,), (met,) = organization.delegations or (), organization.coordinations or ()
    assert (lent.from_person, lent.activities, met.department_a) == ("x", ("a",), "D1")


def test_a_reference_that_leads_nowhere_stays_and_is_told_once_with_the_nearest() -> None:
    design = SMALL.duty("a", R="P3").duty("a", A="P3").process(ONE).design()
    told = [each for each in design.findings if each.code == "REFERENCE_UNKNOWN" and each.object == ("P3",)]
    assert len(told) == 1
    assert told[0].facts["nearest"] in {"P1", "P2"}
    assert design.activities[0].responsible == {"P3"}


def test_where_a_table_is_absent_nothing_of_it_is_unknown() -> None:
    postless = replace(SMALL, organization=replace(SMALL.organization, posts=None))
    assert postless.duty("a", R="P3").process(ONE).design().findings == ()
