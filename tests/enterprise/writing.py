"""The workspace of the enterprise as files, in two variants that mean the same."""

from __future__ import annotations

import csv
import gzip
import io
import random
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final
from xml.sax.saxutils import quoteattr

from openpyxl import Workbook

from tests.enterprise.duties import ACCOUNTS, ACTIVITIES, OWNERS, PROCESS_NAMES, PROCESSES, SYSTEMS, TARGETS
from tests.enterprise.generate import Enterprise
from tests.enterprise.models import MODELS
from tests.enterprise.people import CLOSED, MAKE_UP, NAME, POSTS, posts_of
from tests.enterprise.play import Event
from tests.enterprise.tables import FOLDERS, SHEETS, Rows, tables

VARIANTS: Final = ("tables", "workbook")
_ENCODINGS: Final = {
    "departments": ("gbk", ","),
    "persons": ("gb18030", ";"),
    "systems": ("utf-8", "\t"),
    "posts": ("utf-16", ","),
}
_LANES: Final = {"SMP": "post", "REA": "department", "CAL": "system", "CMP": "post"}
_BLIND: Final = ("CAL-02",)
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")
_PERSONAL: Final = {person: account for account, _, person, kind in ACCOUNTS if kind == "personal" and account.startswith("LIS")}
_SYSTEM_NAMES: Final = {system: name for system, name, *_ in SYSTEMS}


def write(of: Enterprise, root: Path, variant: str) -> Path:
    """Write the workspace below `root` and return it: CSV files of many kinds, or one workbook."""
    texts = {
        "workbench.yaml": _settings(),
        "models/organization/calendars.yaml": _calendars(),
        **{f"models/processes/{process}.bpmn": MODELS[process]() for process in PROCESSES},
        **{f"models/processes/{process}.yaml": _sidecar(process) for process in PROCESSES},
        "event_logs/reagents.mapping.yaml": _mapping(),
    }
    contents = {path: text.encode() for path, text in texts.items()}
    contents["event_logs/specimens.xes.gz"] = gzip.compress(_xes(of).encode(), mtime=0)
    contents["event_logs/reagents.csv"] = _text(_reagents(of), ",").encode("gbk")
    contents["event_logs/quality.csv"] = _text(_quality(of), ";").encode("utf-8-sig")
    for name, rows in tables(variant == "workbook").items() if variant == "tables" else ():
        encoding, delimiter = _ENCODINGS.get(name, ("utf-8-sig", ","))
        contents["/".join(filter(None, ("models", FOLDERS.get(name, "organization"), f"{name}.csv")))] = _text(
            rows, delimiter
        ).encode(encoding)
    for path, content in contents.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    if variant == "workbook":
        _workbook(root / "models/enterprise.xlsx")
    return root


def _workbook(path: Path) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in tables(True).items():
        sheet = book.create_sheet(SHEETS[name])
        for row in rows:
            sheet.append([_cell(cell) for cell in row])
    book.save(path)


def _cell(value: object) -> object:
    """Return what a person would enter: nothing, a date as a date, else the same."""
    if value == "":
        return None
    return date.fromisoformat(value) if isinstance(value, str) and _DATE.fullmatch(value) else value


def _text(rows: Iterable[Sequence[object]], delimiter: str) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n", delimiter=delimiter).writerows(rows)
    return out.getvalue()


def _settings() -> str:
    logs = {"SMP": "specimens.xes.gz", "REA": "reagents.csv", "CAL": "quality.csv", "CMP": "quality.csv"}
    links = "".join(f"  {each}: {{model: models/processes/{each}.bpmn, log: event_logs/{logs[each]}}}\n" for each in PROCESSES)
    return f"name: {NAME}\nlanguage: zh-CN\ntimezone: Asia/Shanghai\nprocesses:\n{links}"


def _calendars() -> str:
    closed, make_up = (", ".join(day.isoformat() for day in days) for days in (CLOSED, MAKE_UP))
    office = ", ".join(f'{day}: ["08:30-12:00", "13:30-17:30"]' for day in ("mon", "tue", "wed", "thu", "fri"))
    lab = ", ".join(f'{day}: ["07:00-19:00"]' for day in ("mon", "tue", "wed", "thu", "fri", "sat"))
    return "timezone: Asia/Shanghai\ncalendars:\n" + "".join(
        f"  {name}:\n    weekly: {{{weekly}}}\n    closed: [{closed}]\n    make_up: [{make_up}]\n"
        for name, weekly in (("OFFICE", office), ("LABDAY", lab))
    )


def _sidecar(process: str) -> str:
    owner = f", owner: {OWNERS[process]}" if OWNERS[process] else ""
    target = f", target_cycle_time: {TARGETS[process]}" if process in TARGETS else ""
    lines = [
        f"process: {{id: {process}, name: {PROCESS_NAMES[process]}{owner}{target}, calendar: OFFICE}}",
        f"lane_means: {_LANES[process]}",
    ]
    facts: dict[str, list[str]] = {}
    for activity in ACTIVITIES.values():
        if activity.process != process:
            continue
        own = facts.setdefault(activity.element, [])
        if process == "REA":
            own.append(f"code: {activity.id}")
        if activity.id in _BLIND:
            own.append("observable: no")
        if activity.id == "REA-05":
            own.append("needs_system: no")
        if activity.id in ("val", "REA-02", "REA-09"):
            own.append("kind: approval")
        if activity.id in ("c_rep", "arch"):
            own.append(f"functions: [{activity.functions[0]}]")
    lines += ["activities:", *(f"  {element}: {{{', '.join(own)}}}" for element, own in facts.items() if own)]
    if not any(facts.values()):
        lines.pop()
    if process == "SMP":
        lines += ["order_rules:", "  - {before: val, after: rep, severity: critical, why: 先审核后出报告}"]
    if process == "REA":
        lines += [
            "labels:",
            "  主任加签: {kind: approval}",
            "  财务总监会签: {kind: approval}",
            "  紧急调价: {kind: work}",
            "  抽查: {kind: control}",
        ]
    return "\n".join(lines) + "\n"


def _mapping() -> str:
    return (
        "columns: {case_id: 采购单, activity: 做了什么, start: 起, end: 讫,"
        " resource: 经办, system: 所用系统, function: 所用功能}\n"
        "timezone: Asia/Shanghai\n"
        'formats: {start: "%Y/%m/%d %H:%M", end: "%Y/%m/%d %H:%M"}\n'
        "unobservable: [单据归集]\n"
        "censored: {open_cases: exclude}\n"
    )


def _shuffled(events: Iterable[Event]) -> list[Event]:
    rows = list(events)
    random.Random(7).shuffle(rows)
    return rows


def _reagents(of: Enterprise) -> Rows:
    rows: Rows = [("采购单", "做了什么", "起", "讫", "经办", "所用系统", "所用功能", "试剂类别")]
    for number, event in enumerate(_shuffled(each for each in of.events if each.process == "REA")):
        times = (moment.strftime("%Y/%m/%d %H:%M") for moment in (event.start, event.end))
        system = "设备平台" if event.system == "EAM" else _SYSTEM_NAMES.get(event.system, "") if number % 2 else event.system
        function = "入库" if event.function == "ERP.GRN" and number % 3 == 0 else event.function
        who = "小周" if event.resource == "E071" and number % 4 == 0 else event.resource
        label = "收货" if event.what == "REA-06" and number % 2 else _label(event.what, number)
        rows.append((event.case, label, *times, who, system, function, "常规"))
    return rows


def _quality(of: Enterprise) -> Rows:
    """Tell two processes in one table whose case numbers are the same; half of the times are in UTC."""
    rows: Rows = [("process", "case_id", "activity", "start", "end", "resource", "system", "function")]
    for number, event in enumerate(_shuffled(each for each in of.events if each.process in ("CAL", "CMP"))):
        times = (_moment(moment, number) for moment in (event.start, event.end))
        who = "郑工" if event.resource == "E103" and number % 2 else event.resource
        label = "登记" if event.what == "c_log" and number % 3 == 0 else _label(event.what, number)
        rows.append((event.process, event.case, label, *times, who, event.system, event.function))
    return rows


def _label(what: str, number: int) -> str:
    """Return the id or the name of an activity, or what is not designed as it is."""
    activity = ACTIVITIES.get(what)
    return what if activity is None or number % 2 else activity.name


def _moment(local: datetime, number: int) -> str:
    """Return a local time with its offset, or the same instant in UTC."""
    if number % 2:
        return f"{local.isoformat()}+08:00"
    return f"{(local - timedelta(hours=8)).isoformat()}+00:00"


def _xes(of: Enterprise) -> str:
    traces: dict[str, list[Event]] = {}
    for event in of.events:
        if event.process == "SMP":
            traces.setdefault(event.case, []).append(event)
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<log xes.version="1.0" xmlns="http://www.xes-standard.org/">',
        *(
            f'<extension name="{name}" prefix="{prefix}" uri="http://www.xes-standard.org/{prefix}.xesext"/>'
            for name, prefix in (("Concept", "concept"), ("Time", "time"), ("Lifecycle", "lifecycle"), ("Organizational", "org"))
        ),
    ]
    for number, (case, events) in enumerate(traces.items()):
        parts.append(f'<trace><string key="concept:name" value="{case}"/><string key="urgency" value="routine"/>')
        halves = [(event.start, 0, "start", event) for event in events]
        halves += [(event.end, 1, "complete", event) for event in events if not event.is_unfinished]
        order = sorted(halves, key=lambda half: (half[0], half[1], half[3].what, half[3].start))
        parts += [_xes_event(half[3], half[2], number + place) for place, half in enumerate(order)]
        parts.append("</trace>")
    return "\n".join([*parts, "</log>"]) + "\n"


def _xes_event(event: Event, transition: str, number: int) -> str:
    label = (
        "上机免疫"
        if event.what == "imm" and len(event.case) % 2
        else "登记"
        if event.what == "rec" and event.case[-1] in "02468"
        else event.what
    )
    posts = posts_of(event.person, event.start.date()) if event.person else []
    role = "收样岗" if posts[:1] == ["RC"] else POSTS[posts[0]].name if posts else ""
    system = "检验系统" if event.system == "LIS" and event.case[-1] in "13579" else event.system
    texts = {
        "concept:name": ACTIVITIES[label].name if label in ACTIVITIES and event.case[-1] in "2345" else label,
        "lifecycle:transition": transition,
        "org:resource": _PERSONAL.get(event.resource, event.resource),
        "org:role": role,
        "org:group": POSTS[posts[0]].department if posts else "",
        "system": system,
        "function": event.function,
    }
    at = event.start if transition == "start" else event.end
    strings = "".join(f'<string key="{key}" value={quoteattr(value)}/>' for key, value in texts.items() if value)
    dates = f'<date key="time:timestamp" value="{_moment(at, number)}"/>'
    if transition == "complete":
        dates += f'<date key="recorded" value="{_moment(event.recorded, number + 1)}"/>'
    return f"<event>{strings}{dates}</event>"
