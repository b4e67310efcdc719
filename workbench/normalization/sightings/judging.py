"""Which runs show that a deviation is there, or gone: a few cases without it say nothing of what was rare anyway."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Final, TypeAlias

from workbench.fit.codes import STRUCTURAL, kin_of
from workbench.fit.plan.verification import HELD_BACK
from workbench.normalization.sightings.run import Run, SeenFinding

Sighting: TypeAlias = tuple[Run, SeenFinding | None]
"""A run, and how it saw a deviation; None where it did not."""

_RULE_OF_THREE: Final = 3


@dataclass(frozen=True, kw_only=True)
class _Quiet:
    """How many complete cases were without a deviation since it was last seen, the last of them of the day `until`."""

    cases: int = 0
    until: date | None = None

    def after(self, run: Run, scope: str) -> _Quiet:
        """Add the cases of a run that begins later; of one over some of the same events the larger number counts."""
        cases, window = run.cases_in(scope), run.window_of(scope)
        if window is not None and self.until is not None and window[0] > self.until:
            return _Quiet(cases=self.cases + cases, until=window[1])
        return self if self.cases >= cases else _Quiet(cases=cases, until=window and window[1])


def judging_runs(known: SeenFinding, runs: Iterable[Sighting]) -> Iterator[Sighting]:
    """Yield the runs, in the order given, that judge a deviation: they see it, or together have enough cases without it.

    Enough are as many as would show it three times were it as frequent as when it was last seen (rule of three). What the design
    shows by itself needs none.
    """
    needed, last, quiet = 0, known, _Quiet()
    for run, seen in runs:
        if seen is not None:
            needed, last, quiet = cases_needed(seen, run.cases_in(seen.scope)), seen, _Quiet()
            yield run, seen
        elif _may_see(run, last):
            quiet = quiet.after(run, last.scope)
            if quiet.cases >= needed:
                yield run, None


def _may_see(run: Run, last: SeenFinding) -> bool:
    """Return whether a run judges all that it claims of the codes of a deviation, and claims any."""
    codes = [code for code in kin_of(last.code) if code in run.codes]
    return bool(codes) and all(run.judges(code, last.scope) for code in codes)


def cases_needed(seen: SeenFinding, cases: int) -> int:
    """Return how many complete cases without a deviation show that it is gone, where it was seen in a run with some `cases`.

    Of what is told only above a threshold, or is not counted, they are as many as there were then.
    """
    if seen.code in STRUCTURAL:
        return 0
    if seen.code in HELD_BACK or not seen.violations:
        return cases
    return ceil(_RULE_OF_THREE * cases / seen.violations)
