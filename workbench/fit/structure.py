"""How flat, flexible, networked and decentralized an organization is: told, never scored, since no value is right for all.

Each figure is in [0, 1], with its parts. They are read against the profile that an enterprise is after. Source of the
dimensions: the Aston studies (Pugh, Hickson, Hinings, Turner 1968, doi 10.2307/2391262).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from workbench.collaboration.workload import workloads_of
from workbench.findings import ENTERPRISE, Finding
from workbench.fit.deciding import decisions_of, levels_of
from workbench.fit.detection import Evidence, without
from workbench.fit.indicators.grounds import human_events
from workbench.fit.indicators.model import Scope
from workbench.fit.indicators.resilience import doings_of
from workbench.linkage import Authority
from workbench.organization import Post

_RECENT_DAYS = 90
_NARROW, _WIDE = 4, 10
"""Spans between which a manager's is usual."""


@dataclass(frozen=True, kw_only=True)
class StructureFigure:
    """One figure of structure, None where `reason` says why; `parts` are what it is made of, and what is told beside it."""

    code: str
    value: float | None = None
    parts: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    reason: Finding | None = None


def structure_of(evidence: Evidence) -> tuple[StructureFigure, ...]:
    """Return FLAT, FLEX, NET and DEC of the enterprise."""
    return flatness(evidence), flexibility(evidence), networkedness(evidence), decentralization(evidence)


def flatness(evidence: Evidence) -> StructureFigure:
    """Return FLAT = L_min(N, s) / L: the fewest levels that N people need where each leads s, by the levels there are.

    N are the head counts of all posts, s is the policy's span of knowledge work, L the deepest level. Beside it: the mean span
    in posts' head counts, and the share of managing posts outside of 4 to 10 for each head.
    """
    posts = evidence.design.organization.posts
    if not posts:
        return _unknown("FLAT", "posts")
    people = sum(post.headcount for post in posts)
    levels = _depth(posts)
    least = least_levels(people, evidence.policy.rules.span_knowledge)
    spans = [_span(post, posts) for post in posts if any(each.reports_to == post.id for each in posts)]
    unusual = [not _NARROW <= each <= _WIDE for each in spans]
    parts = {"people": float(people), "levels": float(levels), "least_levels": float(least)}
    beside = {"mean_span": sum(spans) / len(spans), "unusual_spans": sum(unusual) / len(spans)} if spans else {}
    return StructureFigure(code="FLAT", value=min(1.0, least / levels), parts=MappingProxyType({**parts, **beside}))


def least_levels(people: int, span: int) -> int:
    """Return L_min(N, s): the smallest L with 1 + s + … + s^(L − 1) ≥ N, for a span of at least one."""
    least, reached = 1, 1
    while reached < people:
        reached += span**least
        least += 1
    return least


def flexibility(evidence: Evidence) -> StructureFigure:
    """Return FLEX = (F1·F2·F3)^⅓: how far people can stand in for each other, how much each can do, how much room there is.

    F1 = Σ f·(1 − 1/N_eff) / Σ f over activities (N_eff as in PO10); F2 = mean over persons of min(1, (k − 1) / 2), k = activities
    that a person did in the log's last 90 days and may do; F3 = 1 − Σ h·1[ρ > limit] / Σ h over posts, as in PO9.
    """
    everything = Scope(id=ENTERPRISE, processes=tuple(each.id for each in evidence.design.processes))
    if evidence.design.organization.holdings is None:
        return _unknown("FLEX", "persons")
    if not evidence.linkage.processes:
        return _unknown("FLEX", "log")
    if not any(process.is_timed for process in evidence.linkage.processes):
        return _unknown("FLEX", "times")
    doings = doings_of(evidence, everything)
    if not len(doings.pair):
        return _unknown("FLEX", "identities")
    frequency, number = doings.spread(doings.counts)
    parts = {"F1": float((frequency * (1 - 1 / number)).sum() / frequency.sum()), "F2": _polyvalence(evidence)}
    slack = _slack(evidence)
    if slack is None:
        return StructureFigure(code="FLEX", parts=MappingProxyType(parts), reason=_unknown("FLEX", "calendars").reason)
    parts["F3"] = slack
    return StructureFigure(code="FLEX", value=math.prod(parts.values()) ** (1 / 3), parts=MappingProxyType(parts))


def networkedness(evidence: Evidence) -> StructureFigure:
    """Return NET = handovers across departments that no manager gives or takes / all of them; a manager is reported to."""
    posts = evidence.design.organization.posts
    if posts is None:
        return _unknown("NET", "posts")
    managing = {post.reports_to for post in posts}
    manages = np.array([*(post in managing for post in evidence.linkage.posts), False], dtype=np.bool_)
    across = direct = 0
    for process in evidence.linkage.processes:
        kept = process.is_counted[process.handovers.after]
        before, after = process.handovers.before[kept], process.handovers.after[kept]
        here, there = process.department[before], process.department[after]
        crosses = (here >= 0) & (there >= 0) & (here != there)
        across += int(crosses.sum())
        direct += int((crosses & ~manages[process.post[before]] & ~manages[process.post[after]]).sum())
    if not across:
        return _unknown("NET", "handovers" if evidence.linkage.processes else "log")
    return StructureFigure(
        code="NET", value=direct / across, parts=MappingProxyType({"across": float(across), "direct": float(direct)})
    )


def decentralization(evidence: Evidence) -> StructureFigure:
    """Return DEC = mean over approvals of (ℓ − 1) / (L − 1), ℓ the level of the decider's own post (1: top), L the deepest.

    Approvals are those of PO11. Beside it: the same of the designed ones alone, the share of them at the lowest level that the
    authority table allows, and the share that was decided above it.
    """
    posts = evidence.design.organization.posts
    if not posts:
        return _unknown("DEC", "posts")
    if not evidence.linkage.processes:
        return _unknown("DEC", "log")
    own = np.append(levels_of(evidence), np.nan)
    found = [decisions_of(process, evidence) for process in evidence.linkage.processes]
    level = np.concatenate([own[each.process.own_post[each.rows]] for each in found])
    is_designed = np.concatenate([each.is_designed for each in found])
    allowed = np.concatenate([each.allowed for each in found])
    known, depth = ~np.isnan(level), _depth(posts)
    if not known.any() or depth < 2:
        return _unknown("DEC", "levels")
    height = (level - 1) / (depth - 1)
    judged = known & ~np.isnan(allowed)
    parts = {"approvals": float(known.sum())}
    if (known & is_designed).any():
        parts["designed"] = float(height[known & is_designed].mean())
    if judged.any():
        parts |= {"lowest": float((level >= allowed)[judged].mean()), "escalated": float((level < allowed)[judged].mean())}
    return StructureFigure(code="DEC", value=float(height[known].mean()), parts=MappingProxyType(parts))


def _unknown(code: str, table: str) -> StructureFigure:
    return StructureFigure(code=code, reason=without(table, code).reason)


def _depth(posts: tuple[Post, ...]) -> int:
    """Return the deepest level of all posts: as they say, else the longest chain of superiors."""
    return max(post.level if post.level is not None else _superiors(post, posts) + 1 for post in posts)


def _superiors(post: Post, posts: tuple[Post, ...]) -> int:
    """Count the posts above one; a circle ends where it closes."""
    above, seen = {each.id: each.reports_to for each in posts}, {post.id}
    upper = post.reports_to
    while upper is not None and upper in above and upper not in seen:
        seen.add(upper)
        upper = above[upper]
    return len(seen) - 1


def _span(manager: Post, posts: tuple[Post, ...]) -> float:
    """Return how many people report to each holder of a post."""
    return sum(each.headcount for each in posts if each.reports_to == manager.id) / max(1, manager.headcount)


def _polyvalence(evidence: Evidence) -> float:
    """Return the mean of min(1, (k − 1) / 2) over the persons who did something in the log's last days that they may do."""
    processes = [process for process in evidence.linkage.processes if process.is_timed]
    last = max(int(process.day.max()) for process in processes if len(process.day))
    keys = [np.zeros((0, 2), dtype=np.int64)]
    before = 0
    for process in processes:
        rows = human_events(process)
        may = (process.person[rows] >= 0) & ~np.isin(process.authority[rows], (Authority.NONE, Authority.UNKNOWN))
        rows = rows[may & (process.day[rows] > last - _RECENT_DAYS)]
        keys.append(np.stack((process.person[rows], process.activity[rows] + before), axis=1).astype(np.int64))
        before += len(process.activities)
    pairs: NDArray[np.int64] = np.unique(np.concatenate(keys), axis=0)
    _, counts = np.unique(pairs[:, 0], return_counts=True)
    return float(np.minimum(1.0, (counts - 1) / 2).mean()) if len(counts) else 0.0


def _slack(evidence: Evidence) -> float | None:
    """Return the share of hours that posts with room work, None where no post's time is known."""
    workloads = workloads_of(evidence.linkage)
    limit = evidence.policy.rules.overload_utilisation
    loads = [(load.busy, load.utilisation) for load in workloads.posts if load.utilisation is not None] if workloads else []
    whole = sum(busy for busy, _ in loads)
    return 1 - sum(busy for busy, rho in loads if rho is not None and rho > limit) / whole if whole else None
