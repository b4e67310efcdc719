"""PO5: whether duties that must be separate are, and those that must not be are not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from workbench.fit.detection import Evidence
from workbench.fit.detectors.separation import Separation, separations_of
from workbench.fit.indicators.grounds import lacking_cases, logged_share, unknown_without
from workbench.fit.indicators.model import EvidenceRow, Reading, Scope, measured, not_applicable
from workbench.fit.indicators.sample import OfCounts


def duty_separation(evidence: Evidence, scope: Scope) -> Reading:
    """Read PO5: for each rule 1 − violating cases / cases where both sides occurred, then the least of all rules.

    Range [0, 1], higher is better. A rule counts where both its activities lie in the scope; one that no case was exposed to
    says nothing. Covered are the exposed cases in which it is known who did both. Sources: R, L. Reference: internal control
    (COSO 2013, principle 10).
    """
    organization = evidence.design.organization
    tables = {"separation_of_duties": organization.duty_pairs, "persons": organization.holdings}
    missing = lacking_cases("PO5", evidence, scope, tables)
    if missing is not None:
        return missing
    rules = [each for each in separations_of(evidence) if each.exposed and _lies_in(each, scope)]
    if not rules:
        return not_applicable("PO5", scope)
    if not any(each.told for each in rules):
        return unknown_without("identities", "PO5", scope)
    sample = OfCounts(counts=_counts(rules, evidence, scope), figure=_least, units=sum(len(each.exposed) for each in rules))
    covered = sum(len(each.told) for each in rules) / sample.units
    return measured("PO5", scope, sample, tuple(map(_row, rules)), covered * logged_share(evidence, scope))


def _lies_in(rule: Separation, scope: Scope) -> bool:
    return all(each.process in scope.processes for each in rule.activities)


def _row(rule: Separation) -> EvidenceRow:
    about = tuple(each.id for each in rule.activities)
    return EvidenceRow(about=about, part=float(len(rule.exposed) - len(rule.broken)), whole=float(len(rule.exposed)))


def _counts(rules: Sequence[Separation], evidence: Evidence, scope: Scope) -> NDArray[np.float64]:
    """Count for each complete case and rule whether it was broken (even columns), and whether it could have been (odd ones).

    A case that two processes share counts where the rule's first activity lies, unless only the other process has it.
    """
    place: dict[tuple[str, str], int] = {}
    for process in scope.linked(evidence):
        for number in np.flatnonzero(process.complete).tolist():
            place[process.id, process.cases[number]] = len(place)
    counts = np.zeros((len(place), 2 * len(rules)))
    for column, rule in enumerate(rules):
        first, second = (each.process for each in rule.activities)
        for offset, cases in ((0, rule.broken), (1, rule.exposed)):
            rows = [place.get((first, case), place.get((second, case), -1)) for case in cases]
            counts[[row for row in rows if row >= 0], 2 * column + offset] = 1
    return counts


def _least(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the least share of kept cases over the rules that any drawn case was exposed to, nan where there is none."""
    broken, exposed = sums[:, 0::2], sums[:, 1::2]
    kept = 1 - np.divide(broken, exposed, out=np.zeros_like(broken), where=exposed > 0)
    return np.where((exposed > 0).any(axis=1), kept.min(axis=1, initial=1.0), np.nan)
