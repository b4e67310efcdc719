"""The lower half of the chain: findings below what they are about; items, releases and signals come in as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workbench.design import Design
from workbench.findings import ENTERPRISE, Finding
from workbench.fit.plan.touched import Touched, touched_by
from workbench.normalization.chain.designed import activity_key, designed_nodes
from workbench.normalization.chain.model import ChainKey, ChainLink, ChainNode, NodeKind


@dataclass(frozen=True, kw_only=True)
class Followed:
    """What follows from findings, and is known elsewhere: items, releases and signals as nodes, with links from what is above.

    `dealt_with` are the findings that items deal with, as they were then; the evidence of today need not show them any more.
    """

    nodes: tuple[ChainNode, ...] = ()
    links: tuple[ChainLink, ...] = ()
    dealt_with: tuple[Finding, ...] = ()


def finding_key(finding: Finding) -> ChainKey:
    """Return the key of a finding."""
    return ChainKey(kind=NodeKind.FINDING, id=finding.id)


def finding_nodes(findings: Iterable[Finding]) -> Iterator[ChainNode]:
    """Yield a node for each finding, called by its code and what it is about."""
    for each in findings:
        name = " ".join((each.code, *each.object))
        yield ChainNode(key=finding_key(each), name=name, name_en=name, count=each.count)


def finding_links(findings: Iterable[Finding], design: Design, relation: str = "shows") -> Iterator[ChainLink]:
    """Yield a link to each finding from all that it touches; from its process, or all of them, where the design has none."""
    known = {each.key for each in designed_nodes(design)}
    for each in findings:
        about = [key for key in _touched(touched_by(each, design)) if key in known] or [*_at_large(each, design)]
        yield from (ChainLink(above=key, below=finding_key(each), relation=relation) for key in about)


def _touched(touched: Touched) -> Iterator[ChainKey]:
    yield from (activity_key(each) for each in touched.activities)
    kinds = (
        (NodeKind.POST, touched.posts),
        (NodeKind.FUNCTION, touched.functions),
        (NodeKind.SYSTEM, touched.systems),
        (NodeKind.DATA, touched.data),
        (NodeKind.DEPARTMENT, touched.departments),
    )
    yield from (ChainKey(kind=kind, id=each) for kind, ids in kinds for each in sorted(ids))


def _at_large(finding: Finding, design: Design) -> Iterator[ChainKey]:
    processes = [each.id for each in design.processes] if finding.scope == ENTERPRISE else [finding.scope]
    yield from (ChainKey(kind=NodeKind.PROCESS, id=each) for each in processes)
