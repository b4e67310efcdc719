"""How data gets from those who write it to those who read it, and where nothing carries it across."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType
from typing import Final

from workbench.design import Design
from workbench.design.activities import listed_functions
from workbench.information import DataObject, Operation
from workbench.shown import Listing
from workbench.technology import Landscape

_WRITES: Final = frozenset({Operation.CREATE, Operation.UPDATE})


class FlowState(IntEnum):
    """Whether data reaches its reader: UNKNOWN where the systems of reader or writers, or the integrations, are not known."""

    UNKNOWN = 0
    SAME_SYSTEM = 1
    INTEGRATED = 2
    BROKEN = 3


@dataclass(frozen=True, kw_only=True)
class FlowEdge:
    """A data object read by an activity, from whoever writes it; `broken` are the reader's systems that it does not reach."""

    data: str
    process: str
    reader: str
    writers: tuple[str, ...]
    systems: tuple[str, ...]
    writing_systems: tuple[str, ...]
    state: FlowState
    broken: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class DataFlow(Listing[FlowEdge]):
    """Every read of an object that some activity writes, by object, process and reader."""

    kind = FlowEdge

    @property
    def unbroken(self) -> float | None:
        """Return the part of the edges that can be judged, in [0, 1], without a break; None where none can."""
        judged = [row for row in self.rows if row.state is not FlowState.UNKNOWN]
        return sum(row.state is not FlowState.BROKEN for row in judged) / len(judged) if judged else None


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A data object that has to get from one system to another, where nothing brings it; `elements` are those of its readers."""

    data: str
    source: str
    target: str
    elements: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DataLife:
    """What becomes of a declared data object over all processes: who makes it, who wants it, in which systems it is written."""

    data: DataObject
    is_used: bool
    is_created: bool
    is_written: bool
    is_read: bool
    writing_systems: tuple[str, ...]
    elements: tuple[str, ...]

    @property
    def has_origin(self) -> bool:
        """Return whether an activity creates it, or it comes from outside."""
        return self.is_created or self.data.external_origin is not None

    @property
    def has_consumer(self) -> bool:
        """Return whether an activity reads it, or somebody outside does."""
        return self.is_read or self.data.external_consumer is not None

    def has_one_source(self, landscape: Landscape) -> bool:
        """Return whether it is written in one system, or a declared master is joined to all others that write it."""
        master = self.data.master_system
        others = [system for system in self.writing_systems if system != master]
        joined = master is not None and all(landscape.is_joined(master, system, self.data.id) for system in others)
        return len(self.writing_systems) < 2 or joined


@dataclass(frozen=True, kw_only=True)
class _User:
    """An activity and what it does with data; `process` is empty where crud.csv names it and no process has it."""

    id: str
    process: str
    systems: tuple[str, ...]
    uses: Mapping[str, frozenset[Operation]]
    elements: tuple[str, ...] = ()


def uses_data(design: Design) -> bool:
    """Return whether anything says who reads data and who writes it: crud.csv, or models in which both are drawn."""
    drawn = any(activity.reads for activity in design.activities) and writes_data(design)
    return design.information.uses is not None or drawn


def writes_data(design: Design) -> bool:
    """Return whether anything says who writes data."""
    return design.information.uses is not None or any(activity.writes for activity in design.activities)


def data_flow_of(design: Design) -> DataFlow:
    """Return how each data object gets to each activity that reads it, be it from another or from itself."""
    users = tuple(_users(design))
    edges = (
        _edge(data, user, users, design.landscape)
        for user in users
        if user.process
        for data, operations in user.uses.items()
        if Operation.READ in operations and any(_writes(each, data) for each in users)
    )
    return DataFlow(rows=tuple(sorted(edges, key=lambda it: (it.data, it.process, it.reader))))


def gaps_of(design: Design, flow: DataFlow) -> tuple[Gap, ...]:
    """Return the breaks of a flow by object and systems, sorted.

    Where several systems write the object it is missed from its master, if that is one of them, else from the first by id.
    """
    elements = {(activity.process, activity.id): activity.elements for activity in design.activities}
    found: dict[tuple[str, str, str], list[str]] = {}
    for edge in flow.rows:
        known = design.information.data_object.get(edge.data)
        master = known.master_system if known is not None else None
        source = master if master in edge.writing_systems else next(iter(edge.writing_systems), None)
        for target in edge.broken:
            assert source is not None, "an edge without writing systems is unknown, and has no break"
            found.setdefault((edge.data, source, target), []).extend(elements[edge.process, edge.reader])
    return tuple(
        Gap(data=data, source=source, target=target, elements=tuple(dict.fromkeys(found[data, source, target])))
        for data, source, target in sorted(found)
    )


def data_lives_of(design: Design) -> tuple[DataLife, ...]:
    """Return what becomes of each declared data object, by id; `is_used` tells whether an assessed process has to do with it."""
    users = tuple(_users(design))
    return tuple(_life(each, users) for _, each in sorted(design.information.data_object.items()))


def _life(data: DataObject, users: tuple[_User, ...]) -> DataLife:
    mine = [user for user in users if user.uses.get(data.id)]
    done = frozenset(operation for user in mine for operation in user.uses[data.id])
    return DataLife(
        data=data,
        is_used=any(bool(user.process) for user in mine),
        is_created=Operation.CREATE in done,
        is_written=bool(done & _WRITES),
        is_read=Operation.READ in done,
        writing_systems=_systems(user for user in mine if _writes(user, data.id)),
        elements=tuple(element for user in mine for element in user.elements),
    )


def _edge(data: str, reader: _User, users: tuple[_User, ...], landscape: Landscape) -> FlowEdge:
    writers = [user for user in users if _writes(user, data)]
    writing = _systems(writers)
    lacking = [system for system in reader.systems if system not in writing]
    broken = tuple(target for target in lacking if not any(landscape.is_joined(source, target, data) for source in writing))
    if not reader.systems or not writing or (lacking and landscape.integrations is None):
        state, broken = FlowState.UNKNOWN, ()
    elif broken:
        state = FlowState.BROKEN
    else:
        state = FlowState.INTEGRATED if lacking else FlowState.SAME_SYSTEM
    return FlowEdge(
        data=data,
        process=reader.process,
        reader=reader.id,
        writers=tuple(dict.fromkeys(user.id for user in writers)),
        systems=reader.systems,
        writing_systems=writing,
        state=state,
        broken=broken,
    )


def _users(design: Design) -> Iterator[_User]:
    """Yield all that use data: the activities of the processes, then those that only crud.csv knows."""
    for activity in design.activities:
        yield _User(
            id=activity.id,
            process=activity.process,
            systems=tuple(sorted(activity.systems)),
            uses=activity.uses,
            elements=activity.elements,
        )
    known = {activity.id for activity in design.activities}
    outside: dict[str, dict[str, frozenset[Operation]]] = {}
    for use in design.information.uses or ():
        if use.activity not in known:
            uses = outside.setdefault(use.activity, {})
            uses[use.data] = uses.get(use.data, frozenset()) | use.operations
    for key, uses in sorted(outside.items()):
        systems = {design.landscape.system_of(each) for each in listed_functions(key, design.landscape) or ()}
        names = tuple(sorted(each for each in systems if each is not None))
        yield _User(id=key, process="", systems=names, uses=MappingProxyType(uses))


def _writes(user: _User, data: str) -> bool:
    return bool(user.uses.get(data, frozenset()) & _WRITES)


def _systems(users: Iterable[_User]) -> tuple[str, ...]:
    return tuple(sorted({system for user in users for system in user.systems}))
