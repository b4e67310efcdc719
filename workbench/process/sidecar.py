"""The sidecar of a process: what BPMN has no place for – owner, activity codes, what leaves no trace, what log labels mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from workbench.findings import Finding, Severity
from workbench.tables import YamlDocument, read_yaml

_DURATION: Final = re.compile(r"P(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?)?")
_MOST_HOURS: Final = 1_000_000


@dataclass(frozen=True, kw_only=True)
class TimeLimit:
    """How long something may take: working hours of a calendar (None: that of the process), or elapsed hours."""

    hours: float
    calendar: str | None = None
    is_elapsed: bool = False


@dataclass(frozen=True, kw_only=True)
class ActivityFacts:
    """What the sidecar says of one activity; None where it says nothing.

    `functions` are ids, that of an offline system standing for itself; `data` are ids and what is done with each (letters of
    CRUD).
    """

    code: str | None = None
    name_en: str | None = None
    observable: bool | None = None
    time_limit: TimeLimit | None = None
    kind: str | None = None
    functions: tuple[str, ...] | None = None
    needs_system: bool | None = None
    criticality: str | None = None
    data: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class OrderRule:
    """`before` must be done before `after`; both are activity ids."""

    before: str
    after: str
    severity: Severity
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class UndesignedLabel:
    """What a log label that no activity bears stands for: work, approval or control."""

    kind: str = "work"
    name_en: str | None = None


class LaneMeaning(StrEnum):
    """What the lanes of a file stand for."""

    POST = "post"
    DEPARTMENT = "department"
    SYSTEM = "system"


@dataclass(frozen=True, kw_only=True)
class Sidecar:
    """The facts beside one process, by BPMN element id and by log label; calls are opaque unless they are `calls_inlined`.

    `lane_means` says what its lanes stand for, `calendar` when it is worked on, `target` how long a case may take, `owner` the
    post that answers for it.
    """

    process_id: str | None = None
    name: str | None = None
    name_en: str | None = None
    calls_inlined: bool = False
    lane_means: LaneMeaning | None = None
    calendar: str | None = None
    target: TimeLimit | None = None
    owner: str | None = None
    criticality: str | None = None
    activities: Mapping[str, ActivityFacts] = field(default_factory=lambda: MappingProxyType({}))
    order_rules: tuple[OrderRule, ...] = ()
    labels: Mapping[str, UndesignedLabel] = field(default_factory=lambda: MappingProxyType({}))
    findings: tuple[Finding, ...] = ()


def read_sidecar(path: Path) -> Sidecar:
    """Read a sidecar YAML file; unknown keys are left to those who know them.

    Raises InputError with the line where the file is not YAML or not of the expected form.
    """
    file = read_yaml(path)
    if file.content is None:
        return Sidecar()
    content, process = file.content, _mapping(file, file.content, "process")
    return Sidecar(
        process_id=_text(process.get("id")),
        name=_text(process.get("name")),
        name_en=_text(process.get("name_en")),
        calls_inlined=process.get("calls") == "inlined",
        lane_means=_lane_meaning(file, content.get("lane_means")),
        calendar=_text(process.get("calendar")),
        target=_target(file, process.get("target_cycle_time")),
        owner=_text(process.get("owner")) or None,
        criticality=_text(process.get("criticality")),
        activities=MappingProxyType({str(k): _facts(file, k, v) for k, v in _mapping(file, content, "activities").items()}),
        order_rules=tuple(_rule(file, rule) for rule in _list(file, content, "order_rules")),
        labels=MappingProxyType({str(k): _label(v) for k, v in _mapping(file, content, "labels").items()}),
        findings=file.findings,
    )


def _facts(file: YamlDocument, activity: object, value: object) -> ActivityFacts:
    if value is None:
        return ActivityFacts()
    if not isinstance(value, dict):
        raise file.fault("YAML_WRONG_FORM", ("activities", activity), wanted="a mapping")
    return ActivityFacts(
        code=_text(value.get("code")),
        name_en=_text(value.get("name_en")),
        observable=_truth(value.get("observable")),
        time_limit=_time_limit(file, activity, value.get("sla")),
        kind=_text(value.get("kind")),
        functions=_texts(file, activity, value.get("functions")),
        needs_system=_truth(value.get("needs_system")),
        criticality=_text(value.get("criticality")),
        data=_data(file, activity, value.get("data")),
    )


def _texts(file: YamlDocument, activity: object, value: object) -> tuple[str, ...] | None:
    if value is None:
        return None
    if not isinstance(value, str | list):
        raise file.fault("YAML_WRONG_FORM", ("activities", activity, "functions"), wanted="[MES.PLAN, …]")
    return tuple(str(each) for each in ([value] if isinstance(value, str) else value))


def _data(file: YamlDocument, activity: object, value: object) -> tuple[tuple[str, str], ...]:
    if value is None:
        return ()
    if not isinstance(value, dict):
        raise file.fault("YAML_WRONG_FORM", ("activities", activity, "data"), wanted="{DO06: R, DO07: C}")
    return tuple((str(data), str(operations)) for data, operations in value.items())


def _truth(value: object) -> bool | None:
    """Read yes and no, which YAML 1.1 already knows, and their Chinese words."""
    words = {"yes": True, "no": False, "true": True, "false": False, "是": True, "否": False}
    return value if isinstance(value, bool) else words.get(str(value).strip().casefold())


def _time_limit(file: YamlDocument, activity: object, value: object) -> TimeLimit | None:
    if value is None:
        return None
    given = value if isinstance(value, dict) else {}
    hours = given.get("hours")
    if not isinstance(hours, int | float) or not 0 < hours < _MOST_HOURS:
        raise file.fault("YAML_WRONG_FORM", ("activities", activity, "sla"), wanted="{hours: 16, calendar: OFFICE}")
    return TimeLimit(hours=float(hours), calendar=_text(given.get("calendar")))


def _target(file: YamlDocument, value: object) -> TimeLimit | None:
    """Read an ISO 8601 duration: days and weeks are elapsed time, one of hours and minutes alone is working time."""
    if value is None:
        return None
    found = _DURATION.fullmatch(str(value))
    if found is None or not any(found.groups()):
        raise file.fault("YAML_WRONG_FORM", ("process", "target_cycle_time"), wanted="P16D, PT40H")
    weeks, days, hours, minutes = (float(number or 0) for number in found.groups())
    limit = (weeks * 7 + days) * 24 + hours + minutes / 60
    if not 0 < limit < _MOST_HOURS:
        raise file.fault("YAML_WRONG_FORM", ("process", "target_cycle_time"), wanted="P16D, PT40H")
    return TimeLimit(hours=limit, is_elapsed=bool(weeks or days))


def _lane_meaning(file: YamlDocument, value: object) -> LaneMeaning | None:
    if value is None:
        return None
    if str(value) not in set(LaneMeaning):
        raise file.fault("YAML_WRONG_FORM", ("lane_means",), wanted=", ".join(LaneMeaning))
    return LaneMeaning(str(value))


def _rule(file: YamlDocument, value: object) -> OrderRule:
    if not isinstance(value, dict) or "before" not in value or "after" not in value:
        raise file.fault("YAML_WRONG_FORM", ("order_rules",), wanted="{before: …, after: …}")
    severity = str(value.get("severity", Severity.MAJOR))
    if severity not in set(Severity):
        raise file.fault("YAML_WRONG_FORM", ("order_rules", "severity"), wanted=", ".join(Severity))
    return OrderRule(
        before=str(value["before"]),
        after=str(value["after"]),
        severity=Severity(severity),
        why=str(value.get("why", "")),
    )


def _label(value: object) -> UndesignedLabel:
    given = value if isinstance(value, dict) else {}
    return UndesignedLabel(kind=str(given.get("kind", "work")), name_en=_text(given.get("name_en")))


def _mapping(file: YamlDocument, content: object, key: str) -> dict[Any, Any]:
    if not isinstance(content, dict):
        raise file.fault("YAML_WRONG_FORM", (), wanted="a mapping")
    value = content.get(key) or {}
    if not isinstance(value, dict):
        raise file.fault("YAML_WRONG_FORM", (key,), wanted="a mapping")
    return value


def _list(file: YamlDocument, content: dict[Any, Any], key: str) -> list[Any]:
    value = content.get(key) or []
    if not isinstance(value, list):
        raise file.fault("YAML_WRONG_FORM", (key,), wanted="a list")
    return value


def _text(value: object) -> str | None:
    return None if value is None else str(value)
