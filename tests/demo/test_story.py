"""The story says of every plant what its seasons show."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from demo.drift import NEW_LABEL
from demo.files import files
from demo.story import DemoStory, Moment, Verdict, write_story
from demo.truth import PLANTS, Planted

STORY = DemoStory()
ENOUGH = 300
"""Exposures without a violation that show a rate below 1 % (rule of three)."""


@pytest.fixture(scope="module")
def told() -> tuple[Moment, ...]:
    return STORY.moments


@pytest.fixture(scope="module")
def truths(told: tuple[Moment, ...]) -> tuple[Mapping[str, Planted], ...]:
    return tuple(moment.demo.truth for moment in told)


def plants(moment: Moment, verdict: Verdict) -> set[str]:
    return {plant for plant, its in moment.verdicts.items() if its is verdict}


def test_every_moment_says_something_of_every_plant(told: tuple[Moment, ...]) -> None:
    assert [set(moment.verdicts) for moment in told] == [set(PLANTS)] * 3
    assert plants(told[0], Verdict.OPEN) == set(PLANTS)
    assert [len(plants(told[1], verdict)) for verdict in Verdict] == [16, 11, 2, 1, 0]
    assert plants(told[2], Verdict.RECURRING) == {"M01", "M28"}


def test_what_is_open_or_refuted_still_acts_and_the_rest_does_not(
    told: tuple[Moment, ...], truths: tuple[Mapping[str, Planted], ...]
) -> None:
    assert truths[0].keys() == set(PLANTS)
    assert truths[1].keys() == plants(told[1], Verdict.OPEN) | plants(told[1], Verdict.REFUTED)


def test_what_recurs_was_seen_then_was_gone_and_is_there_again(
    told: tuple[Moment, ...], truths: tuple[Mapping[str, Planted], ...]
) -> None:
    for plant in plants(told[2], Verdict.RECURRING):
        assert [plant in truth for truth in truths] == [True, False, True]
    assert truths[2].keys() == truths[1].keys() | plants(told[2], Verdict.RECURRING) | {NEW_LABEL}


def test_not_yet_provable_is_what_is_repaired_but_meets_too_few_cases(truths: tuple[Mapping[str, Planted], ...]) -> None:
    met = {plant: truths[0][plant].exposed for plant in STORY.repaired}
    assert {plant for plant, exposed in met.items() if exposed is not None and exposed < ENOUGH} == STORY.too_rare


def test_without_a_drift_only_what_is_to_recur_is_back() -> None:
    calm = replace(STORY, drift=None).watched
    assert plants(calm, Verdict.RECURRING) == {"M28"}
    assert NEW_LABEL not in calm.demo.truth


def test_the_days_are_in_order(told: tuple[Moment, ...]) -> None:
    assert STORY.drift is not None
    days = (
        told[0].day,
        STORY.done,
        told[1].demo.season.first,
        told[1].day,
        told[2].demo.season.first,
        STORY.drift.day,
        told[2].day,
    )
    assert list(days) == sorted(set(days))
    assert told[1].day == STORY.released


def test_a_moment_is_written_over_the_one_before_and_leaves_the_register(told: tuple[Moment, ...], tmp_path: Path) -> None:
    kept = tmp_path / "register" / "register.sqlite"
    kept.parent.mkdir()
    kept.write_bytes(b"what was decided")
    for moment in told:
        moment.write(tmp_path)
        assert {path: (tmp_path / path).read_bytes() for path in files(moment.demo)} == files(moment.demo)
    assert kept.read_bytes() == b"what was decided"


def test_a_written_story_says_what_it_is_about(told: tuple[Moment, ...], tmp_path: Path) -> None:
    write_story(STORY, tmp_path)
    written = json.loads((tmp_path / "story.json").read_text(encoding="utf-8"))
    assert {each["plant"]: each["verdicts"]["3-watched"] for each in written["plants"]} == told[2].verdicts
    assert written["days"]["drift"] == "2026-01-19"
    assert {path.name for path in tmp_path.iterdir()} == {"1-baseline", "2-adjusted", "3-watched", "story.json"}
