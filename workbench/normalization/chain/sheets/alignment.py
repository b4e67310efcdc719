"""The alignment matrix (domain P2.2): strategy × advantage × capability, a row each, empty where the chain breaks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from workbench.normalization.chain.sheets.sheet import Sheet
from workbench.strategy import Advantage, Capability, Strategy


@dataclass(frozen=True, kw_only=True)
class AlignmentRow:
    """One way from a strategy to a capability with what carries it; None where a link is missing."""

    strategy: str | None
    advantage: str | None
    capability: str | None
    objectives: tuple[str, ...] = ()
    processes: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Return whether nothing is missing from strategy to objective and process."""
        return None not in (self.strategy, self.advantage, self.capability) and bool(self.objectives and self.processes)


@dataclass(frozen=True, kw_only=True, eq=False)
class Alignment(Sheet[AlignmentRow]):
    """The matrix as rows, from strategy down."""

    kind = AlignmentRow
    words: ClassVar[Mapping[str, str]] = MappingProxyType({})


def alignment_of(strategy: Strategy) -> Alignment:
    """Return every way from a strategy to a capability, and all that stands on none."""
    return Alignment(rows=tuple(_rows(strategy)))


def _rows(strategy: Strategy) -> Iterator[AlignmentRow]:
    advantages = {each.id: each for each in strategy.advantages}
    statements = {each.id for each in strategy.statements}
    for statement in strategy.statements:
        mine = [each for each in strategy.advantages if statement.id in each.strategies]
        yield from (row for each in mine for row in _below(statement.id, each, strategy))
        yield from [] if mine else [AlignmentRow(strategy=statement.id, advantage=None, capability=None)]
    for advantage in strategy.advantages:
        yield from _below(None, advantage, strategy) if statements.isdisjoint(advantage.strategies) else ()
    for capability in strategy.capabilities:
        yield from [_carried(None, None, capability, strategy)] if advantages.keys().isdisjoint(capability.advantages) else []


def _below(above: str | None, advantage: Advantage, strategy: Strategy) -> Iterator[AlignmentRow]:
    mine = [each for each in strategy.capabilities if advantage.id in each.advantages]
    yield from (_carried(above, advantage.id, each, strategy) for each in mine)
    yield from [] if mine else [AlignmentRow(strategy=above, advantage=advantage.id, capability=None)]


def _carried(above: str | None, advantage: str | None, capability: Capability, strategy: Strategy) -> AlignmentRow:
    return AlignmentRow(
        strategy=above,
        advantage=advantage,
        capability=capability.id,
        objectives=tuple(each.id for each in strategy.objectives if each.capability == capability.id),
        processes=capability.processes,
    )
