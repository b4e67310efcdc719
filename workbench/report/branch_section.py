"""Which way the cases went: each branch of each split with the cases that took it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from workbench.conformance import FlowsTaken
from workbench.design import DesignedProcess
from workbench.process.model import FlowNode, Gateway, Process, SequenceFlow
from workbench.report.page import BranchSection, Texts
from workbench.report.tables import both, count, in_both, share, table

_MOST_ROWS: Final = 60
_MOST_NAMES: Final = 3


def branch_section(found: FlowsTaken, design: DesignedProcess) -> BranchSection | None:
    """Return the sequence flows out of each element that has several, in document order; None where there is no choice.

    Parallel gateways are left out: all ways out of them are always taken.
    """
    rows = list(_rows(found, design))
    if not rows:
        return None
    key = "branches-partial" if found.unknown else "branches-summary"
    return BranchSection(
        summary=both(key, cases=count(found.cases), unknown=count(found.unknown)),
        table=table(
            ("branch-split", "branch-way"), ("branch-cases", "branch-times", "branch-share"), rows[:_MOST_ROWS], len(rows)
        ),
    )


def _rows(found: FlowsTaken, design: DesignedProcess) -> Iterator[tuple[Texts | str, ...]]:
    drawn, node = {flow.id: flow for flow in design.process.flows}, design.process.node
    for source, flows in found.branches.items():
        whole = sum(each.times for each in flows)
        for each in flows:
            if each.flow in drawn and node[source].tag != "parallelGateway":
                way = _way(drawn[each.flow], design)
                yield _called(source, design), way, count(each.cases), count(each.times), share(each.times, whole)


def _way(flow: SequenceFlow, design: DesignedProcess) -> Texts:
    """Say where a flow leads: its own name, and the next things with a name that come after it."""
    reached = list(islice(_reached(design.process, str(flow.target)), _MOST_NAMES + 1))
    names = [_called(each.id, design) for each in reached[:_MOST_NAMES]]
    more = "/ …" if len(reached) > _MOST_NAMES else ""
    return in_both(
        lambda language: " ".join(
            filter(None, (flow.name and f"{flow.name} →", " / ".join(each.said(language) for each in names), more))
        )
    )


def _reached(process: Process, target: str) -> Iterator[FlowNode]:
    """Yield what comes next at an element, the nearest first, looking through gateways that bear no name."""
    node_of, outgoing = process.node, process.outgoing
    waiting = [target]
    for identity in waiting:
        node = node_of[identity]
        if isinstance(node, Gateway) and not node.name.strip():
            waiting += dict.fromkeys(to for flow in outgoing.get(identity, ()) if (to := str(flow.target)) not in waiting)
        else:
            yield node


def _called(element: str, design: DesignedProcess) -> Texts:
    texts = design.called(element)
    return Texts(zh=texts["zh-CN"], en=texts["en"])
