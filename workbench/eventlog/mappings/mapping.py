"""Which column means what: standard names, XES keys, common headers in two languages, or what a mapping file says."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from workbench.findings import Finding
from workbench.tables.faults import rejection

CASE: Final = "case_id"
ACTIVITY: Final = "activity"
END: Final = "end"
START: Final = "start"
RECORDED: Final = "recorded"
TRANSITION: Final = "lifecycle"
INSTANCE: Final = "instance"
REQUIRED: Final = (CASE, ACTIVITY, END)
TIMES: Final = (END, START, RECORDED)

STANDARD: Final = MappingProxyType(
    {
        CASE: ("case_id", "case:concept:name"),
        ACTIVITY: ("activity", "concept:name"),
        END: ("end", "timestamp", "time:timestamp"),
        START: ("start", "start_timestamp"),
        RECORDED: ("recorded", "time:recorded"),
        "resource": ("resource", "org:resource"),
        "role": ("role", "org:role"),
        "department": ("department", "org:group"),
        "system": ("system",),
        "function": ("function",),
        "cost": ("cost", "cost:total"),
        "process": ("process",),
        TRANSITION: ("lifecycle:transition",),
        INSTANCE: ("concept:instance",),
    }
)
"""Attribute → its standard names, the first before the next."""

_ALIASES: Final = MappingProxyType(
    {
        CASE: "case,caseid,case number,案例,案例编号,案例号,案例id,流程实例,实例编号,订单号,订单编号,单号,单据编号,工单号",
        ACTIVITY: "activity name,activityname,event,event name,task,task name,活动,活动名称,"
        "作业,作业名称,工序,环节,步骤,任务,节点",
        END: "end time,endtime,end timestamp,complete timestamp,complete time,completion time,completed,"
        "end date,finish time,finished,date,time,datetime,"
        "完成时间,结束时间,时间,时间戳,发生时间,日期",
        START: "start time,starttime,start timestamp,start date,begin,begin time,开始时间,起始时间",
        RECORDED: "recorded at,entry time,录入时间,登记时间,记录时间",
        "resource": "user,user id,employee,performer,操作员,操作人,执行人,处理人,人员,员工,办理人,资源,originator",
        "role": "post,岗位,角色,职位",
        "department": "group,unit,部门,科室,组织",
        "system": "application,系统,信息系统",
        "function": "transaction,功能,系统功能",
        "cost": "costs,成本,费用",
        "process": "process id,流程",
        TRANSITION: "lifecycle,transition,生命周期",
        INSTANCE: "instance",
    }
)


@dataclass(frozen=True, kw_only=True)
class LogMapping:
    """What a mapping file says: attribute → column, time zone and formats of times, activities that leave no event.

    `encoding` and `delimiter` are those of a text, told by its content where they are None. `censored` says what becomes of
    cases that the log's window cuts: `open_cases: exclude`, the only way there is.
    """

    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    timezone: str | None = None
    formats: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    unobservable: tuple[str, ...] = ()
    censored: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    encoding: str | None = None
    delimiter: str | None = None
    findings: tuple[Finding, ...] = ()


def columns_of(header: Sequence[str], mapping: LogMapping, path: str) -> Mapping[str, int]:
    """Return attribute → position of its column, as `known_columns`.

    Raises InputError where a required attribute has no column, or where two aliases claim one attribute.
    """
    found = known_columns(header, mapping, path)
    _demand(found, header, path)
    return found


def known_columns(header: Sequence[str], mapping: LogMapping, path: str) -> Mapping[str, int]:
    """Return attribute → position of its column. What a mapping file decides comes before standard names, those before aliases.

    Raises InputError where a column that the mapping file names is missing, or where two aliases claim one attribute.
    """
    position = {name: number for number, name in reversed(list(enumerate(header)))}
    spelled: dict[str, list[int]] = {}
    for number, name in enumerate(header):
        spelled.setdefault(_folded(name), []).append(number)
    found: dict[str, int] = {}
    for attribute, standards in STANDARD.items():
        column = mapping.columns.get(attribute)
        if column is not None:
            if column not in position:
                raise rejection(path, "CSV_MISSING_COLUMN", {"columns": column, "found": ", ".join(header)})
            found[attribute] = position[column]
            continue
        claimed = _by_standard(standards, position, spelled)
        if claimed is None:
            claimed = _by_alias(attribute, header, spelled, path)
        if claimed is not None:
            found[attribute] = claimed
    return MappingProxyType(found)


def keys_of(keys: Collection[str], mapping: LogMapping, path: str) -> Mapping[str, str]:
    """Return attribute → key of an XES event; the case is the trace. A mapping file decides, then XES keys, then plain ones.

    Raises InputError where a key that a mapping file names does not occur.
    """
    found: dict[str, str] = {}
    for attribute, standards in STANDARD.items():
        named = mapping.columns.get(attribute)
        if attribute == CASE:
            continue
        if named is not None and named not in keys:
            raise rejection(path, "CSV_MISSING_COLUMN", {"columns": named, "found": ", ".join(sorted(keys))})
        known = sorted(standards, key=lambda name: ":" not in name)
        key = named if named is not None else next((name for name in known if name in keys), None)
        if key is not None:
            found[attribute] = key
    return MappingProxyType(found)


MOST_ABOVE: Final = 20
"""Rows with content, titles and the like, that may stand above the header of a table."""


def looks_like_log_table(header: Iterable[str]) -> bool:
    """Return whether a table with this header bears case, activity and time under names known here."""
    spelled = {_folded(name) for name in header}
    return all(spelled & {_folded(name) for name in (*STANDARD[key], *_ALIASES[key].split(","))} for key in REQUIRED)


def _by_standard(standards: Sequence[str], position: Mapping[str, int], spelled: Mapping[str, Sequence[int]]) -> int | None:
    """Find a column by the first standard name that the header bears as it stands, or else spelled with capitals or blanks."""
    for standard in standards:
        claims = spelled.get(_folded(standard), ())
        if standard in position:
            return position[standard]
        if len(claims) == 1:
            return claims[0]
    return None


def _by_alias(attribute: str, header: Sequence[str], spelled: Mapping[str, Sequence[int]], path: str) -> int | None:
    """Find a column by an alias; two of a kind are never chosen between."""
    wanted = {_folded(name) for name in (*STANDARD[attribute], *_ALIASES[attribute].split(","))}
    claims = sorted({number for name in wanted for number in spelled.get(name, ())})
    if len(claims) > 1:
        names = ", ".join(header[number] for number in claims)
        raise rejection(path, "CSV_AMBIGUOUS_COLUMN", {"attribute": attribute, "columns": names})
    return claims[0] if claims else None


def rivals_of(attribute: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return the names that a column for the attribute could bear by the standards as well; one of them was taken before."""
    known = {_folded(standard) for standard in STANDARD[attribute]}
    return tuple(name for name in names if name not in STANDARD and _folded(name) in known)


def _demand(found: Mapping[str, int], header: Sequence[str], path: str) -> None:
    columns = ", ".join(name for name in header if name) or "–"
    if CASE not in found:
        raise rejection(path, "CSV_NO_CASE_COLUMN", {"columns": columns}, line=1)
    for attribute in REQUIRED:
        if attribute not in found:
            raise rejection(path, "CSV_NO_COLUMN", {"attribute": attribute, "columns": columns}, line=1)


def _folded(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().replace("_", "").split())
