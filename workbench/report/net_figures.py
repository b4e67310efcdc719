"""What the figures of a process are when the deviations that people accepted are left out of account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from workbench.fit.indicators.sample import ByCase
from workbench.fit.scoring import Fit
from workbench.fit.scoring.rescoring import score_with
from workbench.normalization import FamilyCount, Standing, families_of, net_authorized, uncovered_costs
from workbench.report.owner_figures import RESPONSIBILITY, fit_in, responsibility_in
from workbench.study import AssessedProcess, Assessment

_FITNESS, _CONFORMING = "PX1", "PX3"


@dataclass(frozen=True, kw_only=True)
class Share:
    """`part` of `whole` things counted."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """Return part / whole, None where nothing is counted."""
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True, kw_only=True)
class NetFigures:
    """Net figures of one process. `accepted` are the ids of its findings that count as accepted, rare ones included.

    `conforming` counts complete cases, `fitness` is in [0, 1], `responsible` counts events (None where the gross is not known).
    `fit`, in [0.01, 1], is the score with what the others make of PX1, PX3 and PO3; None likewise.
    """

    accepted: tuple[str, ...]
    conforming: Share
    fitness: float | None
    responsible: Share | None
    fit: float | None
    families: tuple[FamilyCount, ...]


def net_figures(process: AssessedProcess, assessment: Assessment, standing: Standing) -> NetFigures | None:
    """Return the net figures of one process as decisions stand; None where it was not held against a log, or nothing is decided.

    Nothing is known of decisions where the register cannot be read.
    """
    conformance = process.conformance
    if conformance is None or standing.on is None or standing.fault is not None:
        return None
    below = (
        *process.below_threshold,
        *(each for each in assessment.detected.below_threshold if each.scope == process.id),
    )
    findings = (*assessment.findings_in(process), *below)
    accepted = tuple(sorted({each.id for each in findings} & standing.accepted))
    costs = uncovered_costs(conformance, accepted)[conformance.variants.of_case][conformance.complete]
    conforming = Share(part=int((costs == 0).sum()), whole=conformance.measures.cases)
    responsible = _responsible(process, assessment, accepted)
    worst = conformance.measures.worst_cost
    fitness = 1 - int(costs.sum()) / worst if worst else None
    values = {
        _FITNESS: fitness,
        _CONFORMING: conforming.value,
        RESPONSIBILITY: responsible.value if responsible else None,
    }
    fit, cases = fit_in(process, assessment), np.flatnonzero(conformance.complete).tolist()
    return NetFigures(
        accepted=accepted,
        conforming=conforming,
        fitness=fitness,
        responsible=responsible,
        fit=_fit(fit, values if accepted else {}, assessment) if fit is not None else None,
        families=families_of(assessment.findings_in(process), accepted, [conformance.log.cases[case] for case in cases]),
    )


def _responsible(process: AssessedProcess, assessment: Assessment, accepted: tuple[str, ...]) -> Share | None:
    """Return the events that those responsible did, or that were accepted, among all that can be judged."""
    reading = responsibility_in(fit_in(process, assessment))
    if reading is None or not isinstance(reading.sample, ByCase):
        return None
    linkage = assessment.linkage
    (linked,) = (each for each in linkage.processes if each.id == process.id)
    granted = len(net_authorized(linked, linkage.posts, accepted))
    return Share(part=int(reading.sample.part.sum()) + granted, whole=int(reading.sample.whole.sum()))


def _fit(fit: Fit, values: Mapping[str, float | None], assessment: Assessment) -> float | None:
    known = {code: value for code, value in values.items() if value is not None}
    return score_with(fit, assessment.study.policy.scoring.weights, known)
