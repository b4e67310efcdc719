"""Gaps in the chain: what strategy.yaml leaves hanging, and what in the design nothing above asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workbench.design import Design
from workbench.language import Language
from workbench.normalization.chain.designed import activity_key
from workbench.normalization.chain.gap import Gap
from workbench.normalization.chain.intentions import Intentions
from workbench.normalization.chain.key import ChainKey, NodeKind, node_key
from workbench.strategy import DETERMINANTS, Capability, Objective, Strategy


def gaps_of(intentions: Intentions, design: Design) -> tuple[Gap, ...]:
    """Return what is missing between strategy and activities, from strategy down.

    Ids that strategy.yaml misspells within itself are told where it is read.
    """
    strategy = intentions.strategy
    if not (strategy.statements or strategy.advantages or strategy.capabilities or strategy.objectives or strategy.kpis):
        return (Gap(code="GAP_NO_STRATEGY"),)
    return (
        *_of_advantages(strategy),
        *(gap for each in strategy.capabilities for gap in _of_capability(each, strategy, design)),
        *(gap for each in strategy.objectives for gap in _of_objective(each, strategy, design)),
        *_of_targets(intentions),
        *_of_kpis(intentions),
        *_of_scope(strategy, design),
        *_of_activities(strategy, design),
    )


def _of_advantages(strategy: Strategy) -> Iterator[Gap]:
    known = {each.id for each in strategy.statements}
    served = {each for advantage in strategy.advantages for each in advantage.strategies}
    carried = {each for capability in strategy.capabilities for each in capability.advantages}
    for statement in strategy.statements:
        if statement.id not in served:
            yield Gap(code="GAP_STRATEGY_WITHOUT_ADVANTAGE", key=node_key(NodeKind.STRATEGY, statement.id))
    for advantage in strategy.advantages:
        if known.isdisjoint(advantage.strategies):
            yield Gap(code="GAP_ADVANTAGE_WITHOUT_STRATEGY", key=node_key(NodeKind.ADVANTAGE, advantage.id))
        bare = [each for each in DETERMINANTS if not advantage.evidence.get(each)]
        if bare:
            facts = {"missing": ", ".join(f"`{each}`" for each in bare)}
            yield Gap(code="GAP_ADVANTAGE_WITHOUT_EVIDENCE", key=node_key(NodeKind.ADVANTAGE, advantage.id), facts=facts)
        if advantage.id not in carried:
            yield Gap(code="GAP_ADVANTAGE_WITHOUT_CAPABILITY", key=node_key(NodeKind.ADVANTAGE, advantage.id))


def _of_capability(capability: Capability, strategy: Strategy, design: Design) -> Iterator[Gap]:
    key = node_key(NodeKind.CAPABILITY, capability.id)
    if {each.id for each in strategy.advantages}.isdisjoint(capability.advantages):
        yield Gap(code="GAP_CAPABILITY_WITHOUT_ADVANTAGE", key=key)
    yield from _of_owner("GAP_CAPABILITY_POST_UNKNOWN", key, capability.owner, design)
    if not capability.processes:
        yield Gap(code="GAP_CAPABILITY_WITHOUT_PROCESS", key=key)
    for process in capability.processes:
        if process not in design.process:
            yield Gap(code="GAP_CAPABILITY_PROCESS_UNKNOWN", key=key, facts={"process": process})
    if all(each.capability != capability.id for each in strategy.objectives):
        yield Gap(code="GAP_CAPABILITY_WITHOUT_OBJECTIVE", key=key)


def _of_objective(objective: Objective, strategy: Strategy, design: Design) -> Iterator[Gap]:
    key = node_key(NodeKind.OBJECTIVE, objective.id)
    capability = {each.id: each for each in strategy.capabilities}.get(objective.capability)
    advantages = {each.id for each in strategy.advantages}
    if capability is None or advantages.isdisjoint(capability.advantages):
        yield Gap(code="GAP_OBJECTIVE_WITHOUT_ADVANTAGE", key=key, facts={"capability": objective.capability})
    if objective.owner is None:
        yield Gap(code="GAP_OBJECTIVE_WITHOUT_POST", key=key)
    yield from _of_owner("GAP_OBJECTIVE_POST_UNKNOWN", key, objective.owner, design)
    if objective.target is None:
        yield Gap(code="GAP_OBJECTIVE_WITHOUT_TARGET", key=key)
    if objective.due is None:
        yield Gap(code="GAP_OBJECTIVE_WITHOUT_DUE", key=key)


def _of_targets(intentions: Intentions) -> Iterator[Gap]:
    """Tell targets that cannot be held against the figures of their KPIs."""
    for objective in intentions.strategy.objectives:
        state = intentions.states[objective.id]
        if objective.target is not None and state.target is None and state.reason is not None:
            said = {language.value: state.reason.text(language) for language in Language}
            yield Gap(code="GAP_OBJECTIVE_UNTOLD", key=node_key(NodeKind.OBJECTIVE, objective.id), facts={"why": said})


def _of_owner(code: str, key: ChainKey, owner: str | None, design: Design) -> Iterator[Gap]:
    """Tell an owner that is no post, where posts are known."""
    posts = design.vocabulary.posts
    if owner is not None and posts.is_known and posts.id_of(owner) is None:
        yield Gap(code=code, key=key, facts={"owner": owner, "nearest": posts.nearest(owner) or "–"})


def _of_kpis(intentions: Intentions) -> Iterator[Gap]:
    aimed_at = {each.kpi for each in intentions.strategy.objectives}
    for kpi in intentions.strategy.kpis:
        key, reason = node_key(NodeKind.KPI, kpi.id), intentions.figures[kpi.id].reason
        if not kpi.measure:
            yield Gap(code="GAP_KPI_WITHOUT_SOURCE", key=key)
        elif reason is not None:
            said = {language.value: reason.text(language) for language in Language}
            yield Gap(code="GAP_KPI_UNTOLD", key=key, facts={"why": said})
        if kpi.id not in aimed_at:
            yield Gap(code="GAP_KPI_WITHOUT_OBJECTIVE", key=key)


def _of_scope(strategy: Strategy, design: Design) -> Iterator[Gap]:
    carried = {each for capability in strategy.capabilities for each in capability.processes}
    scope = strategy.scope
    for process in design.processes if scope is None else ():
        if process.id not in carried:
            yield Gap(code="GAP_PROCESS_WITHOUT_CAPABILITY", key=node_key(NodeKind.PROCESS, process.id))
    if scope is None:
        yield Gap(code="GAP_NO_SCOPE")
        return
    for each in scope.processes_in:
        if each in design.process and each not in carried:
            yield Gap(code="GAP_PROCESS_WITHOUT_CAPABILITY", key=node_key(NodeKind.PROCESS, each))
    departments = design.organization.department
    kinds: tuple[tuple[NodeKind, Mapping[str, object], tuple[str, ...]], ...] = (
        (NodeKind.PROCESS, design.process, (*scope.processes_in, *scope.processes_out)),
        (NodeKind.DEPARTMENT, departments, (*scope.departments_in, *scope.departments_out)),
    )
    for kind, known, named in kinds:
        yield from (Gap(code="GAP_SCOPE_UNKNOWN", key=node_key(kind, each)) for each in named if known and each not in known)
        above = {each: design.organization.above(each) if known is departments else (each,) for each in known}
        undecided = (each for each, line in above.items() if not {*line} & {*named})
        yield from (Gap(code="GAP_SCOPE_UNDECIDED", key=node_key(kind, each)) for each in undecided)


def _of_activities(strategy: Strategy, design: Design) -> Iterator[Gap]:
    """Tell activities in scope below which nothing stands: no duty, function or data, where tables could say each."""
    outside = strategy.scope.processes_out if strategy.scope is not None else ()
    for each in design.activities if design.information.uses is not None else ():
        is_known = each.duties is not None and each.functions is not None
        is_bare = not any((each.duties or {}).values()) and not each.functions and not each.uses
        if each.process not in outside and is_known and is_bare:
            yield Gap(code="GAP_ACTIVITY_BARE", key=activity_key(each), facts={"process": each.process, "activity": each.texts})
