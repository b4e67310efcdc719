"""PO-NOTAUTH: identified people against who may, after delegations and second posts."""

from dataclasses import replace

from tests.builders import process
from tests.enterprise_builder import Enterprise, found, suppressed, unknown
from workbench.fit.detection import Detected
from workbench.fit.detectors.authorization import CODE, not_authorized
from workbench.technology import AccountKind

SMALL = (
    Enterprise()
    .department("D")
    .post("P1", "D")
    .post("P2", "D")
    .post("P3", "D")
    .person("x", "P1")
    .person("y", "P2")
    .person("z", "P3")
    .duty("a", R="P1", A="P3")
    .duty("b", R="P2", A="P3")
    .account("pub", AccountKind.SHARED)
    .process(process("p").start().task("a").task("b").end())
)


def told(enterprise: Enterprise) -> Detected:
    return enterprise.told(CODE, not_authorized)


def test_what_a_post_may_not_do_is_claimed_by_activity_and_post() -> None:
    claimed = told(SMALL.cases("p", "a:x b:y", times=15).cases("p", "a:y b:y", times=5))
    assert found(claimed) == [(("a", "P2"), 5, 20)]
    (finding,) = claimed.findings
    assert (finding.scope, finding.cases) == ("p", ("015", "016", "017", "018", "019"))
    assert "a" in finding.text()


def test_each_post_is_claimed_by_itself() -> None:
    claimed = told(SMALL.cases("p", "a:y b:y", times=6).cases("p", "a:z b:y", times=5))
    assert found(claimed) == [(("a", "P2"), 6, 11), (("a", "P3"), 5, 11)]


def test_four_cases_are_too_few_and_five_are_enough() -> None:
    few = told(SMALL.cases("p", "a:x b:y", times=100).cases("p", "a:y b:y", times=4))
    assert found(few) == []
    assert [each.count for each in few.below_threshold] == [4]
    assert found(told(SMALL.cases("p", "a:x b:y", times=100).cases("p", "a:y b:y", times=5))) == [(("a", "P2"), 5, 105)]


def test_less_than_one_in_a_hundred_cases_is_too_few_and_one_in_a_hundred_is_enough() -> None:
    below = told(SMALL.cases("p", "a:x b:y", times=496).cases("p", "a:y b:y", times=5))
    assert (found(below), [each.count for each in below.below_threshold]) == ([], [5])
    assert found(told(SMALL.cases("p", "a:x b:y", times=495).cases("p", "a:y b:y", times=5))) == [(("a", "P2"), 5, 500)]


def test_events_are_counted_and_cases_are_held_against_the_floor() -> None:
    again = SMALL.process(process("q").start().xor("again").task("a").xor("ok").end().at("ok").to("again"))
    few = told(again.cases("q", "a:y a:y a:y", times=4))
    assert (found(few), [each.count for each in few.below_threshold]) == ([], [12])
    assert found(told(again.cases("q", "a:y a:y", times=5))) == [(("a", "P2"), 10, 10)]


def test_what_is_allowed_by_delegation_second_post_or_support_is_suppressed_and_told() -> None:
    allowed = SMALL.delegation("x", "z", "a").person("y", "P1").duty("b", S="P3").cases("p", "a:z b:z", times=6)
    claimed = told(allowed.cases("p", "a:y b:y", times=5))
    assert found(claimed) == []
    assert suppressed(claimed) == [("delegation", ("a",), 6), ("second_post", ("a",), 5), ("support", ("b",), 6)]


def test_a_delegation_that_is_over_suppresses_nothing() -> None:
    over = SMALL.delegation("x", "z", "a", start="2025-02-01", end="2025-03-02").cases("p", "a:z b:y", times=5)
    assert (found(told(over)), suppressed(told(over))) == ([(("a", "P3"), 5, 5)], [])


def test_shared_accounts_systems_and_strangers_are_neither_claimed_nor_exposed() -> None:
    mixed = SMALL.cases("p", "a:pub b:y", times=5).cases("p", "a:SYS b:y", times=5).cases("p", "a:who b:y", times=5)
    assert found(told(mixed.cases("p", "a:y b:y", times=5))) == [(("a", "P2"), 5, 5)]


def test_who_has_left_is_claimed_under_the_post_that_he_held() -> None:
    left = SMALL.person("w", "P1", until="2025-03-02").cases("p", "a:w b:y", times=5)
    assert found(told(left)) == [(("a", "P1"), 5, 5)]


def test_what_is_automatic_or_nobodys_is_not_claimed() -> None:
    drawn = process("q").start().task("a", tag="serviceTask").task("free").task("robots").end()
    enterprise = SMALL.duty("robots", R="SYS", A="P1").process(drawn).cases("q", "a:y free:y robots:y", times=5)
    assert found(told(enterprise)) == []


def test_incomplete_cases_are_not_counted() -> None:
    assert found(told(SMALL.cases("p", "a:y b:y", times=5).cases("p", "a:y", times=5, day=3))) == [(("a", "P2"), 5, 5)]


def test_what_is_missing_is_unknown_by_name() -> None:
    happened = SMALL.cases("p", "a:y b:y", times=5)
    without_matrix = replace(happened, organization=replace(happened.organization, responsibilities=None))
    without_persons = replace(happened, organization=replace(happened.organization, holdings=None))
    assert unknown(told(without_matrix)) == ["UNKNOWN_NO_RESPONSIBILITIES"]
    assert unknown(told(without_persons)) == ["UNKNOWN_NO_PERSONS"]
    assert unknown(told(SMALL)) == ["UNKNOWN_NO_LOG"]
    assert unknown(told(SMALL.cases("p", "a b", times=5))) == ["UNKNOWN_NO_RESOURCES"]
    assert unknown(told(happened)) == []
