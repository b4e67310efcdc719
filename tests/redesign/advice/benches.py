"""A small enterprise on which proposals are tried, and proposals written down."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tests.enterprise_builder import DAY, Enterprise
from tests.redesign.heuristics.small import happen, line
from workbench.organization import WorkingCalendar
from workbench.redesign.advice import Advice, Bench, advise
from workbench.redesign.changes import Change
from workbench.redesign.heuristics import Effects, Proposal, Trigger
from workbench.simulation.calibration import calibrated
from workbench.simulation.edits import Edit, Worked
from workbench.simulation.experiment import Protocol

PROTOCOL = Protocol(seed=3, replications=4)
OPEN = WorkingCalendar(id="OPEN", timezone="UTC", weekly=(((0, DAY),),) * 7)
MINUTE = 1 / 1440
"""A minute in days."""


def shop() -> Enterprise:
    """Return cases of an hour by P, two hours by Q and half an hour by P; everybody works at all hours."""
    people = Enterprise().calendar(OPEN).department("D", head="P").department("E", head="Q")
    people = people.post("P", "D", headcount=2, calendar="OPEN").post("Q", "E", calendar="OPEN")
    people = people.person("x", "P").person("y", "P").person("z", "Q")
    told = people.process(line("a b c")).duty("a", R="P", A="Q").duty("b", R="Q", A="P Q").duty("c", R="P", A="P")
    return happen(told, "a:x@540+60 b:z@600+120 c:y@720+30", times=40)


def bench_of(enterprise: Enterprise) -> Bench:
    """Calibrate the world of an enterprise and play it."""
    evidence = enterprise.evidence()
    return Bench.of(evidence, calibrated(evidence.linkage, evidence.timezone).world, PROTOCOL)


@cache
def bench() -> Bench:
    """Return the bench of the shop."""
    return bench_of(shop())


@dataclass(frozen=True, kw_only=True)
class Idea:
    """A proposal in short: what it is about, what it changes, and what it edits."""

    about: str
    changes: tuple[Change, ...] = ()
    edits: tuple[Edit, ...] = ()

    def proposal(self) -> Proposal:
        return Proposal(
            heuristic="H13",
            scope="p",
            about=(self.about,),
            trigger=Trigger(measure="external-share", value=1.0, threshold=1.0),
            changes=self.changes,
            edits=self.edits,
            expected=Effects(time=1),
        )

    def advice(self, on: Bench | None = None) -> Advice:
        return advise(self.proposal(), on or bench())


def faster(activity: str, factor: float) -> Worked:
    """Let the work of an activity take so many times what it takes."""
    return Worked(process="p", activity=activity, factor=factor)
