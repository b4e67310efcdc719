"""Distributions that shift: what directly follows what, and who does each activity, against the baseline.

1. The Jensen–Shannon distance d = √(H((P + Q) / 2) − (H(P) + H(Q)) / 2), H the entropy in bits, in [0, 1] (Lin 1991,
   doi 10.1109/18.61115; a metric: Endres, Schindelin 2003, doi 10.1109/TIT.2003.813506), of all new cases and of those of the
   last weeks alone.
2. Its null distribution: the blocks of consecutive cases of both, put together, are dealt out anew into a baseline and a sample
   of the same sizes. Dealt without replacement, this is exact where blocks could change places (Pitman 1937; Good 2005,
   Permutation, Parametric and Bootstrap Tests of Hypotheses); blocks keep together what neighbours share (Carlstein 1986).
   Drawing from the baseline alone would forget that it is a sample as well, and speak too often.
3. Each d is standardized by the mean and deviation of its own null, (d − m) / s; the limit is the (1 − α) quantile of the
   greatest of them over all activities and both samples (Westfall, Young 1993, Resampling-Based Multiple Testing): a family
   speaks of an unchanged process in at most α of looks, however many activities there are.
4. It has been so since the week that parts the new cases best: where n₁n₂ / (n₁ + n₂) · d² of what is before it (baseline
   included) and from it on is greatest, the likelihood ratio of two multinomials.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from workbench.fit.watch_rules import WatchRules
from workbench.normalization.watch.record import WEEK, Aspect, Block, ProcessRecord
from workbench.normalization.watch.signal import Alarm, Judged, Look, Monitor, Touch, Window, judged, together, untold

_Counts = NDArray[np.float64]
_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Sample:
    """Blocks of the baseline and of the new cases in one vocabulary: counts of shape (n_blocks, n_keys), the new ones last.

    `groups` are the columns of each distribution, `weeks` the Mondays of the new blocks, of which the last `recent` are recent.
    """

    counts: _Counts
    n_old: int
    groups: Mapping[str, NDArray[np.int64]]
    weeks: tuple[date, ...]
    recent: int
    cases: tuple[int, ...]


def watch_flow(baseline: ProcessRecord, new: ProcessRecord, rules: WatchRules) -> Judged:
    """Judge what directly follows what."""
    look = Look(monitor=Monitor.FLOW, process=new.id, unit="distance")
    reason = baseline.reason(Aspect.TIMES) or new.reason(Aspect.TIMES)
    if reason is not None:
        return untold(look, reason)
    counts = _aligned(
        (baseline.pairs, [each.pairs for each in baseline.blocks]), (new.pairs, [each.pairs for each in new.blocks])
    )
    sample = _sample(counts[1], {"": np.arange(len(counts[0]))}, (baseline.blocks, new.blocks), rules)
    return _compared(look, sample, rules)


def watch_performers(baseline: ProcessRecord, new: ProcessRecord, rules: WatchRules) -> Judged:
    """Judge of each activity that people do, in both, who does it."""
    look = Look(monitor=Monitor.PERFORMERS, process=new.id, unit="distance")
    reasons = (each.reason(aspect) for aspect in (Aspect.TIMES, Aspect.PERFORMERS, Aspect.PEOPLE) for each in (baseline, new))
    reason = next((each for each in reasons if each is not None), None)
    if reason is not None:
        return untold(look, reason)
    keys, counts = _aligned(
        (baseline.doings, [each.doings for each in baseline.blocks]), (new.doings, [each.doings for each in new.blocks])
    )
    activity = np.array([each.activity for each in keys])
    groups = {each: np.flatnonzero(activity == each) for each in sorted(set(activity.tolist()))}
    n_old = len(baseline.blocks)
    enough = {
        each: columns
        for each, columns in groups.items()
        if min(counts[:n_old, columns].sum(), counts[n_old:, columns].sum()) >= rules.least_cases
    }
    thin = (
        untold(replace(look, object=(each,)), "WATCH_TOO_FEW", int(counts[n_old:, groups[each]].sum()), rules.least_cases)
        for each in groups.keys() - enough.keys()
    )
    found = _compared(look, _sample(counts, enough, (baseline.blocks, new.blocks), rules), rules)
    unknown = together(thin).unknown
    return replace(found, unknown=(*found.unknown, *sorted(unknown, key=lambda each: each.object)))


def _aligned(
    old: tuple[Sequence[_Key], Sequence[Sequence[int]]], new: tuple[Sequence[_Key], Sequence[Sequence[int]]]
) -> tuple[list[_Key], _Counts]:
    """Return all keys and the counts of all blocks in their order."""
    keys = list(dict.fromkeys((*old[0], *new[0])))
    place = {key: number for number, key in enumerate(keys)}
    parts = []
    for some, counts in (old, new):
        part = np.zeros((len(counts), len(keys)))
        part[:, [place[key] for key in some]] = np.array(counts, dtype=np.float64).reshape(len(counts), len(some))
        parts.append(part)
    return keys, np.concatenate(parts)


def _sample(
    counts: _Counts,
    groups: Mapping[str, NDArray[np.int64]],
    blocks: tuple[tuple[Block, ...], tuple[Block, ...]],
    rules: WatchRules,
) -> _Sample:
    old, new = blocks
    weeks = tuple(each.week for each in new)
    late = max(weeks, default=date.min) - WEEK * rules.recent_weeks if weeks else date.min
    recent = sum(each > late for each in weeks)
    cases = tuple(each.cases for each in new)
    return _Sample(counts=counts, n_old=len(old), groups=groups, weeks=weeks, recent=recent, cases=cases)


def _compared(look: Look, sample: _Sample, rules: WatchRules) -> Judged:
    if sum(sample.cases) < rules.least_cases or sample.n_old == 0:
        return untold(look, "WATCH_TOO_FEW", sum(sample.cases) if sample.n_old else 0, rules.least_cases)
    if not sample.groups:
        return Judged()
    spans = _spans(sample)
    order = np.arange(len(sample.counts))
    found = np.stack([_distances(sample, order[None, :], each)[0] for each in spans])
    null = _null(sample, spans, rules)
    mean, spread = null.mean(axis=0), np.maximum(null.std(axis=0), 1e-12)
    limit = float(np.quantile(((null - mean) / spread).max(axis=(1, 2)), 1 - rules.false_alarm, method="higher"))
    beyond = (found - mean) / spread
    return together(
        _judged(look, sample, number, _Compared(found=found, limits=mean + limit * spread, beyond=beyond - limit, usual=mean))
        for number in range(len(sample.groups))
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class _Compared:
    """Distances, their limits, by how much they are beyond, and what is usual: arrays of the shape (n_spans, n_groups)."""

    found: _Counts
    limits: _Counts
    beyond: _Counts
    usual: _Counts


def _judged(look: Look, sample: _Sample, number: int, compared: _Compared) -> Judged:
    span = int(np.argmax(compared.beyond[:, number]))
    name, columns = list(sample.groups.items())[number]
    start = len(sample.cases) - (sample.recent if span else len(sample.cases))
    seen = replace(
        look,
        object=(name,) if name else (),
        statistic=float(compared.found[span, number]),
        limit=float(compared.limits[span, number]),
        usual=float(compared.usual[span, number]),
        n=sum(sample.cases[start:]),
        window=Window(first=sample.weeks[start], last=sample.weeks[-1] + WEEK - timedelta(days=1)),
    )
    if compared.beyond[span, number] <= 0:
        return judged(seen, None)
    touched = (Touch(kind="process", id=look.process), *([Touch(kind="activity", id=name)] if name else []))
    return judged(seen, Alarm(since=_parting(sample, columns), touches=touched))


def _spans(sample: _Sample) -> tuple[int, ...]:
    """Return how many of the last blocks are compared: all new ones, and the recent alone where that is less."""
    new = len(sample.counts) - sample.n_old
    return (new, sample.recent) if 0 < sample.recent < new else (new,)


def _null(sample: _Sample, spans: Sequence[int], rules: WatchRules) -> _Counts:
    """Return the distances of samples dealt out at random, of shape (draws, n_spans, n_groups)."""
    dice = np.random.default_rng(rules.seed)
    orders = dice.permuted(np.tile(np.arange(len(sample.counts)), (rules.draws, 1)), axis=1)
    return np.stack([_distances(sample, orders, each) for each in spans], axis=1)


def _distances(sample: _Sample, orders: NDArray[np.int64], span: int) -> _Counts:
    """Return the distance of each group between the first blocks of some orders and their last, of shape (n_orders, n_groups)."""
    member = np.zeros((len(orders), len(sample.counts)))
    np.put_along_axis(member, orders[:, : sample.n_old], 1.0, axis=1)
    old = member @ sample.counts
    member[:] = 0.0
    np.put_along_axis(member, orders[:, len(sample.counts) - span :], 1.0, axis=1)
    new = member @ sample.counts
    return np.stack([distance(old[:, columns], new[:, columns]) for columns in sample.groups.values()], axis=1)


def distance(first: _Counts, second: _Counts) -> _Counts:
    """Return the Jensen–Shannon distance, in [0, 1], of counts along the last axis; 0 where one has none at all."""
    p, q = (each / np.maximum(each.sum(axis=-1, keepdims=True), 1e-300) for each in (first, second))
    divergence = _entropy((p + q) / 2) - (_entropy(p) + _entropy(q)) / 2
    is_there = (first.sum(axis=-1) > 0) & (second.sum(axis=-1) > 0)
    found: _Counts = np.where(is_there, np.sqrt(np.clip(divergence, 0.0, 1.0)), 0.0)
    return found


def _entropy(shares: _Counts) -> _Counts:
    logs = np.log2(shares, out=np.zeros_like(shares), where=shares > 0)
    entropy: _Counts = -(shares * logs).sum(axis=-1)
    return entropy


def _parting(sample: _Sample, columns: NDArray[np.int64]) -> date:
    """Return the week that parts the new blocks best (step 4)."""
    counts = sample.counts[:, columns]
    best, since = -1.0, sample.weeks[0]
    for week in dict.fromkeys(sample.weeks):
        start = sample.n_old + sample.weeks.index(week)
        before, after = counts[:start].sum(axis=0), counts[start:].sum(axis=0)
        n, m = float(before.sum()), float(after.sum())
        apart = n * m / (n + m) * float(distance(before, after)) ** 2 if n and m else 0.0
        if apart > best:
            best, since = apart, week
    return since
