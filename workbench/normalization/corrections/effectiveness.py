"""Whether a corrective action was effective is told by new evidence alone: the step that follows from it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from workbench.fit.plan import Proof
from workbench.normalization.corrections.events import Judged, Recurred
from workbench.normalization.corrections.folding import Correction, CorrectionState

_SHOWN: Final = (CorrectionState.EFFECTIVE, CorrectionState.CLOSED)


def step_after(correction: Correction, judged: Judged) -> Judged | Recurred | None:
    """Return what a judgement means for a corrective action, as the step to be entered; None where nothing follows from it.

    What was carried out is judged, by cases that began no sooner than that; a judgement of the same figures is not entered
    twice. What was effective, and is refuted now, came back.
    """
    if correction.carried_out is None or judged.since < correction.carried_out.on:
        return None
    if correction.state in _SHOWN and judged.proof is Proof.REFUTED:
        return Recurred(since=judged.since, violations=judged.violations, exposed=judged.exposed, run=judged.run)
    known = None if correction.judged is None else replace(correction.judged, run=judged.run)
    return judged if correction.state is CorrectionState.CARRIED_OUT and judged != known else None
