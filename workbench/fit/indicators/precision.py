"""PX2: how much of what the designed flow allows really happens."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.conformance import Conformance
from workbench.conformance.measures import evidence_of
from workbench.conformance.measures.precision import aligned_prefixes
from workbench.findings import Finding, Severity
from workbench.fit.detection import Evidence
from workbench.fit.indicators.grounds import lacking_cases, places_of_cases
from workbench.fit.indicators.model import EvidenceRow, Reading, Scope, measured, unknown
from workbench.fit.indicators.sample import OfTallies


def precision(evidence: Evidence, scope: Scope) -> Reading:
    """Read PX2: Σ over prefixes of aligned runs of continuations taken / continuations allowed (align-ETC), weighed by cases.

    On the observable projection; range [0, 1], higher is better. A draw of cases takes what the drawn ones take. A process too
    wide for an automaton is not covered. A row for each process. Sources: B, L. Reference: Adriansyah et al. 2015, doi
    10.1007/s10257-014-0234-7.
    """
    missing = lacking_cases("PX2", evidence, scope)
    if missing is not None:
        return missing
    visits = [
        (process.id, found)
        for process, place in zip(scope.linked(evidence), places_of_cases(evidence, scope), strict=True)
        if (found := _visits(evidence.conformance[process.id], place)) is not None
    ]
    if not visits:
        return unknown("PX2", scope, Finding(code="MEASURE_TOO_WIDE", severity=Severity.INFO, scope=scope.id, object=("PX2",)))
    parts = [each for _, each in visits]
    before = np.cumsum([0, *(len(each.degree) for each in parts)])
    prefixes = _Prefixes(
        parent=np.concatenate([np.where(each.parent < 0, -1, each.parent + n) for each, n in zip(parts, before, strict=False)]),
        degree=np.concatenate([each.degree for each in parts]),
    )
    node = np.concatenate([each.node + n for each, n in zip(parts, before, strict=False)])
    sample = OfTallies(
        case=np.concatenate([each.case for each in parts]),
        column=node,
        amount=np.ones(len(node)),
        size=len(prefixes.degree),
        figure=prefixes.figure,
        units=sum(int((each.node == 0).sum()) for each in parts),
    )
    rows = tuple(EvidenceRow(about=(name,), part=each.taken, whole=each.allowed) for name, each in visits)
    return measured("PX2", scope, sample, rows, len(visits) / max(1, len(scope.processes)))


@dataclass(frozen=True, kw_only=True, eq=False)
class _Prefixes:
    """Prefixes as in `PrefixTree`, of one process or of several."""

    parent: NDArray[np.int64]
    degree: NDArray[np.int64]

    def sums(self, cases: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return what is taken and what is allowed, by the cases of each prefix, shape (draws, n)."""
        after = self.parent >= 0
        taken = (cases[:, self.parent[after]] * (cases[:, after] > 0)).sum(axis=1)
        return taken, cases @ self.degree.astype(np.float64)

    def figure(self, cases: NDArray[np.float64]) -> NDArray[np.float64]:
        taken, allowed = self.sums(cases)
        found: NDArray[np.float64] = np.divide(taken, allowed, out=np.full(len(cases), np.nan), where=allowed > 0)
        return found


@dataclass(frozen=True, kw_only=True, eq=False)
class _Visits(_Prefixes):
    """The prefixes of one process, and which complete case (its place in the scope) has which of them."""

    case: NDArray[np.int64]
    node: NDArray[np.int64]

    @property
    def taken(self) -> float:
        return float(self.sums(self._counts)[0][0])

    @property
    def allowed(self) -> float:
        return float(self.sums(self._counts)[1][0])

    @property
    def _counts(self) -> NDArray[np.float64]:
        return np.bincount(self.node, minlength=len(self.degree)).astype(np.float64)[None, :]


def _visits(conformance: Conformance, place: NDArray[np.int64]) -> _Visits | None:
    """Spread the prefixes of variants over their complete cases; None where the process is too wide for an automaton."""
    aligned = conformance.observable
    matches = conformance.expectation.matches(conformance.log.activities)
    found = evidence_of(aligned, conformance.complete, matches, conformance.aligned.costs)
    tree = aligned_prefixes(found)
    if tree is None:
        return None
    by_word = np.argsort(tree.word, kind="stable")
    begins = np.searchsorted(tree.word[by_word], np.arange(len(found.followed) + 1))
    cases = np.flatnonzero(conformance.complete)
    word = np.searchsorted(found.followed, conformance.variants.of_case[cases])
    lengths = begins[word + 1] - begins[word]
    entry = np.repeat(begins[word] - np.cumsum(lengths) + lengths, lengths) + np.arange(lengths.sum())
    return _Visits(parent=tree.parent, degree=tree.degree, case=np.repeat(place[cases], lengths), node=tree.node[by_word][entry])
