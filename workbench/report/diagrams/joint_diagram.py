"""Two compared models on one diagram: the later one, with what it no longer has drawn into it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from workbench.process import Comparison, laid_out, xml_text
from workbench.process.differences import Change, Difference, Matched
from workbench.process.ghosts import GhostFlow, GhostTask, with_ghosts
from workbench.process.model import Activity, FlowNode
from workbench.report.diagrams.drawing import drawing_of
from workbench.report.page import Diagram, DifferenceRow, Mark
from workbench.report.tables import in_both

_STANDS_FREE: Final = "intermediateThrowEvent"
"""How an event is drawn whose host may be gone, too."""


def joint_diagram(comparison: Comparison) -> tuple[Diagram, tuple[DifferenceRow, ...]]:
    """Return the later model with what was added, changed and removed, and every difference with what shows it there.

    What was removed stands beside what it came after. A removed lane, pool or data object has no place: its difference is
    only said.
    """
    ghosts = _Ghosts(comparison)
    drawn = laid_out(comparison.after)
    for pair in comparison.pairs:
        drawn = with_ghosts(drawn, pair.after, tuple(ghosts.tasks(pair)), tuple(ghosts.flows(pair)))
    rows = tuple(
        DifferenceRow(kind=each.change.value, sentence=in_both(each.text), elements=ghosts.shown(each))
        for each in comparison.differences
    )
    marks = tuple(_marks(rows))
    return Diagram(xml=xml_text(drawn), marks=marks, drawing=drawing_of(drawn, {each.element for each in marks})), rows


def _marks(rows: tuple[DifferenceRow, ...]) -> Iterator[Mark]:
    """Mark each element once, by the first difference that it shows."""
    shown: dict[str, DifferenceRow] = {}
    for row in rows:
        for element in row.elements:
            shown.setdefault(element, row)
    for element, row in shown.items():
        yield Mark(element=element, kind=row.kind, severity="info", badge="", hint=row.sentence)


class _Ghosts:
    """The ids that removed nodes and flows get on the later diagram."""

    def __init__(self, comparison: Comparison) -> None:
        gone = {node.id for pair in comparison.pairs for node in pair.before.nodes if node.id not in pair.nodes}
        flows = [flow for pair in comparison.pairs for flow in pair.before.flows]
        removed = {element for each in comparison.differences if each.change is Change.REMOVED for element in each.before}
        names = [*gone, *(flow.id for flow in flows if flow.id in removed or flow.source in gone or flow.target in gone)]
        self._ids = {name: f"removed-{number}" for number, name in enumerate(sorted(names))}
        self._beside = {node: [flow.id for flow in flows if node in (flow.source, flow.target)] for node in gone}

    def shown(self, difference: Difference) -> tuple[str, ...]:
        """Return what shows a difference on the later diagram: of what went, its flows and then itself."""
        gone = [name for each in difference.before for name in (*self._beside.get(each, ()), each)]
        return difference.after or tuple(self._ids[name] for name in gone if name in self._ids)

    def tasks(self, pair: Matched) -> Iterator[GhostTask]:
        """Yield the removed nodes of a process."""
        for node in pair.before.nodes:
            if node.id in self._ids and node.id not in pair.nodes:
                yield GhostTask(id=self._ids[node.id], name=node.name, beside=_neighbour(node, pair), tag=_tag(node))

    def flows(self, pair: Matched) -> Iterator[GhostFlow]:
        """Yield the removed flows of a process between what is left of it and what went."""
        ends: Mapping[str, str] = {**self._ids, **pair.nodes}
        for flow in pair.before.flows:
            source, target = ends.get(str(flow.source)), ends.get(str(flow.target))
            if flow.id in self._ids and source and target:
                yield GhostFlow(id=self._ids[flow.id], source=source, target=target)


def _neighbour(node: FlowNode, pair: Matched) -> str | None:
    """Return the nearest node before, or else behind, a removed one that is still there."""
    for flows, end in ((pair.before.incoming, "source"), (pair.before.outgoing, "target")):
        waiting = [node.id]
        for identity in waiting:
            if identity in pair.nodes:
                return pair.nodes[identity]
            near = (str(getattr(flow, end)) for flow in flows.get(identity, ()))
            waiting += [each for each in dict.fromkeys(near) if each not in waiting]
    return None


def _tag(node: FlowNode) -> str:
    if isinstance(node, Activity):
        return "task"
    return _STANDS_FREE if node.tag == "boundaryEvent" else node.tag
