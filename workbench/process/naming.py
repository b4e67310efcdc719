"""One vocabulary for log and model: which elements a log label may mean, and what an element is called everywhere else."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType

from workbench.language import Language, say
from workbench.process.model import CallActivity, Event, FlowNode, Process, SubProcess, Task
from workbench.process.net_process import NetProcess
from workbench.process.own_facts import own_fact
from workbench.process.sidecar import ActivityFacts, Sidecar


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """What a log label means: the elements it may be, and whether only its spelling (case, width, blanks) had to be forgiven."""

    elements: tuple[str, ...]
    respelled: bool = False


@dataclass(frozen=True, kw_only=True)
class Naming:
    """The names of one process. `nodes`, `activity_ids` and `english` are by element id; `meaning` reads the tables of labels."""

    nodes: Mapping[str, FlowNode]
    activity_ids: Mapping[str, str]
    english: Mapping[str, str]
    by_id: Mapping[str, tuple[str, ...]]
    by_name: Mapping[str, tuple[str, ...]]
    by_spelling: Mapping[str, tuple[str, ...]]
    aliases: frozenset[str] = frozenset()

    def is_alias(self, label: str) -> bool:
        """Return whether a label is understood by the alias table alone."""
        return folded(label) in self.aliases and label not in self.by_id

    def meaning(self, label: str) -> Meaning | None:
        """Return what a log label means: an id before a name or alias before a different spelling; None if nothing bears it."""
        for table in (self.by_id, self.by_name):
            if label in table:
                return Meaning(elements=table[label])
        spelled = self.by_spelling.get(folded(label))
        return Meaning(elements=spelled, respelled=True) if spelled else None

    def nearest(self, label: str) -> str | None:
        """Return the known name that looks most like a label, if any does."""
        names = {folded(name): name for name in (*self.by_name, *self.by_id)}
        close = get_close_matches(folded(label), list(names), n=1, cutoff=0.6)
        return names[close[0]] if close else None

    def activity_id(self, element: str) -> str:
        """Return the stable id that findings use for an element."""
        return self.activity_ids.get(element, element)

    def texts(self, element: str) -> dict[str, str]:
        """Return how an element is called in each language."""
        name = self.nodes[element].label if element in self.nodes else element
        return {"zh-CN": name, "en": self.english.get(element, name)}


def naming_of(process: Process, sidecar: Sidecar, aliases: Mapping[str, str]) -> Naming:
    """Collect every id, code, name and alias of the activities and events of a process; `aliases` lead to activity ids."""
    named = [node for node in process.nodes if _bears_labels(node, process)]
    facts = {node.id: sidecar.activities.get(node.id, ActivityFacts()) for node in named}
    own = process.identities if isinstance(process, NetProcess) else {}
    ids = {node.id: facts[node.id].code or own_fact(node, "code") or own.get(node.id, node.id) for node in named}
    names = {node.id: [node.name, facts[node.id].name_en or ""] for node in named}
    for alias, target in aliases.items():
        for node in named:
            if target in (node.id, ids[node.id]):
                names[node.id].append(alias)
    own_names = {folded(name) for node in named for name in (node.name, facts[node.id].name_en or "")}
    by_name = _table((name, node) for node in named for name in names[node.id])
    return Naming(
        nodes=process.node,
        activity_ids=MappingProxyType(ids),
        english=MappingProxyType({key: each.name_en for key, each in sidecar.activities.items() if each.name_en}),
        by_id=_table((key, node) for node in named for key in {own.get(node.id, node.id), ids[node.id]}),
        by_name=by_name,
        by_spelling=_table((folded(name), node) for node in named for name in names[node.id]),
        aliases=frozenset(map(folded, aliases)) - own_names,
    )


def folded(label: str) -> str:
    """Return a label without differences of case, full or half width, and blanks (Unicode NFKC)."""
    return "".join(unicodedata.normalize("NFKC", label).casefold().split())


def kind_of(node: FlowNode) -> dict[str, str]:
    """Return what a node is, in each language."""
    return {language.value: say(f"kind-{node.tag}", language) for language in Language}


def called(process: Process, node: FlowNode) -> dict[str, str]:
    """Return how a node is called in each language: by its name, else by its kind and what comes before it."""
    if node.name.strip():
        return {language.value: f"“{node.label}”" for language in Language}
    nearest = next((before.label for before in _upstream(process, node) if before.name.strip()), None)
    key = "node-after" if nearest else "node-bare"
    kind = kind_of(node)
    facts = {"kind": kind, "before": nearest or "", "id": node.id}
    return {language.value: say(key, language, facts) for language in Language}


def _upstream(process: Process, node: FlowNode) -> Iterator[FlowNode]:
    """Yield what comes before a node, the nearest first; a boundary event comes after its host."""
    node_of, incoming = process.node, process.incoming
    seen, waiting = {node.id}, [node.id]
    for identity in waiting:
        here = node_of[identity]
        hosts = [str(here.attached_to)] if isinstance(here, Event) and here.attached_to else []
        for earlier in (*hosts, *(str(flow.source) for flow in incoming.get(identity, ()))):
            if earlier in node_of and earlier not in seen:
                seen.add(earlier)
                waiting.append(earlier)
                yield node_of[earlier]


def _bears_labels(node: FlowNode, process: Process) -> bool:
    if isinstance(node, SubProcess):
        return not any(inner.scope == node.id for inner in process.nodes)
    return isinstance(node, Task | CallActivity | Event)


def _table(pairs: Iterator[tuple[str, FlowNode]]) -> Mapping[str, tuple[str, ...]]:
    """Map each name to the elements that bear it; where activities and events share a name, the activities have it."""
    table: dict[str, list[FlowNode]] = {}
    for name, node in pairs:
        if name:
            table.setdefault(name, []).append(node)
    return MappingProxyType({name: _work_before_events(nodes) for name, nodes in table.items()})


def _work_before_events(nodes: list[FlowNode]) -> tuple[str, ...]:
    work = [node.id for node in nodes if not isinstance(node, Event)]
    return tuple(dict.fromkeys(work or [node.id for node in nodes]))
