"""Cases with a deviation against comparable ones without: time, repetition and cost."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.conformance.association import Association, associations_of, outcomes_of
from workbench.conformance.case_facts import CaseFacts
from workbench.eventlog.engines.simple_log import SimpleLog
from workbench.eventlog.log import NO_TIME, Variants
from workbench.eventlog.texts import Texts
from workbench.findings import Finding, Severity

HOUR = 3_600_000_000
FINDING = Finding(code="CF-SKIP", severity=Severity.MAJOR, object=("a",))


def log_of_hours(hours: list[float], affected: list[bool]) -> SimpleLog:
    """One case an entry: variant 0 is a trace “a a”, variant 1, that of the affected, a trace “a”."""
    variants = Variants(
        activities=("a",),
        offsets=np.array([0, 2, 3]),
        labels=np.zeros(3, dtype=np.int32),
        tied=np.zeros(3, dtype=np.bool_),
        counts=np.bincount(affected, minlength=2),
        of_case=np.array(affected, dtype=np.int32),
    )
    first = np.zeros(len(hours), dtype=np.int64)
    last = (np.array(hours) * HOUR).astype(np.int64)
    return SimpleLog(cases=Texts.of(f"{n:04}" for n in range(len(hours))), variants=variants, first=first, last=last)


def facts(months: list[int], kinds: list[int] | None = None, costs: list[float] | None = None) -> CaseFacts:
    size = len(months)
    return CaseFacts(
        number=np.arange(size),
        first_month=0,
        month=np.array(months, dtype=np.int64),
        kinds="kind" if kinds else None,
        kind=np.array(kinds or [-1] * size, dtype=np.int32),
        cost=np.array(costs or [0.0] * size),
        is_priced=np.full(size, costs is not None),
    )


def associated(log: SimpleLog, known: CaseFacts, finding: Finding = FINDING) -> dict[str, Association]:
    outcomes = outcomes_of(log, np.ones(log.n_cases, dtype=np.bool_), known)
    return {each.outcome.value: each for each in associations_of(finding, {1}, {0, 1}, outcomes)}


def test_the_difference_is_that_of_medians() -> None:
    log = log_of_hours([1, 2, 3, 4, 5, 11, 12, 13, 14, 15], [False] * 5 + [True] * 5)
    found = associated(log, facts([0] * 10, costs=[10.0] * 5 + [7.5] * 5))
    time = found["cycle-time"]
    assert (time.difference, time.affected, time.unaffected, time.strata) == (10, 5, 5, 1)
    assert time.interval is not None
    assert 6 <= time.interval.low <= 10 <= time.interval.high <= 14
    assert time.is_clear
    assert (found["rework"].difference, found["cost"].difference) == (-1, -2.5)


def test_the_difference_is_standardised_by_the_spread_of_unaffected_cases() -> None:
    """Their quartiles are 2 and 8 hours; the range between them is 1.349 standard deviations of a normal distribution."""
    hours = [0.0, 2.0, 5.0, 8.0, 10.0, 25.0, 25.0, 25.0, 25.0, 25.0]
    found = associated(log_of_hours(hours, [False] * 5 + [True] * 5), facts([0] * 10))["cycle-time"]
    assert found.spread == pytest.approx(6 / 1.349)
    assert found.standardised == pytest.approx(20 * 1.349 / 6)


def test_where_unaffected_cases_are_alike_nothing_is_standardised() -> None:
    found = associated(log_of_hours([1.0] * 5 + [2.0] * 5, [False] * 5 + [True] * 5), facts([0] * 10))["cycle-time"]
    assert (found.difference, found.standardised) == (1.0, None)


def test_what_both_sides_owe_to_their_month_is_no_difference() -> None:
    affected = [True] * 15 + [False] * 5 + [True] * 5 + [False] * 15
    hours = [100.0 + n % 5 for n in range(20)] + [10.0 + n % 5 for n in range(20)]
    months = [0] * 20 + [1] * 20
    log = log_of_hours(hours, affected)
    assert associated(log, facts([0] * 40))["cycle-time"].difference == pytest.approx(90, abs=2)
    apart = associated(log, facts(months))["cycle-time"]
    assert (apart.difference, apart.strata, apart.is_clear) == (0, 2, False)
    assert associated(log, facts([0] * 40, kinds=months))["cycle-time"].difference == 0


def test_months_with_too_few_cases_are_taken_with_their_neighbours() -> None:
    affected = [True, False] * 8
    log = log_of_hours([float(n) for n in range(16)], affected)
    time = associated(log, facts([n // 2 for n in range(16)]))["cycle-time"]
    assert (time.strata, time.affected, time.unaffected) == (1, 8, 8)
    longer = log_of_hours([float(n) for n in range(24)], [True, False] * 12)
    assert associated(longer, facts([n // 2 for n in range(24)]))["cycle-time"].strata == 2


@pytest.mark.parametrize(
    ("affected", "kinds", "reason"),
    [
        ([True] * 4 + [False] * 10, None, "association-too-few"),
        ([True] * 10 + [False] * 4, None, "association-too-few"),
        ([True] * 7 + [False] * 7, [0] * 7 + [1] * 7, "association-not-comparable"),
    ],
)
def test_what_cannot_be_compared_says_why(affected: list[bool], kinds: list[int] | None, reason: str) -> None:
    time = associated(log_of_hours([1.0] * 14, affected), facts([0] * 14, kinds))["cycle-time"]
    assert (time.difference, time.interval, time.reason) == (None, None, reason)


def test_a_log_without_times_or_costs_says_so() -> None:
    log = log_of_hours([1.0] * 10, [True] * 5 + [False] * 5)
    untimed = SimpleLog(cases=log.cases, variants=log.variants, first=np.full(10, NO_TIME), last=np.full(10, NO_TIME))
    found = associated(untimed, facts([-1] * 10))
    assert found["cycle-time"].reason == "association-no-times"
    assert found["cost"].reason == "association-no-costs"
    assert found["rework"].difference == -1


@settings(max_examples=30)
@given(
    hours=st.lists(st.floats(0, 1000), min_size=12, max_size=40),
    random=st.randoms(use_true_random=False),
)
def test_the_order_of_cases_never_matters(hours: list[float], random: object) -> None:
    rows = [(hour, number % 2 == 0, number % 3) for number, hour in enumerate(hours)]
    results = []
    for _ in range(2):
        random.shuffle(rows)  # type: ignore[attr-defined]
        log = log_of_hours([row[0] for row in rows], [row[1] for row in rows])
        results.append(associated(log, facts([row[2] for row in rows])))
    assert results[0] == results[1]


def test_the_interval_is_that_of_resampling() -> None:
    random = np.random.default_rng(3)
    hours = np.round(random.exponential(50, 80), 3)
    log = log_of_hours(hours.tolist(), [True] * 41 + [False] * 39)
    interval = associated(log, facts([0] * 80))["cycle-time"].interval
    on, off = (np.floor(part * HOUR) / HOUR for part in (hours[:41], hours[41:]))
    draws = np.median(random.choice(on, (20_000, 41)), axis=1) - np.median(random.choice(off, (20_000, 39)), axis=1)
    low, high = np.quantile(draws, (0.025, 0.975))
    assert interval is not None
    spread = high - low
    assert abs(interval.low - low) < 0.1 * spread
    assert abs(interval.high - high) < 0.1 * spread
