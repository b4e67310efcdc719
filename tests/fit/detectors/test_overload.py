"""PO-OVERLOAD: posts that are busy nearly all of their working time between the first and the last arrival."""

from dataclasses import replace
from datetime import date

import pytest

from tests.builders import process
from tests.enterprise_builder import Enterprise, unknown
from workbench.collaboration.workload import workloads_of
from workbench.eventlog import NO_TIME
from workbench.fit.detection import Detected, detect
from workbench.fit.detectors.overload import CODE, overloaded
from workbench.organization import WorkingCalendar

HOUR = 60
OFFICE = WorkingCalendar(id="OFFICE", timezone="UTC", weekly=(*(((540, 1140),),) * 5, (), ()))
"""From nine to seven on weekdays; every case of day n arrives at nine."""
SMALL = (
    Enterprise()
    .department("D")
    .post("P1", "D", calendar="OFFICE")
    .person("x", "P1")
    .calendar(OFFICE)
    .process(process("p").start().task("a").end())
)


def told(enterprise: Enterprise) -> Detected:
    return enterprise.told(CODE, overloaded)


def objects(enterprise: Enterprise) -> list[tuple[str, ...]]:
    return [each.object for each in told(enterprise).findings]


def load(enterprise: Enterprise) -> float | None:
    workloads = workloads_of(enterprise.linkage())
    assert workloads is not None
    return next(each.utilisation for each in workloads.posts if each.post == "P1")


def worked(enterprise: Enterprise, *minutes: int) -> Enterprise:
    """Let one case a day arrive, which keeps x busy so long; the last closes the window."""
    for day, each in enumerate(minutes):
        enterprise = enterprise.cases("p", "a:x", day=day, minutes=each)
    return enterprise


def test_a_post_busy_for_eighty_five_in_a_hundred_is_claimed_and_a_little_less_is_not() -> None:
    assert load(worked(SMALL, 510, 510, 0)) == pytest.approx(0.85)
    assert objects(worked(SMALL, 510, 510, 0)) == [("P1",)]
    assert objects(worked(SMALL, 510, 508, 0)) == []


def test_the_head_count_shares_the_load() -> None:
    two = replace(SMALL, organization=replace(SMALL.organization, posts=None)).post("P1", "D", headcount=2, calendar="OFFICE")
    assert load(worked(two, 540, 540, 0)) == pytest.approx(0.45)
    assert objects(worked(two, 540, 540, 0)) == []


def test_only_working_time_counts() -> None:
    assert load(worked(SMALL, 24 * HOUR, 0)) == pytest.approx(1.0)


def test_a_make_up_day_is_there_to_be_worked_on_and_a_closed_one_is_not() -> None:
    saturday = worked(SMALL, 600, 600, 600, 600, 600, 0, 0)
    assert load(saturday) == pytest.approx(1.0)
    made_up = saturday.calendar(replace(OFFICE, make_up=frozenset({date(2025, 3, 8)})))
    assert load(made_up) == pytest.approx(5 / 6)
    closed = made_up.calendar(replace(OFFICE, closed=frozenset({date(2025, 3, 4)})))
    assert load(closed) == pytest.approx(1.0)


def test_incomplete_cases_are_load_too_but_do_not_arrive() -> None:
    two_steps = replace(SMALL, drawn=()).process(process("p").start().task("a").task("b").end())
    complete = two_steps.cases("p", "a:x b", day=0).cases("p", "a:x b", day=1)
    cut = complete.cases("p", "a:x", day=0, minutes=300).cases("p", "a:x", day=5)
    assert load(complete) == pytest.approx(60 / 600)
    assert load(cut) == pytest.approx(360 / 600)


def test_all_processes_load_a_post() -> None:
    both = SMALL.process(process("q").start().task("c").end())
    assert load(worked(both, 300, 0).cases("q", "c:x", minutes=240)) == pytest.approx(0.9)


def test_who_is_not_identified_is_no_load() -> None:
    assert load(worked(SMALL, 300, 0).cases("p", "a:who", minutes=300)) == pytest.approx(0.5)


def test_what_is_missing_is_unknown_by_name() -> None:
    happened = worked(SMALL, 540, 0)
    organization = happened.organization
    assert unknown(told(replace(happened, organization=replace(organization, posts=None)))) == ["UNKNOWN_NO_POSTS"]
    assert unknown(told(replace(happened, organization=replace(organization, holdings=None)))) == ["UNKNOWN_NO_PERSONS"]
    assert unknown(told(replace(happened, organization=replace(organization, calendars=None)))) == ["UNKNOWN_NO_CALENDARS"]
    assert unknown(told(SMALL)) == ["UNKNOWN_NO_LOG"]


def test_without_starts_nobody_knows() -> None:
    evidence = worked(SMALL, 540, 0).evidence()
    (linked,) = evidence.linkage.processes
    unstarted = replace(linked, start=linked.start * 0 + NO_TIME)
    found = detect(replace(evidence, linkage=replace(evidence.linkage, processes=(unstarted,))), {CODE: overloaded})
    assert unknown(found) == ["UNKNOWN_NO_STARTS"]
