"""What a KPI looks at: some processes, or what one department or post did in them, or one activity."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.fit.detection import Evidence
from workbench.fit.indicators.grounds import events_by_case, known_by_case, places_of_cases
from workbench.fit.indicators.model import Scope
from workbench.fit.kpis.model import Level
from workbench.linkage import LinkedProcess

Flags = NDArray[np.bool_]
Amounts = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Part:
    """The complete cases of a scope, and of these the events of one department or post, of one activity, or all.

    `of` is the id of the department or post where `level` is one of these: of a department all that belongs to it is meant.
    `activity` narrows it, None does not. `asked` is the KPI that is to be told of it.
    """

    asked: str
    evidence: Evidence
    scope: Scope
    level: Level
    of: str
    activity: str | None = None

    @property
    def processes(self) -> tuple[LinkedProcess, ...]:
        """Return the processes that have a log."""
        return self.scope.linked(self.evidence)

    @property
    def departments(self) -> frozenset[str]:
        """Return, where it is one department, that and all that belongs to it."""
        return self.evidence.design.organization.within(self.of)

    @property
    def is_narrow(self) -> bool:
        """Return whether it is less than all that happened in its processes."""
        return self.activity is not None or self.level in (Level.DEPARTMENT, Level.POST)

    def events(self, process: LinkedProcess) -> Flags:
        """Return which events of a process are looked at: those of complete cases, done here."""
        chosen = process.is_counted & self._is_here(process)
        if self.activity is None:
            return chosen
        is_meant = [self.activity == each.id for each in process.activities]
        return np.asarray(chosen & np.array([*is_meant, False], dtype=np.bool_)[process.activity])

    def cases(self, process: LinkedProcess) -> Flags:
        """Return which cases of a process are looked at: the complete ones that have such an event."""
        if not self.is_narrow:
            return process.complete
        return process.complete & (events_by_case(process, np.flatnonzero(self.events(process))) > 0)

    def of_events(self, figure: Amounts, process: LinkedProcess) -> Amounts:
        """Add up over each case what its events here amount to (float64, one a case), nan where none is known."""
        return known_by_case(process, np.where(self.events(process), figure, np.nan))

    def places(self) -> tuple[NDArray[np.int64], ...]:
        """Return for each process where its cases stand among the complete cases of the scope (-1: incomplete)."""
        return places_of_cases(self.evidence, self.scope)

    def people(self) -> int | None:
        """Return how many known people did what is looked at, None where nobody is known."""
        known = [np.unique(each.person[self.events(each) & (each.person >= 0)]) for each in self.processes]
        persons = np.unique(np.concatenate(known)) if known else np.zeros(0)
        return len(persons) or None

    def _is_here(self, process: LinkedProcess) -> Flags:
        linkage = self.evidence.linkage
        match self.level:
            case Level.DEPARTMENT:
                names, codes, wanted = linkage.departments, process.department, self.departments
            case Level.POST:
                names, codes, wanted = linkage.posts, process.post, frozenset({self.of})
            case _:
                return np.ones(len(process.case), dtype=np.bool_)
        return np.isin(codes, [number for number, name in enumerate(names) if name in wanted])
