"""Process trees as BPMN: each operator a block between two gateways, so that exactly the tree's traces are allowed."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from workbench.process.builder import ProcessBuilder, build_process
from workbench.process.layout import laid_out
from workbench.process.model import ProcessModel
from workbench.process.process_tree import Operator, ProcessTree, TreeNode

_FLAT: Final = (Operator.SEQUENCE, Operator.CHOICE, Operator.PARALLEL)
_GATEWAYS: Final = {
    Operator.CHOICE: "exclusiveGateway",
    Operator.PARALLEL: "parallelGateway",
    Operator.INCLUSIVE: "inclusiveGateway",
}


def bpmn_of_tree(tree: ProcessTree) -> ProcessModel:
    """Return a tree as a block-structured BPMN process with its drawing, of exactly the same traces.

    The task of a leaf bears its label, and its id after `task-`. A block has one way in and one way out, so the process is
    sound (van der Aalst 2016, section 7.5.1); a silent leaf is a flow that passes by.
    """
    drawn = build_process("process", tree.name).node("startEvent", "start", "")
    _draw(drawn, _plain(tree.root))
    return laid_out(drawn.node("endEvent", "end", "").model())


def _plain(node: TreeNode) -> TreeNode:
    """Return a node of the same traces without what a reader need not see: nested equals, lone children, silent steps."""
    if node.operator is None:
        return node
    children = tuple(_plain(child) for child in node.children)
    if node.operator is Operator.LOOP:
        return _plain_loop(node, children)
    if node.operator in _FLAT:
        children = tuple(part for child in children for part in (child.children if child.operator is node.operator else (child,)))
    shown = tuple(child for child in children if not _is_silent(child))
    silent = [child for child in children if _is_silent(child)][:1]
    if node.operator is Operator.CHOICE:
        return _block(node, (*shown, *silent))
    some = _block(node, shown or tuple(silent))
    if node.operator is not Operator.INCLUSIVE or not silent or not shown:
        return some
    return _plain(TreeNode(id=f"{node.id}-none", operator=Operator.CHOICE, children=(some, *silent)))


def _plain_loop(node: TreeNode, children: tuple[TreeNode, ...]) -> TreeNode:
    """Put what follows a loop behind it; a loop that does nothing is nothing."""
    body, redo, *after = children
    loop = body if _is_silent(body) and _is_silent(redo) else replace(node, children=(body, redo))
    if not after or _is_silent(after[0]):
        return loop
    sequence = TreeNode(id=f"{node.id}-exit", operator=Operator.SEQUENCE, children=(loop, after[0]))
    return _plain(sequence)


def _block(node: TreeNode, children: tuple[TreeNode, ...]) -> TreeNode:
    return children[0] if len(children) == 1 else replace(node, children=children)


def _is_silent(node: TreeNode) -> bool:
    return node.operator is None and node.label is None


def _draw(drawn: ProcessBuilder, node: TreeNode) -> None:
    """Draw a node behind the last one."""
    match node.operator:
        case None if node.label is not None:
            drawn.task(f"task-{node.id}", node.label)
        case Operator.SEQUENCE:
            for child in node.children:
                _draw(drawn, child)
        case Operator.CHOICE | Operator.PARALLEL | Operator.INCLUSIVE:
            _draw_branches(drawn, node, _GATEWAYS[node.operator])
        case Operator.LOOP:
            _draw_loop(drawn, node)


def _draw_branches(drawn: ProcessBuilder, node: TreeNode, tag: str) -> None:
    """Draw the branches between a split and a join; a silent one is a flow from the one to the other."""
    split, join = f"split-{node.id}", f"join-{node.id}"
    drawn.node(tag, split, "")
    for child in node.children:
        drawn.at(split)
        _draw(drawn, child)
        drawn.to(join)
    drawn.at(None).node(tag, join, "")


def _draw_loop(drawn: ProcessBuilder, node: TreeNode) -> None:
    """Draw the body from a join to a split, and from there what leads back."""
    split, join = f"split-{node.id}", f"join-{node.id}"
    body, redo = node.children
    drawn.node("exclusiveGateway", join, "")
    _draw(drawn, body)
    drawn.node("exclusiveGateway", split, "")
    _draw(drawn, redo)
    drawn.to(join).at(split)
