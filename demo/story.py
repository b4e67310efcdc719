"""The enterprise played in time: found as it is, adjusted, released and watched – and what must be concluded of every plant.

Each moment is a workspace whose logs are what the enterprise exports of that season alone. So whatever is found at a moment is
new evidence, and its truth is exact; a log that goes on would carry old deviations into every later rate. A moment written over
the workspace of the one before replaces models and logs and leaves what else stands there, the register above all.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from demo.drift import USUAL_DAY, Alone, Appearing, Drift, Skipping, Slowing
from demo.files import write
from demo.generate import DEFAULT_SEED, Demo, generate
from demo.seasons import FIRST, SECOND, THIRD, Season
from demo.truth import PLANTS


class Verdict(StrEnum):
    """What is to be concluded of a plant from the evidence of a season."""

    OPEN = "open"
    PROVEN = "proven"
    NOT_YET = "not yet provable"
    REFUTED = "refuted"
    RECURRING = "recurring"


@dataclass(frozen=True, kw_only=True)
class Moment:
    """The enterprise as it is exported at the end of a season; `verdicts` are those of that day, by plant."""

    name: str
    demo: Demo
    verdicts: Mapping[str, Verdict]

    @property
    def day(self) -> date:
        """Return the day of the export."""
        return self.demo.season.ends

    def write(self, workspace: Path) -> None:
        """Write models and logs into a workspace, over those of an earlier moment."""
        write(self.demo, workspace)


WHOLE_DRIFT: Final = Drift(day=USUAL_DAY, skipping=Skipping(before=0), slowing=Slowing(), alone=Alone(), appearing=Appearing())
"""All that changes after the release, on one day."""


@dataclass(frozen=True, kw_only=True)
class DemoStory:
    """Which plants are dealt with when. All adjustments are said to be done on the day `done`.

    `repaired` are gone in the second season, `claimed` are said to be done and still act; of those repaired, `too_rare` bring too
    few exposures to prove a rate below 1 % (3 / 1 % = 300, rule of three). `recurring` act again from the third season on, and
    the contract review that was repaired (M01) is skipped again from the day of `drift` on. With the planners' overload (M18)
    goes the queue before them, whose ups and downs would look like a drift.
    """

    seed: int = DEFAULT_SEED
    repaired: frozenset[str] = frozenset(
        {"M01", "M03", "M05", "M07", "M08", "M11", "M15", "M15b", "M18", "M20", "M23", "M24", "M28"}
    )
    claimed: frozenset[str] = frozenset({"M16"})
    too_rare: frozenset[str] = frozenset({"M05", "M08"})
    recurring: frozenset[str] = frozenset({"M28"})
    done: date = date(2025, 8, 1)
    released: date = SECOND.ends
    drift: Drift | None = WHOLE_DRIFT

    @property
    def moments(self) -> tuple[Moment, ...]:
        """Return the moments in their order."""
        return self.baseline, self.adjusted, self.watched

    @cached_property
    def baseline(self) -> Moment:
        """Return the enterprise as it is found, with all that is planted."""
        return self._moment("1-baseline", FIRST, frozenset(), dict.fromkeys(PLANTS, Verdict.OPEN))

    @cached_property
    def adjusted(self) -> Moment:
        """Return the enterprise on trial, after its adjustments."""
        return self._moment("2-adjusted", SECOND, self.repaired, {plant: self._after(plant) for plant in PLANTS})

    @cached_property
    def watched(self) -> Moment:
        """Return the enterprise after the release: something recurs, and something drifts."""
        again = self.recurring | (frozenset({"M01"}) if self.drift is not None and self.drift.skipping else frozenset())
        verdicts = {plant: Verdict.RECURRING if plant in again else self._after(plant) for plant in PLANTS}
        return self._moment("3-watched", THIRD, self.repaired - self.recurring, verdicts, self.drift)

    def _after(self, plant: str) -> Verdict:
        """Return what the season after the adjustments says."""
        if plant in self.repaired:
            return Verdict.NOT_YET if plant in self.too_rare else Verdict.PROVEN
        return Verdict.REFUTED if plant in self.claimed else Verdict.OPEN

    def _moment(
        self,
        name: str,
        season: Season,
        repaired: frozenset[str],
        verdicts: Mapping[str, Verdict],
        drift: Drift | None = None,
    ) -> Moment:
        return Moment(name=name, demo=generate(self.seed, repaired, season, drift), verdicts=verdicts)


def write_story(story: DemoStory, folder: Path) -> None:
    """Write a workspace for each moment, and beside them `story.json`: what is to be concluded of every plant, and when."""
    moments = story.moments
    for moment in moments:
        moment.write(folder / moment.name)
    (folder / "story.json").write_text(_told(story, moments), encoding="utf-8")


def _told(story: DemoStory, moments: tuple[Moment, ...]) -> str:
    planted = moments[0].demo.truth
    plants = [
        {
            "plant": plant,
            "code": its.code,
            "scope": its.scope,
            "object": list(its.object),
            "verdicts": {moment.name: moment.verdicts[plant] for moment in moments},
        }
        for plant, its in planted.items()
    ]
    days: dict[str, Any] = {"done": story.done, "released": story.released, **{moment.name: moment.day for moment in moments}}
    if story.drift is not None:
        days["drift"] = story.drift.day
    told = {"seed": story.seed, "days": {name: day.isoformat() for name, day in days.items()}, "plants": plants}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
