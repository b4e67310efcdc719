"""Stages that others assessed (by GB/T 23020 or another scheme): entered in strategy.yaml, never computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import ClassVar

from workbench.normalization.chain.sheets.sheet import Sheet
from workbench.strategy import Strategy


@dataclass(frozen=True, kw_only=True)
class StageRow:
    """One stage as it was entered."""

    scheme: str
    stage: str
    date: date | None


@dataclass(frozen=True, kw_only=True, eq=False)
class Stages(Sheet[StageRow]):
    """The entered stages: they stand beside the numbers of the annex, which do not lead to them."""

    kind = StageRow
    words: ClassVar[Mapping[str, str]] = MappingProxyType({})


def stages_of(strategy: Strategy) -> Stages:
    """Return the stages in the order in which they were entered."""
    return Stages(rows=tuple(StageRow(scheme=each.scheme, stage=each.stage, date=each.date) for each in strategy.assessments))
