"""The workspace of the demo enterprise as files: models, tables, logs – the same bytes for the same seed."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from demo.bpmn import bpmn_xml
from demo.enterprise import (
    COORDINATIONS,
    DATA_OBJECTS,
    DEPARTMENTS,
    HOSTS,
    INTEGRATIONS,
    NAME,
    POSTS,
    SEPARATIONS,
    SYSTEMS,
    hired,
    second_posts,
)
from demo.flow import DRAWINGS, NAMES_EN
from demo.generate import Demo
from demo.play import Event
from demo.processes import (
    ACTIVITIES,
    MANAGER_APPROVAL,
    OTHER_NAME_OF_KEEPER,
    OTHER_NAME_OF_RELEASE,
    PRICE_CHANGE,
    PROCESSES,
    Process,
)
from demo.seasons import SEASONS, Season
from demo.strategy import STRATEGY
from demo.tables import joined
from demo.worktime import CALENDARS, CLOSED, MAKE_UP
from workbench.fit import DEFAULT_POLICY, policy_text
from workbench.language import Language

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LOG_HEADER = (
    *("case_id", "activity", "start", "end", "recorded", "resource", "role", "department", "system", "function"),
    *("case:order_type", "case:amount"),
)


def write(demo: Demo, root: Path) -> None:
    """Write the whole workspace of a generated enterprise below `root`."""
    for path, content in files(demo).items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def files(demo: Demo) -> Mapping[str, bytes]:
    """Return path → content of every file of the workspace."""
    repaired = demo.repaired
    tables = {
        "organization/departments": _departments(),
        "organization/posts": _posts(repaired),
        "organization/persons": _persons(repaired),
        "organization/responsibilities": _responsibilities(repaired),
        "organization/delegations": _delegations(demo.season),
        "organization/separation_of_duties": _separations(),
        "organization/coordination": _coordination(repaired),
        "organization/authority": _authority(),
        "organization/hosts": _hosts(),
        "technology/systems": _systems(repaired),
        "technology/functions": _functions(repaired),
        "technology/integrations": _integrations(repaired),
        "technology/permissions": _permissions(repaired),
        "technology/accounts": _accounts(),
        "information/data_objects": _data_objects(repaired),
        "information/crud": _crud(repaired),
        "aliases": _aliases(),
    }
    texts = {
        "workbench.yaml": _settings(),
        "policy.yaml": policy_text(DEFAULT_POLICY, Language.ZH_CN),
        "models/organization/calendars.yaml": _calendars(demo.season.ends),
        "models/strategy.yaml": STRATEGY,
        **{f"models/processes/{process.id}.bpmn": bpmn_xml(process, repaired) for process in PROCESSES},
        **{f"models/processes/{process.id}.yaml": _sidecar(process, repaired) for process in PROCESSES},
    }
    return {
        **{f"models/{name}.csv": _table(rows).encode("utf-8-sig") for name, rows in tables.items()},
        **{path: text.encode() for path, text in texts.items()},
        **{f"event_logs/{process.id.lower()}.csv.gz": _packed(_log(demo, process.id)) for process in PROCESSES},
    }


def _table(rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def _packed(text: str) -> bytes:
    return gzip.compress(text.encode(), compresslevel=9, mtime=0)


def _log(demo: Demo, process: str) -> str:
    events = (event for event in demo.events if event.case.process == process)
    return _table([_LOG_HEADER, *(_row(event) for event in events)])


def _row(event: Event) -> tuple[object, ...]:
    step, case = event.step, event.case
    times = (_moment(moment) for moment in (event.start, event.end, event.recorded))
    place = (event.resource, event.role, event.department, step.system, step.function)
    return (case.id, step.label, *times, *place, case.order_type, case.amount)


def _moment(moment: datetime) -> str:
    return moment.isoformat(sep=" ", timespec="seconds")


def _departments() -> Iterator[tuple[object, ...]]:
    yield "department_id", "name", "name_en", "parent_id", "head", "kind", "location"
    for each in DEPARTMENTS:
        yield each.id, each.name, each.name_en, "" if each.id == "D00" else "D00", each.head, "line", "云岭"
    yield "D35", "供应链部", "Supply chain", "D00", "P3", "optional", "云岭"


def _posts(repaired: Collection[str]) -> Iterator[tuple[object, ...]]:
    yield "post_id", "name", "name_en", "department_id", "headcount", "calendar", "level", "reports_to"
    for post in POSTS.values():
        headcount = post.headcount + len(hired(post.id, repaired))
        yield post.id, post.name, post.name_en, post.department, headcount, post.calendar, post.level, post.reports_to


def _persons(repaired: Collection[str]) -> Iterator[tuple[object, ...]]:
    yield "person_id", "post_id", "valid_from", "valid_to", "skills", "account"
    staff = ((person, post.id) for post in POSTS.values() for person in (*post.persons, *hired(post.id, repaired)))
    held = (*staff, *second_posts(repaired))
    yield from ((person, post, "2024-01-01", "", joined(_needed(post)), person) for person, post in held)


def _needed(post: str) -> list[str]:
    """Return the functions that a post needs, in which whoever holds it is trained."""
    its = [activity for activity in ACTIVITIES.values() if post in activity.responsible]
    return sorted({function for activity in its for function in activity.functions if "." in function})


def _responsibilities(repaired: Collection[str]) -> Iterator[tuple[object, ...]]:
    yield "activity_id", "post_id", "letter"
    for activity in ACTIVITIES.values():
        accountable = activity.accountable
        if activity.id == "ECM-11" and "M11" in repaired:
            accountable = ("P3",)
        if activity.id == "OTD-15" and "M12" in repaired:
            accountable = ("F5",)
        letters: dict[str, list[str]] = {}
        by_letter = {"R": activity.responsible, "A": accountable, "C": activity.consulted, "I": activity.informed}
        for letter, posts in by_letter.items():
            for post in posts:
                letters.setdefault(post, []).append(letter)
        yield from ((activity.id, post, "|".join(its)) for post, its in letters.items())


def _delegations(season: Season) -> Iterator[tuple[object, ...]]:
    yield "from_person", "to_person", "activities", "start", "end", "limit"
    for begin, end in (each.delegated for each in SEASONS if each.number <= season.number):
        yield "B2-01", "B1-01", "P2P-04", begin.isoformat(), end.isoformat(), ""


def _separations() -> Iterator[tuple[object, ...]]:
    yield "activity_a", "activity_b", "name", "scope", "severity"
    yield from ((a, b, name, "case", "critical") for a, b, name in SEPARATIONS)


def _coordination(repaired: Collection[str]) -> Iterator[tuple[object, ...]]:
    yield "department_a", "department_b", "mechanism", "rhythm"
    yield from COORDINATIONS
    if "M20" in repaired:
        yield "D20", "D30", "变更计划例会", "每周"


def _authority() -> Iterator[tuple[object, ...]]:
    yield "activity_id", "lowest_post", "attribute", "operator", "value"
    for activity, post in (("OTD-04", "S2"), ("P2P-02", "P3"), ("P2P-04", "B2"), ("P2P-12", "F5"), ("ECM-06", "R3")):
        yield activity, post, "", "", ""


def _hosts() -> Iterator[tuple[object, ...]]:
    yield "post_id", "department_id"
    yield from ((post, department) for post, departments in HOSTS.items() for department in departments)


def _systems(repaired: Collection[str]) -> Iterator[tuple[object, ...]]:
    yield "system_id", "name", "name_en", "kind", "business_owner", "technical_owner", "maintenance_plan", "depends_on"
    for system in SYSTEMS.values():
        owner = "MR" if system.id == "OA" and "M24" in repaired else system.business_owner
        plan = "" if system.kind == "offline" else "yes"
        yield system.id, system.name, system.name_en, system.kind, owner, system.technical_owner, plan, ""


def _functions(repaired: Collection[str]) -> Iterator[tuple[object, ...]]:
    yield "function_id", "system_id", "name", "automatic", "activities"
    for system in SYSTEMS.values():
        for function in system.functions:
            if function == "SRM.FC" and "M10" in repaired:
                continue
            supports = [activity for activity in ACTIVITIES.values() if function in activity.functions]
            automatic = "yes" if any(activity.tag == "serviceTask" for activity in supports) else "no"
            name = supports[0].name if supports else "供应商预测协同"
            yield function, system.id, name, automatic, "|".join(activity.id for activity in supports)


def _integrations(repaired: Collection[str]) -> Iterator[tuple[object, ...]]:
    yield "from_system", "to_system", "data_objects", "mode", "latency"
    for link in (*INTEGRATIONS, *(("CRM>ERP",) if "M07" in repaired else ())):
        yield (*link.split(">"), "", "batch" if "PAPER" in link else "real_time", "")


def _permissions(repaired: Collection[str]) -> Iterator[tuple[object, ...]]:
    yield "post_id", "function_id"
    needed = {(post, function) for post in POSTS for function in _needed(post)}
    if "M21" not in repaired:
        needed.remove(("Q2", "QMS.IQC"))
    if "M23" not in repaired:
        needed.add(("B1", "WMS.GR"))
    yield from sorted(needed)


def _accounts() -> Iterator[tuple[object, ...]]:
    yield "account_id", "system_id", "person_id", "kind"
    yield "QMS_PUB", "QMS", "", "shared"
    yield "SYS_ERP", "ERP", "", "system"
    yield "EXT_SRM", "SRM", "", "external"


def _data_objects(repaired: Collection[str]) -> Iterator[tuple[object, ...]]:
    yield (
        "data_id",
        "name",
        "name_en",
        "master_system",
        "owner_department",
        "steward_post",
        "external_origin",
        "external_consumer",
    )
    stewards = {department.id: department.head for department in DEPARTMENTS}
    for data in DATA_OBJECTS:
        master = "PLM" if data.id == "DO05" and "M25" in repaired else data.master
        origin = "信用评估流程" if data.id == "DO14" and "M27" in repaired else data.origin
        yield (
            data.id,
            data.name,
            data.name_en,
            master,
            data.department,
            stewards[data.department],
            origin,
            data.consumer,
        )


def _crud(repaired: Collection[str]) -> Iterator[tuple[object, ...]]:
    yield "activity_id", "data_id", "operations"
    yield from ((activity.id, data, operations) for activity in ACTIVITIES.values() for data, operations in activity.data)
    if "M26" in repaired:
        yield "OTD-14", "DO09", "R"


def _aliases() -> Iterator[tuple[object, ...]]:
    yield "kind", "alias", "id", "process"
    yield "activity", OTHER_NAME_OF_RELEASE, "OTD-09", "OTD"
    yield "post", OTHER_NAME_OF_KEEPER, "W1", ""


def _settings() -> str:
    links = "".join(
        f"  {process.id}: {{model: models/processes/{process.id}.bpmn, log: event_logs/{process.id.lower()}.csv.gz}}\n"
        for process in PROCESSES
    )
    return f"name: {NAME}\nlanguage: zh-CN\ntimezone: Asia/Shanghai\nprocesses:\n{links}policy: policy.yaml\n"


def _sidecar(process: Process, repaired: Collection[str]) -> str:
    lines = [
        f"process: {{id: {process.id}, name: {process.name}, name_en: {process.name_en}, owner: {process.owner},"
        f" criticality: high, target_cycle_time: P{process.target_days}D, calendar: OFFICE}}",
        "lane_means: post",
        "activities:",
    ]
    for activity in ACTIVITIES.values():
        if activity.process == process.id:
            blind = ", observable: no" if activity.id == "OTD-17" and "M09" not in repaired else ""
            functions = ", ".join(activity.functions)
            lines.append(f"  {activity.id}: {{name_en: {activity.name_en}, functions: [{functions}]{blind}}}")
    named = [(node.id, NAMES_EN[node.id]) for node in DRAWINGS[process.id].nodes if node.id in NAMES_EN]
    lines += [f'  {node}: {{name_en: "{name}"}}' for node, name in named]
    if process.id == "OTD":
        lines += ["order_rules:", "  - {before: OTD-15, after: OTD-16, severity: critical, why: 先信用放行后发货}"]
    if process.id == "P2P":
        lines += ["labels:", f"  {MANAGER_APPROVAL}: {{kind: approval, name_en: Approval by the general manager}}"]
        lines += [f"  {PRICE_CHANGE}: {{kind: work, name_en: Purchase price adjustment}}"]
    return "\n".join(lines) + "\n"


def _calendars(known_until: date) -> str:
    lines = ["timezone: Asia/Shanghai", "calendars:"]
    for calendar in CALENDARS.values():
        hours = ", ".join(f'"{begin}-{end}"' for begin, end in calendar.hours)
        weekly = ", ".join(f"{day}: [{hours}]" for day in _DAYS[: calendar.weekdays])
        closed, make_up = (", ".join(day.isoformat() for day in days if day <= known_until) for days in (CLOSED, MAKE_UP))
        lines += [
            f"  {calendar.id}:",
            f"    weekly: {{{weekly}}}",
            f"    closed: [{closed}]",
            f"    make_up: [{make_up}]",
        ]
    return "\n".join(lines) + "\n"
