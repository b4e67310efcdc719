"""The enterprise goes on: every season plants exactly what is not repaired, in its own cases and on its own days."""

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
import yaml

from demo.enterprise import POSTS
from demo.files import files, write
from demo.generate import DEFAULT_SEED, Demo, generate
from demo.seasons import FIRST, SEASONS, SECOND, THIRD, Season
from demo.truth import DECOYS, PLANTS
from demo.worktime import CALENDARS, CLOSED, FIRST_DAY, LAST_DAY, MAKE_UP, OFFICE
from tests.demo.oracle import Oracle
from tests.demo.plain import plain

LATER = (SECOND, THIRD)
REPAIRED = frozenset({"M01", "M03", "M05", "M08", "M11", "M15", "M15b", "M23", "M28"})
EXPORTED = [(SECOND, DEFAULT_SEED), (SECOND, 1), (THIRD, DEFAULT_SEED)]


@cache
def demo(season: Season, seed: int = DEFAULT_SEED) -> Demo:
    return generate(seed, REPAIRED, season)


@cache
def oracle(season: Season, seed: int) -> Oracle:
    return Oracle(plain=plain(demo(season, seed)))


@pytest.mark.parametrize("season", LATER)
def test_every_season_is_as_long_as_the_first(season: Season) -> None:
    assert OFFICE.between(*season.arrivals) == OFFICE.between(*FIRST.arrivals) == 57 * timedelta(hours=7.5)
    assert OFFICE.between(season.arrivals[1], season.cut_arrivals[0]) == 21 * timedelta(hours=7.5)
    assert OFFICE.between(*season.cut_arrivals) == timedelta(hours=7.5)


def test_a_season_begins_when_the_one_before_is_exported() -> None:
    assert max(event.end for event in demo(FIRST).events).date() <= FIRST.ends < SECOND.first
    assert max(event.end for event in demo(SECOND).events).date() <= SECOND.ends < THIRD.first
    assert max(event.end for event in demo(THIRD).events).date() <= THIRD.ends < LAST_DAY


def test_no_case_has_an_id_of_another() -> None:
    ids = [case.id for season in SEASONS for case in demo(season).cases]
    assert len(ids) == 3 * 826 == len(set(ids))
    assert ids[0] == "SO250001"


@pytest.mark.parametrize(("season", "seed"), EXPORTED)
def test_the_rules_find_exactly_what_is_not_repaired_and_no_decoy(season: Season, seed: int) -> None:
    found = oracle(season, seed).found
    assert found == set(demo(season, seed).truth.values())
    assert oracle(season, seed).below == set(demo(season, seed).below.values())
    assert demo(season, seed).truth.keys() == set(PLANTS) - REPAIRED
    tempting = [decoy for decoys in DECOYS.values() for decoy in decoys]
    assert [f for f in found for decoy in tempting if f.code == decoy.code and decoy.object in {None, f.object}] == []


@pytest.mark.parametrize("season", LATER)
def test_the_same_quotas_hold_in_every_season(season: Season) -> None:
    before, after = ({plant: len(cases) for plant, cases in generate(season=each).dealt.items()} for each in (FIRST, season))
    assert before == after


@pytest.mark.parametrize("season", LATER)
def test_nobody_works_on_a_holiday(season: Season) -> None:
    for event in demo(season).events:
        if event.resource[:2] in POSTS:
            calendar = CALENDARS[POSTS[event.resource[:2]].calendar]
            assert calendar.next_open(event.start) == event.start
            assert event.start.date() not in CLOSED


@pytest.mark.parametrize("season", LATER)
def test_the_delegate_approves_within_the_delegation_of_the_season_only(season: Season) -> None:
    days = {e.start.date() for e in demo(season).events if (e.step.activity, e.resource) == ("P2P-04", "B1-01")}
    assert season.delegated[0] <= min(days) <= max(days) <= season.delegated[1]
    assert [row["start"] for row in oracle(season, DEFAULT_SEED).plain.tables["delegations"]] == [
        each.delegated[0].isoformat() for each in SEASONS if each.number <= season.number
    ]


@pytest.mark.parametrize("season", SEASONS)
def test_the_calendar_of_a_season_knows_the_holidays_until_its_end(season: Season) -> None:
    office = yaml.safe_load(files(demo(season))["models/organization/calendars.yaml"])["calendars"]["OFFICE"]
    assert office["closed"] == [day for day in CLOSED if day <= season.ends]
    assert office["make_up"] == [day for day in MAKE_UP if day <= season.ends]
    assert len(office["closed"]) == {1: 11, 2: 19, 3: 39}[season.number]


def test_the_holidays_lie_in_the_years_that_are_played() -> None:
    assert FIRST_DAY <= min(CLOSED) <= max(CLOSED) <= LAST_DAY
    assert {day.weekday() for day in MAKE_UP} <= {5, 6}
    assert not set(CLOSED) & set(MAKE_UP)


def test_a_small_season_deals_its_share_of_every_quota_and_claims_no_more_than_that_shows() -> None:
    small = generate(DEFAULT_SEED, (), replace(SECOND, share=0.2))
    dealt = {plant: len(cases) for plant, cases in small.dealt.items()}
    expected = {"M01": 7, "M02": 5, "M03": 8, "M04": 4, "M06": 42, "M14": 8, "M15": 4, "M16": 24, "M22": 80}
    assert {plant: dealt[plant] for plant in expected} == expected
    assert set(PLANTS) - small.truth.keys() == {"M04", "M15b", "M17", "M18"}
    assert small.below.keys() == {"N6", "M04", "M15b"}
    assert small.truth["M05"].code == "CF-SKIP"


@pytest.mark.parametrize("share", [0.0, 0.05, 1.1])
def test_a_share_outside_its_bounds_is_refused(share: float) -> None:
    with pytest.raises(ValueError, match="between a tenth and all"):
        replace(SECOND, share=share)


def test_the_command_writes_the_season_that_it_is_told(tmp_path: Path) -> None:
    told = ["--season", "2", "--repaired", "M01", "M05", "--share", "0.2", "--into"]
    subprocess.run([sys.executable, "-m", "demo", *told, str(tmp_path / "told")], check=True)
    write(generate(DEFAULT_SEED, {"M01", "M05"}, replace(SECOND, share=0.2)), tmp_path / "meant")
    for path in (each for each in (tmp_path / "meant").rglob("*") if each.is_file()):
        assert (tmp_path / "told" / path.relative_to(tmp_path / "meant")).read_bytes() == path.read_bytes()
