"""What can be wrong with a strategy by itself: links of the chain that lead nowhere, what is in scope and out of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from workbench.findings import Finding
from workbench.strategy.model import Scope, Strategy
from workbench.tables.references import check_references, finding_at, mentions, register_of

_ASKED_OF: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "formed": ("capabilities",),
        "advantage": ("advantages", "capabilities"),
        "strategy": ("strategies", "capabilities"),
    }
)
"""Of what each question of a judgement is asked, by the parts of strategy.yaml."""


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
        *_misjudged(strategy),
        *(_contradicted(strategy.scope) if strategy.scope else ()),
    )


def _misjudged(strategy: Strategy) -> Iterator[Finding]:
    """Yield the judgements about what is not there, or is not what their question is about."""
    ids = {
        "strategies": [each.id for each in strategy.statements],
        "advantages": [each.id for each in strategy.advantages],
        "capabilities": [each.id for each in strategy.capabilities],
    }
    for question, asked_of in _ASKED_OF.items():
        known = (each for part in asked_of for each in ids[part])
        named = mentions("about", ((each.about, each.place) for each in strategy.judgements if each.question == question))
        yield from check_references("STRATEGY_UNKNOWN", named, register_of(", ".join(asked_of), known))


def _contradicted(scope: Scope) -> Iterator[Finding]:
    for kind, inside, outside in (
        ("processes", scope.processes_in, scope.processes_out),
        ("departments", scope.departments_in, scope.departments_out),
    ):
        for each in sorted({*inside} & {*outside}):
            yield finding_at("STRATEGY_SCOPE", scope.place, {"value": each, "kind": kind}, about=("scope", each))
