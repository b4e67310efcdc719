"""Rates before and after, and how sure they are: the largest rate that new evidence leaves possible, and the difference."""

from __future__ import annotations

from dataclasses import dataclass
from math import log, log1p
from typing import Final

import numpy as np

from workbench.findings import Interval, wilson_interval

_LEFT: Final = 0.05
"""What a one-sided bound at 95 % leaves to chance."""

_STEPS: Final = 60
"""Halvings of [0, 1]: beyond what a float tells apart near any bound."""


@dataclass(frozen=True, kw_only=True)
class RateChange:
    """How often something happened before and after, of how many exposures each."""

    before: int
    before_exposed: int
    after: int
    after_exposed: int

    @property
    def difference(self) -> float | None:
        """Return rate after − rate before, in [-1, 1]; None where either has no exposure."""
        if not (self.before_exposed and self.after_exposed):
            return None
        return self.after / self.after_exposed - self.before / self.before_exposed

    @property
    def interval(self) -> Interval | None:
        """Return the 95 % interval of the difference, from the score intervals of both rates; None where there is none.

        Newcombe 1998, Statistics in Medicine 17, doi 10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I, method
        10. What is counted must be independent, which cases are taken to be.
        """
        was, now = (
            wilson_interval(self.before, self.before_exposed),
            wilson_interval(self.after, self.after_exposed),
        )
        difference = self.difference
        if was is None or now is None or difference is None:
            return None
        earlier, later = self.before / self.before_exposed, self.after / self.after_exposed
        down = ((later - now.low) ** 2 + (was.high - earlier) ** 2) ** 0.5
        up = ((now.high - later) ** 2 + (earlier - was.low) ** 2) ** 0.5
        return Interval(low=max(-1.0, difference - down), high=min(1.0, difference + up))

    @property
    def is_clearly_less(self) -> bool:
        """Return whether it happens less often than before, beyond chance."""
        return self.interval is not None and self.interval.high < 0

    @property
    def is_clearly_more(self) -> bool:
        """Return whether it happens more often than before, beyond chance."""
        return self.interval is not None and self.interval.low > 0


def upper_bound(violations: int, exposed: int) -> float | None:
    """Return the largest rate, in (0, 1], that `violations` of `exposed` leave possible at 95 %; None without exposure.

    The exact one-sided bound (Clopper and Pearson 1934, Biometrika 26, doi 10.1093/biomet/26.4.404): the rate at which so few,
    or fewer, would be seen in 5 % of all samples. Without a violation that is 1 - 0.05^(1/n), about 3/n.
    """
    if not exposed:
        return None
    if violations >= exposed:
        return 1.0
    times = np.arange(violations + 1)
    choices = np.concatenate(([0.0], np.cumsum(np.log((exposed - times[1:] + 1) / times[1:]))))
    low, high = violations / exposed, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        at_most = float(np.exp(choices + times * log(middle) + (exposed - times) * log1p(-middle)).sum())
        low, high = (middle, high) if at_most > _LEFT else (low, middle)
    return high
