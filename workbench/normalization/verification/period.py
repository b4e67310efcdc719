"""What was seen in the cases of a period, before or after a change: the evidence, and what was found in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from workbench.findings import Finding
from workbench.fit.detection import Evidence, Unknown
from workbench.fit.scoring import FitResult


@dataclass(frozen=True, kw_only=True, eq=False)
class Period:
    """The cases of a period alone: what is claimed of them, what was too rare for that, what cannot be judged, and their fit.

    `rating` scores them when it is first asked for.
    """

    evidence: Evidence
    claimed: tuple[Finding, ...]
    below_threshold: tuple[Finding, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    rating: Callable[[], FitResult | None] = field(default=lambda: None)

    @cached_property
    def seen(self) -> Mapping[str, Finding]:
        """Return all that was seen, be it often or rarely, by the identity of the finding."""
        return {each.id: each for each in (*self.below_threshold, *self.claimed)}

    @cached_property
    def fit(self) -> FitResult | None:
        """Return how far technology, process, organization and data fit in these cases; None where nothing is rated."""
        return self.rating()
