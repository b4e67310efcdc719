"""The three questions to every capability (domain IO-4): is it formed, did it win the advantage, does it serve the strategy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar

from workbench.fit.kpis import Reached
from workbench.normalization.chain.intentions import Intentions
from workbench.normalization.chain.sheets.bases import formed, last_judgement
from workbench.normalization.chain.sheets.sheet import Sheet
from workbench.strategy import Capability


class Question(StrEnum):
    """The three questions: the first is answered by data, the others by people."""

    FORMED = "formed"
    ADVANTAGE = "advantage"
    STRATEGY = "strategy"


@dataclass(frozen=True, kw_only=True)
class OutputRow:
    """One question to one capability: `reached` where data answer, `answer` with who and when where people did.

    `objectives` are those that bear on it; an empty answer is still to be given.
    """

    capability: str
    name: Mapping[str, str]
    question: Question
    reached: Reached | None = None
    answer: str = ""
    by: str | None = None
    date: date | None = None
    objectives: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class Outputs(Sheet[OutputRow]):
    """The sheet of the three questions."""

    kind = OutputRow
    words: ClassVar[Mapping[str, str]] = MappingProxyType({"question": "output-question", "reached": "objective-reached"})


def outputs_of(intentions: Intentions) -> Outputs:
    """Put the three questions to every capability."""
    return Outputs(rows=tuple(row for each in intentions.strategy.capabilities for row in _rows(each, intentions)))


def _rows(capability: Capability, intentions: Intentions) -> Iterator[OutputRow]:
    objectives = tuple(each.id for each in intentions.strategy.objectives if each.capability == capability.id)
    for question in Question:
        judged = last_judgement(capability.id, question.value, intentions.strategy.judgements)
        yield OutputRow(
            capability=capability.id,
            name={"zh-CN": capability.name, "en": capability.name_en or capability.name},
            question=question,
            reached=formed(capability, intentions) if question is Question.FORMED else None,
            answer=judged.answer if judged else "",
            by=judged.by if judged else None,
            date=judged.date if judged else None,
            objectives=objectives,
        )
