"""Times out of bytes: the forms that are the same everywhere, in one compiled pass; all others are left to `times.py`."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.compiled import inlined, kernel

DAY = 86_400_000_000
MISSING_TIME, UTC_TIME, LOCAL_TIME, ODD_TIME = 0, 1, 2, 3
"""What a field is: empty, a time with its offset, one without, or text of another form."""


@kernel
def parse_times(
    buffer: NDArray[np.uint8],
    begins: NDArray[np.int64],
    lengths: NDArray[np.int64],
    moments: NDArray[np.int64],
    kinds: NDArray[np.uint8],
) -> None:
    """Read each field as `YYYY-MM-DD`, with or without `hh:mm[:ss[.ffffff]]` and an offset, as microseconds since 1970-01-01.

    Year first, `-`, `/` or `.` between, `T` or blanks before the clock, single digits allowed as in 2025/3/3 8:30. `moments` of
    what is missing or odd are left alone.
    """
    for number in range(len(begins)):
        length = lengths[number]
        if length == 0:
            kinds[number] = MISSING_TIME
            continue
        kinds[number] = ODD_TIME
        at, end = begins[number], begins[number] + length
        while at < end and buffer[at] == 32:
            at += 1
        while end > at and buffer[end - 1] == 32:
            end -= 1
        year, at, digits = _number(buffer, at, end, 4)
        if digits != 4 or year == 0 or at >= end:
            continue
        between = buffer[at]
        if between != 45 and between != 47 and between != 46:
            continue
        month, at, digits = _number(buffer, at + 1, end, 2)
        if digits == 0 or at >= end or buffer[at] != between:
            continue
        day, at, digits = _number(buffer, at + 1, end, 2)
        if digits == 0 or not 1 <= month <= 12 or not 1 <= day <= _days_in(year, month):
            continue
        moment = _days_since_1970(year, month, day) * DAY
        if at == end:
            moments[number], kinds[number] = moment, LOCAL_TIME
            continue
        if buffer[at] == 84:
            at += 1
        elif buffer[at] == 32:
            while at < end and buffer[at] == 32:
                at += 1
        else:
            continue
        hour, at, digits = _number(buffer, at, end, 2)
        if digits == 0 or hour > 23 or at >= end or buffer[at] != 58:
            continue
        minute, at, digits = _number(buffer, at + 1, end, 2)
        if digits != 2 or minute > 59:
            continue
        second = fraction = 0
        if at < end and buffer[at] == 58:
            second, at, digits = _number(buffer, at + 1, end, 2)
            if digits != 2 or second > 59:
                continue
            if at < end and buffer[at] == 46:
                begin = at + 1
                fraction, at, digits = _number(buffer, begin, end, 6)
                if digits == 0:
                    continue
                for _ in range(6 - digits):
                    fraction *= 10
                while at < end and 48 <= buffer[at] <= 57:
                    at += 1
        moment += ((hour * 60 + minute) * 60 + second) * 1_000_000 + fraction
        if at == end:
            moments[number], kinds[number] = moment, LOCAL_TIME
            continue
        if buffer[at] == 90 and at + 1 == end:
            moments[number], kinds[number] = moment, UTC_TIME
            continue
        if buffer[at] != 43 and buffer[at] != 45:
            continue
        east = buffer[at] == 43
        hours, at, digits = _number(buffer, at + 1, end, 2)
        if digits != 2 or hours > 23:
            continue
        minutes = 0
        if at < end:
            if buffer[at] == 58:
                at += 1
            minutes, at, digits = _number(buffer, at, end, 2)
            if digits != 2 or minutes > 59:
                continue
        if at != end:
            continue
        offset = (hours * 60 + minutes) * 60_000_000
        moments[number], kinds[number] = moment - offset if east else moment + offset, UTC_TIME


@kernel
def days_of(moments: NDArray[np.int64], local: NDArray[np.bool_]) -> tuple[int, int]:
    """Return the first and the last day since 1970 of the moments that are local; a first after the last where none is."""
    first, last = 1 << 40, -(1 << 40)
    for number in range(len(moments)):
        if local[number]:
            day = int(moments[number] // DAY)
            first, last = min(first, day), max(last, day)
    return first, last


@kernel
def mark_days(moments: NDArray[np.int64], local: NDArray[np.bool_], first: int, present: NDArray[np.bool_]) -> None:
    """Mark the days, counted from `first`, on which local moments lie."""
    for number in range(len(moments)):
        if local[number]:
            present[moments[number] // DAY - first] = True


@kernel
def shift_local(
    moments: NDArray[np.int64], local: NDArray[np.bool_], first: int, offsets: NDArray[np.int64], unknown: int
) -> NDArray[np.bool_]:
    """Take from each local moment the offset of its day, in place; return which are left since theirs is `unknown`."""
    left = np.zeros(len(moments), dtype=np.bool_)
    for number in range(len(moments)):
        if local[number]:
            offset = offsets[moments[number] // DAY - first]
            if offset == unknown:
                left[number] = True
            else:
                moments[number] -= offset
    return left


@inlined
def _number(buffer: NDArray[np.uint8], at: int, end: int, most: int) -> tuple[int, int, int]:
    """Return (the number whose digits begin at `at`, where they end, how many they are), of at most `most` digits."""
    value, begin = 0, at
    while at < end and at - begin < most and 48 <= buffer[at] <= 57:
        value = value * 10 + int(buffer[at]) - 48
        at += 1
    return value, at, at - begin


@inlined
def _days_in(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


@inlined
def _days_since_1970(year: int, month: int, day: int) -> int:
    """Count days in the proleptic Gregorian calendar (Hinnant 2013, days_from_civil)."""
    shifted = year - 1 if month <= 2 else year
    era = shifted // 400
    of_era = shifted - era * 400
    of_year = (153 * (month - 3 if month > 2 else month + 9) + 2) // 5 + day - 1
    return era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719_468
