from dataclasses import replace

import pytest

from tests.enterprises import (
    accounts,
    claims,
    duties,
    evidence_of,
    functions,
    holdings,
    line,
    permissions,
    posts,
    systems,
    unknown,
)
from workbench.design import Subjects
from workbench.fit.detection import Evidence
from workbench.fit.detectors.access import with_excess_access, without_access
from workbench.organization import Delegation, Organization
from workbench.process.sidecar import ActivityFacts
from workbench.technology import Landscape

ORGANIZATION = Organization(
    posts=posts("S1 S2 S3"),
    holdings=holdings("anna:S1 bob:S2 carl:S3"),
    responsibilities=duties("a:R:S1 a:S:S2 b:R:S2"),
)
LANDSCAPE = Landscape(
    systems=systems("ERP PAPER:offline"),
    functions=functions("ERP.A:a ERP.B:b ERP.C ERP.X:elsewhere"),
    accounts=accounts("pub:shared robot:system anna1:personal:anna carl1:personal:carl"),
)


def evidence(granted: str, organization: Organization = ORGANIZATION, **facts: ActivityFacts) -> Evidence:
    tables = replace(LANDSCAPE, permissions=permissions(granted))
    return evidence_of([line("p", "a b", **facts)], Subjects(organization=organization, landscape=tables))


def missing(granted: str, organization: Organization = ORGANIZATION, **facts: ActivityFacts) -> list[tuple[object, ...]]:
    return [pair[:2] for pair in claims(without_access(evidence(granted, organization, **facts)))]


def excess(granted: str, organization: Organization = ORGANIZATION) -> list[tuple[object, ...]]:
    return [pair[:2] for pair in claims(with_excess_access(evidence(granted, organization)))]


def test_who_is_responsible_needs_the_function() -> None:
    assert missing("S1:ERP.A") == [("S2", "ERP.B")]
    assert missing("S1:ERP.A S2:ERP.B") == []


def test_alternatives_are_needed_too_and_paper_and_unknown_functions_are_not() -> None:
    assert missing("S1:ERP.A S2:ERP.B", a=ActivityFacts(functions=("ERP.A", "ERP.C", "PAPER", "TYPO"))) == [("S1", "ERP.C")]


def test_an_account_of_a_holder_grants_it_to_his_post() -> None:
    assert missing("@anna1:ERP.A S2:ERP.B") == []
    assert missing("@carl1:ERP.A S2:ERP.B") == [("S1", "ERP.A")]


def test_the_system_and_outsiders_need_nothing() -> None:
    assert missing("", replace(ORGANIZATION, responsibilities=duties("a:R:SYS b:R:EXT"))) == []


def test_what_no_duty_needs_is_in_excess() -> None:
    assert excess("S1:ERP.A S1:ERP.B") == [("S1", "ERP.B")]
    assert excess("S1:ERP.A S2:ERP.B") == []


def test_whoever_supports_may_hold_it_but_need_not() -> None:
    assert excess("S2:ERP.A") == []
    assert ("S2", "ERP.A") not in missing("")


def test_whoever_stands_in_for_another_may_hold_it() -> None:
    named = Delegation(from_person="anna", to_person="carl", activities=("a",))
    everything = Delegation(from_person="anna", to_person="carl")
    assert excess("S3:ERP.A") == [("S3", "ERP.A")]
    assert excess("S3:ERP.A S3:ERP.B", replace(ORGANIZATION, delegations=(named,))) == [("S3", "ERP.B")]
    assert excess("S3:ERP.A S3:ERP.B", replace(ORGANIZATION, delegations=(everything,))) == [("S3", "ERP.B")]


def test_a_personal_account_is_in_excess_of_its_person_and_others_are_not_judged() -> None:
    assert excess("@carl1:ERP.A") == [("S3", "ERP.A")]
    assert excess("@anna1:ERP.A @pub:ERP.A @robot:ERP.A SYS:ERP.A EXT:ERP.A") == []


def test_a_function_that_nobody_needs_is_in_excess_unless_its_activity_is_out_of_scope() -> None:
    assert excess("S1:ERP.C") == [("S1", "ERP.C")]
    assert excess("S1:ERP.X") == []


def test_a_duty_out_of_scope_tells_who_needs_a_function() -> None:
    organization = replace(ORGANIZATION, responsibilities=duties("a:R:S1 elsewhere:R:S2"))
    assert excess("S1:ERP.X S2:ERP.X", organization) == [("S1", "ERP.X")]


def test_unknown_posts_and_functions_are_not_judged() -> None:
    assert excess("S9:ERP.A S1:TYPO") == []


@pytest.mark.parametrize("detector", [without_access, with_excess_access])
def test_without_tables_it_is_unknown(detector: object) -> None:
    verdicts = detector(evidence_of([line("p", "a")], Subjects()))  # type: ignore[operator]
    assert unknown(verdicts) == ["UNKNOWN_NO_PERMISSIONS", "UNKNOWN_NO_RESPONSIBILITIES", "UNKNOWN_NO_FUNCTIONS"]
