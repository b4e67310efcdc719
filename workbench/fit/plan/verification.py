"""What must hold in new evidence before an adjustment is called effective, and how much evidence that takes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from typing import Final

from workbench.findings import ENTERPRISE, Finding
from workbench.fit.codes import STRUCTURAL
from workbench.fit.detection import Evidence
from workbench.fit.plan.exposure import Exposure, calendar_days
from workbench.fit.policy import DecisionRules
from workbench.language import Language, say

_RULE_OF_THREE: Final = 3
_OF_THE_WHOLE: Final = frozenset({"PO-OVERLOAD", "PO-COORD", "TP-LAG", "DT-LOGQ", "PF-WAIT", "PF-SLA"})
"""Codes with a threshold over all that happened: the next full run decides."""

HELD_BACK: Final = _OF_THE_WHOLE | {"PO-PINGPONG", "TP-NOCAP", "PO-CONC", "PF-BATCH"}
"""Codes of which nothing at all is told below a threshold of their own: what is not seen of them may be there, more seldom."""


class Proof(StrEnum):
    """What new evidence says of an adjustment."""

    PROVEN = "proven"
    NOT_YET = "not yet provable"
    REFUTED = "refuted"


@dataclass(frozen=True, kw_only=True)
class Verification:
    """What must hold after the change: `rule` names the sentence `verify-RULE`.

    `most` is the rate, in (0, 1], that must be undercut, None where nothing is counted. `needed` exposures are necessary for
    that, None where none are; `a_day` is how many the log had a calendar day, None where it does not say.
    """

    rule: str
    most: float | None = None
    needed: int | None = None
    a_day: float | None = None

    @property
    def exposure(self) -> Exposure:
        """Return the exposure that it takes."""
        return Exposure(needed=self.needed, a_day=self.a_day)

    @property
    def days(self) -> int | None:
        """Return how many calendar days of work as before bring the exposure needed; None where that is not known."""
        return self.exposure.days

    def text(self, language: Language) -> str:
        """Say what must hold, how often it must be seen, and how long that takes with work as before."""
        most = "–" if self.most is None else f"{self.most:.1%}"
        facts = {"needed": self.needed, "most": most, "lasting": self.exposure.text(language)}
        return say(f"verify-{self.rule}", language, facts)

    def judged(self, violations: int, exposed: int) -> Proof:
        """Return what `violations` among `exposed` after the change prove.

        With none, the rate is below `most` at 95 % from n ≥ 3 / most on (rule of three: Hanley and Lippman-Hand 1983, JAMA 249,
        doi 10.1001/jama.1983.03330370053031).
        """
        if violations:
            return Proof.REFUTED
        if self.needed is None and self.most is not None:  # no number of exposures shows a rate below nothing
            return Proof.NOT_YET
        return Proof.PROVEN if exposed >= (self.needed or 0) else Proof.NOT_YET


def exposure_needed(most: float) -> int | None:
    """Return how many exposures without a violation show a rate below `most`; None where none would do."""
    return ceil(_RULE_OF_THREE / most - 1e-9) if most > 0 else None


def verification_of(finding: Finding, evidence: Evidence) -> Verification:
    """Return what must hold in new evidence for a finding to be mended."""
    if finding.code in STRUCTURAL:
        return Verification(rule="structural")
    if finding.code in _OF_THE_WHOLE:
        return Verification(rule="whole")
    rules = evidence.policy.rules
    a_day = _exposures_a_day(finding, evidence)
    least = least_exposure(finding.code, rules)
    if least is not None:
        return Verification(rule="threshold", needed=least, a_day=a_day)
    most = rules.pingpong_share if finding.code == "PO-PINGPONG" else rules.least_share
    rule = "always" if finding.code == "CF-DEAD" else "none"
    return Verification(rule=rule, most=most, needed=exposure_needed(most), a_day=a_day)


def least_exposure(code: str, rules: DecisionRules) -> int | None:
    """Return from how many exposures on a code with a threshold of its own is judged at all; None for one without."""
    return {"TP-NOCAP": rules.dead_exposure, "PO-CONC": rules.concentration_events, "PF-BATCH": rules.batch_starts}.get(code)


def _exposures_a_day(finding: Finding, evidence: Evidence) -> float | None:
    """Return how many exposures the log had a calendar day, from its first event to its last."""
    days = calendar_days(each for each in evidence.linkage.processes if finding.scope in {each.id, ENTERPRISE})
    return finding.exposed / days if finding.exposed and days else None
