"""What is to be expected of a grouping: who moves, and the figures of fit and structure on the same work in other departments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from workbench.findings import ENTERPRISE, Finding
from workbench.fit.detection import Evidence
from workbench.fit.indicators.departments import coordination_congruence, internal_handovers
from workbench.fit.indicators.model import Scope
from workbench.fit.structure import structure_of
from workbench.redesign.grouping.front import FrontPoint, people_moved
from workbench.redesign.grouping.problem import GroupingProblem, crossing_load
from workbench.redesign.grouping.regrouping import regrouped
from workbench.shown import Columns, Said, Tabled, in_both, known_numbers


@dataclass(frozen=True, kw_only=True)
class Predicted:
    """One figure, in [0, 1], as things are and as they would be; None where it is unknown, and the reason for that.

    `code` is that of an indicator (PO6, PO7) or of structure (FLAT, FLEX, NET, DEC).
    """

    code: str
    now: float | None
    then: float | None
    reason: Finding | None = None


@dataclass(frozen=True, kw_only=True)
class UnitMove:
    """A unit goes from one department to another with its people."""

    unit: str
    source: str
    target: str
    people: int


@dataclass(frozen=True, kw_only=True)
class Team:
    """The process team of a process, and the posts that send somebody."""

    process: str
    members: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Prediction(Tabled):
    """What a point of the front changes, and what is to be expected of it.

    `load` is the share, in [0, 1], of coordination that crosses departments, what a team eases counted in part; None without
    handovers. Figures are those of the log's own work in other departments: nobody works otherwise than he did.
    """

    point: FrontPoint
    load: float | None
    figures: tuple[Predicted, ...]
    moves: tuple[UnitMove, ...]
    teams: tuple[Team, ...]
    people: int

    @property
    def table(self) -> Columns:
        """Return a row a figure, as it is and as it would be."""
        return Columns(
            values={
                "measure": [in_both(_name(each.code)) for each in self.figures],
                "now": known_numbers([each.now for each in self.figures], float),
                "then": known_numbers([each.then for each in self.figures], float),
                "reason": [each.reason or "" for each in self.figures],
            },
            said=tuple(self._said()),
        )

    def _said(self) -> Iterator[Said]:
        if not self.moves and not self.teams:
            yield in_both("grouping-nothing-changes")
        for move in self.moves:
            facts = {"unit": move.unit, "source": move.source, "target": move.target, "people": move.people}
            yield in_both("grouping-move", facts)
        for team in self.teams:
            yield in_both("grouping-team", {"process": team.process, "members": ", ".join(team.members)})


class Forecast:
    """Says of any point of a front what is to be expected; how things are is worked out once."""

    def __init__(self, evidence: Evidence, problem: GroupingProblem) -> None:
        self._evidence, self._problem = evidence, problem

    def of(self, point: FrontPoint) -> Prediction:
        """Predict a point."""
        problem, grouping = self._problem, point.grouping
        then = _figures(regrouped(self._evidence, problem, grouping))
        pairs = zip(problem.units, grouping.departments, strict=True)
        return Prediction(
            point=point,
            load=crossing_load(problem, grouping),
            figures=tuple(
                Predicted(code=after.code, now=before.then, then=after.then, reason=after.reason)
                for before, after in zip(self._now, then, strict=True)
            ),
            moves=tuple(
                UnitMove(unit=unit.id, source=unit.department, target=place, people=unit.headcount)
                for unit, place in pairs
                if place != unit.department
            ),
            teams=tuple(
                Team(process=process, members=tuple(unit for team, unit in grouping.teams if team == process))
                for process in sorted({team for team, _ in grouping.teams})
            ),
            people=people_moved(problem, grouping),
        )

    @cached_property
    def _now(self) -> tuple[Predicted, ...]:
        return _figures(self._evidence)


def _figures(evidence: Evidence) -> tuple[Predicted, ...]:
    """Read PO6 and PO7 of the enterprise, and its structure, each as `then`."""
    everything = Scope(id=ENTERPRISE, processes=tuple(each.id for each in evidence.design.processes))
    readings = [read(evidence, everything) for read in (coordination_congruence, internal_handovers)]
    figures: Sequence[Predicted] = [
        *(Predicted(code=each.code, now=None, then=each.value, reason=each.reason) for each in readings),
        *(Predicted(code=each.code, now=None, then=each.value, reason=each.reason) for each in structure_of(evidence)),
    ]
    return tuple(figures)


def _name(code: str) -> str:
    return f"indicator-{code}" if code.startswith("PO") else f"structure-{code}"
