"""Times as text to microseconds since 1970 UTC: ISO 8601, slashes, Excel serials, declared formats; no guess is silent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import MISSING, NO_TIME
from workbench.eventlog.room import room_for
from workbench.eventlog.rows.clock import DAY, days_of, mark_days, shift_local
from workbench.eventlog.rows.raw import RawTimes
from workbench.findings import Finding
from workbench.tables.faults import misuse, note, rejection, warning

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_EXCEL_EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - local by definition; the zone comes from the reading
_MICROSECOND: Final = timedelta(microseconds=1)
_DAY_FIRST_OR_MONTH_FIRST: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(.*)", re.DOTALL)
_SERIAL: Final = re.compile(r"\d{5}(\.\d+)?")
_OFFSET: Final = re.compile(r".*:\d\d.*(?:[zZ]|[+-]\d\d(?::?\d\d)?)\s*", re.DOTALL)
_PADDED: Final = re.compile(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})(?:[T ]+(\d{1,2}):(\d{1,2})(.*))?")


@dataclass(frozen=True, kw_only=True)
class TimeReading:
    """How the times of one column are read: a declared format, else forms recognised; `zone` where a text has no offset."""

    zone: ZoneInfo
    declared: str | None = None
    day_first: bool | None = None


def zone_of(name: str, path: str | None = None) -> ZoneInfo:
    """Return a time zone by its IANA name. Raises UsageError where there is none of that name."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as cause:
        examples = "Asia/Shanghai, UTC, Europe/Berlin, …"
        raise misuse("SETTING_UNKNOWN", {"key": "timezone", "value": name, "wanted": examples}, path=path) from cause


def has_offset(text: str) -> bool:
    """Return whether a time says its offset from UTC."""
    return (text[-6:-5] in ("+", "-") and text[-3:-2] == ":") or _OFFSET.fullmatch(text) is not None


def decide(texts: Sequence[str], path: str, reading: TimeReading) -> tuple[TimeReading, tuple[Finding, ...]]:
    """Decide from all distinct texts of a column whether the day or the month comes first, and say so.

    Raises InputError where neither the data nor the mapping decides, or where some rows can only be one, some the other.
    """
    if reading.declared is not None:
        return reading, ()
    texts = [text for text in texts if text[4:5] != "-"]
    parts = [match for text in texts if (match := _DAY_FIRST_OR_MONTH_FIRST.fullmatch(text.strip()))]
    serial = next((text for text in texts if _SERIAL.fullmatch(text.strip())), None)
    serials = (note(path, "TIME_EXCEL_SERIAL", {"value": serial}),) if serial else ()
    if not parts:
        return reading, serials
    day_first = [match[0] for match in parts if int(match[1]) > 12]
    month_first = [match[0] for match in parts if int(match[2]) > 12]
    if day_first and month_first:
        raise rejection(path, "TIME_INCONSISTENT", {"one": day_first[0], "other": month_first[0]})
    decided = TimeReading(zone=reading.zone, day_first=not month_first)
    if not day_first and not month_first:
        return decided, (*serials, warning(path, "TIME_AMBIGUOUS", {"value": parts[0][0]}))
    order = "dd/mm" if day_first else "mm/dd"
    return decided, (*serials, note(path, "TIME_ORDER", {"order": order, "value": (day_first or month_first)[0]}))


def resolved(times: RawTimes, reading: TimeReading) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return a column of times in µs since 1970-01-01 UTC, and what each text of `times.odd` means; NO_TIME where it is none."""
    moments = in_utc(times.moments, times.local, reading.zone)
    odd = np.array([*(microseconds(text, reading) for text in times.odd.values), NO_TIME], dtype=np.int64)
    rows = np.flatnonzero(times.odd.codes != MISSING)
    if len(rows):
        moments = moments.copy() if moments is times.moments else moments
        moments[rows] = odd[times.odd.codes[rows]]
    return moments, odd[:-1]


def in_utc(moments: NDArray[np.int64], local: NDArray[np.bool_], zone: ZoneInfo) -> NDArray[np.int64]:
    """Return moments in UTC, those that are local read in a time zone; what happens twice is taken for the earlier."""
    if not local.any():
        return moments
    shifted = room_for(len(moments), np.int64)
    shifted[:] = moments
    first, last = days_of(moments, local)
    present = np.zeros(last - first + 1, dtype=np.bool_)
    mark_days(moments, local, first, present)
    offsets = np.full(len(present), NO_TIME, dtype=np.int64)
    for number in np.flatnonzero(present).tolist():
        at_times = {_offset((first + number) * DAY + part, zone) for part in (0, DAY // 2, DAY - 1)}
        if len(at_times) == 1:
            offsets[number] = at_times.pop()
    for row in np.flatnonzero(shift_local(shifted, local, first, offsets, NO_TIME)).tolist():
        shifted[row] -= _offset(int(shifted[row]), zone)
    return shifted


def _offset(local: int, zone: ZoneInfo) -> int:
    """Return how far local time is ahead of UTC, in µs, at a local time."""
    ahead = (_EPOCH.replace(tzinfo=None) + timedelta(microseconds=local)).replace(tzinfo=zone).utcoffset()
    return (ahead or timedelta()) // _MICROSECOND


def microseconds(text: str, reading: TimeReading) -> int:
    """Return one time as microseconds since 1970-01-01 UTC; NO_TIME where the text is no time."""
    moment = _moment(text.strip(), reading)
    if moment is None:
        return NO_TIME
    try:
        aware = moment if moment.tzinfo else moment.replace(tzinfo=reading.zone)
        return (aware - _EPOCH) // _MICROSECOND
    except OverflowError:
        return NO_TIME


def _moment(text: str, reading: TimeReading) -> datetime | None:
    try:
        if reading.declared is not None:
            return datetime.strptime(text, reading.declared)  # noqa: DTZ007 - the zone comes from the reading
        return datetime.fromisoformat(text)
    except ValueError:
        return None if reading.declared is not None else _other_form(text, reading)


def _other_form(text: str, reading: TimeReading) -> datetime | None:
    if _SERIAL.fullmatch(text):
        return _EXCEL_EPOCH + timedelta(milliseconds=round(float(text) * 86_400_000))
    swapped = _DAY_FIRST_OR_MONTH_FIRST.fullmatch(text)
    if swapped:
        day, month = (swapped[1], swapped[2]) if reading.day_first is not False else (swapped[2], swapped[1])
        text = f"{swapped[3]}-{month}-{day}{swapped[4]}"
    match = _PADDED.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, rest = match.groups()
    clock = f"T{int(hour):02}:{minute:0>2}{(rest or '').strip()}" if hour else ""
    try:
        return datetime.fromisoformat(f"{year}-{int(month):02}-{int(day):02}{clock}")
    except ValueError:
        return None
