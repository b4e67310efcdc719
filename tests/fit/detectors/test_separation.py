"""PO-SOD: who may not do both, and who must; within a case or at all."""

from dataclasses import replace

import pytest

from tests.builders import process
from tests.enterprise_builder import Enterprise, found, unknown
from workbench.fit.detection import Detected
from workbench.fit.detectors.separation import CODE, duties_not_separate
from workbench.language import Language
from workbench.organization import DutyRule, Reach
from workbench.technology import AccountKind

SMALL = (
    Enterprise()
    .department("D")
    .post("P1", "D")
    .person("x", "P1")
    .person("y", "P1")
    .person("z", "P1")
    .account("pub", AccountKind.SHARED)
    .process(process("p").start().task("a").task("m").task("b").end())
)
APART = SMALL.apart("a", "b")
BOUND = SMALL.apart("a", "b", rule=DutyRule.BINDING)


def told(enterprise: Enterprise) -> Detected:
    return enterprise.told(CODE, duties_not_separate)


def test_one_case_in_which_one_person_did_both_is_claimed_however_rare() -> None:
    claimed = told(APART.cases("p", "a:x m b:y", times=200).cases("p", "a:x m b:x"))
    assert found(claimed) == [(("a", "b"), 1, 201)]
    assert claimed.findings[0].cases == ("200",)


def test_different_persons_keep_them_apart() -> None:
    assert found(told(APART.cases("p", "a:x m:x b:y", times=5))) == []


def test_one_person_in_different_cases_breaks_only_a_rule_that_reaches_any_case() -> None:
    happened = APART.cases("p", "a:x m b:y", times=2).cases("p", "a:z m b:x").cases("p", "a:z m b:y")
    assert found(told(happened)) == []
    anywhere = replace(happened, organization=replace(happened.organization, duty_pairs=())).apart("a", "b", reach=Reach.ANY)
    claimed = told(anywhere)
    assert found(claimed) == [(("a", "b"), 3, 4)]
    assert claimed.findings[0].cases == ("000", "001", "002")


def test_the_two_are_named_in_order_however_the_rule_names_them() -> None:
    assert found(told(SMALL.apart("b", "a").cases("p", "a:x m b:x"))) == [(("a", "b"), 1, 1)]


def test_an_account_of_several_is_nobody_and_exposed_all_the_same() -> None:
    assert found(told(APART.cases("p", "a:pub m b:pub", times=3))) == []
    assert found(told(APART.cases("p", "a:pub m b:pub", times=3).cases("p", "a:x m b:x"))) == [(("a", "b"), 1, 4)]


def test_a_person_under_his_own_account_is_himself() -> None:
    named = APART.account("u1", AccountKind.PERSONAL, "x").cases("p", "a:x m b:u1")
    assert found(told(named)) == [(("a", "b"), 1, 1)]


def test_a_binding_rule_is_broken_by_two_and_kept_by_one() -> None:
    assert found(told(BOUND.cases("p", "a:x m b:x", times=3))) == []
    claimed = told(BOUND.cases("p", "a:x m b:x", times=3).cases("p", "a:x m b:y"))
    assert found(claimed) == [(("a", "b"), 1, 4)]


def test_a_binding_rule_over_all_cases_wants_each_person_on_both_sides() -> None:
    anywhere = SMALL.apart("a", "b", rule=DutyRule.BINDING, reach=Reach.ANY)
    assert found(told(anywhere.cases("p", "a:x m b:y").cases("p", "a:y m b:x"))) == []
    assert found(told(anywhere.cases("p", "a:x m b:y").cases("p", "a:y m b:y"))) == [(("a", "b"), 1, 2)]


@pytest.mark.parametrize("language", Language)
def test_binding_and_separation_are_told_apart(language: Language) -> None:
    apart = told(APART.cases("p", "a:x m b:x")).findings[0].text(language)
    bound = told(BOUND.cases("p", "a:x m b:y")).findings[0].text(language)
    assert apart != bound
    assert "{" not in apart + bound


def test_a_rule_across_processes_is_judged_in_cases_of_one_id() -> None:
    both = SMALL.process(process("q").start().task("c").end()).apart("a", "c")
    happened = both.cases("p", "a:x m b:y", times=2).cases("q", "c:x").cases("q", "c:y").cases("q", "c:x")
    claimed = told(happened)
    assert found(claimed) == [(("a", "c"), 1, 2)]
    assert (claimed.findings[0].scope, claimed.findings[0].cases) == ("enterprise", ("000",))


def test_a_rule_on_any_case_across_processes_finds_the_person_in_both() -> None:
    both = SMALL.process(process("q").start().task("c").end()).apart("a", "c", reach=Reach.ANY)
    claimed = told(both.cases("p", "a:y m b").cases("p", "a:x m b").cases("q", "c:x"))
    assert found(claimed) == [(("a", "c"), 2, 2)]


def test_a_rule_on_activities_by_name_means_those_that_bear_it() -> None:
    named = SMALL.process(process("q").start().task("c", "Order").task("d", "Receive").end()).apart("Order", "receive")
    assert found(told(named.cases("q", "c:x d:x"))) == [(("c", "d"), 1, 1)]


def test_what_is_missing_is_unknown_by_name() -> None:
    assert unknown(told(SMALL.cases("p", "a:x m b:x"))) == ["UNKNOWN_NO_SEPARATION_OF_DUTIES"]
    assert unknown(told(APART)) == ["UNKNOWN_NO_LOG"]
    nobody = replace(APART, organization=replace(APART.organization, holdings=None)).cases("p", "a:x m b:x")
    assert unknown(told(nobody)) == ["UNKNOWN_NO_PERSONS"]
