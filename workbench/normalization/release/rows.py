"""A design and a policy as rows under keys, all of one shape, so that one comparison tells what differs in any of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from workbench.design import Design, DesignedActivity, DesignedProcess
from workbench.fit import Policy
from workbench.fit.codes import SEVERITIES
from workbench.normalization.plain_values import plain
from workbench.organization import WorkingCalendar, clock_of
from workbench.process.sidecar import TimeLimit
from workbench.redesign.changes.handing_out import tables_of
from workbench.strategy.model import KPI, Advantage, Capability, Objective, Strategy, StrategyStatement
from workbench.tables import TableKind


class Area(StrEnum):
    """What of a standard differs, in the order in which it is told."""

    PROCESS = "process"
    FLOW = "flow"
    OWNER = "owner"
    ACTIVITY = "activity"
    DUTY = "duty"
    AUTHORITY = "authority"
    SEGREGATION = "segregation"
    ORDER_RULE = "order_rule"
    LABEL = "label"
    DEPARTMENT = "department"
    POST = "post"
    TEAM = "team"
    HOST = "host"
    COORDINATION = "coordination"
    CALENDAR = "calendar"
    SYSTEM = "system"
    FUNCTION = "function"
    INTEGRATION = "integration"
    PERMISSION = "permission"
    DATA = "data"
    DATA_USE = "data_use"
    ALIAS = "alias"
    KPI = "kpi"
    OBJECTIVE = "objective"
    STRATEGY = "strategy"
    POLICY = "policy"

    @property
    def rank(self) -> int:
        """Return its place in the order, from 0."""
        return list(Area).index(self)


@dataclass(frozen=True, kw_only=True)
class _Keyed:
    """How rows of a table are told apart, of what they are, and which of their cells say nothing of their own here."""

    area: Area
    key: tuple[str, ...]
    without: tuple[str, ...] = ()


_TABLES: Final[Mapping[TableKind, _Keyed]] = MappingProxyType(
    {
        TableKind.RESPONSIBILITIES: _Keyed(area=Area.DUTY, key=("activity_id", "post_id")),
        TableKind.AUTHORITY: _Keyed(area=Area.AUTHORITY, key=("activity_id", "attribute", "operator", "value")),
        TableKind.SEPARATION_OF_DUTIES: _Keyed(area=Area.SEGREGATION, key=("activity_a", "activity_b")),
        TableKind.DEPARTMENTS: _Keyed(area=Area.DEPARTMENT, key=("department_id",)),
        TableKind.POSTS: _Keyed(area=Area.POST, key=("post_id",)),
        TableKind.TEAMS: _Keyed(area=Area.TEAM, key=("process", "post_id")),
        TableKind.HOSTS: _Keyed(area=Area.HOST, key=("post_id", "department_id")),
        TableKind.COORDINATION: _Keyed(area=Area.COORDINATION, key=("department_a", "department_b")),
        TableKind.SYSTEMS: _Keyed(area=Area.SYSTEM, key=("system_id",)),
        TableKind.FUNCTIONS: _Keyed(area=Area.FUNCTION, key=("function_id",), without=("activities",)),
        TableKind.INTEGRATIONS: _Keyed(area=Area.INTEGRATION, key=("from_system", "to_system")),
        TableKind.PERMISSIONS: _Keyed(area=Area.PERMISSION, key=("post_id", "account_id", "function_id")),
        TableKind.DATA_OBJECTS: _Keyed(area=Area.DATA, key=("data_id",)),
        TableKind.ALIASES: _Keyed(area=Area.ALIAS, key=("kind", "alias", "process")),
    }
)
"""Who holds which post, stands in for whom and has which account is no part of a standard: those tables are not compared."""

_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_TARGET: Final = ("target", "target_calendar", "target_is_elapsed")
_TIME_LIMIT: Final = ("time_limit", "time_limit_calendar", "time_limit_is_elapsed")
_OF_ACTIVITIES: Final = frozenset({Area.DUTY, Area.AUTHORITY, Area.SEGREGATION, Area.ORDER_RULE, Area.DATA_USE, Area.ACTIVITY})


@dataclass(frozen=True, kw_only=True)
class KeyedRow:
    """One row: of what, of which process ("" for the enterprise), under which key, and what it says, all as texts."""

    area: Area
    key: tuple[str, ...]
    process: str = ""
    says: Mapping[str, str]


def rows_of(design: Design, policy: Policy) -> tuple[KeyedRow, ...]:
    """Return all that a standard says beside its flows and its people. Several rows under one key are one: their cells joined."""
    rows = (*_processes(design), *_activities(design), *_tables(design), *_strategy(design.strategy), *_policy(policy))
    merged: dict[tuple[Area, tuple[str, ...], str], list[KeyedRow]] = {}
    for each in rows:
        merged.setdefault((each.area, each.key, each.process), []).append(each)
    return tuple(_joined(several) for several in merged.values())


def activity_keys(row: KeyedRow) -> tuple[str, ...]:
    """Return the activities that a row is about, as far as its key names them."""
    return row.key if row.area in _OF_ACTIVITIES else ()


def _joined(rows: list[KeyedRow]) -> KeyedRow:
    first = rows[0]
    names = dict.fromkeys(name for row in rows for name in row.says)
    says = {name: "|".join(sorted({row.says.get(name, "") for row in rows} - {""})) for name in names}
    return KeyedRow(area=first.area, key=first.key, process=first.process, says=MappingProxyType(says))


def _processes(design: Design) -> Iterator[KeyedRow]:
    for each in design.processes:
        sidecar = each.sidecar
        says: dict[str, object] = {"name": each.texts["zh-CN"], "name_en": each.texts["en"], "criticality": sidecar.criticality}
        says |= {
            **_limit(_TARGET, [sidecar.target]),
            "calendar": sidecar.calendar,
            "lane_means": sidecar.lane_means,
        }
        yield _row(Area.PROCESS, (each.id,), says, each.id)
        owner = design.owner_of(each)
        if owner is not None:
            yield _row(Area.OWNER, (each.id,), {"owner": owner}, each.id)
        yield from _rules(each)


def _rules(process: DesignedProcess) -> Iterator[KeyedRow]:
    for rule in process.sidecar.order_rules:
        says = {"severity": rule.severity, "why": rule.why}
        yield _row(Area.ORDER_RULE, (rule.before, rule.after), says, process.id)
    for label, meaning in process.sidecar.labels.items():
        yield _row(Area.LABEL, (label,), {"kind": meaning.kind, "name_en": meaning.name_en}, process.id)


def _activities(design: Design) -> Iterator[KeyedRow]:
    for each in design.activities:
        facts = design.process[each.process].sidecar.activities
        limits = [facts[element].time_limit for element in each.elements if element in facts]
        yield _row(Area.ACTIVITY, (each.id,), _of_activity(each) | _limit(_TIME_LIMIT, limits), each.process)
        for data, operations in sorted(each.uses.items()):
            says = {"operations": sorted(operation.value for operation in operations)}
            yield _row(Area.DATA_USE, (each.id, data), says, each.process)


def _limit(names: tuple[str, str, str], limits: Iterable[TimeLimit | None]) -> dict[str, object]:
    """Return time limits as cells of their own: hours, their calendar, and whether the clock alone counts; none of none."""
    told = sorted({(_text(it.hours), _text(it.calendar), _text(it.is_elapsed)) for it in limits if it is not None})
    columns = zip(names, zip(*told, strict=True), strict=False)
    return {name: "|".join(cells if len({*cells}) > 1 else cells[:1]) for name, cells in columns}


def _of_activity(activity: DesignedActivity) -> dict[str, object]:
    lane = activity.lane
    return {
        "name": activity.texts["zh-CN"],
        "name_en": activity.texts["en"],
        "kind": activity.kind,
        "bpmn": activity.tag,
        "criticality": activity.criticality,
        "needs_system": activity.needs_system,
        "functions": activity.functions,
        "lane": None if lane is None else f"{lane.meaning.value} {lane.id}",
        "observable": not activity.is_blind,
    }


def _tables(design: Design) -> Iterator[KeyedRow]:
    process_of = {each.id: each.process for each in reversed(design.activities)}
    posts = {post.id for post in design.organization.posts or ()}
    tables = tables_of(design)
    for kind, known in _TABLES.items():
        for row in tables[kind].rows if kind in tables else ():
            cells = {**row.cells, **row.attributes}
            if known.area is Area.DEPARTMENT and cells.get("head") not in posts:
                cells.pop("head", None)  # a person: who leads is no part of a standard
            if known.area is Area.ALIAS and cells.get("kind") == "person":
                continue
            key = tuple(cells.get(name, "") for name in known.key)
            process = process_of.get(key[0], "") if known.area in _OF_ACTIVITIES else ""
            says = {name: text for name, text in cells.items() if name not in (*known.key, *known.without)}
            yield _row(known.area, key, says, process)
    calendars = design.organization.calendars
    for name, calendar in sorted(calendars.by_id.items()) if calendars is not None else ():
        yield _row(Area.CALENDAR, (name,), _calendar(calendar))


def _calendar(calendar: WorkingCalendar) -> Mapping[str, object]:
    """Return a calendar as cells of its own: the hours of each weekday, and the days that are none of the usual."""
    spans = ([f"{clock_of(begin)}–{clock_of(end)}" for begin, end in hours] for hours in calendar.weekly)
    hours = dict(zip(_DAYS, spans, strict=True))
    days = {"closed": sorted(calendar.closed), "make_up": sorted(calendar.make_up)}
    return {**hours, **days, "timezone": calendar.timezone}


def _strategy(strategy: Strategy) -> Iterator[KeyedRow]:
    yield from _plain_rows(Area.KPI, strategy.kpis)
    yield from _plain_rows(Area.OBJECTIVE, strategy.objectives)
    for rows in (strategy.statements, strategy.advantages, strategy.capabilities):
        yield from _plain_rows(Area.STRATEGY, rows)


def _plain_rows(area: Area, rows: Iterable[StrategyStatement | Advantage | Capability | KPI | Objective]) -> Iterator[KeyedRow]:
    """Yield rows that are dataclasses with an id."""
    for row in rows:
        says = {each.name: getattr(row, each.name) for each in fields(row) if each.name not in ("id", "place")}
        yield _row(area, (row.id,), says)


def _policy(policy: Policy) -> Iterator[KeyedRow]:
    content = {**policy.content, "findings": {code: policy.claims(code) for code in SEVERITIES}}
    for section, said in content.items():
        values = said if isinstance(said, Mapping) else {"": said}
        for name, value in values.items():
            yield _row(Area.POLICY, (section, name) if name else (section,), {"value": value})


def _row(area: Area, key: tuple[str, ...], says: Mapping[str, object], process: str = "") -> KeyedRow:
    texts = {name: _text(value) for name, value in says.items()}
    shown = {name: text for name, text in texts.items() if text}
    return KeyedRow(area=area, key=key, process=process, says=MappingProxyType(shown))


def _text(value: object) -> str:
    """Return a value as a text that is the same for the same value."""
    return _told(plain(value))


def _told(said: Any) -> str:
    if said is None:
        return ""
    if isinstance(said, Mapping):
        return "; ".join(f"{key}: {text}" for key, each in said.items() if (text := _told(each)))
    if isinstance(said, list):
        return "|".join(filter(None, map(_told, said)))
    if isinstance(said, bool):
        return "yes" if said else "no"
    return f"{said:.15g}" if isinstance(said, float) else str(said)
