"""Petri nets from elsewhere (PNML, ISO/IEC 15909-2), with their final markings, played by the same token game as BPMN."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lxml import etree

from workbench.findings import Finding, Place, Severity
from workbench.process.behavior import Behavior, behavior_of
from workbench.process.bpmn_xml import file_content
from workbench.process.game import MOST_TOKENS
from workbench.process.model import grouped
from workbench.process.net_process import NetProcess, seen_as
from workbench.process.token_net import Move, TokenNet
from workbench.process.xml_source import parse_xml, refuse_twice, refused

_SHOWN: Final = 40
_INVISIBLE: Final = "$invisible$"
"""What tools that follow ProM write as the activity of a silent transition."""


@dataclass(frozen=True, kw_only=True)
class Transition:
    """A transition with its place numbers before and after, as often as an arc weighs; `label` is None where it is silent."""

    id: str
    label: str | None
    takes: tuple[int, ...]
    gives: tuple[int, ...]
    line: int | None = None


@dataclass(frozen=True, kw_only=True)
class PetriNet:
    """A labelled place/transition net (van der Aalst 2016, section 3.2.2); a marking names a place as often as it holds a token.

    `final` are the markings in which a run may end. `findings` say which marking the file left open and what was taken.
    """

    path: str
    name: str
    places: tuple[str, ...]
    transitions: tuple[Transition, ...]
    initial: tuple[int, ...]
    final: tuple[tuple[int, ...], ...]
    findings: tuple[Finding, ...] = ()

    @property
    def labels(self) -> Mapping[str, tuple[str, ...]]:
        """Return the ids of the transitions that bear each label."""
        return grouped((each.label, each.id) for each in self.transitions if each.label is not None)

    @property
    def processes(self) -> tuple[NetProcess, ...]:
        """Return the net as the one process that the file holds; symbols of its token game are transition ids."""
        nodes = (seen_as("transition", each.id, each.label, each.line, self.name) for each in self.transitions)
        return (NetProcess(tag="net", id=self.name, name=self.name, nodes=tuple(nodes), flows=(), net=_game(self)),)


def read_pnml(path: str | Path) -> PetriNet:
    """Read the first net of a PNML file. Errors as in `parse_pnml`; UsageError if there is no such file."""
    return parse_pnml(file_content(Path(path)), str(path))


def parse_pnml(content: bytes, path: str = "net.pnml") -> PetriNet:
    """Read the first net of PNML; pages are one net.

    Where no marking is said, a workflow net is taken for granted: it begins with a token on the only place without arcs into it,
    and ends with one on a place without arcs out of it. Raises InputError, with the line, for what is no PNML, for arcs of
    another kind or weight than tokens allow, and where a marking is left open.
    """
    root = parse_xml(content, path, "PNML")
    net = next((child for child in root if _kind(child) == "net"), None)
    if _kind(root) != "pnml" or net is None:
        raise refused(path, "FILE_WRONG_FORMAT", root.sourceline, {"found": f"XML <{_kind(root)}>", "wanted": "PNML"})
    refuse_twice((*_all(net, "place"), *_all(net, "transition")), path)
    numbers = {node.get("id", ""): number for number, node in enumerate(_all(net, "place"))}
    before, after = _arcs(net, numbers, path)
    transitions = tuple(
        Transition(
            id=node.get("id", ""),
            label=_label(node),
            takes=before.get(node.get("id", ""), ()),
            gives=after.get(node.get("id", ""), ()),
            line=node.sourceline,
        )
        for node in _all(net, "transition")
    )
    findings: list[Finding] = []
    return PetriNet(
        path=path,
        name=_text(net, "name") or net.get("id", ""),
        places=tuple(numbers),
        transitions=transitions,
        initial=_initial(net, numbers, transitions, path, findings),
        final=_final(net, numbers, transitions, path, findings),
        findings=tuple(findings),
    )


def behavior_of_net(net: PetriNet) -> Behavior:
    """Return the token game of a net; its symbols are transition ids. `Behavior.automaton` refuses as for BPMN."""
    return behavior_of(net.processes[0])


def _game(net: PetriNet) -> TokenNet:
    """Return the token game; it runs while one more place is marked, which is emptied with a final marking and nothing else."""
    running, places = len(net.places), range(len(net.places))
    moves = [
        Move(element=each.id, symbol=each.id if each.label else None, takes=each.takes, gives=each.gives, happens=True)
        for each in net.transitions
    ]
    for marking in net.final:
        held = {*marking}
        nothing_else = tuple(place for place in places if place not in held)
        moves.append(Move(element=net.name, takes=(*marking, running), only_if_empty=nothing_else))
    return TokenNet(n_places=running + 1, moves=tuple(moves), start=(*net.initial, running))


def _all(net: etree._Element, name: str) -> Iterator[etree._Element]:
    return (node for node in net.iter() if _kind(node) == name and node.get("idref") is None)


def _arcs(
    net: etree._Element, numbers: Mapping[str, int], path: str
) -> tuple[Mapping[str, tuple[int, ...]], Mapping[str, tuple[int, ...]]]:
    """Return the places before and after each transition, each as often as its arc weighs."""
    known = {node.get("id", "") for node in _all(net, "transition")}
    before: dict[str, tuple[int, ...]] = {}
    after: dict[str, tuple[int, ...]] = {}
    for arc in _all(net, "arc"):
        source, target = arc.get("source", ""), arc.get("target", "")
        kind = _text(arc, "arctype") or _text(arc, "type") or "normal"
        weight = _text(arc, "inscription") or "1"
        if kind != "normal" or not weight.isdecimal() or not 1 <= int(weight) <= MOST_TOKENS:
            raise refused(path, "PNML_ARC", arc.sourceline, {"arc": arc.get("id", "?"), "kind": kind, "weight": weight})
        if source in numbers and target in known:
            before[target] = (*before.get(target, ()), *(numbers[source],) * int(weight))
        elif source in known and target in numbers:
            after[source] = (*after.get(source, ()), *(numbers[target],) * int(weight))
        else:
            raise refused(
                path, "BPMN_DANGLING_REF", arc.sourceline, {"element": arc.get("id", "?"), "missing": f"{source} → {target}"}
            )
    return before, after


def _initial(
    net: etree._Element, numbers: Mapping[str, int], transitions: Sequence[Transition], path: str, findings: list[Finding]
) -> tuple[int, ...]:
    marking: list[int] = []
    for place in _all(net, "place"):
        marking += [numbers[place.get("id", "")]] * _tokens(place, _text(place, "initialMarking"), path)
    if marking:
        return tuple(marking)
    given = {place for transition in transitions for place in transition.gives}
    begins = [number for number in numbers.values() if number not in given]
    if len(begins) != 1:
        raise refused(path, "PNML_NO_INITIAL", net.sourceline, {"count": len(begins)})
    findings.append(_taken(path, numbers, begins))
    return tuple(begins)


def _final(
    net: etree._Element, numbers: Mapping[str, int], transitions: Sequence[Transition], path: str, findings: list[Finding]
) -> tuple[tuple[int, ...], ...]:
    """Return the final markings, which PNML has no place for: tools write `finalmarkings`, or list the places of one."""
    markings: list[tuple[int, ...]] = []
    for marking in (node for each in _all(net, "finalmarkings") for node in _all(each, "marking")):
        held = ((numbers[node.get("idref", "")], node) for node in marking if node.get("idref") in numbers)
        tokens = Counter({place: _tokens(node, _own_text(node), path) for place, node in held})
        markings.append(tuple(sorted(tokens.elements())))
    listed = (_own_text(node).split() for node in _all(net, "finalmarking"))
    markings += [tuple(sorted(numbers[place] for place in each)) for each in listed if set(each) <= set(numbers)]
    if any(markings):
        return tuple(dict.fromkeys(markings))
    taken = {place for transition in transitions for place in transition.takes}
    ends = [number for number in numbers.values() if number not in taken]
    if not ends:
        raise refused(path, "PNML_NO_FINAL", net.sourceline)
    findings.append(_taken(path, numbers, ends))
    return tuple((end,) for end in ends)


def _taken(path: str, numbers: Mapping[str, int], places: Sequence[int]) -> Finding:
    """Say on which places a token is taken for granted; any one of several."""
    names = [name for name, number in numbers.items() if number in places]
    return Finding(
        code="PNML_MARKING_TAKEN",
        severity=Severity.INFO,
        place=Place(file=path, element=names[0]),
        facts={"elements": ", ".join(names)},
        object=tuple(names),
    )


def _kind(node: etree._Element) -> str:
    """Return the name of an element without its namespace."""
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def _label(node: etree._Element) -> str | None:
    """Return what a transition is called, None where it is silent: it has no name, or a tool says that nobody sees it."""
    invisible = any(_kind(child) == "toolspecific" and child.get("activity") == _INVISIBLE for child in node)
    return None if invisible else _text(node, "name") or None


def _text(node: etree._Element, name: str) -> str:
    child = next((child for child in node if _kind(child) == name), None)
    return _own_text(child) if child is not None else ""


def _own_text(node: etree._Element) -> str:
    """Return the text of a label: that of its `text` element, or of its `value` or itself where an old tool wrote it there."""
    inner = next((child for child in node if _kind(child) in ("text", "value")), node)
    return " ".join((inner.text or "").split())


def _tokens(node: etree._Element, text: str, path: str) -> int:
    """Return how many tokens a marking gives a place, none where it says nothing; refuse what no place may hold."""
    if not text:
        return 0
    if not text.isdecimal() or int(text) > MOST_TOKENS:
        raise refused(path, "PNML_TOKENS", node.sourceline, {"count": text[:_SHOWN]})
    return int(text)
