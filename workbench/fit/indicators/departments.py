"""PO6, PO7, PO8: what happens between departments – coordination, handovers, round trips."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.collaboration.ping_pong import ping_pong_of
from workbench.fit.detection import Evidence, without_departments
from workbench.fit.indicators.grounds import (
    by_case,
    events_by_case,
    lacking,
    lacking_cases,
    logged_share,
    share_of,
)
from workbench.fit.indicators.model import EvidenceRow, Reading, Scope, measured, unknown
from workbench.fit.indicators.sample import ByCase
from workbench.linkage import LinkedProcess

_Flags = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class _Handed:
    """The counted causal handovers of one process between known departments: `pair` is (lower, higher) by number.

    `after` (int64) are the rows that took over, `is_across` tells which came from another department.
    """

    process: LinkedProcess
    after: NDArray[np.int64]
    pair: NDArray[np.int64]

    @property
    def is_across(self) -> _Flags:
        return np.asarray(self.pair[:, 0] != self.pair[:, 1])

    def by_case(self, chosen: _Flags) -> NDArray[np.float64]:
        return events_by_case(self.process, self.after[chosen])


def coordination_congruence(evidence: Evidence, scope: Scope) -> Reading:
    """Read PO6: Σ C_R·1[C_A > 0] / Σ C_R over pairs of departments, C_R = causal handovers between them, C_A = a mechanism.

    Range [0, 1], higher is better. A row for each pair that has to coordinate; the unweighted share of pairs is theirs.
    Sources: B, R, L. Reference: Cataldo, Herbsleb, Carley 2008, socio-technical congruence, doi 10.1145/1414004.1414008.
    """
    declared = evidence.design.organization.coordinations
    missing = lacking("PO6", scope, {"coordination": declared}) or without_known_departments("PO6", evidence, scope)
    if missing is not None:
        return missing
    number = {name: code for code, name in enumerate(evidence.linkage.departments)}
    has_mechanism = np.zeros((len(number), len(number)), dtype=np.bool_)
    for each in declared or ():
        if each.department_a in number and each.department_b in number:
            ends = number[each.department_a], number[each.department_b]
            has_mechanism[min(ends), max(ends)] = True

    def coordinated(handed: _Handed) -> _Flags:
        return handed.is_across & has_mechanism[handed.pair[:, 0], handed.pair[:, 1]]

    return _of_handovers("PO6", evidence, scope, coordinated, lambda handed: handed.is_across)


def internal_handovers(evidence: Evidence, scope: Scope) -> Reading:
    """Read PO7: 1 − handovers across departments / all causal handovers between people whose departments are known.

    Range [0, 1], higher is better; as it is, not scaled by the best that hosting departments could reach. A row for each pair
    of departments; one with itself is internal. Sources: B, R, L. Reference: van der Aalst, Reijers, Song 2005, doi
    10.1007/s10606-005-9005-9 (handover of work).
    """
    missing = without_known_departments("PO7", evidence, scope)
    if missing is not None:
        return missing
    return _of_handovers("PO7", evidence, scope, lambda it: ~it.is_across, lambda it: np.ones(len(it.after), dtype=np.bool_))


def ping_pong_free(evidence: Evidence, scope: Scope) -> Reading:
    """Read PO8: 1 − complete cases with the policy's number of round trips (3) between one pair of departments / all of them.

    Range [0, 1], higher is better. A row for each process and pair. Sources: R, L. Reference: split responsibilities (Reijers,
    Liman Mansar 2005, doi 10.1016/j.omega.2004.04.012).
    """
    missing = without_known_departments("PO8", evidence, scope)
    if missing is not None:
        return missing
    often = {process.id: _often(process, evidence) for process in scope.linked(evidence)}

    def is_free(process: LinkedProcess) -> NDArray[np.float64]:
        free = np.ones(len(process.cases))
        free[[case for cases in often[process.id].values() for case in cases]] = 0
        return free

    free = by_case(evidence, scope, is_free)
    rows = tuple(
        EvidenceRow(about=(process.id, *pair), part=float(n_cases - len(cases)), whole=float(n_cases))
        for process in scope.linked(evidence)
        for n_cases in [int(process.complete.sum())]
        for pair, cases in sorted(often[process.id].items())
    )
    sample = ByCase(part=free, whole=np.ones(len(free)), units=len(free))
    return measured("PO8", scope, sample, rows, share_between_known(evidence, scope))


def without_known_departments(code: str, evidence: Evidence, scope: Scope) -> Reading | None:
    """Return the reading that says why no event's department is known, None where some are."""
    missing = lacking_cases(code, evidence, scope)
    if missing is None and not any((each.department >= 0).any() for each in scope.linked(evidence)):
        return unknown(code, scope, without_departments(evidence, code, scope=scope.id).reason)
    return missing


def share_between_known(evidence: Evidence, scope: Scope) -> float:
    """Return the share of counted handovers, in [0, 1], of which both departments are known, lessened by missing logs."""
    linked = scope.linked(evidence)
    known = sum(len(_handed(process).after) for process in linked)
    handed = sum(int(process.is_counted[process.handovers.after].sum()) for process in linked)
    return share_of(known, handed) * logged_share(evidence, scope)


def _handed(process: LinkedProcess) -> _Handed:
    after, before = process.handovers.after, process.handovers.before
    ends = np.stack((process.department[before], process.department[after]), axis=1).astype(np.int64)
    kept = process.is_counted[after] & (ends >= 0).all(axis=1)
    return _Handed(process=process, after=after[kept], pair=np.sort(ends[kept], axis=1))


def _of_handovers(
    code: str, evidence: Evidence, scope: Scope, part: Callable[[_Handed], _Flags], whole: Callable[[_Handed], _Flags]
) -> Reading:
    """Read a share of handovers, with a row for each pair of departments."""
    handed = {process.id: _handed(process) for process in scope.linked(evidence)}
    names = evidence.linkage.departments
    sums = np.zeros((2, len(names), len(names)))
    for each in handed.values():
        for number, chosen in enumerate((part(each), whole(each))):
            np.add.at(sums[number], tuple(each.pair[chosen].T), 1)
    rows = tuple(
        EvidenceRow(about=(names[low], names[high]), part=float(sums[0, low, high]), whole=float(sums[1, low, high]))
        for low, high in np.argwhere(sums[1]).tolist()
    )
    sample = ByCase(
        part=by_case(evidence, scope, lambda each: handed[each.id].by_case(part(handed[each.id]))),
        whole=by_case(evidence, scope, lambda each: handed[each.id].by_case(whole(handed[each.id]))),
        units=int(sums[1].sum()),
    )
    return measured(code, scope, sample, rows, share_between_known(evidence, scope))


def _often(process: LinkedProcess, evidence: Evidence) -> Mapping[tuple[str, str], list[int]]:
    """Return for each pair of departments the complete cases that go back and forth too often between them."""
    found = ping_pong_of(process)
    often = (found.trips >= evidence.policy.rules.pingpong_trips) & process.complete[found.case]
    names = evidence.linkage.departments
    cases: dict[tuple[str, str], list[int]] = {}
    for case, ends in zip(found.case[often].tolist(), found.pair[often].tolist(), strict=True):
        low, high = sorted(names[end] for end in ends)
        cases.setdefault((low, high), []).append(case)
    return cases
