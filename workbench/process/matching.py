"""Which element of one model is which of another: by id and name, by name, by id, and at last by what stands around it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from types import MappingProxyType

from workbench.process.model import Activity, Element, Event, Gateway, Process
from workbench.process.naming import folded

_Keys = Mapping[str, Hashable]


def matched_nodes(before: Process, after: Process) -> Mapping[str, str]:
    """Return the id in `after` of every node of `before` that is still there, one to one.

    An activity that became another kind of task, or was renamed under the same id, is the same; two activities that differ in
    both id and name are not. Gateways and events that names do not tell apart are matched by their matched neighbours.
    """
    pairs: dict[str, str] = {}
    for keys in (_by_id_and_name, _by_name, _by_id):
        _pair(pairs, keys(before.nodes), keys(after.nodes))
    found = -1
    while found != len(pairs):
        found = len(pairs)
        for sides in (("incoming", "outgoing"), ("incoming",), ("outgoing",)):
            known = {identity: identity for identity in pairs}
            known_after = {identity: earlier for earlier, identity in pairs.items()}
            _pair(pairs, _around(before, known, sides), _around(after, known_after, sides))
    return MappingProxyType(pairs)


def matched_by_name(before: Iterable[Element], after: Iterable[Element]) -> Mapping[str, str]:
    """Return the id in `after` of every element of `before` with the same tag and name, else with the same id."""
    pairs: dict[str, str] = {}
    one, other = tuple(before), tuple(after)
    for keys in (_by_id_and_name, _by_name, _by_id):
        _pair(pairs, keys(one), keys(other))
    return MappingProxyType(pairs)


def _pair(pairs: dict[str, str], before: _Keys, after: _Keys) -> None:
    """Pair what has the same key, is not paired yet, and is alone with its key on both sides."""
    here, there = _alone(before, set(pairs)), _alone(after, set(pairs.values()))
    pairs.update({identity: there[key] for key, identity in here.items() if key in there})


def _alone(keys: _Keys, taken: set[str]) -> dict[Hashable, str]:
    bearers: dict[Hashable, list[str]] = {}
    for identity, key in keys.items():
        if identity not in taken:
            bearers.setdefault(key, []).append(identity)
    return {key: ids[0] for key, ids in bearers.items() if len(ids) == 1}


def _by_id_and_name(elements: Iterable[Element]) -> _Keys:
    return {each.id: (_kind(each), each.id, folded(each.name)) for each in elements}


def _by_name(elements: Iterable[Element]) -> _Keys:
    return {each.id: (_kind(each), folded(each.name)) for each in elements if each.name.strip()}


def _by_id(elements: Iterable[Element]) -> _Keys:
    return {each.id: (_kind(each), each.id) for each in elements}


def _around(process: Process, known: Mapping[str, str], sides: tuple[str, ...]) -> _Keys:
    """Return for each gateway and event the known neighbours on some sides; those without any known are left out."""
    flows = {"incoming": process.incoming, "outgoing": process.outgoing}
    keys: dict[str, Hashable] = {}
    for node in process.nodes:
        if isinstance(node, Activity):
            continue
        neighbours = tuple(
            tuple(
                sorted(known.get(str(flow.source if side == "incoming" else flow.target), "?") for flow in flows[side][node.id])
            )
            for side in sides
            if node.id in flows[side]
        )
        if any(name != "?" for names in neighbours for name in names):
            keys[node.id] = (node.tag, sides, neighbours)
    return keys


def _kind(element: Element) -> str:
    """An activity, gateway or event may become another of its kind and stay the same; all else is told apart by its tag."""
    kinds = (("activity", Activity), ("gateway", Gateway), ("event", Event))
    return next((name for name, kind in kinds if isinstance(element, kind)), element.tag)
