"""Net figures: what is left of the gross ones when accepted deviations are left out of account. The gross never changes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.conformance import Conformance
from workbench.conformance.alignment import cost_of
from workbench.conformance.observations import Observation, Observer, observer_of
from workbench.findings import Finding, Severity
from workbench.fit.indicators.grounds import human_events
from workbench.linkage import Authority, LinkedProcess

_NOT_AUTHORIZED: Final = "PO-NOTAUTH"


@dataclass(frozen=True, kw_only=True)
class FamilyCount:
    """Findings of one family, such as CF, in one process: how many, and in how many of `cases` complete cases.

    `open` and `open_affected` leave out what is accepted. `affected` is None where no finding of the family names cases.
    """

    family: str
    findings: int
    open: int
    affected: int | None
    open_affected: int | None
    cases: int


def uncovered_costs(conformance: Conformance, accepted: Collection[str]) -> NDArray[np.int64]:
    """Return for each variant (int64) what its observable alignment costs beyond the moves that accepted findings account for.

    A move without a finding – of a code that the policy does not claim, or one that need not be seen – is accounted for by
    none. `accepted` are ids of findings, those below the reporting floor included.
    """
    costs = conformance.observable.costs.astype(np.int64)
    deviations = conformance.deviations
    granted = [each for each in (*deviations.claimed, *deviations.rare) if each.finding.id in accepted]
    observations = frozenset(each.observation for each in granted if each.observation is not None)
    if observations:
        observer = observer_of(conformance.observable, conformance.expectation)
        for variant in sorted({variant for each in granted for variant in each.affected}):
            costs[variant] -= _covered(variant, observations, observer, conformance)
    return costs


def net_authorized(process: LinkedProcess, posts: tuple[str, ...], accepted: Collection[str]) -> NDArray[np.int64]:
    """Return the counted events (rows, int64) that nobody was allowed to do, whose finding of it (PO-NOTAUTH) is accepted.

    `posts` are the names that the linkage numbers posts by.
    """
    rows = human_events(process)
    broken = rows[process.authority[rows] == Authority.NONE]
    granted = np.zeros((len(process.activities), len(posts) + 1), dtype=np.bool_)  # the last column is that of no post
    for number, activity in enumerate(process.activities):
        granted[number, :-1] = [_identity(process.id, activity.id, post) in accepted for post in posts]
    return np.asarray(broken[granted[process.activity[broken], process.own_post[broken]]])


def families_of(findings: Iterable[Finding], accepted: Collection[str], cases: Collection[str]) -> tuple[FamilyCount, ...]:
    """Count findings of one process by family, and the complete cases that they affect, with and without the accepted ones."""
    by_family: dict[str, list[Finding]] = {}
    for finding in findings:
        by_family.setdefault(finding.code.partition("-")[0], []).append(finding)
    whole = frozenset(cases)
    return tuple(_counted(family, of, accepted, whole) for family, of in sorted(by_family.items()))


def _covered(variant: int, observations: Collection[Observation], observer: Observer, conformance: Conformance) -> int:
    """Return what the moves of a variant cost that show one of some observations."""
    moves, trace = conformance.observable.moves(variant), conformance.variants.trace(variant)
    shown = {place for each in observer.deviations(variant) if each.observation in observations for place in each.moves}
    costs = conformance.aligned.observable_costs
    return sum(cost_of(moves[place], trace, costs) for place in shown)


def _identity(process: str, activity: str, post: str) -> str:
    about = (activity, post)
    return Finding(code=_NOT_AUTHORIZED, severity=Severity.MAJOR, scope=process, object=about).id


def _counted(family: str, findings: list[Finding], accepted: Collection[str], cases: frozenset[str]) -> FamilyCount:
    still = [each for each in findings if each.id not in accepted]
    names_cases = any(each.cases for each in findings)
    affected, open_affected = (len(cases & {case for each in of for case in each.cases}) for of in (findings, still))
    return FamilyCount(
        family=family,
        findings=len(findings),
        open=len(still),
        affected=affected if names_cases else None,
        open_affected=open_affected if names_cases else None,
        cases=len(cases),
    )
