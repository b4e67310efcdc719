"""Whether a series rises, and how fast: Mann and Kendall's test in its exact form, and Sen's slope with its interval."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from math import ceil, comb, erfc, factorial, prod, sqrt
from statistics import median
from typing import Final

from workbench.findings import NORMAL_975

_EXACT: Final = 30
"""Up to so many points the distribution is counted out; beyond, the normal one differs from it by less than matters."""

_FEW: Final = 8
_MOST_CARRIED: Final = 0.95


@dataclass(frozen=True, kw_only=True)
class Tendency:
    """How a series goes: `p` in (0, 1] is the chance to see such a rise, or a steeper one, where there is none.

    `slope` is the change of the value a unit of the place, `low` to `high` its 95 % interval; None where too few places differ.
    """

    p: float
    slope: float
    low: float | None
    high: float | None


def tendency_of(places: Sequence[float], values: Sequence[float]) -> Tendency | None:
    """Test whether values rise with their places, which must ascend; None with fewer than three points.

    Mann 1945, Econometrica 13, doi 10.2307/1907187; Kendall 1975, Rank Correlation Methods; Sen 1968, Journal of the American
    Statistical Association 63, doi 10.1080/01621459.1968.10480934, with the interval as Gilbert 1987 (Statistical Methods for
    Environmental Pollution Monitoring, 16.5) gives it. What is left beside the line may go on from point to point, which makes
    tendencies out of nothing: the variance is larger then (`_carried`), and no chance is taken to be less than it says.
    """
    if len(values) < 3:
        return None
    pairs = [(first, second) for second in range(len(values)) for first in range(second)]
    slopes = sorted((values[j] - values[i]) / (places[j] - places[i]) for i, j in pairs)
    slope = median(slopes)
    beside = [value - slope * place for place, value in zip(places, values, strict=True)]
    spread = sqrt(_variance(values) * _carried(beside))
    low, high = _interval(slopes, spread)
    return Tendency(p=max(rise_chance(values), _normal_chance(rise_score(values), spread)), slope=slope, low=low, high=high)


def rise_score(values: Sequence[float]) -> int:
    """Return Kendall's S: the pairs of which the later is larger, less those of which it is smaller."""
    return sum((later > earlier) - (later < earlier) for place, later in enumerate(values) for earlier in values[:place])


def rise_chance(values: Sequence[float]) -> float:
    """Return the chance that values in random order have an S at least as large as these; ties are taken as they are.

    Up to thirty values it is counted out: the pairs out of order of a random arrangement are distributed as MacMahon 1916
    (Combinatory Analysis, 104) found; beyond, the normal approximation with correction for ties and continuity is taken.
    """
    score = rise_score(values)
    if len(values) > _EXACT:
        return _normal_chance(score, sqrt(_variance(values)))
    ties = tuple(sorted(Counter(values).values()))
    untied = comb(len(values), 2) - sum(comb(each, 2) for each in ties)
    fewer = inversions(ties)[: (untied - score) // 2 + 1]
    return sum(fewer) / (factorial(len(values)) // prod(map(factorial, ties)))


@cache
def inversions(ties: tuple[int, ...]) -> tuple[int, ...]:
    """Count the arrangements of groups of equal values by their pairs out of order: entry k has exactly k of these.

    They are the coefficients of the Gaussian multinomial: the product of 1 - q^a for a to n, by that of 1 - q^b in each group.
    """
    size = sum(ties)
    counts = [1, *[0] * (comb(size, 2) - sum(comb(each, 2) for each in ties))]
    for step in range(1, size + 1):
        for place in range(len(counts) - 1, step - 1, -1):
            counts[place] -= counts[place - step]
    for step in (step for each in ties for step in range(1, each + 1)):
        for place in range(step, len(counts)):
            counts[place] += counts[place - step]
    return tuple(counts)


def discovered(chances: Sequence[float]) -> tuple[float, ...]:
    """Return for each chance the smallest rate of false discoveries at which it is one, among all that were looked at.

    Benjamini and Hochberg 1995, Journal of the Royal Statistical Society B 57, doi 10.1111/j.2517-6161.1995.tb02031.x.
    """
    order = sorted(range(len(chances)), key=lambda each: -chances[each])
    scaled = (chances[each] * len(chances) / (len(chances) - rank) for rank, each in enumerate(order))
    least = dict(zip(order, accumulate(scaled, min), strict=True))
    return tuple(min(1.0, least[each]) for each in range(len(chances)))


def _normal_chance(score: int, spread: float) -> float:
    return 0.5 * erfc((score - 1) / spread / sqrt(2)) if spread else 1.0


def _carried(beside: Sequence[float]) -> float:
    """Return by how much the variance of S is larger since what is left beside the line goes on from point to point.

    Hamed and Rao 1998, Journal of Hydrology 204, doi 10.1016/s0022-1694(97)00125-x, for ranks that depend on the one before them
    alone: the correlation is mended for what a line through few points takes from it (Marriott and Pope 1954, Biometrika 41,
    doi 10.1093/biomet/41.3-4.390). It is 1 where nothing goes on, or fewer than eight points say.
    """
    size = len(beside)
    middle = (size - 1) / 2
    ranks = [sum(other < each for other in beside) + (beside.count(each) - 1) / 2 - middle for each in beside]
    whole = sum(each * each for each in ranks)
    if size < _FEW or not whole:
        return 1.0
    seen = sum(first * second for first, second in pairwise(ranks)) / whole
    carried = min(_MOST_CARRIED, max(0.0, (seen + 2 / size) / (1 - 4 / size)))
    weights = ((size - lag) * (size - lag - 1) * (size - lag - 2) * carried**lag for lag in range(1, size - 2))
    return 1 + 2 / (size * (size - 1) * (size - 2)) * sum(weights)


def _variance(values: Sequence[float]) -> float:
    """Return the variance of S where nothing rises, ties taken into account."""
    groups = (len(values), *(-each for each in Counter(values).values()))
    return sum(_part(each) if each > 0 else -_part(-each) for each in groups) / 18


def _part(size: int) -> int:
    return size * (size - 1) * (2 * size + 5)


def _interval(slopes: Sequence[float], spread: float) -> tuple[float | None, float | None]:
    """Return the slopes so many ranks from the ends that 95 % of all series would have the true one between."""
    reach = NORMAL_975 * spread
    rank = len(slopes) - ceil((len(slopes) + reach) / 2) - 1
    return (slopes[rank], slopes[-1 - rank]) if rank >= 0 else (None, None)
