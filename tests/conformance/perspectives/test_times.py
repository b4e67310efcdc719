"""Batches, long waits and time limits: what is claimed, when, and on whose clock."""

import pytest

from tests.builders import process
from tests.conformance.perspectives.stepping import checked, expected
from tests.eventlog.logs import Row, event, log_of
from workbench.conformance.perspectives import Surroundings, TimeRules, claims_of, perspectives_of
from workbench.eventlog.engines.executions import executions_of
from workbench.findings import Finding
from workbench.language import Language
from workbench.organization import Calendars, WorkingCalendar
from workbench.process.sidecar import ActivityFacts, Sidecar, TimeLimit

LINE = process("p").start().task("a").task("b").end().build()
DAY, WEEK = 24 * 60, 7 * 24 * 60
DAYTIME = WorkingCalendar(id="DAY", timezone="UTC", weekly=(((480, 960),),) * 5 + ((), ()))
AROUND = Surroundings(calendars=Calendars(by_id={"DAY": DAYTIME}), timezone="UTC")
EVERYTHING = TimeRules(claimed=frozenset({"PF-BATCH", "PF-WAIT", "PF-SLA"}))


def claims(rows: list[Row], sidecar: Sidecar | None = None, rules: TimeRules | None = None, zone: str = "UTC") -> list[Finding]:
    log, sidecar = log_of(*rows), sidecar or Sidecar(calendar="DAY")
    around = Surroundings(calendars=AROUND.calendars, timezone=zone)
    conformance = checked(LINE, log, sidecar)
    found = claims_of(expected(LINE, sidecar), conformance, executions_of(log, {}), around, rules or TimeRules())
    return [each.finding for each in found]


def weekly(count: int, weekday: int, hour: int, waiting: int) -> list[Row]:
    """Return cases, one a week, whose `b` starts on a weekday (Monday 0) at an hour, `waiting` minutes after `a`."""
    rows = []
    for number in range(count):
        start = number * WEEK + weekday * DAY + hour * 60 + number % 50
        rows += [event(f"{number:03}", "a", start - waiting, "x", start=start - waiting - 5)]
        rows += [event(f"{number:03}", "b", start + 30, "y", start=start)]
    return rows


def test_what_starts_on_fridays_after_a_wait_is_a_batch() -> None:
    found = claims(weekly(30, 4, 10, 2 * DAY))
    assert [(each.code, each.object, each.count, each.exposed, len(each.cases)) for each in found] == [
        ("PF-BATCH", ("b",), 30, 30, 30)
    ]
    assert "Fridays" in found[0].text(Language.EN)
    assert "星期五" in found[0].text(Language.ZH_CN)


def test_too_few_starts_or_too_short_a_wait_is_no_batch() -> None:
    assert claims(weekly(29, 4, 10, 2 * DAY)) == []
    assert claims(weekly(30, 4, 14, 3 * 60)) == []


def test_a_wait_over_a_weekend_is_none() -> None:
    assert claims(weekly(30, 0, 9, 2 * DAY)) == []


def spread(hours: tuple[int, ...]) -> list[Row]:
    rows = []
    for number in range(60):
        start = number * 8 * DAY + hours[number % len(hours)] * 60 + number % 60
        rows += [event(f"{number:03}", "a", start - 4 * DAY, "x"), event(f"{number:03}", "b", start + 9, "y", start=start)]
    return rows


def test_one_hour_of_the_clock_is_a_batch_too_and_the_clock_is_that_of_the_workspace() -> None:
    assert ["10:00" in each.text() for each in claims(spread((10,)))] == [True]
    assert ["18:00" in each.text() for each in claims(spread((10,)), zone="Asia/Shanghai")] == [True]
    assert claims(spread((9, 10, 11))) == []


def test_exactly_nine_in_ten_are_enough() -> None:
    late = []
    for number in range(3):
        begin = 40 * WEEK + number * DAY
        late += [event(f"x{number}", "a", begin, "z", start=begin - 10), event(f"x{number}", "b", begin + 600, start=begin + 590)]
    found = claims([*weekly(27, 4, 10, 2 * DAY), *late])
    assert [(each.count, each.exposed) for each in found] == [(27, 30)]


LIMITED = Sidecar(
    calendar="DAY",
    target=TimeLimit(hours=24, is_elapsed=True),
    activities={"b": ActivityFacts(time_limit=TimeLimit(hours=4))},
)


def test_limits_and_long_waits_are_claimed_only_where_they_are_asked_for() -> None:
    rows = weekly(4, 2, 9, 2 * DAY)
    assert claims(rows, LIMITED) == []
    assert [(each.code, each.object, each.count) for each in claims(rows, LIMITED, EVERYTHING)] == [
        ("PF-SLA", ("b",), 4),
        ("PF-SLA", ("p",), 4),
        ("PF-WAIT", ("b",), 4),
    ]


def test_the_cases_that_were_exposed_stand_beside_what_the_floor_is_for() -> None:
    log = log_of(*weekly(30, 4, 10, 2 * DAY))
    found = claims_of(expected(LINE, LIMITED), checked(LINE, log, LIMITED), executions_of(log, {}), AROUND, EVERYTHING)
    assert {each.finding.code: each.exposed_cases for each in found} == {"PF-BATCH": None, "PF-SLA": 30, "PF-WAIT": 30}


def test_a_limit_in_working_hours_pauses_when_nobody_works() -> None:
    over_night = [event("1", "a", 15 * 60, start=14 * 60), event("1", "b", DAY + 9 * 60, start=DAY + 8 * 60)]
    log = log_of(*over_night)
    found = perspectives_of(expected(LINE, LIMITED), checked(LINE, log, LIMITED), executions_of(log, {}), AROUND)
    assert [(each.element, each.exposed, each.late, each.unknown) for each in found.timeliness] == [
        (None, 1, 0, 0),
        ("b", 1, 0, 0),
    ]


def test_an_activity_without_begin_has_no_time_to_measure() -> None:
    sidecar = Sidecar(activities={"a": ActivityFacts(time_limit=TimeLimit(hours=1))})
    log = log_of(event("1", "a", 100), event("1", "b", 200))
    found = perspectives_of(expected(LINE, sidecar), checked(LINE, log, sidecar), executions_of(log, {}), AROUND)
    assert [(each.exposed, each.late, each.unknown) for each in found.timeliness] == [(0, 0, 1)]


def test_what_stays_unknown_is_said() -> None:
    log = log_of(event("1", "a", 100), event("1", "b", 200))
    conformance = checked(LINE, log)
    bare = perspectives_of(expected(LINE), conformance, executions_of(log, {}), Surroundings())
    assert (bare.transitions, bare.performances, bare.choices) == (None, None, None)
    assert [each.code for each in bare.notices] == ["SIDES_WITHOUT_START", "SIDES_WITHOUT_GROUPS", "SIDES_WITHOUT_CONDITIONS"]
    absent = perspectives_of(expected(LINE), conformance, None, Surroundings())
    assert [each.code for each in absent.notices] == ["SIDES_ELSEWHERE"]


@pytest.mark.parametrize(
    ("sidecar", "codes"),
    [
        (Sidecar(), {"SIDES_WITHOUT_CALENDAR"}),
        (Sidecar(calendar="DAY"), set()),
        (Sidecar(calendar="NIGHT"), {"CALENDAR_UNDECLARED", "SIDES_WITHOUT_CALENDAR"}),
    ],
)
def test_waiting_in_elapsed_hours_is_said(sidecar: Sidecar, codes: set[str]) -> None:
    log = log_of(event("1", "a", 100, "x", start=90), event("1", "b", 200, "y", start=150))
    found = perspectives_of(expected(LINE, sidecar), checked(LINE, log, sidecar), executions_of(log, {}), AROUND)
    assert {each.code for each in found.notices} - {"SIDES_WITHOUT_GROUPS", "SIDES_WITHOUT_CONDITIONS"} == codes


def test_every_activity_is_charged_with_its_moves_and_they_add_up() -> None:
    extra = [event("1", "a", 0), event("1", "x", 1), event("2", "b", 0), event("2", "b", 1)]
    log = log_of(*extra, event("3", "a", 0), event("3", "b", 1))
    conformance = checked(LINE, log)
    found = perspectives_of(expected(LINE), conformance, executions_of(log, {}), Surroundings())
    assert {each.about: (each.missing, each.unforeseen) for each in found.activities} == {"a": (1, 0), "b": (1, 1), "x": (0, 1)}
    assert sum(each.cost for each in found.activities) == conformance.measures.cost
    assert found.balance.costs.tolist() == [2.0, 2.0, 0.0]
    assert found.balance.mean == pytest.approx(4 / 3)


def test_the_order_of_rows_never_matters() -> None:
    rows = [*weekly(30, 4, 10, 2 * DAY), event("000", "x", 10, "q"), event("000", "x", 10, "p")]
    one, other = (claims(each, LIMITED, EVERYTHING) for each in (rows, rows[::-1]))
    assert one == other
