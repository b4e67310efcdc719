"""How many cases must be looked at, and what the deviating ones among them say of all: exact, for a population of any size."""

from __future__ import annotations

from bisect import bisect_left
from fractions import Fraction
from math import comb

from workbench.findings import Finding, Severity, UsageError


def cases_needed(population: int, tolerable: float, confidence: float) -> int:
    """Return how many of `population` cases must be looked at so that, none of them deviating, the rate is below `tolerable`.

    It is the smallest sample that shows no deviating case with a chance of at most 1 - `confidence` where the rate is not: the
    acceptance number is zero. Both rates are in (0, 1); drawn without replacement (hypergeometric distribution: Squeglia 1994,
    Zero Acceptance Number Sampling Plans). Raises UsageError for a rate outside of its range.
    """
    rate, risk = _share("tolerable", tolerable), 1 - _share("confidence", confidence)
    deviating = -(-population * rate.numerator // rate.denominator)
    high = 1
    while high < population and not _is_unlikely(0, population, deviating, high, risk):
        high *= 2
    high = min(high, population)
    return bisect_left(range(high), True, key=lambda size: _is_unlikely(0, population, deviating, size, risk))


def confidence_of_each(confidence: float, parts: int) -> float:
    """Return the confidence of each of some statements that are to hold all at once at `confidence` (Bonferroni)."""
    return confidence if parts < 2 else 1 - (1 - confidence) / parts


def most_deviating(population: int, examined: int, deviating: int, confidence: float) -> int:
    """Return how many of `population` cases deviate at most, `deviating` of `examined` having done so.

    It is the largest number with which as few as these are seen with a chance of more than 1 - `confidence` (one-sided exact
    bound: Buonaccorsi 1987, The American Statistician 41, doi 10.1080/00031305.1987.10475482). Without any examined case it is
    the whole population. Raises UsageError for a confidence outside of (0, 1).
    """
    risk = 1 - _share("confidence", confidence)
    possible = range(deviating + 1, population - examined + deviating + 1)
    return deviating + bisect_left(possible, True, key=lambda number: _is_unlikely(deviating, population, number, examined, risk))


def _is_unlikely(seen: int, population: int, deviating: int, examined: int, risk: Fraction) -> bool:
    """Return whether so few of the deviating cases are among those examined with a chance of at most `risk`.

    Which of the two is drawn from the other makes no difference to it, but to the size of the numbers.
    """
    few, many = sorted((deviating, examined))
    ways = sum(comb(many, each) * comb(population - many, few - each) for each in range(min(seen, few) + 1))
    return ways * risk.denominator <= risk.numerator * comb(population, few)


def _share(name: str, value: float) -> Fraction:
    """Return a share as it is written: 0.05 is one in twenty."""
    if not 0 < value < 1:
        facts = {"key": name, "value": f"{value:g}", "wanted": "0 < … < 1"}
        raise UsageError(Finding(code="SETTING_UNKNOWN", severity=Severity.CRITICAL, facts=facts))
    return Fraction(str(value))
