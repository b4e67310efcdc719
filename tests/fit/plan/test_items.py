"""Draft items: one a cause, with owners and sign-offs, in the order of priority, whatever the order of findings."""

import random
from dataclasses import replace

import pytest

from tests.enterprises import crud, data, duties, evidence_of, line
from tests.fit.plan.examples import (
    LANDSCAPE,
    NOTHING,
    ORGANIZATION,
    QUICK,
    SLOW,
    both_by_one,
    by_somebody_else,
    finding,
    findings_in,
    item_with,
    off_the_system,
    shared,
    skipping,
)
from workbench.design import Subjects
from workbench.findings import Severity
from workbench.fit.codes import Element
from workbench.fit.detection import Evidence
from workbench.fit.plan import Priority, circumstances_of, draft_items
from workbench.fit.plan.items import longest_window
from workbench.fit.plan.parties import owners_of
from workbench.fit.plan.priority import priority_of
from workbench.fit.policy import DecisionRules, Policy
from workbench.information import Information
from workbench.process import Sidecar
from workbench.process.sidecar import ActivityFacts


def codes(evidence: Evidence, code: str) -> list[str]:
    return [each.code for each in item_with(code, evidence).findings]


def owned(criticality: str | None = None, owner: str | None = "S2", of_b: str | None = None) -> Evidence:
    """Return an enterprise with owners of everything: S2 of the process, erp of ERP, H1 heads D1."""
    process = line("p", "a b c")
    sidecar = Sidecar(owner=owner, criticality=criticality, activities={"b": ActivityFacts(criticality=of_b)})
    information = Information(data_objects=data("X", owner_department="D2"), uses=crud("b:X:C a:X:R"))
    subjects = Subjects(organization=ORGANIZATION, landscape=LANDSCAPE, information=information)
    return evidence_of([replace(process, sidecar=sidecar)], subjects)


def test_the_access_that_lets_somebody_breach_duties_is_one_item_with_the_breach() -> None:
    assert codes(both_by_one("S1:ERP.B"), "PO-SOD") == ["PO-SOD", "PO-NOTAUTH", "TO-EXCESS"]


def test_a_breach_without_excess_access_still_goes_with_the_unauthorised_work() -> None:
    assert codes(both_by_one(""), "PO-SOD") == ["PO-SOD", "PO-NOTAUTH"]


def test_a_missing_permission_goes_with_the_shared_account_in_its_place() -> None:
    assert codes(shared(), "TO-NOACC") == ["TO-NOACC", "TO-SHARED"]


def test_access_of_another_post_is_another_item() -> None:
    evidence = by_somebody_else(SLOW, "H2:ERP.B")
    assert codes(evidence, "PO-NOTAUTH") == ["PO-NOTAUTH"]
    assert codes(evidence, "TO-EXCESS") == ["TO-EXCESS"]


def test_what_joins_a_finding_that_is_planned_is_an_item_of_its_own_beside_it() -> None:
    evidence = both_by_one("S1:ERP.B")
    findings = findings_in(evidence)
    (planned,) = (each.id for each in findings if each.code == "PO-NOTAUTH")
    (item,) = (each for each in draft_items(findings, evidence, {planned}) if each.beside)
    assert ([each.code for each in item.findings], item.beside) == (["PO-SOD", "TO-EXCESS"], (planned,))
    assert draft_items(findings, evidence, {each.id for each in findings}) == ()


def test_every_finding_stands_in_one_item() -> None:
    evidence = both_by_one("S1:ERP.B H2:ERP.A")
    findings = findings_in(evidence)
    told = [each.id for item in draft_items(findings, evidence) for each in item.findings]
    assert sorted(told) == sorted(each.id for each in findings)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_findings_never_matters(seed: int) -> None:
    evidence = both_by_one("S1:ERP.B H2:ERP.A")
    findings = findings_in(evidence)
    shuffled = random.Random(seed).sample(findings, len(findings))
    assert draft_items(shuffled, evidence) == draft_items(findings, evidence)


def test_each_element_has_its_owner() -> None:
    design = owned().design
    assert owners_of([finding("CF-SKIP", "b")], design) == {
        Element.TECHNOLOGY: ("erp",),
        Element.PROCESS: ("S2",),
        Element.ORGANIZATION: ("H1",),
        Element.DATA: ("H2",),
    }


def test_a_head_who_is_a_person_is_shown_as_his_post() -> None:
    departments = tuple(replace(each, head="anna") for each in ORGANIZATION.departments or ())
    design = evidence_of([line("p", "a")], Subjects(organization=replace(ORGANIZATION, departments=departments))).design
    assert owners_of([finding("PO-OVERLOAD", "S2", scope="enterprise")], design)[Element.ORGANIZATION] == ("S1",)


def test_two_departments_have_two_heads() -> None:
    gap = finding("PO-COORD", "D1", "D2", scope="enterprise")
    assert owners_of([gap], owned().design)[Element.ORGANIZATION] == ("H1", "H2")


def test_the_owner_of_what_moves_is_responsible_and_all_others_sign_off() -> None:
    (item,) = draft_items([finding("TP-MANUAL", "b")], owned())
    assert (item.responsible, item.sign_offs) == (("erp",), ("S2", "H1", "H2"))


def test_where_nobody_owns_the_element_the_owner_of_the_process_is_responsible() -> None:
    (item,) = draft_items([finding("PO-APPR", "label")], owned())
    assert (item.responsible, item.sign_offs) == (("S2",), ())


def test_where_nobody_is_named_nobody_is_responsible() -> None:
    (item,) = draft_items([finding("PO-APPR", "label")], NOTHING)
    assert item.responsible == ()


def test_the_window_is_the_longest_of_the_elements_that_move() -> None:
    evidence = replace(NOTHING, policy=Policy(rules=DecisionRules(technology_window_days=7, process_window_days=9)))
    windows = {item.findings[0].code: item.window for item in draft_items([finding(c, "a") for c in CODES], evidence)}
    assert windows == {"TP-MANUAL": 7, "CF-REWORK": 9, "CF-EXTRA": 9, "CF-SKIP": 60}
    rules = evidence.policy.rules
    assert longest_window((Element.TECHNOLOGY, Element.PROCESS), rules) == longest_window((Element.PROCESS,), rules) == 9
    assert longest_window((), rules) == 1


CODES = ("TP-MANUAL", "CF-REWORK", "CF-EXTRA", "CF-SKIP")


def test_an_item_follows_those_that_touch_the_same_and_turn_earlier() -> None:
    repair, design, restore = finding("TP-MANUAL", "b"), finding("PO-LANEMIS", "b"), finding("CF-SKIP", "b")
    elsewhere = finding("TP-MANUAL", "a")
    after = {item.id: set(item.after) for item in draft_items([repair, design, restore, elsewhere], owned())}
    assert after == {repair.id: set(), elsewhere.id: set(), design.id: {repair.id}, restore.id: {repair.id, design.id}}


def test_priority_is_the_product_of_its_factors() -> None:
    assert Priority(criticality=3, frequency=0.5, effect=1.0).value == 3.0


@pytest.mark.parametrize(("count", "frequency"), [(5, 0.25), (20, 1.0), (80, 1.0)])
def test_a_rate_counts_in_full_from_a_fifth_on(count: int, frequency: float) -> None:
    seen = replace(finding("CF-EXTRA", "x"), count=count, exposed=100)
    assert priority_of(seen, circumstances_of(NOTHING)).frequency == pytest.approx(frequency)


def test_what_is_structural_or_never_happens_counts_in_full() -> None:
    never = replace(finding("CF-DEAD", "a"), count=0, exposed=100)
    assert [priority_of(each, circumstances_of(NOTHING)).frequency for each in (never, finding("PO-NOA", "a"))] == [1.0, 1.0]


@pytest.mark.parametrize(
    ("severity", "declared", "criticality"),
    [
        (Severity.INFO, None, 1),
        (Severity.MAJOR, None, 2),
        (Severity.CRITICAL, None, 3),
        (Severity.MAJOR, "high", 3),
        (Severity.MAJOR, "low", 1),
        (Severity.MAJOR, "高", 3),
        (Severity.MAJOR, "低", 1),
        (Severity.CRITICAL, "high", 3),
        (Severity.MINOR, "low", 1),
        (Severity.MAJOR, "whatever", 2),
    ],
)
def test_criticality_is_severity_moved_by_what_is_declared(severity: Severity, declared: str | None, criticality: int) -> None:
    about = finding("CF-SKIP", "b", severity=severity)
    assert priority_of(about, circumstances_of(owned(declared))).criticality == criticality


def test_a_clear_effect_raises_the_priority_and_chance_does_not() -> None:
    effects = []
    for minutes in (SLOW, QUICK):
        evidence = skipping(minutes)
        (skip,) = (each for each in findings_in(evidence) if each.code == "CF-SKIP")
        effects.append(priority_of(skip, circumstances_of(evidence)).effect)
    assert effects[0] == 0
    assert effects[1] > 1


def test_ties_go_to_what_is_easier() -> None:
    items = draft_items([finding("TP-MANUAL", "a"), finding("PO-NOA", "a")], NOTHING)
    assert [(item.findings[0].code, item.effort) for item in items] == [("PO-NOA", 1), ("TP-MANUAL", 3)]


def test_without_tables_items_are_drafted_all_the_same() -> None:
    evidence = off_the_system(40, "anna")
    bare = evidence_of([line("p", "a b")], Subjects())
    assert len(draft_items(findings_in(evidence), bare)) == len(findings_in(evidence))


def test_the_duties_of_two_posts_have_the_heads_of_both() -> None:
    organization = replace(ORGANIZATION, responsibilities=duties("a:R:S1 a:R:S2"))
    design = evidence_of([line("p", "a")], Subjects(organization=organization)).design
    assert owners_of([finding("CF-SKIP", "a")], design)[Element.ORGANIZATION] == ("H1", "H2")
