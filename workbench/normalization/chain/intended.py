"""The upper half of the chain: strategy, advantages, capabilities, objectives, KPIs, and the processes that they are about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workbench.design import Design
from workbench.fit.kpis import Level, level_of
from workbench.normalization.chain.designed import activity_key
from workbench.normalization.chain.key import NodeKind, node_key
from workbench.normalization.chain.model import ChainLink, ChainNode
from workbench.strategy import KPI, Capability, Strategy

_KINDS: Final = {Level.DEPARTMENT: NodeKind.DEPARTMENT, Level.POST: NodeKind.POST}


def intended_nodes(strategy: Strategy) -> Iterator[ChainNode]:
    """Yield a node for everything that strategy.yaml names."""
    for statement in strategy.statements:
        yield _node(NodeKind.STRATEGY, statement.id, statement.statement, statement.statement_en)
    for advantage in strategy.advantages:
        yield _node(NodeKind.ADVANTAGE, advantage.id, advantage.statement, advantage.statement_en)
    for capability in strategy.capabilities:
        yield _node(NodeKind.CAPABILITY, capability.id, capability.name, capability.name_en)
    for kpi in strategy.kpis:
        yield _node(NodeKind.KPI, kpi.id, kpi.name, kpi.name_en)
    names = {each.id: (each.name, each.name_en) for each in strategy.kpis}
    for objective in strategy.objectives:
        name, name_en = names.get(objective.kpi, (objective.id, None))
        yield _node(NodeKind.OBJECTIVE, objective.id, f"{objective.id} {name}", f"{objective.id} {name_en or name}")


def intended_links(strategy: Strategy, design: Design) -> Iterator[ChainLink]:
    """Yield the links between these, and to the processes and activities that a capability or a KPI is about."""
    for advantage in strategy.advantages:
        for above in advantage.strategies:
            yield _link((NodeKind.STRATEGY, above), (NodeKind.ADVANTAGE, advantage.id), "demands")
    for capability in strategy.capabilities:
        yield from _of_capability(capability)
    for objective in strategy.objectives:
        yield _link((NodeKind.CAPABILITY, objective.capability), (NodeKind.OBJECTIVE, objective.id), objective.kind)
        yield _link((NodeKind.OBJECTIVE, objective.id), (NodeKind.KPI, objective.kpi), "measured_by")
    for kpi in strategy.kpis:
        yield from _of_kpi(kpi, design)


def _of_capability(capability: Capability) -> Iterator[ChainLink]:
    for above in capability.advantages:
        yield _link((NodeKind.ADVANTAGE, above), (NodeKind.CAPABILITY, capability.id), "demands")
    for process in capability.processes:
        yield _link((NodeKind.CAPABILITY, capability.id), (NodeKind.PROCESS, process), "carried_by")


def _of_kpi(kpi: KPI, design: Design) -> Iterator[ChainLink]:
    """Yield what a KPI is about: process, department or post, in whatever language its level is written, and its activity."""
    process = kpi.process or (kpi.of if kpi.of in design.process else None)
    if process:
        yield _link((NodeKind.KPI, kpi.id), (NodeKind.PROCESS, process), "about")
    kind = _KINDS.get(level_of(kpi))
    if kind is not None and kpi.of:
        yield _link((NodeKind.KPI, kpi.id), (kind, kpi.of), "about")
    for activity in design.activities:
        if activity.id == kpi.activity and process in (None, activity.process):
            above = node_key(NodeKind.KPI, kpi.id)
            yield ChainLink(above=above, below=activity_key(activity), relation="about")


def _node(kind: NodeKind, identity: str, name: str, name_en: str | None) -> ChainNode:
    return ChainNode(key=node_key(kind, identity), name=name, name_en=name_en or name)


def _link(above: tuple[NodeKind, str], below: tuple[NodeKind, str], relation: str) -> ChainLink:
    ends = (node_key(kind, identity) for kind, identity in (above, below))
    return ChainLink(above=next(ends), below=next(ends), relation=relation)
