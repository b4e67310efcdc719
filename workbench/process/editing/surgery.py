"""Edits of a flow: each cuts or joins at one activity, so that what was sound stays sound, or says why it cannot be."""

from __future__ import annotations

from typing import Final

from lxml import etree

from workbench.process.editing.data import give_data
from workbench.process.editing.tree import FlowTree, refused, tag_of
from workbench.process.model import ProcessModel

_JOINING: Final = frozenset({"parallelGateway", "inclusiveGateway", "complexGateway"})
_WITHOUT_FLOW: Final = frozenset({"adHocSubProcess"})


def without(model: ProcessModel, activity: str) -> ProcessModel:
    """Return the model without an activity: what came before it leads to what came after it.

    A branch that held nothing else stays, and is empty. Raises ConflictError where the activity bears boundary events, answers
    an event-based gateway, or is met by a message of another process of the file.
    """
    tree = FlowTree(model)
    node = tree.node(activity)
    _require_plain(tree, node)
    _require_no_partner(tree, node)
    if tree.is_alone(node):
        raise refused("EDIT_ALONE", tree.path, activity)
    _bridge(tree, node)
    tree.remove(node)
    return tree.finished()


def inserted(model: ProcessModel, activity: str, name: str, after: str, lane_of: str | None = None) -> ProcessModel:
    """Return the model with a new task directly after another activity, in that one's lane, or in the lane of `lane_of`.

    Raises ConflictError where the id is taken or is no XML id, or where `after` stands outside of any flow.
    """
    tree = FlowTree(model)
    earlier = tree.node(after)
    _require_in_flow(tree, earlier)
    task = tree.add("userTask", activity, earlier, name)
    if lane_of is not None:
        tree.put_in_lane_of(task, tree.node(lane_of))
    _move_outgoing(tree, earlier, task)
    tree.connect(earlier, task)
    return tree.finished()


def moved(model: ProcessModel, activity: str, before: str) -> ProcessModel:
    """Return the model with an activity directly before another one of the same scope; where it stood, the flow goes on.

    Raises ConflictError as `without` does, where both stand in different scopes, or where it stands there already.
    """
    tree = FlowTree(model)
    node, later = tree.node(activity), tree.node(before)
    _require_plain(tree, node)
    if node is later or [tree.source(each) for each in tree.incoming(later)] == [node]:
        raise refused("EDIT_ALREADY", tree.path, activity)
    if node.getparent() is not later.getparent():
        raise refused("EDIT_OTHER_SCOPE", tree.path, activity, other=before)
    _require_in_flow(tree, later)
    _require_no_event_gateway(tree, later)
    _bridge(tree, node)
    for flow in tree.incoming(later):
        tree.lead(flow, node)
    tree.connect(node, later)
    tree.lift(node)
    return tree.finished()


def side_by_side(model: ProcessModel, first: str, second: str) -> ProcessModel:
    """Return the model with two activities, of which the second follows the first directly, between parallel gateways.

    Raises ConflictError where it does not follow so, or where one of the two bears boundary events.
    """
    tree = FlowTree(model)
    one, other = tree.node(first), tree.node(second)
    between = _between(tree, one, other)
    for node in (one, other):
        _require_plain(tree, node)
    if not tree.incoming(one):
        raise refused("EDIT_NO_WAY", tree.path, first)
    split = tree.add("parallelGateway", tree.fresh_name(f"split-{first}-{second}"), one)
    _lead_all(tree, one, split)
    if tree.outgoing(other):
        join = tree.add("parallelGateway", tree.fresh_name(f"join-{first}-{second}"), other)
        _move_outgoing(tree, other, join)
        tree.connect(other, join)
        tree.connect(one, join)
    tree.draw_from(between, split)
    tree.connect(split, one)
    return tree.finished()


def merged(model: ProcessModel, first: str, second: str) -> ProcessModel:
    """Return the model with two activities, of which the second follows the first directly, as one: the first, with both names.

    Data that the second reads or writes, the first reads or writes. Raises ConflictError where the second does not follow so,
    bears boundary events, or is met by a message of another process of the file.
    """
    tree = FlowTree(model)
    one, other = tree.node(first), tree.node(second)
    _between(tree, one, other)
    _require_plain(tree, other)
    _require_no_partner(tree, other)
    names = [" ".join(each.get("name", "").split()) for each in (one, other)]
    one.set("name", " + ".join(name for name in names if name))
    give_data(other, one)
    _bridge(tree, other)
    tree.remove(other)
    return tree.finished()


def _bridge(tree: FlowTree, node: etree._Element) -> None:
    """Cut an activity out of the flow: what led to it leads to what it led to.

    Several ways into it meet first in an exclusive gateway where they would else be waited for; several ways out of it become
    those of a parallel gateway, which is what they are.
    """
    incoming, outgoing = tree.incoming(node), tree.outgoing(node)
    if any(flow in outgoing for flow in incoming):
        raise refused("EDIT_OWN_LOOP", tree.path, str(node.get("id")))
    if not incoming and not outgoing:
        return
    if not incoming:
        raise refused("EDIT_NO_WAY", tree.path, str(node.get("id")))
    _require_no_event_gateway(tree, node)
    goal = _goal(tree, node, outgoing)
    if len(incoming) > 1 and tag_of(goal) in _JOINING:
        merge = tree.add("exclusiveGateway", tree.fresh_name(f"merge-{node.get('id')}"), node)
        tree.connect(merge, goal)
        goal = merge
    for flow in outgoing:
        if tree.source(flow) is node:
            tree.remove(flow)
    for flow in incoming:
        tree.lead(flow, goal)


def _goal(tree: FlowTree, node: etree._Element, outgoing: list[etree._Element]) -> etree._Element:
    """Return what a node leads to: the next one, a parallel gateway for several, an end event for none."""
    identity = str(node.get("id"))
    if any(tag_of(each) == "conditionExpression" for flow in outgoing for each in flow):
        raise refused("EDIT_CONDITION", tree.path, identity)
    if len(outgoing) == 1:
        return tree.target(outgoing[0])
    if not outgoing:
        return tree.add("endEvent", tree.fresh_name(f"end-{identity}"), node)
    split = tree.add("parallelGateway", tree.fresh_name(f"split-{identity}"), node)
    for flow in outgoing:
        tree.draw_from(flow, split)
    return split


def _lead_all(tree: FlowTree, node: etree._Element, gateway: etree._Element) -> None:
    """Let all that leads to a node lead to a gateway, first through an exclusive one where it would wait for several."""
    flows = tree.incoming(node)
    goal = gateway
    if len(flows) > 1:
        goal = tree.add("exclusiveGateway", tree.fresh_name(f"merge-{node.get('id')}"), node)
        tree.connect(goal, gateway)
    for flow in flows:
        tree.lead(flow, goal)


def _move_outgoing(tree: FlowTree, node: etree._Element, other: etree._Element) -> None:
    """Let all that leads away from a node lead away from another one; a gateway cannot take over conditions."""
    flows, default = tree.outgoing(node), node.get("default")
    has_condition = any(tag_of(each) == "conditionExpression" for flow in flows for each in flow)
    if has_condition and tag_of(other) in _JOINING:
        raise refused("EDIT_CONDITION", tree.path, str(node.get("id")))
    for flow in flows:
        tree.draw_from(flow, other)
    if default is not None and tag_of(other) not in _JOINING:
        other.set("default", default)


def _between(tree: FlowTree, first: etree._Element, second: etree._Element) -> etree._Element:
    """Return the one flow between two activities of which the second directly follows the first, and nothing else does."""
    out, into = tree.outgoing(first), tree.incoming(second)
    if first is second or len(out) != 1 or into != out or any(tag_of(each) == "conditionExpression" for each in out[0]):
        raise refused("EDIT_NOT_IN_A_ROW", tree.path, str(first.get("id")), other=str(second.get("id")))
    return out[0]


def _require_plain(tree: FlowTree, node: etree._Element) -> None:
    if tree.events_on(node):
        events = ", ".join(str(each.get("name") or each.get("id")) for each in tree.events_on(node))
        raise refused("EDIT_HAS_EVENTS", tree.path, str(node.get("id")), events=events)
    if node.get("isForCompensation") in ("true", "1"):
        raise refused("EDIT_NO_WAY", tree.path, str(node.get("id")))


def _require_no_partner(tree: FlowTree, node: etree._Element) -> None:
    """Refuse where a message joins it to a node of another process, which would wait in vain."""
    ends = [end for flow in tree.messages_of(node) for end in (flow.get("sourceRef"), flow.get("targetRef"))]
    partners = [str(end) for end in ends if end != node.get("id") and tree.is_node(end)]
    if partners:
        raise refused("EDIT_PARTNER", tree.path, str(node.get("id")), other=", ".join(partners))


def _require_no_event_gateway(tree: FlowTree, node: etree._Element) -> None:
    sources = [tree.source(flow) for flow in tree.incoming(node)]
    if any(tag_of(each) == "eventBasedGateway" for each in sources):
        raise refused("EDIT_AWAITED", tree.path, str(node.get("id")))


def _require_in_flow(tree: FlowTree, node: etree._Element) -> None:
    scope = node.getparent()
    is_alone = not tree.incoming(node) and not tree.outgoing(node)
    if is_alone or (scope is not None and tag_of(scope) in _WITHOUT_FLOW) or node.get("isForCompensation") in ("true", "1"):
        raise refused("EDIT_NO_WAY", tree.path, str(node.get("id")))
