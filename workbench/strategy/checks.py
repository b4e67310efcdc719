"""What can be wrong with a strategy by itself: links of the chain that lead nowhere, what is in scope and out of it."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.findings import Finding
from workbench.strategy.model import Scope, Strategy
from workbench.tables.references import check_references, finding_at, mentions, register_of


def check_strategy(strategy: Strategy) -> tuple[Finding, ...]:
    """Return what is wrong with the chain; processes, posts and departments belong to others and are judged where these join."""
    statements = register_of("strategies", (each.id for each in strategy.statements))
    advantages = register_of("advantages", (each.id for each in strategy.advantages))
    capabilities = register_of("capabilities", (each.id for each in strategy.capabilities))
    kpis = register_of("kpis", (each.id for each in strategy.kpis))
    links = (
        (mentions("strategies", ((id_, each.place) for each in strategy.advantages for id_ in each.strategies)), statements),
        (mentions("advantages", ((id_, each.place) for each in strategy.capabilities for id_ in each.advantages)), advantages),
        (mentions("capability", ((each.capability, each.place) for each in strategy.objectives)), capabilities),
        (mentions("kpi", ((each.kpi, each.place) for each in strategy.objectives)), kpis),
    )
    return (
        *(finding for named, register in links for finding in check_references("STRATEGY_UNKNOWN", named, register)),
        *(_contradicted(strategy.scope) if strategy.scope else ()),
    )


def _contradicted(scope: Scope) -> Iterator[Finding]:
    for kind, inside, outside in (
        ("processes", scope.processes_in, scope.processes_out),
        ("departments", scope.departments_in, scope.departments_out),
    ):
        for each in sorted({*inside} & {*outside}):
            yield finding_at("STRATEGY_SCOPE", scope.place, {"value": each, "kind": kind}, about=("scope", each))
