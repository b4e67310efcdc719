"""A sample of cases for an audit, drawn by hashes: whoever has the seed and the log draws the same one, by hand if need be."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.findings import Finding, Severity, UsageError
from workbench.fit.detection import Evidence
from workbench.linkage import LinkedProcess
from workbench.normalization.audit.attributes import cases_needed, confidence_of_each
from workbench.shown import Listing


class Strata(StrEnum):
    """How cases are parted before the sample is drawn."""

    ALL = "all"
    """Not at all."""
    DEVIATING = "deviating"
    """Those of which something was found, and the others."""
    FINDING = "finding"
    """By the code of the heaviest finding of the case."""
    DEPARTMENT = "department"
    """By the department that did most of the case's events; of several, the first by its id."""


@dataclass(frozen=True, kw_only=True)
class SampleRequest:
    """What sample of the complete cases of a process is wanted: `size` cases in all, drawn by a `seed` that is told to everybody.

    With `size` None as many are drawn from each stratum as it takes to show a rate below `tolerable` in all of them together, at
    `confidence`: each is sized at so much more (`confidence_of_each`), as the bound over all strata is worked out.
    """

    process: str
    seed: str
    strata: Strata = Strata.DEVIATING
    size: int | None = None
    confidence: float = 0.95
    tolerable: float = 0.05


@dataclass(frozen=True, kw_only=True)
class Stratum:
    """A part of the cases: how many there are, and how many of them were drawn."""

    name: str
    population: int
    drawn: int


@dataclass(frozen=True, kw_only=True)
class SampledCase:
    """One case of a sample: its place in its stratum, the hash that drew it, and the ids of what was found of it already.

    `result` and `remark` are left to the auditor.
    """

    stratum: str
    place: int
    case: str
    hash: str
    events: int
    findings: tuple[str, ...]
    result: str = ""
    remark: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class Sample(Listing[SampledCase]):
    """The cases that were drawn, by stratum and hash; `strata` tell from how many."""

    kind = SampledCase
    request: SampleRequest
    strata: tuple[Stratum, ...]


Names = Sequence[str]
"""To which stratum each case belongs, one name a case."""


def sample_of(evidence: Evidence, findings: Iterable[Finding], request: SampleRequest) -> Sample:
    """Draw a sample of the complete cases of a process; neither the order of rows nor that of findings matters.

    In each stratum the cases are put in the order of `ticket` (SHA-256 of seed, process and case), and the first are taken. Of a
    given size each stratum gets its proportion, by largest remainders, and one case at least where there are enough. Raises
    UsageError where the process has no log, and what `cases_needed` does.
    """
    process = next((each for each in evidence.linkage.processes if each.id == request.process), None)
    if process is None:
        facts = {"key": "process", "value": request.process, "wanted": ", ".join(each.id for each in evidence.linkage.processes)}
        raise UsageError(Finding(code="SETTING_UNKNOWN", severity=Severity.CRITICAL, facts=facts))
    found = _found(process, findings)
    names = _PARTED[request.strata](process, found, evidence)
    members: dict[str, list[int]] = {}
    for case in np.flatnonzero(process.complete).tolist():
        members.setdefault(names[case], []).append(case)
    sizes = _sizes({name: len(members[name]) for name in sorted(members)}, request)
    events = np.bincount(process.case, minlength=len(process.cases))
    rows = [
        SampledCase(
            stratum=name,
            place=place,
            case=case,
            hash=drawn,
            events=int(events[number]),
            findings=tuple(each.id for each in found[number]),
        )
        for name in sorted(members)
        for place, (drawn, case, number) in enumerate(_drawn(members[name], process.cases, request)[: sizes[name]], start=1)
    ]
    strata = tuple(Stratum(name=name, population=len(members[name]), drawn=sizes[name]) for name in sorted(members))
    return Sample(rows=tuple(rows), request=request, strata=strata)


def ticket(seed: str, process: str, case: str) -> str:
    """Return what decides whether a case is drawn: the SHA-256 of "seed/process/case" in UTF-8, in hexadecimal.

    By hand: `printf '%s' 'seed/process/case' | sha256sum`.
    """
    return hashlib.sha256(f"{seed}/{process}/{case}".encode("utf-8", "surrogatepass")).hexdigest()


def _drawn(members: Iterable[int], cases: Sequence[str], request: SampleRequest) -> list[tuple[str, str, int]]:
    named = ((number, cases[number]) for number in members)
    return sorted((ticket(request.seed, request.process, case), case, number) for number, case in named)


def _sizes(populations: Mapping[str, int], request: SampleRequest) -> Mapping[str, int]:
    """Return how many cases to draw from each stratum."""
    if request.size is None:
        confidence = confidence_of_each(request.confidence, len(populations))
        return {name: cases_needed(each, request.tolerable, confidence) for name, each in populations.items()}
    total = sum(populations.values())
    wanted = min(request.size, total)
    least = 1 if wanted >= len(populations) else 0
    sizes = {name: min(each, max(least, wanted * each // total)) for name, each in populations.items()}
    while sum(sizes.values()) != wanted:
        step = 1 if sum(sizes.values()) < wanted else -1
        may = [name for name in sizes if (sizes[name] < populations[name] if step > 0 else sizes[name] > least)]
        furthest = max(may, key=lambda name: (step * (wanted * populations[name] - total * sizes[name]), name))
        sizes[furthest] += step
    return sizes


def _found(process: LinkedProcess, findings: Iterable[Finding]) -> list[list[Finding]]:
    """Return the findings of each case, the heaviest first."""
    number = {case: place for place, case in enumerate(process.cases)}
    found: list[list[Finding]] = [[] for _ in number]
    for finding in sorted(findings, key=lambda each: each.order):
        for case in finding.cases if finding.scope == process.id else ():
            if case in number:
                found[number[case]].append(finding)
    return found


def _undivided(process: LinkedProcess, found: Sequence[Sequence[Finding]], evidence: Evidence) -> Names:  # noqa: ARG001 - as the others
    return ["all"] * len(found)


def _by_deviation(process: LinkedProcess, found: Sequence[Sequence[Finding]], evidence: Evidence) -> Names:  # noqa: ARG001
    return ["deviating" if each else "conforming" for each in found]


def _by_finding(process: LinkedProcess, found: Sequence[Sequence[Finding]], evidence: Evidence) -> Names:  # noqa: ARG001
    return [each[0].code if each else "conforming" for each in found]


def _by_department(process: LinkedProcess, found: Sequence[Sequence[Finding]], evidence: Evidence) -> Names:
    departments = evidence.linkage.departments
    did = np.zeros((len(found), len(departments) + 1), dtype=np.int64)
    known = process.department >= 0
    np.add.at(did, (process.case[known], process.department[known]), 1)
    most: NDArray[np.int64] = np.where(did.any(axis=1), did.argmax(axis=1), -1)
    return [departments[each] if each >= 0 else "" for each in most.tolist()]


_PARTED: Final[Mapping[Strata, Callable[[LinkedProcess, Sequence[Sequence[Finding]], Evidence], Names]]] = MappingProxyType(
    {
        Strata.ALL: _undivided,
        Strata.DEVIATING: _by_deviation,
        Strata.FINDING: _by_finding,
        Strata.DEPARTMENT: _by_department,
    }
)
