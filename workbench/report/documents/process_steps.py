"""The steps of a process as tables: what is done by whom with what, where the way parts, what happens when it goes wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workbench.design import DesignedActivity, DesignedProcess
from workbench.information import Operation
from workbench.organization import Letter
from workbench.process import Process
from workbench.process.model import Event, EventDefinition, FlowNode, Gateway, SequenceFlow, SubProcess
from workbench.report.documents.flow_order import flow_order
from workbench.report.documents.parts import Paragraph, Table
from workbench.report.documents.rules import rules_of
from workbench.report.documents.wording import Wording

_STEPS = (
    ("doc-no", 0.45),
    ("doc-activity", 1.5),
    ("doc-kind", 0.9),
    ("doc-responsible", 1.15),
    ("doc-accountable", 1.15),
    ("doc-supporting-consulted", 1.2),
    ("doc-informed", 1.0),
    ("doc-system-function", 1.5),
    ("doc-data-in", 1.3),
    ("doc-data-out", 1.3),
    ("doc-rules", 2.1),
)


@dataclass(frozen=True, kw_only=True)
class Step:
    """One activity at its place in the flow, counted from 1."""

    number: int
    activity: DesignedActivity


def steps_of(process: DesignedProcess, wording: Wording) -> tuple[Step, ...]:
    """Return the activities of a process in the order of its flow."""
    place = {node.id: number for number, node in enumerate(flow_order(process.process))}
    activities = wording.design.activities_in(process.id)
    ordered = sorted(activities, key=lambda each: min(place[element] for element in each.elements))
    return tuple(Step(number=number, activity=each) for number, each in enumerate(ordered, 1))


def step_table(process: DesignedProcess, wording: Wording) -> Table | Paragraph:
    """Return each step with who does it, what supports it, its data and its rules."""
    return wording.table(_STEPS, (_step(each, process, wording) for each in steps_of(process, wording)))


def _step(step: Step, process: DesignedProcess, wording: Wording) -> tuple[str, ...]:
    activity = step.activity
    return (
        str(step.number),
        f"{wording.activity(activity)}\n{activity.id}",
        wording.say(f"kind-{activity.tag}"),
        letter_of(activity, Letter.RESPONSIBLE, wording),
        letter_of(activity, Letter.ACCOUNTABLE, wording),
        _helped(activity, wording),
        letter_of(activity, Letter.INFORMED, wording),
        functions_of(activity, wording),
        used(activity, wording, frozenset({Operation.READ})),
        used(activity, wording, frozenset(Operation) - {Operation.READ}),
        "\n".join(rules_of(activity, process, wording)) or wording.none,
    )


def letter_of(activity: DesignedActivity, letter: Letter, wording: Wording) -> str:
    """Return the posts of one letter. That nobody does it or answers for it is a gap, that nobody is asked or told is none."""
    if activity.duties is None:
        return wording.unspecified
    must_be = letter in (Letter.RESPONSIBLE, Letter.ACCOUNTABLE)
    return wording.posts(activity.duties.get(letter, ())) or (wording.unspecified if must_be else wording.none)


def _helped(activity: DesignedActivity, wording: Wording) -> str:
    """Return who supports and who is consulted, each line with its letter."""
    if activity.duties is None:
        return wording.unspecified
    told = ((letter, wording.posts(activity.duties.get(letter, ()))) for letter in (Letter.SUPPORTING, Letter.CONSULTED))
    lines = (wording.say("doc-labelled", label=letter.value, text=posts) for letter, posts in told if posts)
    return "\n".join(lines) or wording.none


def functions_of(activity: DesignedActivity, wording: Wording) -> str:
    """Return the functions that support an activity, one a line."""
    if not activity.functions:
        return wording.none if activity.needs_system is False else wording.unspecified
    return "\n".join(wording.function(each) for each in activity.functions)


def used(activity: DesignedActivity, wording: Wording, operations: frozenset[Operation]) -> str:
    """Return the data objects on which an activity does one of some operations; where data is changed, it is said how."""
    if wording.design.information.uses is None and not activity.uses:
        return wording.unspecified
    is_input = Operation.READ in operations
    found = (
        wording.data(data)
        if is_input
        else wording.say("doc-with-code", name=wording.data(data), code=_doings(done & operations, wording))
        for data, done in sorted(activity.uses.items())
        if done & operations
    )
    return "\n".join(found) or wording.none


def _doings(operations: frozenset[Operation], wording: Wording) -> str:
    """Say what is done to data in words: the C of creating is that of being consulted, too."""
    return wording.joined(wording.say(f"difference-operation-{each.value}") for each in Operation if each in operations)


def decision_table(process: DesignedProcess, wording: Wording) -> Table | Paragraph:
    """Return each place where the way parts: under which condition what comes next."""
    splits = [
        node
        for node in flow_order(process.process)
        if isinstance(node, Gateway) and node.tag != "parallelGateway" and len(process.process.outgoing.get(node.id, ())) > 1
    ]
    columns = (("doc-decision", 1.6), ("doc-kind", 1.0), ("doc-condition", 1.4), ("doc-next", 2.0))
    if not splits:
        return Paragraph(text=wording.say("doc-no-decision"))
    return wording.table(columns, (row for node in splits for row in _branches(node, process, wording)))


def _branches(node: Gateway, process: DesignedProcess, wording: Wording) -> Iterator[tuple[str, ...]]:
    for flow in process.process.outgoing[node.id]:
        kind = wording.say(f"kind-{node.tag}")
        yield called(node, process, wording), kind, _condition(flow, node, wording), comes_next(flow, process, wording)


def _condition(flow: SequenceFlow, node: Gateway, wording: Wording) -> str:
    """Return the condition of a flow: its expression with its name, that it is the default, or that an event decides."""
    said = tuple(dict.fromkeys(each for each in (wording.answer(flow.name), " ".join(flow.condition.split())) if each))
    if flow.id == node.default_flow:
        said = (*said, wording.say("doc-otherwise"))
    if not said and node.tag == "eventBasedGateway":
        return wording.say("doc-by-event")
    return "\n".join(said) or wording.unspecified


def exception_table(process: DesignedProcess, wording: Wording) -> Table | Paragraph:
    """Return what may break in: events at the border of activities, and sub-processes that an event starts."""
    columns = (("doc-where", 1.4), ("doc-exception", 1.6), ("doc-effect", 1.0), ("doc-next", 2.0))
    rows = [*_at_borders(process, wording), *_event_handlers(process, wording)]
    return wording.table(columns, rows) if rows else Paragraph(text=wording.say("doc-no-exception"))


def _at_borders(process: DesignedProcess, wording: Wording) -> Iterator[tuple[str, ...]]:
    drawn = process.process
    for event in flow_order(drawn):
        if isinstance(event, Event) and event.tag == "boundaryEvent" and event.attached_to and event.attached_to in drawn.node:
            flows = drawn.outgoing.get(event.id, ())
            host = drawn.node[event.attached_to]
            effect = wording.say("doc-interrupts" if event.interrupting else "doc-goes-on")
            following = wording.joined(comes_next(flow, process, wording) for flow in flows)
            yield called(host, process, wording), trigger_of(event, process, wording), effect, following or wording.unspecified


def _event_handlers(process: DesignedProcess, wording: Wording) -> Iterator[tuple[str, ...]]:
    inside = process.process.inside
    for node in flow_order(process.process):
        if isinstance(node, SubProcess) and node.triggered_by_event:
            starts = [each for each in inside.get(node.id, ()) if isinstance(each, Event) and each.tag == "startEvent"]
            for event in starts:
                effect = wording.say("doc-interrupts" if event.interrupting else "doc-goes-on")
                where = wording.say("doc-anywhere")
                yield where, trigger_of(event, process, wording), effect, called(node, process, wording)


def trigger_of(event: Event, process: DesignedProcess, wording: Wording) -> str:
    """Say what an event is, and what triggers it: its name, kind and expression."""
    details = wording.joined(_definition(each, wording) for each in event.definitions)
    name = called(event, process, wording)
    return wording.say("doc-with-code", name=name, code=details) if details else name


def _definition(definition: EventDefinition, wording: Wording) -> str:
    kind = wording.say(f"doc-trigger-{definition.kind}")
    said = definition.expression.strip() or definition.subject.strip()
    return wording.say("doc-labelled", label=kind, text=said) if said else kind


def called(node: FlowNode, process: DesignedProcess, wording: Wording) -> str:
    """Return the name of a node without quotation marks; one that bears none by its kind and what comes before it."""
    texts = process.naming.texts(node.id) if node.name.strip() else process.called(node.id)
    return " ".join(wording.text(texts).split())


def comes_next(flow: SequenceFlow, process: DesignedProcess, wording: Wording) -> str:
    """Return what comes next along a flow, past gateways that decide nothing."""
    found = following(process.process, flow)
    return wording.joined(called(node, process, wording) for node in found) or wording.unspecified


def following(process: Process, flow: SequenceFlow) -> tuple[FlowNode, ...]:
    """Return the nodes that a flow leads to, past joins and parallel splits; a decision is a node."""
    known: Mapping[str, FlowNode] = process.node
    waiting, seen, found = [flow.target], set[str | None](), []
    for key in waiting:
        if key is None or key in seen or key not in known:
            continue
        seen.add(key)
        node, outgoing = known[key], process.outgoing.get(key, ())
        is_passed = isinstance(node, Gateway) and (len(outgoing) == 1 or node.tag == "parallelGateway")
        if is_passed:
            waiting += [each.target for each in outgoing]
        else:
            found.append(node)
    return tuple(found)
