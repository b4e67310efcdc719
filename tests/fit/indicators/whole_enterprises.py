"""Whole enterprises, assessed once, and what the indicators of technology and data say of them, repaired or not."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from demo.files import write
from demo.generate import DEFAULT_SEED, Demo, generate
from demo.play import Event
from tests.enterprise.generate import generate as laboratory_of
from tests.enterprise.writing import write as laboratory_written
from tests.fit.indicators.technology_readings import scope_of
from workbench.design import Design
from workbench.findings import ENTERPRISE
from workbench.fit.detection import Evidence
from workbench.fit.indicators.data import DATA
from workbench.fit.indicators.model import Reading
from workbench.fit.indicators.technology_organization import TECHNOLOGY_ORGANIZATION
from workbench.fit.indicators.technology_process import TECHNOLOGY_PROCESS
from workbench.linkage import Witnessed, link
from workbench.study import Assessment, assess, open_study

INDICATORS = (*TECHNOLOGY_PROCESS, *TECHNOLOGY_ORGANIZATION, *DATA)
PROCESSES = ("OTD", "ECM", "P2P")
SCOPES = (*PROCESSES, ENTERPRISE)

Readings = Mapping[tuple[str, str], Reading]
"""By code and scope."""


@dataclass(frozen=True, kw_only=True)
class Assessed:
    """An assessment, and the events of the demo behind it."""

    assessment: Assessment
    events: tuple[Event, ...] = ()

    @property
    def design(self) -> Design:
        return self.assessment.study.design

    def readings(self, design: Design) -> Readings:
        """Read all indicators in all scopes of a design with these events."""
        witnessed = [
            Witnessed(id=each.id, conformance=each.conformance, executions=each.executions)
            for each in self.assessment.processes
            if each.conformance is not None and each.executions is not None
        ]
        study = self.assessment.study
        evidence = Evidence(
            design=design,
            linkage=link(design, witnessed, study.timezone),
            conformance=self.assessment.conformance,
            policy=study.policy,
            timezone=study.timezone,
        )
        processes = tuple(each.id for each in design.processes)
        scopes = (*((each,) for each in processes), processes)
        return {
            (each.code, scope_of(*scope).id): each.read(evidence, scope_of(*scope)) for each in INDICATORS for scope in scopes
        }


@cache
def demo() -> Assessed:
    """Return the demo as it is."""
    return _assessed(generate(DEFAULT_SEED))


@cache
def readings_of_demo(plant: str | None = None) -> Readings:
    """Return all readings of the demo, with one plant repaired. Where its events stay the same, they are not aligned again."""
    if plant is None:
        return demo().readings(demo().design)
    repaired = generate(DEFAULT_SEED, {plant})
    if repaired.events != demo().events:
        assessed = _assessed(repaired)
        return assessed.readings(assessed.design)
    with TemporaryDirectory() as folder:
        write(repaired, Path(folder))
        return demo().readings(open_study(Path(folder)).design)


@cache
def laboratory() -> Assessed:
    """Return the other enterprise that the tests have."""
    with TemporaryDirectory() as folder:
        return Assessed(assessment=assess(open_study(laboratory_written(laboratory_of(2), Path(folder), "tables"))))


def _assessed(given: Demo) -> Assessed:
    with TemporaryDirectory() as folder:
        write(given, Path(folder))
        return Assessed(assessment=assess(open_study(Path(folder))), events=given.events)
