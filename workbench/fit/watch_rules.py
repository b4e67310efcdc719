"""How the watch is set: one frozen value, each default with where it comes from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class WatchRules:
    """When a monitor speaks.

    `false_alarm` in (0, 1) is the chance that a family of judgements of one process speaks in one look though nothing changed:
    the 99th percentile of domain.md 3.7. `smoothing` is the λ of the EWMA, 0.05 to 0.25 as Montgomery 2013 (Introduction to
    Statistical Quality Control, 9.2) advises. `draws` are the resamples of a null distribution, `seed` makes them the same in
    each run. `block_cases` consecutive cases are drawn together, so that what neighbours share is not taken for chance
    (Carlstein 1986, doi 10.1214/aos/1176350057). `settling_share` in (0, 1) of the cases of the baseline took no longer than a
    case is given before its week is judged. `recent_weeks` are looked at by themselves beside all that is new. Below
    `least_cases` new cases a share or a distribution is not judged, below `least_weeks` weeks of baseline no cycle time.
    `target_periods` in a row off target speak. `review_months` is the period of review, 12 for 年度 and 6 for 半年度.
    """

    false_alarm: float = 0.01
    smoothing: float = 0.2
    draws: int = 1999
    seed: int = 1
    block_cases: int = 5
    settling_share: float = 0.99
    recent_weeks: int = 4
    least_cases: int = 20
    least_weeks: int = 6
    target_periods: int = 3
    review_months: int = 12
