"""Cases of dynamic adjustment: what opens one, what does not, and what statements make of it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.enterprises import functions, line, systems
from workbench.design import Design, Subjects, join
from workbench.findings import InputError, Severity, UsageError
from workbench.normalization import Register, Statement, open_register
from workbench.normalization.watch import (
    AdjustmentCase,
    CaseClosed,
    CaseState,
    Monitor,
    Signal,
    Touch,
    Trigger,
    Watched,
    case_for,
    cases_of,
    closing,
    opening,
    planning,
)
from workbench.normalization.watch.case import KIND
from workbench.organization import Department, Duty, Letter, Organization, Post, Responsibilities
from workbench.report.normalization.monitor import touched_table
from workbench.strategy import Objective, Strategy
from workbench.technology import Landscape

DAY = date(2025, 7, 1)
AT = datetime(2025, 7, 1, 9, tzinfo=UTC)
DRIFT = Signal(
    monitor=Monitor.PERFORMERS,
    process="p",
    object=("b",),
    statistic=0.4,
    limit=0.3,
    n=50,
    since=date(2025, 6, 2),
    touches=(Touch(kind="process", id="p"), Touch(kind="activity", id="b")),
)
DUE = Signal(monitor=Monitor.PERIOD, since=DAY, severity=Severity.INFO)


def design() -> Design:
    organization = Organization(
        departments=(Department(id="D", name="D"),),
        posts=(Post(id="P", name="P", department="D"), Post(id="Q", name="Q", department="D")),
        responsibilities=Responsibilities(
            duties=(Duty(activity="b", post="P", letter=Letter.RESPONSIBLE),), activities=("a", "b")
        ),
    )
    landscape = Landscape(systems=systems("ERP"), functions=functions("ERP.SO:b"))
    return join((line("p", "a b"),), Subjects(organization=organization, landscape=landscape))


def seen(*signals: Signal) -> Watched:
    return Watched(on=DAY, signals=signals)


def test_a_case_lists_what_its_signals_touch_and_what_the_design_ties_to_it() -> None:
    opened = case_for(seen(DRIFT), "1.0.0", (), design())
    assert opened is not None
    touched = opened.touched
    assert (touched.processes, touched.activities, touched.posts, touched.departments) == (("p",), ("b",), ("P",), ("D",))
    assert (touched.systems, touched.functions) == (("ERP",), ("ERP.SO",))
    assert opened.triggers == (Trigger.CONDITION,)


def test_what_the_design_has_no_table_of_is_listed_and_a_label_that_means_an_activity_is_that_activity() -> None:
    named = (Touch(kind="label", id="b"), Touch(kind="label", id="phone"), Touch(kind="kpi", id="K1"))
    opened = case_for(seen(replace(DRIFT, touches=named)), "1.0.0", (), design())
    assert opened is not None
    assert (opened.touched.activities, opened.touched.others) == (("b",), (named[2], named[1]))
    told = {kind.en: objects.en for kind, objects, _ in touched_table(opened.touched, design()).rows}
    assert (told["label"], told["KPI"], told["Activities"]) == ("phone", "K1", "b")


def test_a_process_ties_its_owner_and_a_kpi_those_who_own_its_objectives() -> None:
    named, known = (Touch(kind="process", id="p"), Touch(kind="kpi", id="K1")), design()
    owned = replace(known.processes[0], sidecar=replace(known.processes[0].sidecar, owner="Q"))
    objectives = tuple(Objective(id=each, capability="C", kpi="K1", owner=each) for each in ("P", "nobody"))
    for_all = replace(known, processes=(owned,), strategy=Strategy(objectives=objectives))
    opened = case_for(seen(replace(DUE, touches=named)), "1.0.0", (), for_all)
    assert opened is not None
    touched = opened.touched
    assert (touched.processes, touched.posts, touched.departments) == (("p",), ("P", "Q"), ("D",))


def test_a_review_that_is_due_opens_a_case_by_period() -> None:
    opened = case_for(seen(DUE), "1.0.0", (), design())
    assert opened is not None
    assert opened.triggers == (Trigger.PERIOD,)


def test_what_is_minor_opens_none() -> None:
    assert case_for(seen(replace(DRIFT, severity=Severity.MINOR)), "1.0.0", (), design()) is None


def test_a_signal_of_a_case_opens_no_second_one_for_as_long_as_the_release_holds(tmp_path: Path) -> None:
    register = open_register(tmp_path)
    opened = case_for(seen(DRIFT), "1.0.0", (), design())
    assert opened is not None
    register.enter(opening(opened, "Li", AT))
    again = seen(replace(DRIFT, statistic=0.5, n=70), DUE)
    (case,) = cases_of(register.entered(KIND))
    assert case.opened == opened
    second = case_for(again, "1.0.0", (case,), design())
    assert second is not None
    assert second.signals == (DUE,)
    register.enter(planning(case, ("i1", "i2"), "Li", AT))
    (case,) = cases_of(register.entered(KIND))
    assert (case.state, case.items, case.is_open) == (CaseState.PLANNED, ("i1", "i2"), True)
    register.enter(closing(case, CaseClosed(reason="released anew", release="1.1.0"), "Li", AT))
    (case,) = cases_of(register.entered(KIND))
    assert case.state is CaseState.CLOSED
    assert case_for(seen(DRIFT), "1.0.0", (case,), design()) is None
    next_release = case_for(again, "1.1.0", (case,), design())
    assert next_release is not None
    assert len(next_release.signals) == 2


@pytest.mark.parametrize(
    "signal", [DUE, Signal(monitor=Monitor.DECLARED, object=("new users",), since=DAY)], ids=lambda it: it.monitor
)
def test_what_falls_due_or_is_declared_after_a_case_was_closed_opens_another(tmp_path: Path, signal: Signal) -> None:
    register = open_register(tmp_path)
    opened = case_for(seen(signal), "1.0.0", (), design())
    assert opened is not None
    register.enter(opening(opened, "Li", AT))
    (case,) = cases_of(register.entered(KIND))
    register.enter(closing(case, CaseClosed(reason="nothing to adjust"), "Li", AT))
    cases = cases_of(register.entered(KIND))
    assert case_for(seen(signal), "1.0.0", cases, design()) is None
    later = case_for(seen(replace(signal, since=date(2026, 7, 1))), "1.0.0", cases, design())
    assert later is not None


def entered(register: Register) -> AdjustmentCase:
    """Open a case in a register, and read it back."""
    opened = case_for(seen(DRIFT), "1.0.0", (), design())
    assert opened is not None
    register.enter(opening(opened, "Li", AT))
    (case,) = cases_of(register.entered(KIND))
    return case


def test_a_case_is_as_it_was_on_a_day(tmp_path: Path) -> None:
    register = open_register(tmp_path)
    register.enter(planning(entered(register), ("i1",), "Li", AT.replace(day=3)))
    assert [each.state for each in cases_of(register.entered(KIND), date(2025, 7, 2))] == [CaseState.OPENED]
    assert cases_of(register.entered(KIND), date(2025, 6, 30)) == ()


def test_nothing_is_planned_without_items_or_closed_without_a_reason(tmp_path: Path) -> None:
    case = entered(open_register(tmp_path))
    with pytest.raises(UsageError) as refused:
        planning(case, (), "Li", AT)
    assert refused.value.finding.code == "CASE_NEEDS_ITEMS"
    with pytest.raises(UsageError) as refused:
        closing(case, CaseClosed(reason=" "), "Li", AT)
    assert refused.value.finding.code == "CASE_NEEDS_REASON"


def test_a_closed_case_takes_nothing_more(tmp_path: Path) -> None:
    register = open_register(tmp_path)
    register.enter(closing(entered(register), CaseClosed(reason="nothing to adjust"), "Li", AT))
    (case,) = cases_of(register.entered(KIND))
    with pytest.raises(UsageError) as refused:
        planning(case, ("i1",), "Li", AT)
    assert refused.value.finding.code == "CASE_IS_CLOSED"


@pytest.mark.parametrize("says", [{"event": {"is": "Exploded"}}, {"event": {"is": "CaseClosed", "reason": "r"}}])
def test_a_record_that_tells_of_no_case_is_named_whatever_came_after(tmp_path: Path, says: dict[str, object]) -> None:
    register = open_register(tmp_path)
    for subject, said in (("c", says), ("d", {"event": {"is": "CasePlanned", "items": []}})):
        register.enter(Statement(kind=KIND, subject=subject, says=said, by="Li", at=AT))
    with pytest.raises(InputError) as refused:
        cases_of(register.entered(KIND))
    assert (refused.value.finding.code, refused.value.finding.facts["number"]) == ("REGISTER_RECORD", 1)
