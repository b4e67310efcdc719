"""Days and weeks as numbers, so that whole columns can be counted by week: both from 1970-01-01 on, weeks from Monday."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

_EPOCH: Final = date(1970, 1, 1)
_THURSDAY: Final = 3
"""1970-01-01 was one: this many days after the Monday of its week."""

_Days = TypeVar("_Days", int, NDArray[np.int64])


def week_of(days: _Days) -> _Days:
    """Return the week of a day, or of each, counted from that of 1970-01-01."""
    return (days + _THURSDAY) // 7


def first_day(weeks: _Days) -> _Days:
    """Return the number of the Monday of a week, or of each."""
    return weeks * 7 - _THURSDAY


def monday_of(week: int) -> date:
    """Return the Monday of a week."""
    return day_of(first_day(week))


def day_number(day: date) -> int:
    """Return the days from 1970-01-01 to a day."""
    return (day - _EPOCH).days


def day_of(number: int) -> date:
    """Return the day so many days after 1970-01-01."""
    return _EPOCH + timedelta(days=number)
