"""The lower half of the chain: findings below what they are about; items, releases and signals come in as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workbench.design import Design
from workbench.findings import ENTERPRISE, Finding
from workbench.fit.plan.touched import Touched, touched_by
from workbench.normalization.chain.designed import activity_key, designed_nodes
from workbench.normalization.chain.gap import Gap
from workbench.normalization.chain.key import ChainKey, NodeKind, node_key
from workbench.normalization.chain.model import ChainLink, ChainNode


@dataclass(frozen=True, kw_only=True)
class Followed:
    """What follows from findings, and is known elsewhere: items, releases and signals as nodes, with links from what is above.

    `dealt_with` are the findings that items deal with, as they were then; the evidence of today need not show them any more.
    `settled` are the ids of those that ask for no item: one deals with them, or they are accepted; None where nobody looked.
    `gaps` is what is missing among items, releases and their watch.
    """

    nodes: tuple[ChainNode, ...] = ()
    links: tuple[ChainLink, ...] = ()
    dealt_with: tuple[Finding, ...] = ()
    settled: frozenset[str] | None = None
    gaps: tuple[Gap, ...] = ()


def finding_key(finding: Finding) -> ChainKey:
    """Return the key of a finding."""
    return node_key(NodeKind.FINDING, finding.id)


def finding_nodes(findings: Iterable[Finding]) -> Iterator[ChainNode]:
    """Yield a node for each finding, called by its code and what it is about."""
    for each in findings:
        name = _called(each)
        yield ChainNode(key=finding_key(each), name=name, name_en=name, count=each.count)


def finding_gaps(findings: Iterable[Finding], followed: Followed) -> Iterator[Gap]:
    """Yield a gap for each finding that asks for an item and has none; one for all of them where nothing is planned yet."""
    settled = followed.settled
    unsettled = [each for each in findings if each.id not in settled] if settled is not None else []
    if any(each.key.kind is NodeKind.ITEM for each in followed.nodes):
        for each in unsettled:
            yield Gap(code="GAP_FINDING_WITHOUT_ITEM", key=finding_key(each), facts={"finding": _called(each)})
    elif unsettled:
        yield Gap(code="GAP_NO_PLAN", facts={"count": len(unsettled)})


def finding_links(findings: Iterable[Finding], design: Design, relation: str = "shows") -> Iterator[ChainLink]:
    """Yield a link to each finding from all that it touches; from its process, or all of them, where the design has none."""
    known = {each.key for each in designed_nodes(design)}
    for each in findings:
        about = [key for key in _touched(touched_by(each, design)) if key in known] or [*_at_large(each, design)]
        yield from (ChainLink(above=key, below=finding_key(each), relation=relation) for key in about)


def _called(finding: Finding) -> str:
    return " ".join((finding.code, *finding.object))


def _touched(touched: Touched) -> Iterator[ChainKey]:
    yield from (activity_key(each) for each in touched.activities)
    kinds = (
        (NodeKind.POST, touched.posts),
        (NodeKind.FUNCTION, touched.functions),
        (NodeKind.SYSTEM, touched.systems),
        (NodeKind.DATA, touched.data),
        (NodeKind.DEPARTMENT, touched.departments),
    )
    yield from (node_key(kind, each) for kind, ids in kinds for each in sorted(ids))


def _at_large(finding: Finding, design: Design) -> Iterator[ChainKey]:
    processes = [each.id for each in design.processes] if finding.scope == ENTERPRISE else [finding.scope]
    yield from (node_key(NodeKind.PROCESS, each) for each in processes)
