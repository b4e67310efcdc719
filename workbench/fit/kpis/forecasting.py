"""Where a line through monthly figures leads, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from workbench.findings import NORMAL_975

_STUDENT_975: Final = (12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228)
"""The 97.5 % quantile of Student's t for 1 to 10 degrees of freedom."""


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """What the trend of `months` months leads to, with its 95 % prediction interval; `slope` is the change a month."""

    value: float
    low: float
    high: float
    slope: float
    months: int


def forecast_at(due: int, told: Sequence[tuple[int, float]], highest: float | None) -> Forecast:
    """Return the least-squares line through monthly figures (month, value; three at least) at a later month.

    The interval is that of one more observation. Nothing falls below 0, nor, where there is one, rises above `highest`.
    Reference: Draper and Smith 1998, Applied Regression Analysis (3rd ed.), section 3.1.
    """
    month, value = (np.array(each, dtype=np.float64) for each in zip(*told, strict=True))
    n, middle = len(month), month.mean()
    spread = float(((month - middle) ** 2).sum())
    slope = float(((month - middle) * (value - value.mean())).sum()) / spread
    line = value.mean() + slope * (month - middle)
    error = (float(((value - line) ** 2).sum()) / (n - 2)) ** 0.5
    at_due = float(value.mean() + slope * (due - middle))
    reach = student_975(n - 2) * error * (1 + 1 / n + (due - middle) ** 2 / spread) ** 0.5
    low, at_due, high = np.clip([at_due - reach, at_due, at_due + reach], 0.0, highest).tolist()
    return Forecast(value=at_due, low=low, high=high, slope=slope, months=n)


def student_975(freedom: int) -> float:
    """Return the 97.5 % quantile of Student's t; beyond 10 degrees of freedom expanded (Abramowitz and Stegun 26.7.5)."""
    if freedom <= len(_STUDENT_975):
        return _STUDENT_975[freedom - 1]
    z = NORMAL_975
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
    )
    return z + sum(float(term / freedom**power) for power, term in enumerate(terms, 1))


def months_since(text: str) -> int:
    """Return the month of `2025-03` or `2025-03-31`, counted since 1970-01."""
    year, month = text.split("-")[:2]
    return (int(year) - 1970) * 12 + int(month) - 1
