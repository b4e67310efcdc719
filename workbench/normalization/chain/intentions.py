"""What is intended, held against the evidence: every KPI with its figure, every objective with how it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from workbench.findings import Finding, Severity
from workbench.fit.detection import Evidence
from workbench.fit.indicators.model import Standing
from workbench.fit.kpis import KpiFigure, ObjectiveState, ReleaseDay, figure_of, state_of
from workbench.fit.kpis.model import Level
from workbench.strategy import KPI, Strategy


@dataclass(frozen=True, kw_only=True, eq=False)
class Intentions:
    """The strategy of a workspace, the figure of each KPI by id, and the state of each objective by id."""

    strategy: Strategy
    figures: Mapping[str, KpiFigure]
    states: Mapping[str, ObjectiveState]

    def target_of(self, kpi: str) -> float | None:
        """Return the target, in the unit of a KPI, of its objective that is due last, of several the first by id; None without.

        Objectives that have no target, or one that cannot be used, do not count.
        """
        goals = [each for each in self.strategy.objectives if each.kpi == kpi and self.states[each.id].target is not None]
        last = min(goals, key=lambda it: (-(it.due or date.min).toordinal(), it.id), default=None)
        return None if last is None else self.states[last.id].target


def intentions_of(evidence: Evidence, releases: Iterable[ReleaseDay] = ()) -> Intentions:
    """Measure every KPI over the evidence, and hold every objective against its own."""
    strategy, told = evidence.design.strategy, tuple(releases)
    kpis: Mapping[str, KPI] = {each.id: each for each in strategy.kpis}
    figures = {each.id: figure_of(each, evidence, told) for each in strategy.kpis}
    states = {
        each.id: state_of(each, kpis.get(each.kpi), figures.get(each.kpi) or _no_figure(each.kpi)) for each in strategy.objectives
    }
    return Intentions(strategy=strategy, figures=figures, states=states)


def _no_figure(kpi: str) -> KpiFigure:
    """Return the figure of a KPI that is not there."""
    reason = Finding(code="OBJECTIVE_NO_KPI", severity=Severity.MINOR, object=("kpis", kpi), facts={"kpi": kpi})
    return KpiFigure(kpi=kpi, level=Level.ENTERPRISE, standing=Standing.UNKNOWN, reason=reason)
