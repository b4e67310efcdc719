"""A released standard is the yardstick of its own watch: what the workspace drafts beside it silences nothing, and is told."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from tests.builders import process
from tests.study.test_releasing import WAIVER, WINDOW, request
from workbench.findings import ENTERPRISE, Finding, Severity
from workbench.normalization import open_register
from workbench.normalization.release import CONDITIONS, Drafted, TrialBegun, advance, version_of
from workbench.normalization.watch import Monitor
from workbench.report.assessing import Setting, assessment_in, items_of
from workbench.study import assess, open_study
from workbench.study.monitoring import Asked, look_at
from workbench.study.quiet_weeks import quiet_weeks_on
from workbench.study.releasing import Enclosed, release_of
from workbench.study.studied import LeftOut
from workbench.study.under_release import assess_under
from workbench.study.under_watch import UnderWatch
from workbench.study.watching import baseline_from

FIRST, NEW, TODAY = date(2025, 3, 3), date(2025, 5, 12), date(2025, 11, 15)
RULE = "order_rules: [{before: a, after: b, severity: critical}]\n"
CALENDARS = """\
timezone: UTC
calendars:
  DAY: {{weekly: {{mon: ["08:00-{until}"], tue: ["08:00-{until}"]}}, closed: [{closed}]}}
"""
PERSONS = "person_id,post_id\nu1,P1\n"
STRATEGY = """\
capabilities: [{{id: C1, name: 能力, processes: [p]}}]
kpis: [{{id: K1, name: 周期, process: p, measure: cycle_time, statistic: p90, unit: h, direction: down}}]
objectives: [{{id: O1, capability: C1, kind: overall, kpi: K1, target: {target}, due: 2026-06-30}}]
"""


def cases(begin: date, days: int, steps: str) -> Iterator[str]:
    """Yield a case a day: its steps in turn, an hour each."""
    for number in range(days):
        day = begin + timedelta(days=number)
        yield from (
            f"{day},{step},{datetime(day.year, day.month, day.day, 8 + at, tzinfo=UTC)}\n" for at, step in enumerate(steps)
        )


def write(root: Path, name: str, text: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Release a process whose steps stand in an order, with a target and a review every half year; then the order is broken."""
    root = tmp_path_factory.mktemp("released") / "ws"
    usual = "case_id,activity,end\n" + "".join(cases(FIRST, 56, "ab"))
    write(root, "models/p.bpmn", process("p").start().task("a").task("b").end().xml().decode())
    write(root, "models/p.yaml", RULE)
    write(root, "models/strategy.yaml", STRATEGY.format(target=0.5))
    write(root, "models/organization/persons.csv", PERSONS)
    write(root, "models/organization/calendars.yaml", CALENDARS.format(until="17:00", closed="2025-05-01"))
    write(root, "event_logs/p.csv", usual)
    write(root, "policy.yaml", 'version: "1"\nwatch: {review_months: 6, draws: 199}\n')
    assessment, register = assess(open_study(root)), open_register(root)
    for event in (Drafted(processes=("p",)), TrialBegun(window=WINDOW)):
        advance(register, version_of("1.0.0"), event, "质量部", datetime(2025, 3, 1, tzinfo=UTC))
    asked = replace(request(root), waiver=replace(WAIVER, conditions=CONDITIONS))
    release_of(assessment, asked, register, Enclosed(baseline=baseline_from(assessment)))
    write(root, "event_logs/p.csv", usual + "".join(cases(NEW, 120, "ba")))
    return root


@pytest.fixture
def root(released: Path, tmp_path: Path) -> Path:
    """Return a copy that a test may write to."""
    return Path(shutil.copytree(released, tmp_path / "ws"))


def looked(root: Path) -> UnderWatch:
    return look_at(root, open_register(root), assess(open_study(root)), Asked(on=TODAY))


def monitors(seen: UnderWatch) -> set[Monitor]:
    return {each.monitor for each in seen.watched.signals}


def drafts(seen: UnderWatch) -> set[tuple[str, str]]:
    return {(each.process, each.detail) for each in seen.watched.signals if each.monitor is Monitor.DRAFT}


def test_a_standard_as_released_is_not_assessed_again_and_drafts_nothing(root: Path) -> None:
    assessment = assess(open_study(root))
    release = root / "register" / "releases" / "1.0.0"
    assert assess_under(release, root, assessment).assessment is assessment
    seen = look_at(root, open_register(root), assessment, Asked(on=TODAY))
    assert monitors(seen) >= {Monitor.CONFORMANCE, Monitor.RULE, Monitor.TARGET, Monitor.PERIOD}
    assert drafts(seen) == set()


def loosen_model(root: Path) -> None:
    loose = process("p").start().both("s").task("a").both("j").end().at("s").task("b").to("j")
    write(root, "models/p.bpmn", loose.xml().decode())


def drop_rule(root: Path) -> None:
    write(root, "models/p.yaml", "order_rules: []\n")


def lower_target(root: Path) -> None:
    write(root, "models/strategy.yaml", STRATEGY.format(target=9))


def loosen_policy(root: Path) -> None:
    write(root, "policy.yaml", 'version: "2"\nwatch: {review_months: 24, draws: 199, false_alarm: 0.0000000001}\n')


@pytest.mark.parametrize(
    ("loosen", "monitor", "told"),
    [
        (loosen_model, Monitor.CONFORMANCE, ("p", "flow")),
        (drop_rule, Monitor.RULE, ("p", "order_rule")),
        (lower_target, Monitor.TARGET, (ENTERPRISE, "objective")),
        (loosen_policy, Monitor.PERIOD, (ENTERPRISE, "policy")),
    ],
    ids=["model", "rule", "target", "policy"],
)
def test_what_is_loosened_in_the_workspace_silences_no_monitor_and_is_told(
    root: Path, loosen: Callable[[Path], None], monitor: Monitor, told: tuple[str, str]
) -> None:
    loosen(root)
    seen = looked(root)
    assert monitor in monitors(seen)
    assert told in drafts(seen)
    assert seen.watched.rules.review_months == 6


def test_another_mapping_of_the_log_is_told(root: Path) -> None:
    write(root, "event_logs/p.mapping.yaml", "unobservable: [b]\n")
    assert drafts(looked(root)) == {("p", "mapping")}


def test_who_holds_which_post_is_no_part_of_the_standard(root: Path) -> None:
    write(root, "models/organization/persons.csv", PERSONS + "u2,P1\n")
    drop_rule(root)
    assessment = assess(open_study(root))
    under = assess_under(root / "register" / "releases" / "1.0.0", root, assessment)
    assert [each.area.value for each in under.differences.rows] == ["order_rule"]
    assert set(under.assessment.study.design.organization.persons) == {"u1", "u2"}


@pytest.mark.parametrize(("until", "told"), [("17:00", set()), ("21:00", {(ENTERPRISE, "calendar")})])
def test_days_off_are_entered_year_by_year_and_hours_are_the_standard(root: Path, until: str, told: set[tuple[str, str]]) -> None:
    write(root, "models/organization/calendars.yaml", CALENDARS.format(until=until, closed="2025-05-01, 2026-01-01"))
    under = assess_under(root / "register" / "releases" / "1.0.0", root, assess(open_study(root)))
    calendars = under.assessment.study.design.organization.calendars
    assert calendars is not None
    day = calendars.by_id["DAY"]
    assert (max(day.closed), day.weekly[0]) == (date(2026, 1, 1), ((8 * 60, 17 * 60),))
    assert {(each.process, each.area) for each in under.drafts_of(("p", ENTERPRISE))} == told


def test_what_an_assessment_claims_beside_its_policy_is_no_draft(root: Path) -> None:
    assessment = assess(open_study(root))
    claiming = replace(assessment, study=replace(assessment.study, policy=assessment.study.policy.claiming(["PF-WAIT"])))
    under = assess_under(root / "register" / "releases" / "1.0.0", root, claiming)
    assert (under.assessment, len(under.differences)) == (claiming, 0)


def test_what_is_left_out_of_a_workspace_is_not_read_under_its_release_either(root: Path) -> None:
    drop_rule(root)
    why = Finding(code="LEFT_OUT", severity=Severity.CRITICAL)
    assessment = assess(open_study(root, left_out=LeftOut(logs={"p": why})))
    under = assess_under(root / "register" / "releases" / "1.0.0", root, assessment)
    assert [(each.id, each.refusal) for each in under.assessment.study.processes] == [("p", why)]


def test_the_command_line_rates_with_the_quiet_weeks_that_the_app_counts(root: Path) -> None:
    (item,) = items_of([str(root)])
    with assessment_in(item, Setting(now=datetime.combine(TODAY, time(9), tzinfo=UTC))) as assessment:
        counted = quiet_weeks_on(root, open_register(root), assess(open_study(root)), TODAY)
        assert assessment.quiet_weeks == counted == {"p": 0}
