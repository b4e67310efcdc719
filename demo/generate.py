"""The demo enterprise of one seed: its design, its logs, and what was planted in them."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from demo.cases import Case, Dealer, all_cases
from demo.drift import Drift, drifted
from demo.play import Event, Stage, arrivals
from demo.seasons import FIRST, Season
from demo.truth import Planted, Suppressed, Truth

DEFAULT_SEED = 68


@dataclass(frozen=True, kw_only=True)
class Demo:
    """A generated enterprise; `events` are in the order of their completion, `dealt` holds the cases of each plant and decoy."""

    seed: int
    repaired: frozenset[str]
    season: Season
    drift: Drift | None
    cases: tuple[Case, ...]
    events: tuple[Event, ...]
    dealt: Mapping[str, tuple[str, ...]]

    @property
    def truth(self) -> Mapping[str, Planted]:
        """Return everything that is planted and not repaired, by plant."""
        return self._truth.planted

    @property
    def below(self) -> Mapping[str, Planted]:
        """Return what happens too rarely to be reported, by decoy."""
        return self._truth.below

    @property
    def suppressed(self) -> Mapping[str, Suppressed]:
        """Return what declared exceptions keep from being reported, by decoy."""
        return self._truth.suppressed

    @property
    def _truth(self) -> Truth:
        return Truth(
            cases=self.cases,
            events=self.events,
            dealt=self.dealt,
            repaired=self.repaired,
            season=self.season,
            drift=self.drift,
        )


def generate(
    seed: int = DEFAULT_SEED, repaired: Collection[str] = (), season: Season = FIRST, drift: Drift | None = None
) -> Demo:
    """Generate the enterprise: the same seed gives the same events on every machine; `repaired` plants are left out.

    `season` says when it is played, `drift` what changes in the middle of it.
    """
    dealer = Dealer(dice=random.Random(season.dice("cases", seed)), repaired=frozenset(repaired), season=season)
    cases = all_cases(dealer)
    dice = random.Random(season.dice("play", seed))
    moments = arrivals(cases, season, dice)
    if drift is not None:
        cases = drifted(cases, moments, drift, dealer, random.Random(season.dice("drift", seed)))
    played = Stage(tuple(zip(cases, moments, strict=True)), season, dice, dealer.repaired).play()
    visible = (event for event in played if event.step.activity != "OTD-17" or "M09" in dealer.repaired)
    return Demo(
        seed=seed,
        repaired=frozenset(repaired),
        season=season,
        drift=drift,
        cases=cases,
        events=tuple(sorted(visible, key=lambda event: (event.end, event.case.id, event.step.activity))),
        dealt=dealer.dealt,
    )
