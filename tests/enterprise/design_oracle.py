"""What the tables and models show without any log, found again in plain Python, one rule after the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree

from tests.enterprise.claims import ENTERPRISE, Claim
from tests.enterprise.duties import (
    ACCOUNTS,
    ACTIVITIES,
    BY_MODEL_ONLY,
    INTEGRATIONS,
    MORE_FUNCTIONS,
    OBJECTS,
    OWNERS,
    SYSTEMS,
    Activity,
    functions_of,
    needed,
    permissions,
    system_of,
)
from tests.enterprise.generate import Enterprise
from tests.enterprise.models import MODELS
from tests.enterprise.oracle import BLIND
from tests.enterprise.people import DELEGATE, DEPARTMENTS, HOLDINGS, POSTS
from tests.enterprise.tables import ALIASES

_B: Final = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
_AUTOMATIC: Final = ("serviceTask", "scriptTask", "businessRuleTask")
_NO_SYSTEM: Final = ("REA-05",)
_CRUD: Final = {
    **{(each.id, data): operations for each in ACTIVITIES.values() for data, operations in each.data.items()},
    **BY_MODEL_ONLY,
}


def claims_of_design(of: Enterprise) -> Iterator[Claim]:
    """Yield what is found in tables and models; of the log only which functions were ever used."""
    for activity in ACTIVITIES.values():
        yield from (Claim(code=code, scope=activity.process, object=(activity.id,)) for code in _of_duties(activity))
        if not activity.functions and activity.id not in _NO_SYSTEM:
            yield Claim(code="TP-UNSUP", scope=activity.process, object=(activity.id,))
        if activity.id in BLIND:
            yield Claim(code="TP-NOCAP", scope=activity.process, object=(activity.id,))
        if _is_in_wrong_lane(activity):
            yield Claim(code="PO-LANEMIS", scope=activity.process, object=(activity.id,))
    for process, owner in OWNERS.items():
        if not owner:
            yield Claim(code="PO-NOOWNER", scope=process, object=(process,))
    yield from (Claim(code=code, scope=ENTERPRISE, object=object_) for code, object_ in _of_enterprise(of))


def _of_duties(activity: Activity) -> Iterator[str]:
    if not activity.letters:
        yield "PO-UNOWNED"
        return
    accountable = len(activity.posts("A"))
    if accountable != 1:
        yield "PO-MULTIA" if accountable else "PO-NOA"
    if not activity.posts("R"):
        yield "PO-NOR"


def lane_of(process: str) -> dict[str, str]:
    """Return node → the text of its innermost lane; what is inside a sub-process has the lane of that."""
    root = ElementTree.fromstring(MODELS[process]())
    lanes: dict[str, str] = {}
    for lane in root.iter(f"{_B}lane"):
        for reference in lane.findall(f"{_B}flowNodeRef"):
            lanes[str(reference.text)] = lane.attrib["name"]
    for sub in root.iter(f"{_B}subProcess"):
        lanes |= {str(inner.get("id")): lanes[sub.attrib["id"]] for inner in sub}
    return lanes


def _is_in_wrong_lane(activity: Activity) -> bool:
    responsible = [post for post in activity.posts("R") if post in POSTS]
    if not responsible or activity.tag in _AUTOMATIC or activity.process == "CAL":
        return False
    text = lane_of(activity.process)[activity.element]
    means_departments = activity.process == "REA"
    kind = "department" if means_departments else "post"
    named = DEPARTMENTS if means_departments else tuple(POSTS.values())
    bound = {each.id for each in named if text in (each.id, each.name, each.name_en)}
    bound |= {str(row[2]) for row in ALIASES if row[0] == kind and row[1] == text}
    bound |= {text} & {"SYS", "EXT"}
    wanted = {POSTS[post].department if means_departments else post for post in responsible}
    return bool(bound) and not bound & wanted


def _of_enterprise(of: Enterprise) -> Iterator[tuple[str, tuple[str, ...]]]:
    used = {event.function for event in of.events} | set(functions_of())
    yield from (("TP-UNUSED", (each,)) for each in MORE_FUNCTIONS if each not in used)
    yield from (("TO-NOOWNER", (system,)) for system, _, _, kind, owner, _ in SYSTEMS if kind != "offline" and not owner)
    persons = {account: person for account, _, person, _ in ACCOUNTS}
    posts = {each.person: each.post for each in HOLDINGS}
    granted = {(post or posts.get(persons[account], ""), function) for post, account, function in permissions()}
    supporting = {(post, f) for each in ACTIVITIES.values() for post in each.posts("S") for f in each.functions}
    delegated = {(posts[DELEGATE[1]], function) for function in ACTIVITIES[DELEGATE[2]].functions}
    yield from (("TO-NOACC", each) for each in needed() - granted)
    yield from (("TO-EXCESS", each) for each in granted - needed() - supporting - delegated if each[0])
    for data, _, _, master, department, _, origin, consumer in OBJECTS:
        yield from ((code, (data, *more)) for code, more in _of_data(data, master, origin, consumer))
        if not department:
            yield "DT-NOOWNER", (data,)


def _of_data(data: str, master: str, origin: str, consumer: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    own = {activity: operations for (activity, other), operations in _CRUD.items() if other == data}
    writers = {system_of(f) for activity, its in own.items() if set(its) & set("CU") for f in ACTIVITIES[activity].functions}
    readers = {system_of(f) for activity, its in own.items() if "R" in its for f in ACTIVITIES[activity].functions}
    joined = {(a, b) for a, b, objects in INTEGRATIONS if not objects or data in objects.replace("、", "|").split("|")}
    if not any("C" in its for its in own.values()) and not origin:
        yield "DT-NOCREATE", ()
    if not readers and not consumer:
        yield "DT-ORPHAN", ()
    if len(writers) > 1 and not (master and all((master, each) in joined for each in writers - {master})):
        yield "DT-MULTIMASTER", ()
    for reader in sorted(readers - writers):
        if writers and not any((writer, reader) in joined for writer in writers):
            yield "TP-REKEY", (master if master in writers else min(writers), reader)
