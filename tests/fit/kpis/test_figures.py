"""KPIs over small enterprises: measures, units, levels, what is unknown and why, months, releases."""

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from tests.builders import process
from tests.enterprise_builder import Enterprise
from workbench.findings import ENTERPRISE
from workbench.fit.detection import Evidence
from workbench.fit.kpis import MEASURES, KpiFigure, Level, ReleaseDay, figure_of, level_figures
from workbench.fit.policy import DecisionRules, Policy
from workbench.language import Language, say
from workbench.organization import WorkingCalendar
from workbench.process import Sidecar
from workbench.process.sidecar import ActivityFacts, TimeLimit
from workbench.strategy import KPI
from workbench.technology import AccountKind

DRAWN = process("p").start().task("a").task("b").end()
WHOLE = Policy(rules=DecisionRules(edge_days=0))
FLOW = Enterprise().process(DRAWN)
DAYS = WorkingCalendar(id="DAY", timezone="UTC", weekly=(((480, 1080),),) * 7)
STAFFED = (
    Enterprise()
    .department("D1")
    .department("D2")
    .post("P1", "D1", calendar="DAY")
    .post("P2", "D2", calendar="DAY")
    .person("x", "P1")
    .person("y", "P1")
    .person("z", "P2")
    .duty("a", R="P1", A="P1")
    .duty("b", R="P2", A="P2")
    .calendar(DAYS)
    .process(DRAWN)
)


def kpi(measure: str | None, **says: Any) -> KPI:
    return replace(KPI(id="K1", name="k", measure=measure), **says)


def told(asked: KPI, enterprise: Enterprise, policy: Policy = WHOLE) -> KpiFigure:
    return figure_of(asked, enterprise.evidence(policy))


def why(figure: KpiFigure) -> tuple[str, str | None]:
    return figure.standing.value, figure.reason.code if figure.reason else None


def value(measure: str, enterprise: Enterprise, **says: str) -> tuple[float | None, int]:
    found = told(kpi(measure, **says), enterprise)
    return None if found.value is None else round(found.value, 6), found.n


# measures


def test_a_case_takes_from_its_first_start_to_its_last_completion_in_the_unit_asked_for() -> None:
    cases = FLOW.cases("p", "a b").cases("p", "a b", minutes=90)
    assert value("cycle_time", cases, unit="h", statistic="mean") == (2.0, 2)
    assert value("cycle_time", cases, unit="min", statistic="p90") == (144.0, 2)
    assert value("cycle_time", cases, unit="天", statistic="median") == (round(2 / 24, 6), 2)


def test_a_step_waits_for_what_it_depends_on() -> None:
    assert value("waiting_time", FLOW.cases("p", "a b", minutes=30), unit="min") == (30.0, 1)
    assert value("waiting_time", FLOW.cases("p", "a b", minutes=60), unit="min") == (0.0, 1)


def test_people_work_on_the_calendars_of_their_posts() -> None:
    assert value("working_time", STAFFED.cases("p", "a:x b:z"), unit="min") == (60.0, 1)
    late = STAFFED.cases("p", "a:x b:z", minutes=600)
    # a from 9 to 18 o'clock, b from 10 to 18 o'clock
    assert value("working_time", late, unit="h") == (17.0, 1)


def test_shares_of_cases_conform_repeat_or_are_right_at_once() -> None:
    cases = FLOW.cases("p", "a b", times=2).cases("p", "a a b").cases("p", "b")
    assert value("conforming_share", cases) == (0.5, 4)
    assert value("rework_share", cases) == (0.25, 4)
    assert value("first_time_right", cases, unit="%") == (50.0, 4)


def test_a_loop_that_was_designed_conforms_and_is_rework_all_the_same() -> None:
    looped = process("p").start().xor("again").task("a").xor("ok").end("e").at("ok").to("again")
    cases = Enterprise().process(looped).cases("p", "a a").cases("p", "a")
    assert value("conforming_share", cases) == (1.0, 2)
    assert value("first_time_right", cases) == (0.5, 2)


def test_cases_are_on_time_and_executions_late_by_the_limits_of_the_sidecar() -> None:
    facts = ActivityFacts(time_limit=TimeLimit(hours=1, is_elapsed=True))
    limited = Sidecar(target=TimeLimit(hours=2, is_elapsed=True), activities={"b": facts})
    cases = Enterprise().process(DRAWN, limited).cases("p", "a b", minutes=30).cases("p", "a b", minutes=90)
    assert value("on_time_share", cases) == (0.5, 2)
    # b is enabled at 9:30 and done at 10:30; at 10:30 and done at 11:30
    assert value("late_share", cases) == (0.0, 2)
    late = Enterprise().process(
        DRAWN, replace(limited, activities={"b": replace(facts, time_limit=TimeLimit(hours=0.5, is_elapsed=True))})
    )
    assert value("late_share", late.cases("p", "a b")) == (1.0, 1)


def test_handovers_are_counted_where_work_changes_hands() -> None:
    cases = STAFFED.cases("p", "a:x b:z").cases("p", "a:x b:x")
    assert value("handovers", cases) == (0.5, 2)
    assert value("cross_department_handovers", cases) == (0.5, 2)
    assert value("steps", cases) == (2.0, 2)


def test_machines_count_as_automatic() -> None:
    cases = STAFFED.account("bot", AccountKind.SYSTEM).cases("p", "a:bot b:z")
    assert value("automation_share", cases) == (0.5, 2)


def test_parties_outside_are_contacts_of_a_case() -> None:
    cases = STAFFED.account("customer", AccountKind.EXTERNAL).cases("p", "a:customer b:z").cases("p", "a:x b:z")
    assert value("contacts", cases) == (0.5, 2)
    assert why(told(kpi("contacts"), STAFFED.cases("p", "a b"))) == ("unknown", "UNKNOWN_NO_RESOURCES")


def test_costs_of_events_are_summed_over_the_case() -> None:
    evidence = STAFFED.cases("p", "a:x b:z", times=2).evidence(WHOLE)
    (linked,) = evidence.linkage.processes
    priced = replace(linked, cost=np.array([10.0, 5.0, 7.5, np.nan]))
    evidence = replace(evidence, linkage=replace(evidence.linkage, processes=(priced,)))
    found = figure_of(kpi("cost", unit="CNY"), evidence)
    assert (found.value, found.unit, found.n) == (11.25, "CNY", 2)


def test_an_activity_narrows_a_kpi() -> None:
    cases = STAFFED.system("S").function("S.A", "S", "a").function("S.B", "S", "b").cases("p", "a/S b/T").cases("p", "a/S b/S")
    assert value("steps", cases, activity="a") == (1.0, 2)
    with_paper = STAFFED.system("S").system("T").function("S.A", "S", "a").function("S.B", "S", "b")
    cases = with_paper.cases("p", "a/S b/T").cases("p", "a/S b/S")
    assert value("in_system_share", cases) == (0.75, 4)
    assert value("in_system_share", cases, activity="b") == (0.5, 2)


def test_cases_done_are_counted_by_the_month() -> None:
    cases = FLOW.cases("p", "a b", times=6).cases("p", "a b", times=2, day=40)
    found = told(kpi("throughput"), cases)
    # cases can end from 3 March to the end of April
    assert (found.value, found.n) == (pytest.approx(8 / (29 / 31 + 1)), 8)
    assert [(each.period, each.n) for each in found.points] == [("2025-03", 6), ("2025-04", 2)]
    assert found.low is not None
    assert found.high is not None
    assert found.low < 4 < found.high


def test_posts_are_busy_part_of_their_time() -> None:
    cases = STAFFED.cases("p", "a:x b:z", times=3).cases("p", "a:y b:z", times=3, day=1)
    # from Monday 9 to Tuesday 9 o'clock there are ten hours for the one head of P1; six times half an hour it is busy
    assert value("utilisation", cases, level="post", of="P1") == (0.3, 1)


def test_an_indicator_is_a_measure_by_its_code_and_says_the_same() -> None:
    cases = FLOW.cases("p", "a b", times=3).cases("p", "b")
    assert value("PX3", cases) == value("conforming_share", cases) == (0.75, 4)
    assert why(told(kpi("PX3", level="post", of="P1"), STAFFED.cases("p", "a:x b:z"))) == ("unknown", "KPI_NOT_AT_LEVEL")


def test_a_part_that_is_not_known_makes_a_figure_partial() -> None:
    found = told(kpi("automation_share"), STAFFED.cases("p", "a:x b"))
    assert (found.standing.value, found.covered, found.n) == ("partial", 0.5, 1)


# what cannot be told


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        (kpi(None), "KPI_NO_MEASURE"),
        (kpi("cycle-tme"), "KPI_MEASURE_UNKNOWN"),
        (kpi("cycle_time", statistic="modus"), "KPI_STATISTIC"),
        (kpi("conforming_share", statistic="p90"), "KPI_STATISTIC"),
        (kpi("cycle_time", unit="%"), "KPI_UNIT"),
        (kpi("cycle_time", level="team"), "KPI_LEVEL"),
        (kpi("steps", level="post"), "KPI_OF_NOBODY"),
        (kpi("steps", level="post", of="P9"), "KPI_UNKNOWN_ID"),
        (kpi("steps", process="q"), "KPI_UNKNOWN_ID"),
        (kpi("TP3", process="p", activity="a"), "KPI_NOT_OF_ACTIVITY"),
        (kpi("utilisation", activity="a"), "KPI_NOT_OF_ACTIVITY"),
        (kpi("working_time", of="P1"), "KPI_OF_WITHOUT_LEVEL"),
        (kpi("working_time", of="p"), "KPI_OF_WITHOUT_LEVEL"),
        (kpi("working_time", of="P1", process="p"), "KPI_OF_WITHOUT_LEVEL"),
        (kpi("working_time", of="P1", level="enterprise"), "KPI_OF_WITHOUT_LEVEL"),
        (kpi("steps", of="p", process="q", level="process"), "KPI_OF_OTHER_PROCESS"),
        (kpi("steps", activity="c"), "KPI_UNKNOWN_ID"),
        (kpi("on_time_share"), "UNKNOWN_NO_TARGET"),
        (kpi("late_share"), "UNKNOWN_NO_LIMITS"),
        (kpi("cost"), "UNKNOWN_NO_COSTS"),
        (kpi("TP3"), "UNKNOWN_NO_SYSTEMS"),
    ],
)
def test_what_cannot_be_told_says_why(asked: KPI, reason: str) -> None:
    found = told(asked, STAFFED.cases("p", "a:x b:z"))
    assert (found.value, *why(found)) == (None, "unknown", reason)
    assert found.reason is not None
    assert all("{" not in found.reason.text(language) for language in Language)


def test_a_misspelt_measure_is_told_the_nearest() -> None:
    reason = told(kpi("cycle-tme"), FLOW.cases("p", "a b")).reason
    assert reason is not None
    assert reason.facts["nearest"] == "cycle_time"


def test_a_process_without_log_has_no_figure() -> None:
    evidence: Evidence = FLOW.evidence()
    assert why(figure_of(kpi("cycle_time", process="p"), evidence)) == ("unknown", "UNKNOWN_NO_LOG")


# levels


def test_departments_and_posts_with_few_people_are_not_shown() -> None:
    cases = STAFFED.cases("p", "a:x b:z", times=3).cases("p", "a:y b:z", times=3).evidence(WHOLE)
    found = level_figures(kpi("steps"), Level.DEPARTMENT, cases)
    assert [(each.of, each.value, *why(each)) for each in found] == [
        ("D1", 1.0, "measured", None),
        ("D2", None, "unknown", "KPI_SUPPRESSED"),
    ]
    posts = level_figures(kpi("steps"), Level.POST, cases)
    assert [each.value for each in posts] == [1.0, None]


def test_at_the_level_of_a_department_cases_are_those_in_which_it_took_part() -> None:
    cases = STAFFED.cases("p", "a:x b:z", times=3).cases("p", "a:y b:z", times=3).cases("p", "b:z", times=6).evidence(WHOLE)
    department, enterprise = (
        figure_of(kpi("conforming_share", level="部门", of="D1"), cases),
        figure_of(kpi("conforming_share"), cases),
    )
    assert (department.value, department.n) == (1.0, 6)
    assert (enterprise.of, enterprise.value, enterprise.n) == (ENTERPRISE, 0.5, 12)


def test_a_department_is_told_with_all_that_belongs_to_it() -> None:
    division = (
        Enterprise()
        .department("D0")
        .department("D1", above="D0")
        .department("D11", above="D1")
        .department("D2")
        .post("P1", "D1", calendar="DAY")
        .post("P11", "D11", calendar="DAY")
        .person("x", "P1")
        .person("y", "P11")
        .calendar(DAYS)
        .process(DRAWN)
        .cases("p", "a:x b:y", times=3)
        .cases("p", "a:y b:y", times=3, day=1)
    )
    found = level_figures(kpi("steps"), Level.DEPARTMENT, division.evidence(WHOLE))
    told_of = {each.of: (each.value, each.reason.code if each.reason else None) for each in found}
    assert told_of == {"D0": (2.0, None), "D1": (2.0, None), "D11": (None, "KPI_SUPPRESSED"), "D2": (None, "KPI_NOTHING_DONE")}
    assert value("utilisation", division, level="department", of="D0") == value("utilisation", division)


# intervals, months, releases


def test_the_same_evidence_gives_the_same_interval_and_shares_of_few_are_wide() -> None:
    cases = FLOW.cases("p", "a b", times=10).evidence(WHOLE)
    found = figure_of(kpi("conforming_share"), cases)
    assert found == figure_of(kpi("conforming_share"), cases)
    assert found.low is not None
    assert found.low < 0.75
    assert found.high == 1.0


def test_months_tell_only_what_has_cases_enough_and_which_are_whole() -> None:
    cases = FLOW.cases("p", "a b", times=5).cases("p", "a b", times=5, day=30, minutes=90).cases("p", "a b", times=2, day=70)
    points = told(kpi("cycle_time", unit="h", statistic="mean"), cases).points
    assert [(each.period, each.n, each.value, each.is_whole) for each in points] == [
        ("2025-03", 5, 1.5, False),
        ("2025-04", 5, 2.5, True),
        ("2025-05", 2, None, True),
    ]


def test_a_release_is_followed_by_a_change_where_there_is_one() -> None:
    cases = FLOW.cases("p", "a b", times=20, minutes=90).cases("p", "a b", times=20, day=31)
    release = ReleaseDay(version="1.0.0", effective=date(2025, 4, 1), processes=("p",))
    (change,) = figure_of(kpi("cycle_time", unit="h", statistic="mean"), cases.evidence(WHOLE), [release]).changes
    assert (change.before, change.since, change.is_clear) == (2.5, 1.5, True)
    early = replace(release, effective=date(2025, 3, 1))
    (change,) = figure_of(kpi("cycle_time"), cases.evidence(WHOLE), [early]).changes
    assert (change.before, change.difference, change.is_clear) == (None, None, False)


def test_what_the_design_decides_is_told_of_no_month_and_of_no_side_of_a_release() -> None:
    cases = STAFFED.cases("p", "a:x b:z", times=10).cases("p", "a:x b:z", times=10, day=40)
    release = ReleaseDay(version="1.0.0", effective=date(2025, 4, 1), processes=("p",))
    duties, right = (figure_of(kpi(measure), cases.evidence(WHOLE), [release]) for measure in ("PO1", "PO3"))
    assert (duties.value, duties.points, [each.before for each in duties.changes]) == (1.0, (), [None])
    assert (len(right.points), [each.before for each in right.changes]) == (2, [1.0])


def test_load_is_held_against_the_whole_time_and_told_of_no_month() -> None:
    cases = STAFFED.cases("p", "a:x b:z", times=10).cases("p", "a:x b:z", times=10, day=40)
    found = told(kpi("PO9"), cases)
    assert (found.value, found.points) == (1.0, ())


def test_a_release_of_another_process_is_no_change_of_this_one() -> None:
    other = process("q").start().task("c").end()
    cases = FLOW.process(other).cases("p", "a b", times=10, day=31).cases("q", "c", times=10).cases("q", "c", times=10, day=60)
    first = ReleaseDay(version="1.0.0", effective=date(2025, 3, 20), processes=("q",))
    later = ReleaseDay(version="1.1.0", effective=date(2025, 4, 20), processes=("p",))
    evidence = cases.evidence(WHOLE)

    def versions(asked: KPI) -> list[str]:
        return [each.release.version for each in figure_of(asked, evidence, [later, first]).changes]

    assert versions(kpi("cycle_time", process="p")) == ["1.1.0"]
    assert versions(kpi("cycle_time", process="q")) == ["1.0.0"]
    assert versions(kpi("cycle_time")) == ["1.0.0", "1.1.0"]


def test_a_month_in_which_the_log_stops_is_not_whole() -> None:
    def last(days: range) -> tuple[str, bool]:
        cases = FLOW
        for day in days:
            cases = cases.cases("p", "a b", day=day)
        point = told(kpi("throughput"), cases).points[-1]
        return point.period, point.is_whole

    assert last(range(59)) == ("2025-04", True)
    assert last(range(45)) == ("2025-04", False)


def test_how_many_cases_end_a_month_varies_like_a_count_on_both_sides_of_a_release() -> None:
    cases = FLOW.cases("p", "a b", times=40).cases("p", "a b", times=50, day=31)
    release = ReleaseDay(version="1.0.0", effective=date(2025, 4, 1), processes=("p",))
    (change,) = figure_of(kpi("throughput"), cases.evidence(WHOLE), [release]).changes
    was = 40 / (29 / 31)
    assert (change.before, change.since, change.is_clear) == (pytest.approx(was), 50.0, False)
    assert change.difference is not None
    assert change.difference.low == pytest.approx(50 - was - 1.96 * 95**0.5, abs=2)
    assert change.difference.high == pytest.approx(50 - was + 1.96 * 95**0.5, abs=2)


def test_a_release_in_the_middle_of_a_month_takes_no_case_away() -> None:
    cases = FLOW
    for day in range(100):
        cases = cases.cases("p", "a b", times=2, day=day)
    found = figure_of(
        kpi("throughput"), cases.evidence(WHOLE), [ReleaseDay(version="1.0.0", effective=date(2025, 4, 20), processes=("p",))]
    )
    (change,) = found.changes
    assert found.value == pytest.approx(200 / (29 / 31 + 1 + 1 + 10 / 30))
    assert change.before == pytest.approx(96 / (29 / 31 + 19 / 30))
    assert change.since == pytest.approx(104 / (11 / 30 + 1 + 10 / 30))
    assert not change.is_clear
    assert [(each.period, each.value, each.is_whole) for each in found.points][1:3] == [
        ("2025-04", 60.0, True),
        ("2025-05", 62.0, True),
    ]


def test_of_a_log_shorter_than_its_cases_no_number_a_month_is_told() -> None:
    cases = FLOW.cases("p", "a b", times=6, minutes=3 * 1440)
    assert why(told(kpi("throughput"), cases)) == ("unknown", "KPI_LOG_SHORT")


@pytest.mark.parametrize("language", Language)
def test_every_measure_of_its_own_has_a_title_and_a_formula(language: Language) -> None:
    own = [each for each in MEASURES.values() if not each.is_indicator]
    assert len(own) > 15
    for measure in MEASURES.values():
        assert say(measure.title, language)
        assert say(measure.formula, language)
