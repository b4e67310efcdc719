"""A release under watch, and all that a register tells of normalization on a day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from workbench.findings import Finding
from workbench.normalization import Head
from workbench.normalization.audit import EnteredAudit
from workbench.normalization.chain import Chain, Intentions
from workbench.normalization.corrections import Corrections
from workbench.normalization.plan import Plan
from workbench.normalization.release import Release, Releases
from workbench.normalization.sightings import Lifelines
from workbench.normalization.watch import AdjustmentCase, Baseline, NewData, Signal, Untold, Watched, fresh_signals
from workbench.normalization.watch.charts import Chart, charts_of
from workbench.normalization.watch.silence import ENDED


@dataclass(frozen=True, kw_only=True, eq=False)
class UnderWatch:
    """A release on the day of a look: the baseline that it froze, what is new, what was found, and the cases about it.

    `older` are the looks at earlier releases that still hold for other processes.
    """

    release: Release
    baseline: Baseline
    new: NewData
    watched: Watched
    cases: tuple[AdjustmentCase, ...] = ()
    older: tuple[UnderWatch, ...] = ()

    @property
    def all(self) -> tuple[UnderWatch, ...]:
        """Return the looks at every release in force, the newest first."""
        return (self, *self.older)

    @property
    def version(self) -> str:
        """Return which release it is."""
        return str(self.release.version)

    @property
    def ended(self) -> tuple[Untold, ...]:
        """Return what is said of the logs that ended too long ago to tell what happened since."""
        return tuple(each for each in self.watched.unknown if each.reason == ENDED)

    @property
    def is_blind(self) -> bool:
        """Return whether nothing is known of any process: all their logs ended, and nothing new in them could be judged."""
        processes = {each.id for each in self.baseline.processes}
        is_judged = any(each.process in processes for each in self.watched.looks)
        return not is_judged and processes <= {each.process for each in self.ended}

    @property
    def charts(self) -> tuple[Chart, ...]:
        """Return shares and cycle times week by week, drawn anew each time."""
        return charts_of(self.baseline, self.new, self.watched)

    @property
    def fresh(self) -> tuple[Signal, ...]:
        """Return the signals that a case would be opened for: of weight, and in no case of the release yet."""
        return fresh_signals(self.watched, self.version, self.cases)

    def case_of(self, key: str) -> AdjustmentCase | None:
        """Return the open case that a signal, by its key, is in already."""
        known = (each for each in self.cases if each.is_open)
        return next((each for each in known if key in {it.key for it in each.opened.signals}), None)

    def decided_in(self, key: str) -> AdjustmentCase | None:
        """Return the case, the last that was closed, in which a signal was decided; None where it is to be dealt with."""
        if key not in {each.key for each in self.watched.decided}:
            return None
        its = (each for each in self.cases if each.ended is not None and key in {it.key for it in each.opened.signals})
        return max(its, key=lambda each: each.seen, default=None)


@dataclass(frozen=True, kw_only=True, eq=False)
class Intended:
    """What the strategy intends, measured, and the chain from it down to what the register knows."""

    intentions: Intentions
    chain: Chain


@dataclass(frozen=True, kw_only=True, eq=False)
class Normalized:
    """What the register of a workspace tells on a day: its last record, plan, releases, cases, corrective actions, audits.

    Beside it stand what is `intended`, None where a record is unreadable, the `lives` of the findings over all recorded
    assessments, and a look at the newest release: `seen` is None where no release can be watched; where one should be, or a
    record is unreadable, `fault` says why.
    """

    on: date
    head: Head
    plan: Plan
    releases: Releases
    corrections: Corrections
    cases: tuple[AdjustmentCase, ...] = ()
    audits: tuple[EnteredAudit, ...] = ()
    intended: Intended | None = None
    lives: Lifelines = field(default_factory=lambda: Lifelines(rows=()))
    seen: UnderWatch | None = None
    fault: Finding | None = None
