"""The generator plants exactly what it says, whatever the seed."""

import os
import subprocess
import sys
from collections import Counter
from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise

import pytest

from demo.enterprise import POSTS
from demo.files import files
from demo.generate import DEFAULT_SEED, Demo, generate
from demo.seasons import FIRST
from demo.worktime import CALENDARS, OFFICE

SEEDS = (DEFAULT_SEED, 1, 2, 3, 4)
FIRST_ARRIVAL, LAST_ARRIVAL = FIRST.arrivals


@cache
def demo(seed: int) -> Demo:
    return generate(seed)


def cases_with(of: Demo, activity: str) -> set[str]:
    return {event.case.id for event in of.events if event.step.activity == activity}


@pytest.mark.parametrize("seed", SEEDS)
def test_sizes(seed: int) -> None:
    events = Counter(event.case.process for event in demo(seed).events)
    cases = Counter(case.process for case in demo(seed).cases)
    assert events == {"OTD": 4525, "ECM": 1299, "P2P": 4502}
    assert cases == {"OTD": 306, "ECM": 120, "P2P": 400}


@pytest.mark.parametrize("seed", SEEDS)
def test_quotas_are_exact(seed: int) -> None:
    dealt = {plant: len(cases) for plant, cases in demo(seed).dealt.items()}
    expected = {"M01": 36, "M02": 24, "M03": 40, "M04": 18, "M05": 102, "M06": 210, "M08": 61, "M14": 40, "M15": 20, "M16": 120}
    expected |= {"M19": 24, "M28": 105, "N3": 24, "N4": 160, "N6": 2, "N7": 60, "N10": 6}
    assert {plant: dealt[plant] for plant in expected} == expected


@pytest.mark.parametrize("seed", SEEDS)
def test_overlaps_leave_the_agreed_number_of_conforming_cases(seed: int) -> None:
    dealt = {plant: set(cases) for plant, cases in demo(seed).dealt.items()}
    assert len(dealt["M01"] | dealt["M02"]) == 56
    assert len(dealt["M03"] | dealt["M16"] | dealt["N6"]) == 152
    assert dealt["M01"].isdisjoint(dealt["custom"])


@pytest.mark.parametrize("seed", SEEDS)
def test_the_log_shows_what_was_dealt(seed: int) -> None:
    of = demo(seed)
    complete = {case.id for case in of.cases if case.process == "OTD" and not case.cut_after}
    assert complete - cases_with(of, "OTD-04") == set(of.dealt["M01"])
    assert cases_with(of, "采购价格调整") == set(of.dealt["M03"])
    assert not cases_with(of, "OTD-17")
    assert not cases_with(of, "ECM-13")
    ends = {(event.case.id, event.step.activity): event.end for event in of.events}
    shipped_first = {case for case in complete if ends[case, "OTD-16"] < ends[case, "OTD-15"]}
    assert shipped_first == set(of.dealt["M02"])


@pytest.mark.parametrize("seed", SEEDS)
def test_one_person_orders_and_receives_in_the_planted_cases_only(seed: int) -> None:
    who = {(event.case.id, event.step.activity): event.resource for event in demo(seed).events}
    both = {case for case, activity in who if activity == "P2P-10" and who[case, "P2P-10"] == who[case, "P2P-05"]}
    assert both == set(demo(seed).dealt["M15"])


@pytest.mark.parametrize("seed", SEEDS)
def test_payment_is_approved_on_friday_afternoons(seed: int) -> None:
    starts = [event.start for event in demo(seed).events if event.step.activity == "P2P-12"]
    assert {(start.weekday(), 14 <= start.hour < 17) for start in starts} == {(4, True)}


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_works_outside_the_calendar_or_on_two_things_at_once(seed: int) -> None:
    by_person: dict[str, list[tuple[datetime, datetime]]] = {}
    for event in demo(seed).events:
        if event.resource[:2] in POSTS and event.resource != "QMS_PUB":
            calendar = CALENDARS[POSTS[event.resource[:2]].calendar]
            assert calendar.next_open(event.start) == event.start
            by_person.setdefault(event.resource, []).append((event.start, event.end))
    for spans in by_person.values():
        spans.sort()
        assert all(earlier[1] <= later[0] for earlier, later in pairwise(spans))


@pytest.mark.parametrize("seed", SEEDS)
def test_planners_are_overloaded_and_nobody_else(seed: int) -> None:
    busy: Counter[str] = Counter()
    for event in demo(seed).events:
        post = POSTS.get(event.resource[:2])
        if post is not None:
            end = min(event.end, LAST_ARRIVAL)
            busy[post.id] += int(CALENDARS[post.calendar].between(event.start, end) / timedelta(seconds=1))
    load = {
        post: seconds
        / (CALENDARS[POSTS[post].calendar].between(FIRST_ARRIVAL, LAST_ARRIVAL) / timedelta(seconds=1) * POSTS[post].headcount)
        for post, seconds in busy.items()
    }
    assert 0.85 < load["P1"] < 0.93
    assert max(value for post, value in load.items() if post != "P1") < 0.6


def test_no_two_events_of_a_case_end_at_the_same_time() -> None:
    ends = Counter((event.case.id, event.end) for event in demo(DEFAULT_SEED).events)
    assert max(ends.values()) == 1


def test_the_same_seed_gives_the_same_bytes_in_another_process() -> None:
    script = "from demo.files import files; from demo.generate import generate; import hashlib\n"
    script += "print(hashlib.sha256(b''.join(content for _, content in sorted(files(generate()).items()))).hexdigest())"
    hashes = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for hash_seed in ("0", "1")
    }
    assert len(hashes) == 1


def test_the_committed_workspace_is_what_the_generator_writes(pytestconfig: pytest.Config) -> None:
    written = files(demo(DEFAULT_SEED))
    differing = [path for path, content in written.items() if (pytestconfig.rootpath / path).read_bytes() != content]
    assert differing == []


@pytest.mark.parametrize("seed", [*SEEDS, 6])
def test_the_delegate_approves_within_the_delegation_only(seed: int) -> None:
    days = {
        event.start.date().isoformat()
        for event in demo(seed).events
        if (event.step.activity, event.resource) == ("P2P-04", "B1-01")
    }
    assert "2025-04-14" <= min(days) <= max(days) <= "2025-04-25"


def test_a_repaired_plant_is_gone_and_the_others_stay() -> None:
    repaired = generate(DEFAULT_SEED, {"M01"})
    assert repaired.dealt["M01"] == ()
    assert repaired.dealt["M02"] == demo(DEFAULT_SEED).dealt["M02"]
    assert len(cases_with(repaired, "OTD-04")) == len(cases_with(demo(DEFAULT_SEED), "OTD-04")) + 36


@pytest.mark.parametrize(
    ("plant", "path"),
    [
        ("M07", "technology/integrations.csv"),
        ("M10", "technology/functions.csv"),
        ("M11", "organization/responsibilities.csv"),
        ("M12", "organization/responsibilities.csv"),
        ("M13", "processes/OTD.bpmn"),
        ("M15b", "organization/persons.csv"),
        ("M20", "organization/coordination.csv"),
        ("M21", "technology/permissions.csv"),
        ("M23", "technology/permissions.csv"),
        ("M24", "technology/systems.csv"),
        ("M25", "information/data_objects.csv"),
        ("M26", "information/crud.csv"),
        ("M27", "information/data_objects.csv"),
    ],
)
def test_a_repair_of_the_design_changes_its_own_file(plant: str, path: str) -> None:
    before, after = files(demo(DEFAULT_SEED)), files(generate(DEFAULT_SEED, {plant}))
    assert [name for name in before if before[name] != after[name]] == [f"models/{path}"]


def test_working_time_skips_the_holiday_and_counts_the_make_up_day() -> None:
    assert OFFICE.between(datetime(2025, 5, 1), datetime(2025, 5, 6)) == timedelta()
    assert OFFICE.between(datetime(2025, 4, 27), datetime(2025, 4, 28)) == timedelta(hours=7.5)
    assert OFFICE.after(datetime(2025, 4, 30, 17, 0), timedelta(hours=1)) == datetime(2025, 5, 6, 9, 0)
