"""What a heuristic cannot tell is said with its reason, and never proposed."""

import re
from dataclasses import replace

import numpy as np
import pytest

from tests.enterprise_builder import Enterprise
from tests.redesign.heuristics.small import MANY, SMALL, happen, line, proposed, untold
from workbench.eventlog import NO_TIME
from workbench.language import Language, catalogue
from workbench.redesign.heuristics import ASSUMED, PROPOSERS, HeuristicRules, Situation, consider
from workbench.redesign.heuristics.composition import bimodality
from workbench.redesign.heuristics.triage import told_apart

WITHOUT_STARTS = ("H2", "H3", "H4", "H6", "H10", "H14", "H20", "H21", "H23")
FLOW = happen(SMALL.process(line("a b")).duty("a", R="P").duty("b", R="Q"), "a:x@540+10 b:z@560+10", times=MANY)


def reasons(enterprise: Enterprise, heuristic: str) -> set[str]:
    return {each.reason.code for each in untold(enterprise, heuristic)}


@pytest.mark.parametrize("heuristic", [each for each in PROPOSERS if each != "H22"])
def test_without_a_log_there_is_no_proposal_but_a_reason(heuristic: str) -> None:
    silent = replace(FLOW, events={})
    assert proposed(silent, heuristic) == ()
    assert "UNKNOWN_NO_LOG" in reasons(silent, heuristic)


@pytest.mark.parametrize("heuristic", WITHOUT_STARTS)
def test_without_starts_nobody_knows_how_long_anything_took_or_waited(heuristic: str) -> None:
    evidence = FLOW.evidence()
    unstarted = tuple(replace(each, start=each.start * 0 + NO_TIME) for each in evidence.linkage.processes)
    evidence = replace(evidence, linkage=replace(evidence.linkage, processes=unstarted))
    considered = consider(Situation(evidence=evidence), None, {heuristic: PROPOSERS[heuristic]})
    assert considered.proposals == ()
    assert "UNKNOWN_NO_STARTS" in {each.reason.code for each in considered.unknown}


@pytest.mark.parametrize("heuristic", ["H2", "H7", "H9", "H10", "H11", "H12", "H13", "H15", "H19"])
def test_without_performers_nothing_is_said_of_people(heuristic: str) -> None:
    nobody = happen(replace(FLOW, events={}), "a@540+10 b@560+10", times=MANY)
    assert proposed(nobody, heuristic) == ()
    assert "UNKNOWN_NO_RESOURCES" in reasons(nobody, heuristic)


@pytest.mark.parametrize(
    ("heuristic", "table", "reason"),
    [
        ("H11", "responsibilities", "UNKNOWN_NO_RESPONSIBILITIES"),
        ("H14", "posts", "UNKNOWN_NO_POSTS"),
        ("H15", "holdings", "UNKNOWN_NO_PERSONS"),
    ],
)
def test_a_missing_table_is_named(heuristic: str, table: str, reason: str) -> None:
    lacking = replace(FLOW, organization=replace(FLOW.organization, **{table: None}))
    assert proposed(lacking, heuristic) == ()
    assert reason in reasons(lacking, heuristic)


@pytest.mark.parametrize("heuristic", ["H1", "H16", "H17", "H18"])
def test_where_nobody_says_what_is_an_approval_or_a_control_nothing_is_told_of_them(heuristic: str) -> None:
    assert proposed(FLOW, heuristic) == ()
    assert "UNKNOWN_NO_SIDECAR" in reasons(FLOW, heuristic)


def test_without_a_calendar_nights_are_no_second_peak() -> None:
    flow = happen(happen(SMALL.process(line("a")), "a:x@540+30", times=20), "a:x@540+990", times=20, since=20)
    assert proposed(flow, "H2") == ()
    assert reasons(flow, "H2") == {"UNKNOWN_NO_CALENDARS"}


def test_every_assumption_is_a_rule_and_is_said_with_its_figure() -> None:
    for name in ASSUMED:
        assert hasattr(HeuristicRules(), name)
        for language in Language:
            assert re.findall(r"\{(\w+)\}", catalogue(language)[f"assumed-{name}"]) == [name]


def test_a_reason_is_told_once() -> None:
    told = consider(Situation(evidence=replace(FLOW, events={}).evidence())).unknown
    assert len({(each.codes, each.scope, each.reason.code) for each in told}) == len(told)


def test_two_equal_heaps_are_as_bimodal_as_can_be_and_a_bell_is_not() -> None:
    assert bimodality(np.array([0.0, 1.0] * 1000)) == pytest.approx(1.0, abs=0.01)
    assert bimodality(np.arange(10_000.0)) == pytest.approx(5 / 9, abs=0.001)
    assert bimodality(np.random.default_rng(7).normal(size=10_000)) == pytest.approx(1 / 3, abs=0.02)
    assert bimodality(np.ones(50)) is None


def test_a_pair_is_told_apart_by_the_greater_and_ties_count_half() -> None:
    assert told_apart(np.array([2.0, 3.0]), np.array([1.0])) == 1.0
    assert told_apart(np.array([1.0, 2.0]), np.array([1.0, 2.0])) == 0.5
