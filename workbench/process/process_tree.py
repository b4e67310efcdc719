"""Process trees from elsewhere (PTML), composed operator by operator into the minimal automaton of their language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from lxml import etree

from workbench.findings import Finding
from workbench.language import Language, say
from workbench.process.automaton import Automaton, Steps, minimal, shuffled
from workbench.process.behavior import STATE_BUDGET
from workbench.process.bpmn_xml import file_content
from workbench.process.model import grouped
from workbench.process.net_process import NetProcess, seen_as
from workbench.process.refusal import refusal
from workbench.process.token_net import Move, TokenNet, TooManyStatesError
from workbench.process.xml_source import parse_xml, refuse_twice, refused


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

    @property
    def nodes(self) -> tuple[TreeNode, ...]:
        """Return the node and all below it, from left to right."""
        return (self, *(node for child in self.children for node in child.nodes))


@dataclass(frozen=True, kw_only=True)
class ProcessTree:
    """A process tree as a file has it."""

    path: str
    name: str
    root: TreeNode
    findings: tuple[Finding, ...] = ()

    @property
    def labels(self) -> Mapping[str, tuple[str, ...]]:
        """Return the ids of the leaves that bear each label."""
        return grouped((leaf.label or "", leaf.id) for leaf in self.root.leaves)

    def automaton(self, hidden: Collection[str] = (), budget: int = STATE_BUDGET) -> Automaton:
        """Return the minimal automaton of the tree's traces, its symbols ids of leaves; those in `hidden` are silent.

        Raises UnsupportedError where the branches of a node can stand in more than `budget` ways beside each other.
        """
        try:
            return _language(self.root, frozenset(hidden), budget)
        except TooManyStatesError as cause:
            raise refusal(self.processes[0], self.processes[0], "BEHAVIOR_TOO_WIDE", {"budget": budget}) from cause

    @property
    def processes(self) -> tuple[NetProcess, ...]:
        """Return the tree as the one process that the file holds; symbols of its token game are ids of leaves."""
        nodes = (seen_as(node.operator or "leaf", node.id, node.label, node.line, self.name) for node in self.root.nodes)
        return (NetProcess(tag="processTree", id=self.name, name=self.name, nodes=tuple(nodes), flows=(), net=_game(self.root)),)


def read_ptml(path: str | Path) -> ProcessTree:
    """Read the first tree of a PTML file. Errors as in `parse_ptml`; UsageError if there is no such file."""
    return parse_ptml(file_content(Path(path)), str(path))


def parse_ptml(content: bytes, path: str = "tree.ptml") -> ProcessTree:
    """Read the first tree of PTML. Raises InputError, with the line, for what is no PTML, and for what is no tree."""
    root = parse_xml(content, path, "PTML")
    tree = next((child for child in root if child.tag == "processTree"), None)
    if root.tag != "ptml" or tree is None:
        raise refused(path, "FILE_WRONG_FORMAT", root.sourceline, {"found": f"XML <{root.tag!s}>", "wanted": "PTML"})
    refuse_twice((node for node in tree if node.tag in _TASKS or node.tag in _OPERATORS), path)
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


def _language(node: TreeNode, hidden: frozenset[str], budget: int) -> Automaton:
    """Return the minimal automaton of a node's traces."""
    drawing = _Drawing(hidden, budget)
    drawing.add(node, drawing.state(), drawing.state())
    return minimal(Steps(silent=drawing.silent, visible=drawing.visible, final={1}), budget)


class _Drawing:
    """A tree being drawn as states and steps, each node from a state where it begins to one where it ends (Thompson 1968)."""

    def __init__(self, hidden: frozenset[str], budget: int) -> None:
        self._hidden = hidden
        self._budget = budget
        self.silent: list[list[int]] = []
        self.visible: list[list[tuple[str, int]]] = []

    def state(self) -> int:
        """Return a new state."""
        self.silent.append([])
        self.visible.append([])
        return len(self.silent) - 1

    def add(self, node: TreeNode, begin: int, end: int) -> None:
        """Draw a node; nothing that is drawn leads back to `begin` or on from `end`."""
        match node.operator:
            case None if node.label is None or node.id in self._hidden:
                self.silent[begin].append(end)
            case None:
                self.visible[begin].append((node.id, end))
            case Operator.SEQUENCE:
                ways = [begin, *(self.state() for _ in node.children[1:]), end]
                for child, here, there in zip(node.children, ways, ways[1:], strict=False):
                    self.add(child, here, there)
            case Operator.CHOICE:
                for child in node.children:
                    self.add(child, begin, end)
            case Operator.LOOP:
                self._add_loop(node.children, begin, end)
            case Operator.PARALLEL:
                self._add_machine(shuffled(self._languages(node), self._budget), begin, end)
            case Operator.INCLUSIVE:
                self._add_machine(_some_of(self._languages(node), self._budget), begin, end)

    def _add_loop(self, children: Sequence[TreeNode], begin: int, end: int) -> None:
        before, after = self.state(), self.state()
        self.silent[begin].append(before)
        self.add(children[0], before, after)
        self.add(children[1], after, before)
        if len(children) > 2:
            self.add(children[2], after, end)
        else:
            self.silent[after].append(end)

    def _languages(self, node: TreeNode) -> list[Automaton]:
        return [_language(child, self._hidden, self._budget) for child in node.children]

    def _add_machine(self, machine: Automaton, begin: int, end: int) -> None:
        states = [self.state() for _ in range(machine.n_states)]
        self.silent[begin].append(states[0])
        for state, here, ends in zip(states, machine.arcs, machine.final, strict=True):
            self.visible[state] += [(symbol, states[after]) for symbol, after in here.items()]
            self.silent[state] += [end] if ends else []


def _some_of(parts: Sequence[Automaton], budget: int) -> Automaton:
    """Return the interleavings of one part or more: the empty trace only where a part itself allows it."""
    together = shuffled([_or_nothing(part) for part in parts], budget)
    if any(part.final[0] for part in parts):
        return together
    visible = [[(symbol, after + 1) for symbol, after in here.items()] for here in together.arcs]
    final = {state + 1 for state, ends in enumerate(together.final) if ends}
    return minimal(Steps(silent=[[] for _ in range(len(visible) + 1)], visible=[visible[0], *visible], final=final), budget)


def _or_nothing(part: Automaton) -> Automaton:
    """Return the traces of a part, and the empty one."""
    visible = [[(symbol, after + 1) for symbol, after in here.items()] for here in part.arcs]
    final = {0, *(state + 1 for state, ends in enumerate(part.final) if ends)}
    return minimal(Steps(silent=[[1], *([] for _ in visible)], visible=[[], *visible], final=final))


def _game(root: TreeNode) -> TokenNet:
    """Return the token game of a tree: a token that enters a node leaves it when the node is done."""
    board = _Board()
    begin, end = board.place(), board.place()
    board.play(root, begin, end)
    board.moves.append(Move(element=root.id, takes=(end,)))
    return TokenNet(n_places=board.n_places, moves=tuple(board.moves), start=(begin,), flows=tuple(board.flows))


class _Board:
    """A net being made of a tree; `flows` says before which of several nodes a place stands."""

    def __init__(self) -> None:
        self.n_places = 0
        self.moves: list[Move] = []
        self.flows: list[tuple[int, str]] = []

    def place(self, before: TreeNode | None = None) -> int:
        if before is not None:
            self.flows.append((self.n_places, before.id))
        self.n_places += 1
        return self.n_places - 1

    def move(self, node: TreeNode, takes: tuple[int, ...], gives: tuple[int, ...], join: tuple[int, ...] = ()) -> None:
        self.moves.append(Move(element=node.id, takes=takes, gives=gives, join=join))

    def play(self, node: TreeNode, begin: int, end: int) -> None:
        match node.operator:
            case None:
                symbol = node.id if node.label else None
                self.moves.append(Move(element=node.id, symbol=symbol, takes=(begin,), gives=(end,), happens=True))
            case Operator.SEQUENCE:
                between = [self.place() for _ in node.children[1:]]
                for child, here, after in zip(node.children, (begin, *between), (*between, end), strict=True):
                    self.play(child, here, after)
            case Operator.CHOICE:
                for child, entry in self._entries(node.children):
                    self.move(node, (begin,), (entry,))
                    self.play(child, entry, end)
            case Operator.PARALLEL:
                entries = self._entries(node.children)
                exits = [(child, entry, self.place()) for child, entry in entries]
                self.move(node, (begin,), tuple(entry for _, entry in entries))
                self.move(node, tuple(after for *_, after in exits), (end,))
                for child, entry, after in exits:
                    self.play(child, entry, after)
            case Operator.INCLUSIVE:
                self._some_of(node, node.children, begin, end)
            case Operator.LOOP:
                self._loop(node, begin, end)

    def _entries(self, children: Sequence[TreeNode]) -> list[tuple[TreeNode, int]]:
        return [(child, self.place(child)) for child in children]

    def _some_of(self, node: TreeNode, children: Sequence[TreeNode], begin: int, end: int) -> None:
        """One or more of several: the first, or one or more of the others, or both; it ends with what was begun."""
        if len(children) == 1:
            self.play(children[0], begin, end)
            return
        first, *others = children
        entry = self.place(first)
        rest = self.place(others[0] if len(others) == 1 else None)
        exits = self.place(), self.place()
        for chosen in ((entry,), (rest,), (entry, rest)):
            self.move(node, (begin,), chosen)
        for done in ((exits[0],), (exits[1],), exits):
            self.move(node, done, (end,), join=exits)
        self.play(first, entry, exits[0])
        self._some_of(node, others, rest, exits[1])

    def _loop(self, node: TreeNode, begin: int, end: int) -> None:
        """The body, and from its end back to it over the second child, or on over the third where there is one."""
        body, done = self.place(), self.place()
        again, leaves = self.place(node.children[1]), [self.place(child) for child in node.children[2:]]
        self.move(node, (begin,), (body,))
        self.play(node.children[0], body, done)
        self.move(node, (done,), (again,))
        self.play(node.children[1], again, body)
        self.move(node, (done,), tuple(leaves) or (end,))
        for child, entry in zip(node.children[2:], leaves, strict=True):
            self.play(child, entry, end)
