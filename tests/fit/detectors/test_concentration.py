"""PO-CONC: what rests on one person although others may do it."""

from dataclasses import replace
from datetime import date

from tests.builders import process
from tests.enterprise_builder import Enterprise, found, unknown
from workbench.fit.detection import Detected
from workbench.fit.detectors.concentration import CODE, concentrated
from workbench.technology import AccountKind

SMALL = (
    Enterprise()
    .department("D")
    .post("P1", "D")
    .post("P2", "D")
    .post("P3", "D")
    .person("x", "P1")
    .person("y", "P1")
    .person("z", "P3")
    .account("pub", AccountKind.SHARED)
    .duty("a", R="P1", A="P3")
    .process(process("p").start().task("a").end())
)


def told(enterprise: Enterprise) -> Detected:
    return enterprise.told(CODE, concentrated)


def test_nine_in_ten_by_one_of_two_is_claimed_and_nobody_is_named() -> None:
    claimed = told(SMALL.cases("p", "a:x", times=27).cases("p", "a:y", times=3))
    assert found(claimed) == [(("a",), 27, 30)]
    (finding,) = claimed.findings
    assert "x" not in {str(value) for value in finding.facts.values()}
    assert finding.facts["person_count"] == 2


def test_less_than_nine_in_ten_is_not() -> None:
    assert found(told(SMALL.cases("p", "a:x", times=26).cases("p", "a:y", times=4))) == []


def test_fewer_than_thirty_executions_tell_nothing() -> None:
    assert found(told(SMALL.cases("p", "a:x", times=29))) == []
    assert found(told(SMALL.cases("p", "a:x", times=30))) == [(("a",), 30, 30)]


def test_executions_by_nobody_known_do_not_count() -> None:
    assert found(told(SMALL.cases("p", "a:x", times=29).cases("p", "a:pub", times=20))) == []
    assert found(told(SMALL.cases("p", "a:x", times=30).cases("p", "a:pub", times=20))) == [(("a",), 30, 30)]


def test_where_only_one_may_do_it_there_is_no_choice() -> None:
    alone = SMALL.duty("b", R="P3").process(process("q").start().task("b").end())
    assert found(told(alone.cases("q", "b:z", times=30))) == []
    assert found(told(alone.person("w", "P3").cases("q", "b:z", times=30))) == [(("b",), 30, 30)]


def test_who_supports_or_holds_it_as_a_second_post_is_authorised_and_a_delegate_is_not() -> None:
    alone = SMALL.duty("b", R="P2").person("w", "P2").process(process("q").start().task("b").end()).cases("q", "b:w", times=30)
    assert found(told(alone)) == []
    assert found(told(alone.duty("b", S="P3"))) == [(("b",), 30, 30)]
    assert found(told(alone.person("z", "P2"))) == [(("b",), 30, 30)]
    assert found(told(alone.delegation("w", "x", "b"))) == []


def test_who_held_the_post_on_any_day_of_the_log_is_authorised() -> None:
    alone = SMALL.duty("b", R="P2").person("w", "P2").process(process("q").start().task("b").end())
    happened = alone.cases("q", "b:w", times=30, day=1)
    assert found(told(happened.person("v", "P2", until="2025-03-03"))) == []
    assert found(told(happened.person("v", "P2", until="2025-03-04"))) == [(("b",), 30, 30)]
    assert found(told(happened.person("v", "P2", since="2025-03-05"))) == []


def test_what_is_automatic_rests_on_nobody() -> None:
    drawn = process("q").start().task("a", tag="serviceTask").end()
    assert found(told(SMALL.process(drawn).cases("q", "a:x", times=30))) == []


def test_the_floor_of_cases_does_not_apply() -> None:
    again = SMALL.process(process("q").start().xor("again").task("a").xor("ok").end().at("ok").to("again"))
    assert found(told(again.cases("q", " ".join(["a:x"] * 30)))) == [(("a",), 30, 30)]


def test_what_is_missing_is_unknown_by_name() -> None:
    assert unknown(told(SMALL)) == ["UNKNOWN_NO_LOG"]
    assert unknown(told(replace(SMALL, organization=replace(SMALL.organization, holdings=None)))) == ["UNKNOWN_NO_PERSONS"]


def test_without_times_only_who_always_holds_a_post_may_take_a_turn() -> None:
    untimed = replace(SMALL.cases("p", "a:x", times=30), untimed=frozenset({"p"}))
    assert found(told(untimed)) == [(("a",), 30, 30)]
    hired = untimed.organization.holdings or ()
    dated = tuple(replace(each, since=date(2024, 1, 1)) if each.person == "y" else each for each in hired)
    assert found(told(replace(untimed, organization=replace(untimed.organization, holdings=dated)))) == []
