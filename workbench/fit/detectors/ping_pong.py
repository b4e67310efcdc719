"""PO-PINGPONG: cases that go back and forth between two departments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from workbench.collaboration.ping_pong import ping_pong_of
from workbench.conformance.deviations import figures
from workbench.design import Names
from workbench.findings import Finding
from workbench.fit.codes import SEVERITIES
from workbench.fit.detection import Claim, Evidence, Verdict, without_departments, without_logs
from workbench.linkage import LinkedProcess

CODE = "PO-PINGPONG"


def back_and_forth(evidence: Evidence) -> Iterator[Verdict]:
    """Claim PO-PINGPONG of pairs of departments between which many complete cases of a process make several round trips."""
    rules = evidence.policy.rules
    yield from without_logs(evidence, CODE)
    for process in evidence.linkage.processes:
        if not (process.department >= 0).any():
            yield without_departments(evidence, CODE, scope=process.id)
        n_cases = int(process.complete.sum())
        for pair, mine in cases_back_and_forth(process, evidence):
            if len(mine) >= rules.pingpong_share * n_cases:
                yield _claim(process, pair, tuple(process.cases[case] for case in mine.tolist()), evidence)


def cases_back_and_forth(process: LinkedProcess, evidence: Evidence) -> Iterator[tuple[tuple[str, str], NDArray[np.int64]]]:
    """Yield pairs of departments (in order of their ids), and the complete cases, few or many, with the policy's round trips."""
    found, names = ping_pong_of(process), evidence.linkage.departments
    often = (found.trips >= evidence.policy.rules.pingpong_trips) & process.complete[found.case]
    for low, high in np.unique(found.pair[often], axis=0).tolist():
        first, second = sorted((names[low], names[high]))
        yield (first, second), found.case[often & (found.pair[:, 0] == low) & (found.pair[:, 1] == high)]


def _claim(process: LinkedProcess, pair: tuple[str, str], cases: tuple[str, ...], evidence: Evidence) -> Claim:
    departments: Names = evidence.design.vocabulary.departments
    finding = Finding(
        code=CODE,
        severity=SEVERITIES[CODE],
        scope=process.id,
        object=pair,
        count=len(cases),
        exposed=int(process.complete.sum()),
        cases=cases,
    )
    facts = {
        "process": evidence.design.process[process.id].texts,
        "department": departments.called(pair[0]),
        "other_department": departments.called(pair[1]),
        "trips": evidence.policy.rules.pingpong_trips,
    }
    return Claim(finding=replace(finding, facts={**facts, **figures(finding)}))
