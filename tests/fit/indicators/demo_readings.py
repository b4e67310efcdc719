"""The demo enterprise, assessed once, and what the indicators of technology and data say of it, repaired or not."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from demo.files import write
from demo.generate import DEFAULT_SEED, Demo, generate
from tests.fit.indicators.technology_readings import scope_of
from workbench.design import Design
from workbench.fit.detection import ENTERPRISE, Evidence
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
    """A demo and its assessment."""

    demo: Demo
    assessment: Assessment

    def readings(self, design: Design) -> Readings:
        """Read all indicators in all scopes of a design with these events."""
        of_processes = {each.id: each for each in self.assessment.processes}
        witnessed = [
            Witnessed(id=each.id, conformance=each.conformance, executions=each.executions)
            for each in of_processes.values()
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
        return {
            (each.code, scope): each.read(evidence, scope_of(*(PROCESSES if scope == ENTERPRISE else (scope,))))
            for each in INDICATORS
            for scope in SCOPES
        }


@cache
def usual() -> Assessed:
    """Return the demo as it is."""
    return _assessed(generate(DEFAULT_SEED))


@cache
def readings_of_demo(plant: str | None = None) -> Readings:
    """Return all readings of the demo, with one plant repaired. Where its events stay the same, they are not aligned again."""
    if plant is None:
        return usual().readings(usual().assessment.study.design)
    demo = generate(DEFAULT_SEED, {plant})
    if demo.events != usual().demo.events:
        assessed = _assessed(demo)
        return assessed.readings(assessed.assessment.study.design)
    with TemporaryDirectory() as folder:
        write(demo, Path(folder))
        return usual().readings(open_study(Path(folder)).design)


def _assessed(demo: Demo) -> Assessed:
    with TemporaryDirectory() as folder:
        write(demo, Path(folder))
        return Assessed(demo=demo, assessment=assess(open_study(Path(folder))))
