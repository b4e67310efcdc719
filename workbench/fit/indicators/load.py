"""PO9: whether posts can bear what they do."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.collaboration.workload import Workloads, busy_times, workloads_of
from workbench.eventlog import NO_TIME
from workbench.eventlog.log import HOUR
from workbench.fit.detection import Evidence
from workbench.fit.indicators.grounds import (
    human_events,
    lacking_cases,
    logged_share,
    places_of_cases,
    share_of,
    unknown_without,
)
from workbench.fit.indicators.model import EvidenceRow, Reading, Scope, measured
from workbench.fit.indicators.sample import OfTallies

_Hours = NDArray[np.float64]


def workload_fit(evidence: Evidence, scope: Scope) -> Reading:
    """Read PO9: Σ h·u(ρ) / Σ h over posts, h = hours that a post works in the scope, ρ = busy / available in all processes.

    u is 1 up to the policy's utilisation (0.85) and falls evenly to 0 at 1; little use lowers nothing. Busy and available as
    for PO-OVERLOAD: calendar time between the first and the last arrival, incomplete cases included; a draw of cases moves
    what complete ones of the scope take. Range [0, 1], higher is better. Covered are the events whose post and times are known
    among all that people did. A row for each post, in hours. Sources: R, L. Reference: queueing (Kingman 1961, doi
    10.1017/S0305004100036094: waiting grows as ρ / (1 − ρ)).
    """
    organization = evidence.design.organization
    tables = {"posts": organization.posts, "persons": organization.holdings}
    missing = lacking_cases("PO9", evidence, scope, tables)
    if missing is not None:
        return missing
    workloads = workloads_of(evidence.linkage)
    if workloads is None:
        return unknown_without("starts", "PO9", scope)
    if not any(load.available for load in workloads.posts):
        return unknown_without("calendars", "PO9", scope)
    known, done = _known(evidence, scope, workloads), sum(len(human_events(each)) for each in scope.linked(evidence))
    if done and not known:
        return unknown_without(_reason(evidence, scope), "PO9", scope)
    sample, loads = _sampled(evidence, scope, workloads)
    hours = loads.hours(sample.amount, sample.column)
    rows = tuple(
        EvidenceRow(about=(post,), part=float(hour * fit), whole=float(hour))
        for post, hour, fit in zip(evidence.linkage.posts, hours, loads.fit(hours), strict=True)
        if hour > 0
    )
    return measured("PO9", scope, sample, rows, share_of(known, done) * logged_share(evidence, scope))


@dataclass(frozen=True, kw_only=True, eq=False)
class _Loads:
    """What holds whichever cases are drawn, one a post, in hours; `limit` is the utilisation from which work suffers.

    It is what incomplete cases of the scope take, what other processes take, and what is available: 0 where that is not known.
    """

    unfinished: _Hours
    elsewhere: _Hours
    available: _Hours
    limit: float

    def hours(self, amounts: _Hours, posts: NDArray[np.int64]) -> _Hours:
        """Return the hours of each post in the scope."""
        return np.bincount(posts, weights=amounts, minlength=len(self.available)) + self.unfinished

    def fit(self, hours: _Hours) -> _Hours:
        """Return u(ρ) of each post; 0 where there is no time at all."""
        busy = hours + self.elsewhere
        load = np.divide(busy, self.available, out=np.full(busy.shape, np.inf), where=self.available > 0)
        room = max(1 - self.limit, 1e-9)
        return np.where(load <= self.limit, 1.0, np.clip((1 - load) / room, 0.0, 1.0))

    def figure(self, sums: _Hours) -> _Hours:
        """Return the figure of each row of hours in complete cases, nan where nothing was worked."""
        hours = sums + self.unfinished
        whole = hours.sum(axis=1)
        found: _Hours = np.divide((hours * self.fit(hours)).sum(axis=1), whole, out=np.full(len(sums), np.nan), where=whole > 0)
        return found


def _sampled(evidence: Evidence, scope: Scope, workloads: Workloads) -> tuple[OfTallies, _Loads]:
    linkage = evidence.linkage
    size = len(linkage.posts)
    unfinished = np.zeros(size)
    cases, posts, amounts = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)], [np.zeros(0)]
    for process, place in zip(scope.linked(evidence), places_of_cases(evidence, scope), strict=True):
        hours = busy_times(linkage, process) / HOUR
        rows = np.flatnonzero(hours > 0)
        whole = rows[process.complete[process.case[rows]]]
        cut = rows[~process.complete[process.case[rows]]]
        unfinished += np.bincount(process.own_post[cut], weights=hours[cut], minlength=size)
        cases.append(place[process.case[whole]])
        posts.append(process.own_post[whole].astype(np.int64))
        amounts.append(hours[whole])
    case, post, amount = np.concatenate(cases), np.concatenate(posts), np.concatenate(amounts)
    all_busy = np.array([load.busy for load in workloads.posts]) / HOUR
    loads = _Loads(
        unfinished=unfinished,
        elsewhere=all_busy - unfinished - np.bincount(post, weights=amount, minlength=size),
        available=np.array([load.available or 0 for load in workloads.posts]) / HOUR,
        limit=evidence.policy.rules.overload_utilisation,
    )
    sample = OfTallies(
        case=case, column=post, amount=amount, size=size, figure=loads.figure, units=int((loads.hours(amount, post) > 0).sum())
    )
    return sample, loads


def _reason(evidence: Evidence, scope: Scope) -> str:
    """Return what is missing where nothing that people did counts: who they are, when they began, or their calendars."""
    known = [
        (process, rows[process.own_post[rows] >= 0]) for process in scope.linked(evidence) for rows in [human_events(process)]
    ]
    if not any(len(rows) for _, rows in known):
        return "identities"
    return "calendars" if any((process.start[rows] != NO_TIME).any() for process, rows in known) else "starts"


def _known(evidence: Evidence, scope: Scope, workloads: Workloads) -> int:
    """Count what people did whose post has an available time, and whose begin is known."""
    has_time = np.array([load.available is not None for load in workloads.posts] + [False], dtype=np.bool_)
    count = 0
    for process in scope.linked(evidence):
        rows = human_events(process)
        count += int((has_time[process.own_post[rows]] & (process.start[rows] != NO_TIME)).sum())
    return count
