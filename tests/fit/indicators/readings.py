"""Indicators of small enterprises, read in one process or in all of them."""

from tests.enterprise_builder import Enterprise
from workbench.findings import ENTERPRISE
from workbench.fit.detection import Evidence
from workbench.fit.indicators.execution import EXECUTION
from workbench.fit.indicators.model import Reading, Scope
from workbench.fit.indicators.process_organization import PROCESS_ORGANIZATION
from workbench.fit.policy import Policy

BY_CODE = {each.code: each for each in (*PROCESS_ORGANIZATION, *EXECUTION)}


def whole(evidence: Evidence) -> Scope:
    """Return the enterprise as a scope."""
    return Scope(id=ENTERPRISE, processes=tuple(each.id for each in evidence.design.processes))


def read(code: str, enterprise: Enterprise, process: str = "", policy: Policy | None = None) -> Reading:
    """Read one indicator in a process, or in all of them where none is named."""
    evidence = enterprise.evidence(policy)
    scope = Scope(id=process, processes=(process,)) if process else whole(evidence)
    return BY_CODE[code].read(evidence, scope)


def said(reading: Reading) -> tuple[str, float | None, int]:
    """Return standing, value and n."""
    return reading.standing.value, None if reading.value is None else round(reading.value, 6), reading.n


def why(reading: Reading) -> tuple[str, str | None]:
    """Return standing and the code of the reason."""
    return reading.standing.value, reading.reason.code if reading.reason else None


def rows(reading: Reading) -> list[tuple[object, ...]]:
    """Return what is behind a value: about, part, whole."""
    return [(*each.about, each.part, each.whole) for each in reading.rows]
