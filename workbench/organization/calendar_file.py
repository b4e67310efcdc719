"""`calendars.yaml` read: the working calendars of an enterprise, by id."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from workbench.findings import Finding, InputError, Severity
from workbench.organization.calendars import ALWAYS, MIDNIGHT, Hours, WorkingCalendar, clock_of
from workbench.tables import YamlDocument, read_yaml

_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_INTERVAL: Final = re.compile(r"([0-2]?\d):([0-5]\d)\s*[-–]\s*([0-2]?\d):([0-5]\d)")


@dataclass(frozen=True, kw_only=True)
class Calendars:
    """The calendars that a workspace declares, by id; none are declared where there is no file."""

    by_id: Mapping[str, WorkingCalendar] = field(default_factory=lambda: MappingProxyType({}))
    findings: tuple[Finding, ...] = ()

    def named(self, *ids: str | None) -> WorkingCalendar:
        """Return the first declared calendar of some ids; where none of them is declared, every hour is worked."""
        return next((self.by_id[each] for each in ids if each is not None and each in self.by_id), ALWAYS)


def read_calendars(path: Path, timezone: str) -> Calendars:
    """Read the calendars of a file; those of a file that names no time zone are read on the clocks of `timezone`.

    A calendar of another form is told (YAML_WRONG_FORM, CALENDAR_OVERLAP) and left out, unless no other is left. Raises
    InputError with line and key where the file is not YAML or not of the form `timezone: …, calendars: {ID: {weekly: {mon:
    ["08:30-12:00"]}, closed: [dates], make_up: [dates]}}`.
    """
    file = read_yaml(path)
    top = _mapping(file, file.content if file.content is not None else {}, ())
    zone = str(top.get("timezone") or timezone)
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as cause:
        raise file.fault("YAML_WRONG_FORM", ("timezone",), wanted="Asia/Shanghai, Europe/Berlin, …") from cause
    found, refused = {}, list[InputError]()
    for key, value in _mapping(file, top.get("calendars") or {}, ("calendars",)).items():
        try:
            found[str(key)] = _calendar(file, str(key), value, zone)
        except InputError as error:
            refused.append(error)
    if refused and not found:
        raise refused[0]
    told = (replace(each.finding, severity=Severity.MAJOR) for each in refused)
    return Calendars(by_id=MappingProxyType(found), findings=(*file.findings, *told))


def _calendar(file: YamlDocument, name: str, value: object, timezone: str) -> WorkingCalendar:
    keys = ("calendars", name)
    facts = _mapping(file, value, keys)
    weekly = _mapping(file, facts.get("weekly") or {}, (*keys, "weekly"))
    unknown = next((str(day) for day in weekly if day not in _WEEKDAYS), None)
    if unknown is not None:
        raise file.fault("YAML_WRONG_FORM", (*keys, "weekly", unknown), wanted=", ".join(_WEEKDAYS))
    hours = [_hours(file, weekly.get(day) or (), (*keys, "weekly", day)) for day in _WEEKDAYS]
    for day, today, tomorrow in zip(_WEEKDAYS, hours, (*hours[1:], hours[0]), strict=True):
        late = [(begin + MIDNIGHT, end + MIDNIGHT) for begin, end in tomorrow]
        _check_apart(file, (*today, *late), (*keys, "weekly", day))
    mon, tue, wed, thu, fri, sat, sun = hours
    return WorkingCalendar(
        id=name,
        timezone=timezone,
        weekly=(mon, tue, wed, thu, fri, sat, sun),
        closed=_dates(file, facts.get("closed") or (), (*keys, "closed")),
        make_up=_dates(file, facts.get("make_up") or (), (*keys, "make_up")),
    )


def _hours(file: YamlDocument, value: object, keys: tuple[str, ...]) -> Hours:
    """Return the hours of a day; what ends no later than it begins ends on the next day."""
    wanted = '["08:30-12:00", "13:30-17:30"], ["22:00-06:00"]'
    if not isinstance(value, list | tuple):
        raise file.fault("YAML_WRONG_FORM", keys, wanted=wanted)
    hours: list[tuple[int, int]] = []
    for text in value:
        found = _INTERVAL.fullmatch(str(text).strip())
        if not found:
            raise file.fault("YAML_WRONG_FORM", keys, wanted=wanted)
        begin, end = (int(found[n]) * 60 + int(found[n + 1]) for n in (1, 3))
        if begin >= MIDNIGHT or end > MIDNIGHT:
            raise file.fault("YAML_WRONG_FORM", keys, wanted=wanted)
        hours.append((begin, end if begin < end else end + MIDNIGHT))
    return tuple(sorted(hours))


def _check_apart(file: YamlDocument, hours: Hours, keys: tuple[str, ...]) -> None:
    """Raise InputError where some hours begin before those before them end."""
    for earlier, later in pairwise(hours):
        if later[0] < earlier[1]:
            first, second = ("–".join(map(clock_of, each)) for each in (earlier, later))
            raise file.fault("CALENDAR_OVERLAP", keys, first=first, second=second)


def _dates(file: YamlDocument, value: object, keys: tuple[str, ...]) -> frozenset[date]:
    if not isinstance(value, list | tuple) or not all(type(each) is date for each in value):
        raise file.fault("YAML_WRONG_FORM", keys, wanted="[2025-05-01, 2025-05-02]")
    return frozenset(value)


def _mapping(file: YamlDocument, value: object, keys: tuple[str, ...]) -> dict[Any, Any]:
    if not isinstance(value, dict):
        raise file.fault("YAML_WRONG_FORM", keys, wanted="{key: value}")
    return value
