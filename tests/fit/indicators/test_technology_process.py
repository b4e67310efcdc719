"""TP1 to TP9 on small enterprises: their formulas, and that not applicable, unknown and 0 are three things."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from tests.enterprises import (
    Did,
    accounts,
    cases,
    crud,
    data,
    did,
    duties,
    evidence_of,
    functions,
    holdings,
    integrations,
    line,
    systems,
)
from tests.fit.indicators.technology_readings import Reader, rows_of, said
from workbench.design import Subjects
from workbench.fit.detection import Evidence
from workbench.fit.indicators.activities import weight_of
from workbench.fit.indicators.capture import digital_capture
from workbench.fit.indicators.in_system import automation_realised, in_system_execution, system_switch_economy
from workbench.fit.indicators.interfaces import interface_timeliness, media_break_free_flow
from workbench.fit.indicators.support import function_utilisation, functional_sufficiency, system_coverage
from workbench.information import Information
from workbench.organization import Organization
from workbench.process.sidecar import ActivityFacts
from workbench.technology import Landscape

TABLES = Landscape(
    systems=systems("ERP MES EXCEL:offline PAPER:offline"), functions=functions("ERP.A:a ERP.B:b MES.B:b MES.IDLE")
)
PEOPLE = Organization(holdings=holdings("anna:S1 bob:S2"))
MACHINES = replace(TABLES, accounts=accounts("robot:system pub:shared"))


def designed(tasks: str, tables: Landscape = TABLES, **facts: ActivityFacts) -> Evidence:
    """Return a design without any log."""
    return evidence_of([line("p", tasks, **facts)], Subjects(landscape=tables))


def happened(tasks: str, *events: Did, tables: Landscape = TABLES, **facts: ActivityFacts) -> Evidence:
    return evidence_of([line("p", tasks, **facts)], Subjects(landscape=tables, organization=PEOPLE), {"p": events})


# TP1, TP8


def test_activities_that_applications_support_are_covered_by_their_criticality() -> None:
    assert said(system_coverage, designed("a b")) == 1
    assert said(system_coverage, designed("a b c")) == 2 / 3
    assert said(system_coverage, designed("a b c", c=ActivityFacts(criticality="high"))) == 4 / 7
    assert said(system_coverage, designed("a b c", c=ActivityFacts(criticality="低"))) == 4 / 5


def test_paper_covers_nothing_and_what_needs_no_system_does_not_count() -> None:
    assert said(system_coverage, designed("a b", b=ActivityFacts(functions=("PAPER",)))) == 1 / 2
    assert said(system_coverage, designed("a b", b=ActivityFacts(functions=("PAPER",), needs_system=False))) == 1


def test_coverage_is_zero_unknown_or_not_applicable() -> None:
    nothing = ActivityFacts(needs_system=False)
    assert said(system_coverage, designed("c d")) == 0
    assert said(system_coverage, designed("a", Landscape(systems=systems("ERP")))) == "functions"
    assert said(system_coverage, designed("a", Landscape(functions=functions("ERP.A:a")))) == "systems"
    assert said(system_coverage, designed("a b", a=nothing, b=nothing)) == "n/a"


def test_coverage_is_partial_where_functions_are_known_of_some_activities_only() -> None:
    told = designed("a b", Landscape(systems=systems("ERP")), a=ActivityFacts(functions=("ERP",)))
    assert said(system_coverage, told) == (1, 1 / 2)
    assert rows_of(system_coverage, told) == {("p", "a"): (2, 2)}


def test_a_deficiency_is_a_need_without_a_function() -> None:
    need = ActivityFacts(needs_system=True)
    assert said(functional_sufficiency, designed("a b")) == 1
    assert said(functional_sufficiency, designed("a c", c=need)) == 1 / 2
    assert said(functional_sufficiency, designed("c", c=need)) == 0
    assert said(functional_sufficiency, designed("a c:manualTask")) == 1
    assert said(functional_sufficiency, designed("a", Landscape())) == "functions"


# TP2


def test_what_was_due_is_observed_absent_or_blind() -> None:
    given = happened("a b c", *cases(3, did("a"), did("b")), c=ActivityFacts(observable=False))
    assert said(digital_capture, given) == 2 / 3
    assert set(rows_of(digital_capture, given)) == {("p", "a", "observed"), ("p", "b", "observed"), ("p", "c", "blind")}
    given = happened("a b c", *cases(3, did("a"), did("b")))
    assert ("p", "c", "absent") in rows_of(digital_capture, given)


def test_an_activity_that_happened_once_is_observed_and_what_a_call_does_is_left_to_its_process() -> None:
    assert said(digital_capture, happened("a b", did("a"), *cases(3, did("a"), did("b")))) == 1
    assert said(digital_capture, happened("a b:call", *cases(3, did("a")))) == 1


def test_capture_without_a_log_is_unknown_and_of_one_process_of_two_partial() -> None:
    two = [line("p", "a b"), line("q", "c d")]
    given = evidence_of(two, Subjects(), {"p": cases(2, did("a"), did("b"))})
    assert said(digital_capture, given, "q") == "log"
    assert said(digital_capture, given, "p", "q") == (1, 1 / 2)


# TP3


def test_execution_counts_where_the_place_is_known_and_alternatives_are_in_the_system() -> None:
    events = cases(4, did("a", system="ERP"), did("b", system="MES"))
    assert said(in_system_execution, happened("a b", *events)) == 1
    off = cases(1, Did(case="x", activity="a", system="EXCEL"), Did(case="x", activity="b", system="ERP"))
    assert said(in_system_execution, happened("a b", *events, *off)) == 9 / 10
    untold = cases(1, Did(case="y", activity="a"), Did(case="y", activity="b"))
    assert said(in_system_execution, happened("a b", *events, *off, *untold)) == (9 / 10, 10 / 12)


def test_undesigned_work_is_in_no_permitted_system_and_in_no_other() -> None:
    assert said(in_system_execution, happened("a", *cases(3, did("a", system="ERP"), did("x", system="MES")))) == 1


def test_execution_is_zero_unknown_or_not_applicable() -> None:
    assert said(in_system_execution, happened("a", *cases(2, did("a", system="EXCEL")))) == 0
    assert said(in_system_execution, happened("a", *cases(2, did("a")))) == "event_systems"
    assert said(in_system_execution, happened("a", *cases(2, did("a", system="ERP")), tables=Landscape())) == "systems"
    assert said(in_system_execution, designed("a")) == "log"
    assert said(in_system_execution, happened("c", *cases(2, did("c", system="ERP")))) == "n/a"


# TP4


def test_automation_is_what_machines_did_of_what_is_known() -> None:
    events = [*cases(3, did("a", by="robot")), Did(case="x", activity="a", by="anna")]
    assert said(automation_realised, happened("a:serviceTask", *events, tables=MACHINES)) == 3 / 4
    events.append(Did(case="y", activity="a", by="?"))
    assert said(automation_realised, happened("a:scriptTask", *events, tables=MACHINES)) == (3 / 4, 4 / 5)
    events.append(Did(case="z", activity="a", by="pub"))
    assert said(automation_realised, happened("a:businessRuleTask", *events, tables=MACHINES)) == (3 / 5, 5 / 6)


def test_automation_is_zero_unknown_or_not_applicable() -> None:
    assert said(automation_realised, happened("a:serviceTask", *cases(2, did("a", by="bob")), tables=MACHINES)) == 0
    assert said(automation_realised, happened("a:serviceTask", *cases(2, did("a")))) == "resources"
    assert said(automation_realised, happened("a:serviceTask", *cases(2, did("a", by="?")))) == "accounts"
    assert said(automation_realised, designed("a:serviceTask")) == "log"
    assert said(automation_realised, happened("a", *cases(2, did("a", by="bob")))) == "n/a"
    assert said(automation_realised, designed("a")) == "n/a"


# TP5, TP9


def flowing(uses: str, joined: str | None = "ERP>MES", latency: float | None = None, events: tuple[Did, ...] = ()) -> Evidence:
    declared = None if joined is None else integrations(joined)
    if latency is not None:
        declared = tuple(replace(each, latency=timedelta(hours=latency)) for each in declared or ())
    landscape = Landscape(systems=systems("CRM ERP MES"), functions=functions("CRM.C:c ERP.A:a MES.B:b"), integrations=declared)
    subjects = Subjects(landscape=landscape, information=Information(data_objects=data("D1 D2"), uses=crud(uses)))
    return evidence_of([line("p", "a b c")], subjects, {"p": events} if events else None)


def test_data_flows_within_a_system_and_along_interfaces() -> None:
    assert said(media_break_free_flow, flowing("a:D1:C a:D1:R b:D1:R")) == 1
    given = flowing("a:D1:C b:D1:R c:D1:R")
    assert said(media_break_free_flow, given) == 1 / 2
    assert rows_of(media_break_free_flow, given) == {("D1", "p", "b"): (1, 1), ("D1", "p", "c"): (0, 1)}


def test_data_flow_is_zero_partial_unknown_or_not_applicable() -> None:
    assert said(media_break_free_flow, flowing("a:D1:C c:D1:R")) == 0
    assert said(media_break_free_flow, flowing("a:D1:CR b:D1:R", joined=None)) == (1, 1 / 2)
    assert said(media_break_free_flow, flowing("a:D1:C b:D1:R", joined=None)) == "integrations"
    assert said(media_break_free_flow, designed("a b")) == "crud"
    assert said(media_break_free_flow, flowing("a:D1:C")) == "n/a"


def passed(*waits: int) -> tuple[Did, ...]:
    return tuple(
        event
        for number, wait in enumerate(waits)
        for event in (
            Did(case=f"{number}", activity="a", start=0, end=10, system="ERP"),
            Did(case=f"{number}", activity="b", start=10 + wait, end=1000, system="MES"),
            Did(case=f"{number}", activity="c", start=1001, end=1001, system="CRM"),
        )
    )


def test_interfaces_are_as_fast_as_declared_or_late() -> None:
    given = flowing("a:D1:C b:D1:R", latency=1, events=passed(30, 60, 61))
    assert said(interface_timeliness, given) == 2 / 3
    assert rows_of(interface_timeliness, given) == {("ERP", "MES"): (2, 3)}
    assert said(interface_timeliness, flowing("a:D1:C b:D1:R", latency=1, events=passed(90))) == 0


def test_latency_that_nobody_declares_is_unknown_and_without_interfaces_there_is_none() -> None:
    assert said(interface_timeliness, flowing("a:D1:C b:D1:R", events=passed(30))) == "latencies"
    assert said(interface_timeliness, flowing("a:D1:C b:D1:R", joined=None, events=passed(30))) == "integrations"
    assert said(interface_timeliness, flowing("a:D1:C b:D1:R", joined="", events=passed(30))) == "n/a"
    assert said(interface_timeliness, flowing("a:D1:C b:D1:R", latency=1)) == "log"


# TP6


def switching(*steps: str, tables: Landscape = TABLES) -> Evidence:
    """Steps of cases: case, activity, person, system."""
    given = (step.split(":") for step in steps)
    events = [Did(case=c, activity=a, end=n, by=by or None, system=s or None) for n, (c, a, by, s) in enumerate(given)]
    return happened("a b", *events, tables=tables)


def test_switches_that_the_design_needs_are_held_against_those_that_happened() -> None:
    assert said(system_switch_economy, switching("1:a:anna:ERP", "1:b:anna:MES")) == 0
    told = replace(TABLES, functions=functions("ERP.A:a MES.B:b"))
    assert said(system_switch_economy, switching("1:a:anna:ERP", "1:b:anna:MES", tables=told)) == 1
    both = ("1:a:anna:ERP", "1:b:anna:MES", "2:a:anna:EXCEL", "2:b:anna:ERP")
    assert said(system_switch_economy, switching(*both, tables=told)) == 1
    assert said(system_switch_economy, switching(*both)) == 0


def test_what_work_off_the_system_saves_in_one_case_pays_for_no_other() -> None:
    told = replace(TABLES, functions=functions("ERP.A:a MES.B:b MES.C:c"))
    events = [Did(case="1", activity=a, end=n, by="anna", system="EXCEL") for n, a in enumerate("abc")]
    events += [
        Did(case="2", activity=a, end=n, by="anna", system=s) for n, a, s in ((0, "a", "ERP"), (1, "b", "MES"), (2, "c", "EXCEL"))
    ]
    assert said(system_switch_economy, happened("a b c", *events, tables=told)) == 1 / 2


def test_switches_are_unknown_without_names_and_not_applicable_without_any() -> None:
    assert said(system_switch_economy, switching("1:a::ERP", "1:b::MES")) == "resources"
    assert said(system_switch_economy, switching("1:a:?:ERP", "1:b:?:MES")) == "accounts"
    assert said(system_switch_economy, switching("1:a:anna:", "1:b:anna:")) == "event_systems"
    assert said(system_switch_economy, designed("a b")) == "log"
    assert said(system_switch_economy, switching("1:a:anna:ERP", "1:b:anna:ERP")) == "n/a"
    assert said(system_switch_economy, switching("1:a:anna:ERP", "1:b:anna:MES", "2:a:?:ERP", "2:b:?:MES")) == (0, 1 / 2)


# TP7


def test_functions_are_used_by_an_activity_or_an_event() -> None:
    assert said(function_utilisation, designed("a b")) == 3 / 4
    assert rows_of(function_utilisation, designed("a b"))["MES", "MES.IDLE"] == (0, 1)
    assert said(function_utilisation, happened("a b", *cases(1, did("a"), did("b", function="MES.IDLE")))) == 1


def test_a_process_answers_for_the_systems_that_it_uses() -> None:
    given = evidence_of([line("p", "a"), line("q", "b")], Subjects(landscape=TABLES))
    assert said(function_utilisation, given, "p") == 1
    assert said(function_utilisation, given, "q") == 3 / 4
    assert said(function_utilisation, given, "p", "q") == 3 / 4


def test_utilisation_is_zero_unknown_or_not_applicable() -> None:
    idle = Landscape(systems=systems("ERP"), functions=functions("ERP.A"))
    given = evidence_of([line("p", "a"), line("q", "b")], Subjects(landscape=idle))
    assert said(function_utilisation, given, "p", "q") == 0
    assert said(function_utilisation, designed("a", Landscape())) == "functions"
    assert said(function_utilisation, designed("c")) == "n/a"


@pytest.mark.parametrize("words", ["a:R:SYS", "a:R:EXT"])
def test_what_is_left_to_nobody_here_needs_no_known_performer(words: str) -> None:
    organization = replace(PEOPLE, responsibilities=duties(words))
    events = [*cases(2, did("a")), *(Did(case="x", activity="b", end=5, by="anna", system="MES"),)]
    given = evidence_of([line("p", "a b")], Subjects(landscape=TABLES, organization=organization), {"p": events})
    assert said(system_switch_economy, given) == "n/a"


@pytest.mark.parametrize("read", [digital_capture, in_system_execution, automation_realised, system_switch_economy])
def test_a_log_without_a_complete_case_leaves_it_unknown(read: Reader) -> None:
    subjects = Subjects(landscape=MACHINES, organization=PEOPLE)
    given = evidence_of([line("p", "a:serviceTask b")], subjects, {"p": cases(2, did("a", by="anna", system="ERP"))})
    cut = replace(given.linkage.processes[0], complete=np.zeros(2, dtype=np.bool_))
    assert said(read, replace(given, linkage=replace(given.linkage, processes=(cut,)))) == "measure_no_cases"


def test_criticality_is_said_in_either_language() -> None:
    words = {"low": 1, "低": 1, "High": 3, "关键": 3, "normal": 2, "一般": 2}
    given = {word: designed("a", a=ActivityFacts(criticality=word)).design.activities[0] for word in words}
    assert {word: weight_of(activity) for word, activity in given.items()} == words
    assert weight_of(designed("a").design.activities[0]) == 2
