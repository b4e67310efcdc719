"""What went along with a change: times, waiting, rework and conformance of a process in its cases before and after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from workbench.conformance import Conformance, Outcome
from workbench.conformance.association import outcomes_of
from workbench.eventlog.log import DAY, HOUR
from workbench.fit.detection import Evidence
from workbench.fit.indicators.grounds import known_by_case
from workbench.fit.kpis.enabling import waits_of
from workbench.fit.kpis.statistics import Mean, Quantile, Statistic
from workbench.fit.plan import Proof
from workbench.fit.scoring.fitting import DRAWS, SEED
from workbench.fit.scoring.resampling import draws_of, interval_of
from workbench.linkage import LinkedProcess
from workbench.normalization.plan import EffectCheck, told
from workbench.normalization.verification.judgement import Effect, EffectJudgement, Measure

_LEAST: Final = 5
"""Cases on either side below which nothing is compared."""

_Array: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class _Drawn:
    """A figure of `n` complete cases, and what other cases would have said (nan where nothing)."""

    value: float
    draws: _Array
    n: int


def effects_of(processes: tuple[str, ...], before: Evidence | None, after: Evidence) -> tuple[Effect, ...]:
    """Compare processes before and after a change: cycle time, waiting, rework, conformance.

    `after` are cases of which those that began last had the time to end: else the quick ones alone would have. The differences go
    along with the change; what else changed meanwhile is in them, too. Intervals come from the cluster bootstrap of complete
    cases, stratified by month (`draws_of`), with a fixed seed. Hours are elapsed.
    """
    return tuple(effect for process in processes for effect in _of_process(process, before, after))


def judged_effects(checks: tuple[EffectCheck, ...], effects: tuple[Effect, ...]) -> tuple[EffectJudgement, ...]:
    """Judge predicted changes of the mean cycle time by the 95 % interval of the difference.

    Proven where it lies in the predicted direction and leaves out 0; else refuted where it leaves out the predicted change: that
    much did not happen. Where it holds both, or the new cases are fewer than needed, it is not yet provable: that chance may
    explain a difference does not show that there is none (Altman and Bland 1995, BMJ 311, doi 10.1136/bmj.311.7003.485).
    """
    found = {each.scope: each for each in effects if each.measure is Measure.CYCLE_TIME_MEAN}
    return tuple(
        EffectJudgement(check=check, proof=_proof(check, found[check.process]), effect=found[check.process])
        for check in checks
        if check.process in found
    )


def _proof(check: EffectCheck, effect: Effect) -> Proof:
    if effect.interval is None or check.needed is None or effect.n_after < check.needed:
        return Proof.NOT_YET
    towards = (effect.interval.low, effect.interval.high) if check.change > 0 else (-effect.interval.high, -effect.interval.low)
    if towards[0] > 0:
        return Proof.PROVEN
    return Proof.REFUTED if towards[1] < abs(check.change) * DAY / HOUR else Proof.NOT_YET


def _of_process(process: str, before: Evidence | None, after: Evidence) -> Iterator[Effect]:
    was = None if before is None else _figures(process, before)
    now = None if was is None else _figures(process, after)
    for measure in Measure:
        if was is None or now is None:
            key = "VERIFY_NO_BEFORE" if was is None else "VERIFY_NO_NEW_CASES"
            yield Effect(scope=process, measure=measure, reason=told(key, {"process": process}))
        else:
            yield _compared(process, measure, was[measure], now[measure])


def _compared(process: str, measure: Measure, was: _Drawn, now: _Drawn) -> Effect:
    effect = Effect(scope=process, measure=measure, n_before=was.n, n_after=now.n)
    if min(was.n, now.n) < _LEAST:
        is_absent = not (was.n and now.n) and measure in _ABSENT
        key = _ABSENT[measure] if is_absent else "VERIFY_FEW_CASES"
        return replace(effect, reason=told(key, {"process": process, "least": _LEAST}))
    interval = interval_of(now.value - was.value, now.draws - was.draws)
    return replace(effect, before=was.value, after=now.value, interval=interval)


def _figures(process: str, evidence: Evidence) -> Mapping[Measure, _Drawn] | None:
    """Return all figures of a process and their draws; None where it has no complete case."""
    linked = next((each for each in evidence.linkage.processes if each.id == process), None)
    if linked is None or not linked.complete.any():
        return None
    columns = {measure: column[linked.complete] for measure, column in _columns(linked, evidence.conformance[process]).items()}
    order = {each: np.argsort(column, kind="stable")[: np.count_nonzero(~np.isnan(column))] for each, column in columns.items()}
    draws: dict[Measure, list[_Array]] = {each: [] for each in Measure}
    for (weights,) in draws_of([linked], SEED, DRAWS):
        for measure, cases in order.items():
            draws[measure].append(_FIGURES[measure].of(columns[measure][cases], weights[:, cases]))
    return {
        measure: _Drawn(
            value=float(_FIGURES[measure].of(columns[measure][cases], np.ones((1, len(cases))))[0]),
            draws=np.concatenate(draws[measure]),
            n=len(cases),
        )
        for measure, cases in order.items()
    }


def _columns(linked: LinkedProcess, conformance: Conformance) -> Mapping[Measure, _Array]:
    """Return every figure of every case (float64), nan where it is not known."""
    measured = outcomes_of(conformance.log, conformance.complete, conformance.facts).measured
    outcome = {each.outcome: np.where(each.known, each.values, np.nan) for each in measured}
    conforming = (conformance.observable.costs == 0)[conformance.variants.of_case].astype(np.float64)
    return {
        Measure.CYCLE_TIME_MEDIAN: outcome[Outcome.CYCLE_TIME],
        Measure.CYCLE_TIME_MEAN: outcome[Outcome.CYCLE_TIME],
        Measure.WAITING: known_by_case(linked, waits_of(linked)),
        Measure.REWORK: outcome[Outcome.REWORK],
        Measure.CONFORMING: conforming,
    }


_FIGURES: Final[Mapping[Measure, Statistic]] = MappingProxyType(
    {each: Quantile(part=0.5) if each is Measure.CYCLE_TIME_MEDIAN else Mean() for each in Measure}
)
_ABSENT: Final[Mapping[Measure, str]] = MappingProxyType(
    {
        Measure.CYCLE_TIME_MEDIAN: "association-no-times",
        Measure.CYCLE_TIME_MEAN: "association-no-times",
        Measure.WAITING: "VERIFY_NO_STARTS",
    }
)
"""Why a figure is known of no case."""
