"""One `<process>` element in: flow nodes, flows, lanes, data and artifacts of it and of the sub-processes inside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from lxml import etree

from workbench.process.extension_xml import extensions_of, performers_of
from workbench.process.model import (
    Activity,
    Artifact,
    CallActivity,
    DataAssociation,
    DataElement,
    Event,
    EventDefinition,
    FlowNode,
    Gateway,
    Lane,
    Process,
    Repetition,
    SequenceFlow,
    SubProcess,
)
from workbench.process.vocabulary import DATA, EVENT_DEFINITIONS, FLOW_NODES, MODEL

_ARTIFACTS: Final = frozenset({"textAnnotation", "group", "association"})
_ALWAYS_USED: Final = ("id", "name")


def process_of(element: etree._Element) -> Process:
    """Read a process with everything inside it, in document order."""
    identity = common(element)
    scopes = list(_scopes(element, identity["id"]))
    roots = _defined_beside(element)
    return Process(
        **identity,
        nodes=tuple(node for scope, inside in scopes for node in _nodes(inside, scope, roots)),
        flows=tuple(flow for scope, inside in scopes for flow in _flows(inside, scope)),
        lanes=tuple(_lanes(element, identity["id"], None)),
        data=tuple(data for scope, inside in scopes for data in _data(inside, scope)),
        data_associations=tuple(each for _, inside in scopes for each in _data_associations(inside)),
        artifacts=tuple(a for scope, inside in scopes for e in inside if (a := artifact_of(e, scope)) is not None),
    )


_Roots = Mapping[str, etree._Element]
"""What stands beside a process and is referred to from inside: messages, errors, shared event definitions, …, by id."""


def _defined_beside(element: etree._Element) -> _Roots:
    around = element.getparent()
    return {str(each.get("id")): each for each in around if each.get("id")} if around is not None else {}


def common(element: etree._Element, *, used: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return what every Element has; `used` names the attributes that a typed field takes, the others are kept as they are."""
    taken = {*_ALWAYS_USED, *used}
    return {
        "tag": etree.QName(element).localname,
        "id": identity_of(element),
        "name": element.get("name", ""),
        "line": element.sourceline,
        "documentation": "\n".join(_texts(element, "documentation")),
        "attributes": tuple((str(key), str(value)) for key, value in element.attrib.items() if key not in taken),
        "extensions": extensions_of(element),
    }


def identity_of(element: etree._Element) -> str:
    """Return the id, or a stand-in made of tag and line where the file gives none (reported as a finding)."""
    return element.get("id") or f"(line {element.sourceline}: {etree.QName(element).localname})"


def local_name(reference: str | None) -> str | None:
    """Return a reference without its namespace prefix."""
    return reference.rpartition(":")[2] if reference else None


def artifact_of(element: etree._Element, scope: str) -> Artifact | None:
    """Read a text annotation, group or association; None for any other element."""
    if not isinstance(element.tag, str):
        return None
    name = etree.QName(element)
    if name.namespace != MODEL or name.localname not in _ARTIFACTS:
        return None
    return Artifact(
        **common(element, used=("sourceRef", "targetRef")),
        scope=scope,
        text=_category(element) if name.localname == "group" else "\n".join(_texts(element, "text")),
        source=local_name(element.get("sourceRef")),
        target=local_name(element.get("targetRef")),
    )


def _category(group: etree._Element) -> str:
    """Return the value of a group's category, which is its name (BPMN 2.0.2, 8.3.1)."""
    wanted = local_name(group.get("categoryValueRef"))
    values = group.getroottree().iter(f"{{{MODEL}}}categoryValue") if wanted else ()
    return next((value.get("value", "") for value in values if value.get("id") == wanted), "")


def _scopes(element: etree._Element, scope: str) -> Iterator[tuple[str, list[etree._Element]]]:
    """Yield (id, children) of the process and of every sub-process inside it, the outer before the inner."""
    waiting = [(scope, element)]
    while waiting:
        scope, container = waiting.pop(0)
        inside = [child for child in container if isinstance(child.tag, str)]
        yield scope, inside
        waiting += [(identity_of(child), child) for child in inside if _node_type(child) is SubProcess]


def _node_type(element: etree._Element) -> type[FlowNode] | None:
    name = etree.QName(element)
    return FLOW_NODES.get(name.localname) if name.namespace == MODEL else None


def _nodes(inside: list[etree._Element], scope: str, roots: _Roots) -> Iterator[FlowNode]:
    for element in inside:
        kind = _node_type(element)
        if kind is Event:
            yield _event(element, scope, roots)
        elif kind is Gateway:
            yield _gateway(element, scope)
        elif kind is not None and issubclass(kind, Activity):
            yield _activity(element, scope, kind)


def _gateway(element: etree._Element, scope: str) -> Gateway:
    return Gateway(
        **common(element, used=("default", "instantiate", "eventGatewayType")),
        scope=scope,
        default_flow=element.get("default"),
        activation="\n".join(_texts(element, "activationCondition")).strip(),
        instantiating=_is_true(element.get("instantiate")),
        waits_for_all=element.get("eventGatewayType") == "Parallel",
    )


def _activity(element: etree._Element, scope: str, kind: type[Activity]) -> Activity:
    used = ["default", "isForCompensation"]
    own: dict[str, Any] = {}
    if kind is CallActivity:
        used.append("calledElement")
        own["called_element"] = element.get("calledElement")
    if kind is SubProcess:
        used.append("triggeredByEvent")
        own["triggered_by_event"] = _is_true(element.get("triggeredByEvent"))
    return kind(
        **common(element, used=tuple(used)),
        scope=scope,
        repetition=_repetition(element),
        times=_times(element),
        may_end_early=any(text.strip() for each in (element, *element) for text in _texts(each, "completionCondition")),
        performers=tuple(performers_of(element)),
        may_be_left_out=any(_is_true(loop.get("testBefore")) for loop in _inside(element, "standardLoopCharacteristics")),
        default_flow=element.get("default"),
        is_for_compensation=_is_true(element.get("isForCompensation")),
        **own,
    )


def _repetition(element: etree._Element) -> Repetition:
    if next(_inside(element, "standardLoopCharacteristics"), None) is not None:
        return Repetition.LOOP
    for marker in _inside(element, "multiInstanceLoopCharacteristics"):
        return Repetition.SEQUENTIAL if _is_true(marker.get("isSequential")) else Repetition.PARALLEL
    return Repetition.ONCE


def _times(element: etree._Element) -> int | None:
    """Return how often an activity is repeated where that is a number; an expression is not evaluated."""
    for loop in _inside(element, "standardLoopCharacteristics"):
        maximum = loop.get("loopMaximum", "")
        return int(maximum) if maximum.isdecimal() else None
    for loop in _inside(element, "multiInstanceLoopCharacteristics"):
        cardinality = "".join(_texts(loop, "loopCardinality")).strip().removeprefix("${").removeprefix("=").removesuffix("}")
        return int(cardinality) if cardinality.isdecimal() else None
    return None


def _event(element: etree._Element, scope: str, roots: _Roots) -> Event:
    interrupting = element.get("cancelActivity") or element.get("isInterrupting")
    return Event(
        **common(element, used=("attachedToRef", "cancelActivity", "isInterrupting")),
        scope=scope,
        definitions=tuple(_definitions(element, roots)),
        attached_to=local_name(element.get("attachedToRef")),
        interrupting=interrupting not in ("false", "0"),
    )


def _definitions(element: etree._Element, roots: _Roots) -> Iterator[EventDefinition]:
    """Yield what an event waits for or throws, defined in it or beside the process (10.5.1)."""
    for child in element.iterchildren(tag=etree.Element):
        shared = local_name((child.text or "").strip()) if child.tag == f"{{{MODEL}}}eventDefinitionRef" else None
        definition = roots.get(shared or "", child)
        kind, attribute = EVENT_DEFINITIONS.get(etree.QName(definition).localname, (None, None))
        if kind is not None:
            reference = local_name(definition.get(attribute)) if attribute else None
            expression = " ".join("".join(definition.itertext()).split())
            yield EventDefinition(
                kind=kind, reference=reference, subject=_subject(roots.get(reference or "")), expression=expression
            )
        elif shared is not None:
            yield EventDefinition(kind="reference", reference=shared)


def _subject(defined: etree._Element | None) -> str:
    if defined is None:
        return ""
    return defined.get("errorCode") or defined.get("escalationCode") or defined.get("name") or ""


def _flows(inside: list[etree._Element], scope: str) -> Iterator[SequenceFlow]:
    for element in inside:
        if element.tag == f"{{{MODEL}}}sequenceFlow":
            yield SequenceFlow(
                **common(element, used=("sourceRef", "targetRef")),
                scope=scope,
                source=element.get("sourceRef"),
                target=element.get("targetRef"),
                condition="\n".join(_texts(element, "conditionExpression")),
            )


def _lanes(element: etree._Element, process: str, parent: str | None) -> Iterator[Lane]:
    for lane_set in [*_inside(element, "laneSet"), *_inside(element, "childLaneSet")]:
        for lane in _inside(lane_set, "lane"):
            identity = common(lane)
            nodes = tuple(text.strip() for text in _texts(lane, "flowNodeRef"))
            yield Lane(**identity, process=process, parent=parent, nodes=nodes)
            yield from _lanes(lane, process, identity["id"])


def _data(inside: list[etree._Element], scope: str) -> Iterator[DataElement]:
    for element in inside:
        tag = etree.QName(element).localname
        if tag in DATA:
            reference = DATA[tag]
            used = (reference,) if reference else ()
            refers_to = local_name(element.get(reference)) if reference else None
            yield DataElement(**common(element, used=used), scope=scope, refers_to=refers_to)
        elif tag == "ioSpecification":
            yield from _data(_element_children(element), scope)
        elif _node_type(element) is not None:
            yield from (each for io in _inside(element, "ioSpecification") for each in _data(_element_children(io), scope))


def _data_associations(inside: list[etree._Element]) -> Iterator[DataAssociation]:
    for element in inside:
        if _node_type(element) is None:
            continue
        for tag in ("dataInputAssociation", "dataOutputAssociation"):
            for association in _inside(element, tag):
                yield DataAssociation(
                    **common(association),
                    node=identity_of(element),
                    sources=tuple(text.strip() for text in _texts(association, "sourceRef")),
                    target=next((text.strip() for text in _texts(association, "targetRef")), None),
                )


def _element_children(element: etree._Element) -> list[etree._Element]:
    return [child for child in element if isinstance(child.tag, str)]


def _inside(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    return element.iterchildren(f"{{{MODEL}}}{tag}")


def _texts(element: etree._Element, tag: str) -> Iterator[str]:
    return ("".join(child.itertext()) for child in _inside(element, tag))


def _is_true(value: str | None) -> bool:
    return value in ("true", "1")
