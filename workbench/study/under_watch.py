"""A release under watch, and all that a register tells of normalization on a day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from workbench.findings import Finding
from workbench.normalization import Head
from workbench.normalization.plan import Plan
from workbench.normalization.release import Release, Releases
from workbench.normalization.sightings import Lifelines
from workbench.normalization.watch import AdjustmentCase, Baseline, NewData, Watched
from workbench.normalization.watch.charts import Chart, charts_of


@dataclass(frozen=True, kw_only=True, eq=False)
class UnderWatch:
    """A release on the day of a look: the baseline that it froze, what is new, what was found, and the cases about it."""

    release: Release
    baseline: Baseline
    new: NewData
    watched: Watched
    cases: tuple[AdjustmentCase, ...] = ()

    @property
    def version(self) -> str:
        """Return which release it is."""
        return str(self.release.version)

    @property
    def charts(self) -> tuple[Chart, ...]:
        """Return shares and cycle times week by week, drawn anew each time."""
        return charts_of(self.baseline, self.new, self.watched)

    def case_of(self, key: str) -> AdjustmentCase | None:
        """Return the open case that a signal, by its key, is in already."""
        known = (each for each in self.cases if each.is_open)
        return next((each for each in known if key in {it.key for it in each.opened.signals}), None)


@dataclass(frozen=True, kw_only=True, eq=False)
class Normalized:
    """What the register of a workspace tells on a day: its last record, plan, releases, cases, and a look at a release.

    `lives` are those of the findings over all recorded assessments. `seen` is None where no release can be watched; where one
    should be and could not, `fault` says why.
    """

    on: date
    head: Head
    plan: Plan
    releases: Releases
    cases: tuple[AdjustmentCase, ...] = ()
    lives: Lifelines = field(default_factory=lambda: Lifelines(rows=()))
    seen: UnderWatch | None = None
    fault: Finding | None = None
