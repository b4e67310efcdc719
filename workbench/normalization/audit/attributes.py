"""How many cases must be looked at, and what the deviating ones among them say of all: exact, for a population of any size."""

from __future__ import annotations

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
    low, high = 0, population
    while low < high:
        middle = (low + high) // 2
        if _chance_of_at_most(0, population, deviating, middle) <= risk:
            high = middle
        else:
            low = middle + 1
    return low


def most_deviating(population: int, examined: int, deviating: int, confidence: float) -> int:
    """Return how many of `population` cases deviate at most, `deviating` of `examined` having done so.

    It is the largest number with which as few as these are seen with a chance of more than 1 - `confidence` (one-sided exact
    bound: Buonaccorsi 1987, The American Statistician 41, doi 10.1080/00031305.1987.10475482). Without any examined case it is
    the whole population. Raises UsageError for a confidence outside of (0, 1).
    """
    risk = 1 - _share("confidence", confidence)
    low, high = deviating, population - examined + deviating
    while low < high:
        middle = (low + high + 1) // 2
        if _chance_of_at_most(deviating, population, middle, examined) > risk:
            low = middle
        else:
            high = middle - 1
    return low


def _chance_of_at_most(seen: int, population: int, deviating: int, examined: int) -> Fraction:
    """Return the chance that so few of the deviating cases are among those examined."""
    ways = (comb(deviating, each) * comb(population - deviating, examined - each) for each in range(min(seen, examined) + 1))
    return Fraction(sum(ways), comb(population, examined))


def _share(name: str, value: float) -> Fraction:
    """Return a share as it is written: 0.05 is one in twenty."""
    if not 0 < value < 1:
        facts = {"key": name, "value": f"{value:g}", "wanted": "0 < … < 1"}
        raise UsageError(Finding(code="SETTING_UNKNOWN", severity=Severity.CRITICAL, facts=facts))
    return Fraction(str(value))
