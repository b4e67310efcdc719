"""Process trees from elsewhere (PTML), composed operator by operator into the minimal automaton of their language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from lxml import etree

from workbench.language import Language, say
from workbench.process.automaton import Arcs, Automaton, Steps, minimal, numbered, shuffled
from workbench.process.behavior import STATE_BUDGET
from workbench.process.bpmn_xml import file_content
from workbench.process.model import Process, Task, grouped
from workbench.process.refusal import refusal
from workbench.process.token_net import TooManyStatesError
from workbench.process.xml_source import parse_xml, refused


class Operator(StrEnum):
    """How the children of a node are executed (Leemans 2022, section 2.2.3): in what order, and how many of them."""

    SEQUENCE = "sequence"
    CHOICE = "xor"
    PARALLEL = "and"
    INCLUSIVE = "or"
    LOOP = "xorLoop"


_OPERATORS: Final = {
    **{operator.value: operator for operator in Operator},
    "def": Operator.CHOICE,
    "placeholder": Operator.CHOICE,
    "orPlaceholder": Operator.INCLUSIVE,
    "loopDef": Operator.LOOP,
}
_TASKS: Final = frozenset({"manualTask", "automaticTask"})
_SILENT: Final = "automaticTask"
_DEEPEST: Final = 256


@dataclass(frozen=True, kw_only=True)
class TreeNode:
    """A node of a process tree: an operator with its children, or a leaf with its label, None where it is silent.

    A loop has its body, what leads back to it, and, where it has three children, what follows it.
    """

    id: str
    operator: Operator | None = None
    children: tuple[TreeNode, ...] = ()
    label: str | None = None
    line: int | None = None

    @property
    def leaves(self) -> tuple[TreeNode, ...]:
        """Return the leaves with a label, from left to right."""
        if self.operator is None:
            return (self,) if self.label is not None else ()
        return tuple(leaf for child in self.children for leaf in child.leaves)


@dataclass(frozen=True, kw_only=True)
class ProcessTree:
    """A process tree as a file has it."""

    path: str
    name: str
    root: TreeNode

    @property
    def labels(self) -> Mapping[str, tuple[str, ...]]:
        """Return the ids of the leaves that bear each label."""
        return grouped((leaf.label or "", leaf.id) for leaf in self.root.leaves)

    def automaton(self, hidden: Collection[str] = (), budget: int = STATE_BUDGET) -> Automaton:
        """Return the minimal automaton of the tree's traces, its symbols ids of leaves; those in `hidden` are silent.

        Raises UnsupportedError where the branches of a node can stand in more than `budget` ways beside each other.
        """
        try:
            return numbered(_language(self.root, frozenset(hidden), budget))
        except TooManyStatesError as cause:
            tasks = tuple(
                Task(tag="leaf", id=leaf.id, name=leaf.label or "", line=leaf.line, scope="") for leaf in self.root.leaves
            )
            process = Process(tag="processTree", id=self.name, nodes=tasks, flows=())
            raise refusal(process, process, "BEHAVIOR_TOO_WIDE", {"budget": budget}) from cause


def read_ptml(path: str | Path) -> ProcessTree:
    """Read the first tree of a PTML file. Errors as in `parse_ptml`; UsageError if there is no such file."""
    return parse_ptml(file_content(Path(path)), str(path))


def parse_ptml(content: bytes, path: str = "tree.ptml") -> ProcessTree:
    """Read the first tree of PTML. Raises InputError, with the line, for what is no PTML, and for what is no tree."""
    root = parse_xml(content, path, "PTML")
    tree = next((child for child in root if child.tag == "processTree"), None)
    if root.tag != "ptml" or tree is None:
        raise refused(path, "FILE_WRONG_FORMAT", root.sourceline, {"found": f"XML <{root.tag!s}>", "wanted": "PTML"})
    nodes = {node.get("id", ""): node for node in tree if node.tag in _TASKS or node.tag in _OPERATORS}
    children: dict[str, list[str]] = {}
    for edge in (node for node in tree if node.tag == "parentsNode"):
        ends = edge.get("sourceId", ""), edge.get("targetId", "")
        for end in ends:
            if end not in nodes:
                raise refused(path, "BPMN_DANGLING_REF", edge.sourceline, {"element": edge.get("id", "?"), "missing": end})
        children.setdefault(ends[0], []).append(ends[1])
    first = tree.get("root", "")
    if first not in nodes:
        raise refused(path, "BPMN_DANGLING_REF", tree.sourceline, {"element": "root", "missing": first})
    above = Counter((first, *(below for each in children.values() for below in each)))
    for identity, count in above.items():
        if count > 1:
            raise refused(
                path, "PTML_NO_TREE", nodes[identity].sourceline, {"element": identity, "count": len(children.get(identity, ()))}
            )
    return ProcessTree(path=path, name=tree.get("name", ""), root=_node(first, nodes, children, path, 1))


def _node(
    identity: str, nodes: Mapping[str, etree._Element], children: Mapping[str, Sequence[str]], path: str, depth: int
) -> TreeNode:
    """Return a node with all below it; each stands below one other, the first below none."""
    node, below = nodes[identity], children.get(identity, ())
    if depth > _DEEPEST:
        remedy = {language.value: say("limit-nesting", language) for language in Language}
        raise refused(path, "LIMIT_DEPTH", node.sourceline, {"limit": _DEEPEST, "remedy": remedy})
    operator = _OPERATORS.get(str(node.tag))
    least, most = ((2, 3) if operator is Operator.LOOP else (1, len(below))) if operator else (0, 0)
    if not least <= len(below) <= most:
        raise refused(path, "PTML_NO_TREE", node.sourceline, {"element": identity, "count": len(below)})
    label = None if operator is not None or node.tag == _SILENT else " ".join((node.get("name") or "").split()) or None
    inner = tuple(_node(child, nodes, children, path, depth + 1) for child in below)
    return TreeNode(id=identity, operator=operator, children=inner, label=label, line=node.sourceline)


def _language(node: TreeNode, hidden: frozenset[str], budget: int) -> Arcs:
    """Return the minimal automaton of a node's traces."""
    if node.operator is None:
        shown = node.label is not None and node.id not in hidden
        return Arcs(arcs=[{node.id: 1}, {}], final=[False, True]) if shown else Arcs(arcs=[{}], final=[True])
    parts = [_language(child, hidden, budget) for child in node.children]
    match node.operator:
        case Operator.SEQUENCE:
            return _wired(parts, [(number, number + 1) for number in range(len(parts) - 1)], (0,), (len(parts) - 1,))
        case Operator.CHOICE:
            return _wired(parts, (), range(len(parts)), range(len(parts)))
        case Operator.LOOP:
            links = [(0, 1), (1, 0), *([(0, 2)] if len(parts) > 2 else [])]
            return _wired(parts, links, (0,), (len(parts) - 1 if len(parts) > 2 else 0,))
        case Operator.PARALLEL:
            return shuffled(parts, budget)
        case Operator.INCLUSIVE:
            return _some_of(parts, budget)


def _wired(parts: Sequence[Arcs], links: Sequence[tuple[int, int]], firsts: Collection[int], lasts: Collection[int]) -> Arcs:
    """Return the automaton that begins in `firsts`, goes from the end of one part to another by `links`, and ends in `lasts`."""
    begins = [1]
    for part in parts:
        begins.append(begins[-1] + len(part.arcs))
    silent: list[list[int]] = [[begins[number] for number in firsts]]
    visible: list[list[tuple[str, int]]] = [[]]
    final: set[int] = set()
    for number, part in enumerate(parts):
        onward = [begins[after] for before, after in links if before == number]
        for arcs, ends in zip(part.arcs, part.final, strict=True):
            if ends and number in lasts:
                final.add(len(silent))
            silent.append(onward if ends else [])
            visible.append([(symbol, begins[number] + after) for symbol, after in arcs.items()])
    return minimal(Steps(silent=silent, visible=visible, final=final))


def _some_of(parts: Sequence[Arcs], budget: int) -> Arcs:
    """Return the interleavings of one part or more: the empty trace only where a part itself allows it."""
    nothing = Arcs(arcs=[{}], final=[True])
    either = [_wired((part, nothing), (), (0, 1), (0, 1)) for part in parts]
    together = shuffled(either, budget)
    if any(part.final[0] for part in parts):
        return together
    begun = [{symbol: after + 1 for symbol, after in together.arcs[0].items()}]
    arcs = [*begun, *({symbol: after + 1 for symbol, after in here.items()} for here in together.arcs)]
    final = {state + 1 for state, ends in enumerate(together.final) if ends}
    return minimal(Steps(silent=[[] for _ in arcs], visible=[list(here.items()) for here in arcs], final=final))
