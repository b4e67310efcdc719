"""What comes first: criticality, frequency and effect, each shown (domain rules 3.6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from workbench.conformance import Association
from workbench.findings import Finding, Severity
from workbench.fit.criticality import LEAST, MOST, USUAL, criticality_of
from workbench.fit.plan.circumstances import Circumstances
from workbench.fit.plan.touched import touched_by

FULL_RATE: Final = 0.2
"""From this rate on frequency counts in full."""

_BY_SEVERITY: Final[Mapping[Severity, int]] = MappingProxyType(
    {Severity.INFO: 1, Severity.MINOR: 1, Severity.MAJOR: 2, Severity.CRITICAL: MOST}
)


@dataclass(frozen=True, kw_only=True)
class Priority:
    """Three factors and their product: criticality 1 to 3, frequency in [0, 1] (1 from a rate of 0.2 on), effect from 0."""

    criticality: int
    frequency: float
    effect: float

    @property
    def value(self) -> float:
        """Return criticality × frequency × (1 + effect)."""
        return self.criticality * self.frequency * (1 + self.effect)


def priority_of(finding: Finding, circumstances: Circumstances) -> Priority:
    """Return the factors of one finding.

    What is structural, or never happens, has the rate 1. The effect is the greatest standardised difference that is clear, in
    either direction; without one it is 0.
    """
    return Priority(
        criticality=_criticality(finding, circumstances),
        frequency=min(1.0, _rate(finding) / FULL_RATE),
        effect=_effect(circumstances.effects(finding)),
    )


def _criticality(finding: Finding, circumstances: Circumstances) -> int:
    """Return what the severity says, one more or less where the activities or the process are declared to be critical or not."""
    design = circumstances.evidence.design
    told = [each.criticality for each in touched_by(finding, design).activities]
    if finding.scope in design.process:
        told.append(design.process[finding.scope].sidecar.criticality)
    declared = max((criticality_of(each) for each in told if each), default=USUAL)
    return min(MOST, max(LEAST, _BY_SEVERITY[finding.severity] + declared - USUAL))


def _rate(finding: Finding) -> float:
    if finding.rate is None:
        return 1.0
    return 1 - finding.rate if finding.code == "CF-DEAD" else finding.rate


def _effect(associations: Iterable[Association]) -> float:
    return max((abs(each.standardised) for each in associations if each.is_clear and each.standardised is not None), default=0.0)
