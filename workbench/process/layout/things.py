"""What of a model may be drawn: every element that BPMN gives a shape or an edge and that an id can name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from workbench.process.layout.interchange import Kinds
from workbench.process.layout.scopes import VISIBLE_DATA
from workbench.process.model import Element, Process, ProcessModel, SubProcess
from workbench.process.process_xml import local_name
from workbench.process.vocabulary import MODEL


@dataclass(frozen=True, kw_only=True)
class Join:
    """A line to be drawn between two elements; `is_message` tells flows between pools."""

    element: str
    name: str
    source: str
    target: str
    is_message: bool = False


@dataclass(frozen=True, kw_only=True)
class Things:
    """What may be drawn of a model: ids of figures, the lines, and the collaboration's id where there is one."""

    figures: frozenset[str]
    joins: tuple[Join, ...]
    collaboration: str | None
    kinds: Kinds

    @property
    def elements(self) -> frozenset[str]:
        """Return the ids of all figures and lines."""
        return self.figures | {join.element for join in self.joins}


def things_of(model: ProcessModel, root: etree._Element) -> Things:
    """Collect what may be drawn; elements without an id are left out, since a shape could not name them."""
    named = {str(each.get("id")) for each in root.iter(etree.Element) if each.get("id")}
    own_data = frozenset(str(each.get("id")) for each in _process_data(root))
    figures = [each.id for each in model.participants]
    for process in model.processes:
        figures += [each.id for each in _figures(process, own_data)]
    figures += [each.id for each in model.artifacts if each.tag != "association"]
    seen = frozenset(figures) & named
    nodes = [node for process in model.processes for node in process.nodes]
    kinds = Kinds(
        bands=frozenset(each.id for each in (*model.participants, *(lane for p in model.processes for lane in p.lanes))),
        sub_processes=frozenset(node.id for node in nodes if isinstance(node, SubProcess)),
        filled=frozenset(node.scope for node in nodes),
        choices=frozenset(node.id for node in nodes if node.tag == "exclusiveGateway"),
    )
    return Things(figures=seen, joins=tuple(_joins(model, seen, named)), collaboration=_collaboration(root), kinds=kinds)


def _process_data(root: etree._Element) -> Iterator[etree._Element]:
    """Yield data inputs and outputs of processes; those of activities have no shape."""
    for process in root.iterchildren(f"{{{MODEL}}}process"):
        for specification in process.iterchildren(f"{{{MODEL}}}ioSpecification"):
            yield from specification.iterchildren(f"{{{MODEL}}}dataInput", f"{{{MODEL}}}dataOutput")


def _figures(process: Process, own_data: frozenset[str]) -> Iterator[Element]:
    yield from process.lanes
    yield from process.nodes
    yield from (each for each in process.data if each.tag in VISIBLE_DATA and ("Reference" in each.tag or each.id in own_data))
    yield from (each for each in process.artifacts if each.tag != "association")


def _joins(model: ProcessModel, figures: frozenset[str], named: set[str]) -> Iterator[Join]:
    flows = {flow.id for process in model.processes for flow in process.flows}
    seen: set[str] = set()

    def join(element: Element, source: str | None, target: str | None, *, message: bool = False) -> Iterator[Join]:
        ends = figures if isinstance(element.tag, str) and element.tag != "association" else figures | flows
        if element.id in named and element.id not in seen and source in ends and target in ends and source and target:
            seen.add(element.id)
            yield Join(element=element.id, name=element.name, source=source, target=target, is_message=message)

    for process in model.processes:
        for flow in process.flows:
            yield from join(flow, flow.source, flow.target)
        for each in process.data_associations:
            written = each.tag == "dataOutputAssociation"
            source = each.node if written else next((name for name in each.sources if name in figures), None)
            yield from join(each, source, each.target if written else each.node)
    for message in model.message_flows:
        yield from join(message, message.source, message.target, message=True)
    for artifact in (*(each for process in model.processes for each in process.artifacts), *model.artifacts):
        if artifact.tag == "association":
            yield from join(artifact, local_name(artifact.source), local_name(artifact.target))


def _collaboration(root: etree._Element) -> str | None:
    """Return the id of the first collaboration that has pools."""
    for each in root.iterchildren(f"{{{MODEL}}}collaboration"):
        if each.find(f"{{{MODEL}}}participant") is not None and each.get("id"):
            return str(each.get("id"))
    return None
