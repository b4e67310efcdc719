"""Which way the cases went: each branch of each split with the cases that took it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workbench.conformance import Conformance, FlowsTaken, flows_taken
from workbench.process import Process
from workbench.report.page import BranchSection
from workbench.report.tables import both, table

_MOST_ROWS: Final = 60


def branch_section(conformance: Conformance, process: Process) -> BranchSection | None:
    """Return the sequence flows out of each element that has several, in document order; None where there is no split."""
    found = flows_taken(conformance)
    rows = list(_rows(found, process))
    if not rows:
        return None
    key = "branches-partial" if found.unknown else "branches-summary"
    return BranchSection(
        summary=both(key, cases=f"{found.cases:,}", unknown=f"{found.unknown:,}"),
        table=table(
            ("branch-split", "branch-way"), ("branch-cases", "branch-times", "branch-share"), rows[:_MOST_ROWS], len(rows)
        ),
    )


def _rows(found: FlowsTaken, process: Process) -> Iterator[tuple[str, ...]]:
    drawn, node = {flow.id: flow for flow in process.flows}, process.node
    for source, flows in found.branches.items():
        whole = sum(each.times for each in flows)
        for each in flows:
            if each.flow in drawn:
                flow = drawn[each.flow]
                way = " → ".join(filter(None, (flow.name, node[str(flow.target)].label)))
                share = f"{each.times / whole:.1%}" if whole else "–"
                yield node[source].label, way, f"{each.cases:,}", f"{each.times:,}", share
