"""Whether a corrective action was effective, by what new evidence counts: the step that follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workbench.fit.plan import Proof, Verification
from workbench.normalization.corrections.events import Judged, Recurred
from workbench.normalization.corrections.folding import Correction, CorrectionState

_DONE = (CorrectionState.EFFECTIVE, CorrectionState.CLOSED)


@dataclass(frozen=True, kw_only=True)
class NewEvidence:
    """What was seen from `since` on: `violations` among `exposed` occasions; None where that could not be judged.

    `run` is the subject of the run in which it was seen.
    """

    since: date
    violations: int | None
    exposed: int | None
    run: str = ""


def step_after(correction: Correction, seen: NewEvidence) -> Judged | Recurred | None:
    """Return what new evidence says of a corrective action, as the step to be entered; None where it says nothing of it.

    What was carried out is judged by the check that was agreed with the action, in cases that began no sooner than that: without
    one it may be refuted, never proven. What was effective, and is seen again, came back.
    """
    if seen.violations is None or correction.carried_out is None or seen.since < correction.carried_out.on:
        return None
    if correction.state in _DONE and seen.violations:
        return Recurred(since=seen.since, violations=seen.violations, exposed=seen.exposed, run=seen.run)
    if correction.state is not CorrectionState.CARRIED_OUT:
        return None
    check = correction.action.check if correction.action else None
    return Judged(
        proof=_proof(check, seen),
        since=seen.since,
        violations=seen.violations,
        exposed=seen.exposed,
        needed=check.needed if check else None,
        run=seen.run,
    )


def _proof(check: Verification | None, seen: NewEvidence) -> Proof:
    if check is None:
        return Proof.REFUTED if seen.violations else Proof.NOT_YET
    return check.judged(seen.violations or 0, seen.exposed or 0)
