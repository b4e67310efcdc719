"""Whether what a decision needs to know is in a system by then: DT6."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from workbench.design import Design, DesignedActivity, DesignedProcess
from workbench.fit.detection import Evidence
from workbench.fit.indicators.activities import is_told
from workbench.fit.indicators.grounds import lacking, unknown_without
from workbench.fit.indicators.model import EvidenceRow, Reading, Scope, measured, not_applicable
from workbench.fit.indicators.sample import Exact
from workbench.process import Process
from workbench.process.model import Event, Gateway
from workbench.usage import has_application

_SHORTEST: Final = 2
"""The least characters of a name that is looked for inside of other words."""


def decision_data_availability(evidence: Evidence, scope: Scope) -> Reading:
    """Read DT6: gateways whose data is in a system before they decide / gateways that declare data.

    A gateway that splits declares the data objects that its name or the conditions of its flows call by id, name or alias. One
    is there if an activity before the gateway – one that can be done without passing it – creates or updates it in an
    application or equipment, or if it comes from outside into a master system that runs; all of them must be. In [0, 1], higher
    is better. Sources B, D (systems T). Reference: input data of decisions (OMG DMN).
    """
    design = evidence.design
    tables = {"data_objects": design.information.data_objects, "systems": design.landscape.systems}
    missing = lacking("DT6", scope, tables)
    if missing is not None:
        return missing
    decisions = [each for process in design.processes if process.id in scope.processes for each in _decisions(process, design)]
    if not decisions:
        return not_applicable("DT6", scope)
    judged = [(each, each.is_informed(design)) for each in decisions]
    rows = tuple(
        EvidenceRow(about=(each.process.id, each.gateway, *each.data), part=float(is_informed), whole=1.0)
        for each, is_informed in judged
        if is_informed is not None
    )
    if not rows:
        return unknown_without("functions", "DT6", scope)
    sample = Exact(part=sum(row.part for row in rows), whole=float(len(rows)), units=len(rows))
    return measured("DT6", scope, sample, rows, len(rows) / len(judged))


@dataclass(frozen=True, kw_only=True)
class _Decision:
    """A gateway and the data objects on which it decides, sorted."""

    process: DesignedProcess
    gateway: str
    data: tuple[str, ...]

    def is_informed(self, design: Design) -> bool | None:
        """Return whether all of its data is in a system before it; None where that cannot be told."""
        before = _before(self.process.process, self.gateway)
        activities = [each for each in design.activities_in(self.process.id) if not before.isdisjoint(each.elements)]
        found = [_is_there(data, activities, design) for data in self.data]
        return False if False in found else None if None in found else True


def _is_there(data: str, before: list[DesignedActivity], design: Design) -> bool | None:
    writers = [each for each in before if data in each.writes]
    if any(has_application(each, design.landscape) for each in writers) or _comes_from_outside(data, design):
        return True
    return None if any(not is_told(each) for each in writers) else False


def _comes_from_outside(data: str, design: Design) -> bool:
    known = design.information.data_object[data]
    master = design.landscape.system.get(known.master_system or "")
    return known.external_origin is not None and master is not None and not master.is_offline


def _decisions(process: DesignedProcess, design: Design) -> Iterator[_Decision]:
    """Yield the gateways that split and call data by a name, in the order of their ids."""
    names = _names(design)
    leaving = process.process.outgoing
    for node in sorted(process.process.nodes, key=lambda it: it.id):
        flows = leaving.get(node.id, ())
        if isinstance(node, Gateway) and len(flows) > 1:
            data = _called_in((node.name, *(flow.condition for flow in flows)), names)
            if data:
                yield _Decision(process=process, gateway=node.id, data=data)


def _names(design: Design) -> Mapping[str, str]:
    """Return every text that means one data object alone, in one spelling, and its id."""
    names = design.vocabulary.data
    texts = {text for key in names.ids for text in (key, *names.called(key).values())} | {*names.aliases}
    meant = {_spelled(text): names.id_of(text) for text in sorted(texts) if len(text.strip()) >= _SHORTEST}
    return {text: key for text, key in meant.items() if key is not None}


def _called_in(texts: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    """Return the data objects that are called by their names, sorted; the longest name that fits counts."""
    if not names:
        return ()
    longest = sorted(names, key=lambda text: (-len(text), text))
    pattern = re.compile("|".join(_bounded(text) for text in longest))
    return tuple(sorted({names[found] for text in texts for found in pattern.findall(_spelled(text))}))


def _bounded(text: str) -> str:
    """Return a pattern that finds a text, but not inside of a longer Latin word or number."""
    before = "(?<![0-9a-z_])" if text[0].isascii() else ""
    after = "(?![0-9a-z_])" if text[-1].isascii() else ""
    return before + re.escape(text) + after


def _spelled(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _before(process: Process, gateway: str) -> frozenset[str]:
    """Return the nodes from which a gateway can be reached, and that can be reached without passing it."""
    links = [(flow.source, flow.target) for flow in process.flows if flow.source is not None and flow.target is not None]
    links += [(each.attached_to, each.id) for each in process.nodes if isinstance(each, Event) and each.attached_to is not None]
    inside = [(node.scope, node.id) for node in process.nodes if node.scope in process.node]
    entered = {target for _, target in links}
    begins = [(scope, node) for scope, node in inside if node not in entered]
    backward = _reached({gateway}, [*((b, a) for a, b in (*links, *begins)), *inside])
    forward = _reached(
        {node.id for node in process.nodes if node.id not in entered and node.scope not in process.node} - {gateway},
        [(a, b) for a, b in (*links, *begins) if b != gateway],
    )
    return (backward & forward) - {gateway}


def _reached(begin: set[str], links: Iterable[tuple[str, str]]) -> frozenset[str]:
    follow: dict[str, list[str]] = {}
    for source, target in links:
        follow.setdefault(source, []).append(target)
    reached, waiting = set(begin), list(begin)
    while waiting:
        for target in follow.get(waiting.pop(), ()):
            if target not in reached:
                reached.add(target)
                waiting.append(target)
    return frozenset(reached)
