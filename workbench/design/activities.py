"""The hinge of it all: each designed activity with who answers for it, what supports it, and which data it works on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from workbench.design.names import Names, Vocabulary
from workbench.design.processes import DesignedProcess
from workbench.information import DataUse, Operation
from workbench.organization import RESERVED, Letter, Responsibilities
from workbench.process.lanes import lane_labels
from workbench.process.model import CallActivity, DataAssociation, FlowNode, SubProcess
from workbench.process.naming import folded
from workbench.process.own_facts import own_fact
from workbench.process.sidecar import ActivityFacts, LaneMeaning
from workbench.technology import Landscape

_AUTOMATIC: Final = frozenset({"serviceTask", "businessRuleTask", "scriptTask"})
_WRITES: Final = frozenset({Operation.CREATE, Operation.UPDATE})
_OUTPUT: Final = "dataOutputAssociation"


@dataclass(frozen=True, kw_only=True)
class LaneBinding:
    """What the lane of an activity stands for: the id of a post, department or system, or SYS or EXT."""

    meaning: LaneMeaning
    id: str


@dataclass(frozen=True, kw_only=True)
class DesignedActivity:
    """One activity of one process, by its stable id; `elements` are the BPMN elements that bear it.

    `functions` are ids (that of an offline system stands for itself), None where nothing says what supports it. `duties` are
    the posts of each letter, SYS and EXT among them, None where there is no responsibility matrix. `lane` is None where it
    stands in none, or in one that is bound to nothing. `uses` are the operations on each data object.
    """

    id: str
    process: str
    elements: tuple[str, ...]
    tag: str
    texts: Mapping[str, str]
    kind: str | None = None
    criticality: str | None = None
    needs_system: bool | None = None
    functions: tuple[str, ...] | None = None
    systems: frozenset[str] = frozenset()
    duties: Mapping[Letter, frozenset[str]] | None = None
    lane: LaneBinding | None = None
    uses: Mapping[str, frozenset[Operation]] = field(default_factory=lambda: MappingProxyType({}))
    is_blind: bool = False

    @property
    def is_automatic(self) -> bool:
        """Return whether it is designed to be done by a system: a service, business-rule or script task."""
        return self.tag in _AUTOMATIC

    @property
    def is_call(self) -> bool:
        """Return whether it calls another process."""
        return self.tag == "callActivity"

    def posts(self, *letters: Letter) -> frozenset[str]:
        """Return the posts that have one of some letters, without SYS and EXT."""
        return frozenset(post for letter in letters for post in (self.duties or {}).get(letter, ()) if post not in RESERVED)

    @property
    def responsible(self) -> frozenset[str]:
        """Return the posts that are to do it."""
        return self.posts(Letter.RESPONSIBLE)

    @property
    def allowed(self) -> frozenset[str]:
        """Return the posts that may do it: responsible or supporting."""
        return self.posts(Letter.RESPONSIBLE, Letter.SUPPORTING)

    @property
    def reads(self) -> tuple[str, ...]:
        """Return the data objects that it reads, sorted."""
        return tuple(sorted(data for data, operations in self.uses.items() if Operation.READ in operations))

    @property
    def writes(self) -> tuple[str, ...]:
        """Return the data objects that it creates or updates, sorted."""
        return tuple(sorted(data for data, operations in self.uses.items() if operations & _WRITES))


@dataclass(frozen=True, kw_only=True)
class Sources:
    """What activities are made from: who answers for them, what supports them, which data they use, and how all is called.

    Activities in `duties`, `supported` and `uses` are ids already.
    """

    responsibilities: Responsibilities | None
    landscape: Landscape
    uses: tuple[DataUse, ...]
    vocabulary: Vocabulary


def activities_of(design: DesignedProcess, sources: Sources) -> tuple[DesignedActivity, ...]:
    """Return the activities of a process, by id: tasks, calls, and sub-processes whose inside is not drawn."""
    process, naming = design.process, design.naming
    nodes: dict[str, list[FlowNode]] = {}
    for node in process.nodes:
        if node in process.activities or (isinstance(node, SubProcess) and node.id not in process.inside):
            nodes.setdefault(naming.activity_id(node.id), []).append(node)
    bindings = _bindings(design, sources.vocabulary)
    drawn = _drawn_uses(design, sources.vocabulary.data)
    return tuple(_activity(key, nodes[key], design, sources, (bindings, drawn)) for key in sorted(nodes))


def _activity(
    key: str,
    nodes: list[FlowNode],
    design: DesignedProcess,
    sources: Sources,
    drawn: tuple[Mapping[str, LaneBinding], Mapping[str, Mapping[str, frozenset[Operation]]]],
) -> DesignedActivity:
    first = nodes[0]
    facts = design.sidecar.activities.get(first.id) or design.sidecar.activities.get(key) or ActivityFacts()
    functions = _functions(key, first, facts, sources)
    systems = frozenset(filter(None, (sources.landscape.system_of(each) for each in functions or ())))
    offline_only = bool(systems) and all(
        system in sources.landscape.system and sources.landscape.system[system].is_offline for system in systems
    )
    bindings, uses = drawn
    return DesignedActivity(
        id=key,
        process=design.id,
        elements=tuple(node.id for node in nodes),
        tag="callActivity" if isinstance(first, CallActivity) else first.tag,
        texts=MappingProxyType(design.naming.texts(first.id)),
        kind=facts.kind,
        criticality=facts.criticality or own_fact(first, "criticality") or design.sidecar.criticality,
        needs_system=facts.needs_system,
        functions=functions,
        systems=systems,
        duties=_duties(key, sources.responsibilities),
        lane=next((bindings[node.id] for node in nodes if node.id in bindings), None),
        uses=_uses(key, facts, sources, [uses[node.id] for node in nodes if node.id in uses]),
        is_blind=facts.observable is False or (facts.observable is None and offline_only),
    )


def _functions(key: str, node: FlowNode, facts: ActivityFacts, sources: Sources) -> tuple[str, ...] | None:
    """Return what supports an activity: as the sidecar says, else the model, else functions.csv; None where nothing can say."""
    names, systems = sources.vocabulary.functions, sources.vocabulary.systems
    own = own_fact(node, "function")
    said = facts.functions if facts.functions is not None else tuple(own.replace("|", " ").split()) if own else None
    if said is not None:
        found = (names.id_of(each) or systems.id_of(each) or each for each in said)
        return tuple(dict.fromkeys(found))
    return listed_functions(key, sources.landscape)


def listed_functions(activity: str, landscape: Landscape) -> tuple[str, ...] | None:
    """Return the functions that functions.csv gives an activity, None where there is no such file."""
    if landscape.functions is None:
        return None
    return tuple(each.id for each in landscape.functions if activity in each.activities)


def _duties(key: str, responsibilities: Responsibilities | None) -> Mapping[Letter, frozenset[str]] | None:
    if responsibilities is None:
        return None
    mine = [duty for duty in responsibilities.duties if duty.activity == key]
    return MappingProxyType({letter: frozenset(duty.post for duty in mine if duty.letter is letter) for letter in Letter})


def _uses(
    key: str, facts: ActivityFacts, sources: Sources, drawn: Iterable[Mapping[str, frozenset[Operation]]]
) -> Mapping[str, frozenset[Operation]]:
    """Return what an activity does with data: as crud.csv says of a pair, else the sidecar, else the model."""
    found: dict[str, frozenset[Operation]] = {}
    for each in drawn:
        for data, operations in each.items():
            found[data] = found.get(data, frozenset()) | operations
    for text, letters in facts.data:
        found[sources.vocabulary.data.or_text(text)] = frozenset(Operation(each) for each in letters if each in set(Operation))
    listed: dict[str, frozenset[Operation]] = {}
    for use in sources.uses:
        if use.activity == key:
            listed[use.data] = listed.get(use.data, frozenset()) | use.operations
    return MappingProxyType({**found, **listed})


def _drawn_uses(design: DesignedProcess, names: Names) -> Mapping[str, Mapping[str, frozenset[Operation]]]:
    """Return what the model's data associations say, by element: an input is read, an output created or updated."""
    process = design.process
    elements = {each.id: each for each in process.data}
    found: dict[str, dict[str, frozenset[Operation]]] = {}
    for association in process.data_associations:
        operations = _WRITES if association.tag == _OUTPUT else frozenset({Operation.READ})
        for reference in _ends(association):
            element = elements.get(reference)
            if element is None or element.tag in ("dataInput", "dataOutput"):
                continue
            data = element.refers_to if element.refers_to in names.texts else names.id_of(element.name.strip() or None)
            if data is not None:
                of_node = found.setdefault(association.node, {})
                of_node[data] = of_node.get(data, frozenset()) | operations
    return found


def _ends(association: DataAssociation) -> Iterator[str]:
    """Yield the far ends of an association: whence an input comes, whither an output goes."""
    if association.tag == _OUTPUT:
        yield from filter(None, (association.target,))
    else:
        yield from association.sources


def meaning_of_lanes(design: DesignedProcess, vocabulary: Vocabulary) -> LaneMeaning | None:
    """Return what the lanes of a process stand for: as its sidecar says, else the one table in which any is found."""
    if design.sidecar.lane_means is not None:
        return design.sidecar.lane_means
    texts = {folded(text) for text in lane_labels(design.process).values()} - {folded(each) for each in RESERVED}
    fitting = [
        meaning for meaning, names in _tables(vocabulary).items() if any(len(names.by_text.get(text, ())) == 1 for text in texts)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _bindings(design: DesignedProcess, vocabulary: Vocabulary) -> Mapping[str, LaneBinding]:
    meaning = meaning_of_lanes(design, vocabulary)
    if meaning is None:
        return {}
    names = _tables(vocabulary)[meaning]
    reserved = {folded(each): each for each in RESERVED}
    found: dict[str, LaneBinding] = {}
    for element, text in lane_labels(design.process).items():
        bound = reserved.get(folded(text)) or names.id_of(text)
        if bound is not None:
            found[element] = LaneBinding(meaning=meaning, id=bound)
    return found


def _tables(vocabulary: Vocabulary) -> Mapping[LaneMeaning, Names]:
    return {
        LaneMeaning.POST: vocabulary.posts,
        LaneMeaning.DEPARTMENT: vocabulary.departments,
        LaneMeaning.SYSTEM: vocabulary.systems,
    }
