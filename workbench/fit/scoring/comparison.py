"""Two runs compared: by how much each figure differs, and whether that could be chance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from workbench.findings import Interval
from workbench.fit.scoring.model import Fit, FitResult
from workbench.fit.scoring.resampling import Estimate, interval_of
from workbench.shown import Columns, Tabled, columns_of, in_both, known_numbers


@dataclass(frozen=True, kw_only=True)
class Change:
    """One figure of one scope before and after; `code` is that of an indicator or a dimension, None for the score.

    `interval` holds 95 % of the differences between draws of both runs; None where either is not known.
    """

    scope: str
    code: str | None
    before: float | None
    after: float | None
    interval: Interval | None

    @property
    def difference(self) -> float | None:
        """Return after − before, None where either is not known."""
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def is_clear(self) -> bool:
        """Return whether there is a difference whose interval leaves out 0."""
        return self.interval is not None and not self.interval.low <= 0 <= self.interval.high


@dataclass(frozen=True, kw_only=True)
class FitComparison(Tabled):
    """All that two runs say of the same scopes: scope by scope the score, dimensions, indicators.

    Where the policies differ, a difference of scores may be theirs.
    """

    changes: tuple[Change, ...]
    has_one_policy: bool

    @property
    def table(self) -> Columns:
        """Return a row a figure, and whether both runs follow one policy; of a score the code is ""."""
        values = dict(columns_of(Change, self.changes))
        del values["interval"]
        intervals = [each.interval for each in self.changes]
        values["difference"] = known_numbers([each.difference for each in self.changes], float)
        values["low"] = known_numbers([each.low if each else None for each in intervals], float)
        values["high"] = known_numbers([each.high if each else None for each in intervals], float)
        values["is_clear"] = np.array([each.is_clear for each in self.changes], dtype=np.bool_)
        return Columns(values=values, said=() if self.has_one_policy else (in_both("compare-fit-policies"),))


def compare_fits(before: FitResult, after: FitResult) -> FitComparison:
    """Compare what two runs say of the scopes that both have, by the bootstrap of the difference.

    Where both are of the same log, its cases are drawn alike in both, so that chance does not blur what the design changed.
    """
    later = {each.scope.id: each for each in after.fits}
    pairs = ((each, later[each.scope.id]) for each in before.fits if each.scope.id in later)
    changes = tuple(change for earlier, now in pairs for change in _changes(earlier, now))
    return FitComparison(changes=changes, has_one_policy=before.policy_sha256 == after.policy_sha256)


def _changes(before: Fit, after: Fit) -> Iterator[Change]:
    scope = before.scope.id
    yield _change(scope, None, before.score.estimate, after.score.estimate)
    for dimension in before.dimensions:
        mine, other = dimension.score.estimate, after.dimension[dimension.dimension].score.estimate
        yield _change(scope, dimension.dimension.value, mine, other)
    for indicator in before.indicators:
        if indicator.code in after.indicator:
            yield _change(scope, indicator.code, indicator.estimate, after.indicator[indicator.code].estimate)


def _change(scope: str, code: str | None, before: Estimate | None, after: Estimate | None) -> Change:
    interval = None
    if before is not None and after is not None:
        interval = interval_of(after.value - before.value, after.draws - before.draws)
    return Change(
        scope=scope,
        code=code,
        before=None if before is None else before.value,
        after=None if after is None else after.value,
        interval=interval,
    )
