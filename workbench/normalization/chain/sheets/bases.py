"""The four bases of judgement (四项依据, domain MD4.0): objectives, capabilities, advantages, strategy.

The first two are filled from data; the other two are for people to judge, dated and signed, in strategy.yaml.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar, Final, TypeAlias

from workbench.fit.kpis import Reached
from workbench.fit.scoring import FitResult
from workbench.language import Language, say
from workbench.normalization.chain.intentions import Intentions
from workbench.normalization.chain.sheets.sheet import Sheet
from workbench.shown.tabular import in_both
from workbench.strategy import DETERMINANTS, Advantage, Capability, EnteredJudgement, StrategyStatement

_Texts: TypeAlias = Mapping[str, str]
"""A text by language."""

NOTHING: Final[_Texts] = MappingProxyType({each.value: "" for each in Language})


class Basis(StrEnum):
    """The four bases."""

    OBJECTIVES = "objectives"
    CAPABILITIES = "capabilities"
    ADVANTAGES = "advantages"
    STRATEGY = "strategy"


@dataclass(frozen=True, kw_only=True)
class BasisRow:
    """What is judged, and how: `reached` and the figures where data say so; `answer`, by whom and when, where people did.

    A capability's `value` is the lowest score of fit among its processes: a strong one does not buy off a weak one. `stated` is
    what strategy.yaml says to judge by: the evidence of an advantage, the entered level of a capability, horizon and review date.
    """

    basis: Basis
    about: str
    name: Mapping[str, str]
    value: float | None = None
    measured_in: str = ""
    low: float | None = None
    high: float | None = None
    target_value: float | None = None
    reached: Reached | None = None
    stated: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    answer: str = ""
    by: str | None = None
    date: date | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Bases(Sheet[BasisRow]):
    """The sheet of the four bases."""

    kind = BasisRow
    measured_by: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"value": "measured_in", "low": "measured_in", "high": "measured_in", "target_value": "measured_in"}
    )
    words: ClassVar[Mapping[str, str]] = MappingProxyType({"basis": "basis", "reached": "objective-reached"})


def bases_of(intentions: Intentions, fit: FitResult | None) -> Bases:
    """Fill the sheet: objectives and capabilities from data, advantages and strategy from what was judged last."""
    strategy = intentions.strategy
    return Bases(
        rows=(
            *_objectives(intentions),
            *(_capability(each, intentions, fit) for each in strategy.capabilities),
            *(_judged(Basis.ADVANTAGES, each, _evidence(each), strategy.judgements) for each in strategy.advantages),
            *(_judged(Basis.STRATEGY, each, _period(each), strategy.judgements) for each in strategy.statements),
        )
    )


def formed(capability: Capability, intentions: Intentions) -> Reached:
    """Return whether a capability is formed: all of its objectives are reached; not, where one is known not to be."""
    states = [intentions.states[each.id].reached for each in intentions.strategy.objectives if each.capability == capability.id]
    for verdict in (Reached.NOT_REACHED, Reached.UNKNOWN, Reached.NOT_PROVABLE):
        if verdict in states:
            return verdict
    return Reached.REACHED if states else Reached.UNKNOWN


def last_judgement(about: str, question: str, judgements: tuple[EnteredJudgement, ...]) -> EnteredJudgement | None:
    """Return what was judged last of something, None where nobody did; of several without a date the last entered."""
    mine = [each for each in judgements if (each.about, each.question) == (about, question)]
    return max(enumerate(mine), key=lambda it: (it[1].date or date.min, it[0]))[1] if mine else None


def _objectives(intentions: Intentions) -> Iterator[BasisRow]:
    kpis = {each.id: each for each in intentions.strategy.kpis}
    for objective in intentions.strategy.objectives:
        state, kpi = intentions.states[objective.id], kpis.get(objective.kpi)
        yield BasisRow(
            basis=Basis.OBJECTIVES,
            about=objective.id,
            name=_both(kpi.name, kpi.name_en) if kpi is not None else _both(objective.kpi, None),
            value=state.figure.value,
            measured_in=state.figure.unit,
            low=state.figure.low,
            high=state.figure.high,
            target_value=state.target,
            reached=state.reached,
        )


def _capability(capability: Capability, intentions: Intentions, fit: FitResult | None) -> BasisRow:
    scored = [fit.process[each].score.estimate for each in capability.processes if fit is not None and each in fit.process]
    known = [each for each in scored if each is not None]
    weakest = min(known, key=lambda it: it.value, default=None)
    judged = last_judgement(capability.id, "formed", intentions.strategy.judgements)
    return BasisRow(
        basis=Basis.CAPABILITIES,
        about=capability.id,
        name=_both(capability.name, capability.name_en),
        value=weakest.value if weakest else None,
        measured_in="share" if weakest else "",
        low=weakest.low if weakest else None,
        high=weakest.high if weakest else None,
        reached=formed(capability, intentions),
        stated=in_both("basis-stated-level", {"value": capability.entered_level}) if capability.entered_level else NOTHING,
        answer=judged.answer if judged else "",
        by=judged.by if judged else None,
        date=judged.date if judged else None,
    )


def _judged(
    basis: Basis, its: Advantage | StrategyStatement, stated: _Texts, judgements: tuple[EnteredJudgement, ...]
) -> BasisRow:
    question = "advantage" if basis is Basis.ADVANTAGES else "strategy"
    judged = last_judgement(its.id, question, judgements)
    return BasisRow(
        basis=basis,
        about=its.id,
        name=_both(its.statement, its.statement_en),
        stated=stated,
        answer=judged.answer if judged else "",
        by=judged.by if judged else None,
        date=judged.date if judged else None,
    )


def _evidence(advantage: Advantage) -> _Texts:
    """Say on what an advantage rests, by kind."""
    return _listed(
        in_both("basis-evidence", {"kind": in_both(f"basis-evidence-{kind}") if kind in DETERMINANTS else kind, "text": text})
        for kind, text in advantage.evidence.items()
    )


def _period(statement: StrategyStatement) -> _Texts:
    """Say for how long a strategy is meant, and when it is to be reviewed."""
    day = None if statement.review_date is None else statement.review_date.isoformat()
    told = {"horizon": statement.horizon, "review": day}
    return _listed(in_both(f"basis-stated-{key}", {"value": value}) for key, value in told.items() if value)


def _listed(parts: Iterable[_Texts]) -> _Texts:
    known = list(parts)
    return {each.value: say("doc-semicolon", each).join(part[each] for part in known) for each in Language}


def _both(text: str, english: str | None) -> Mapping[str, str]:
    return {"zh-CN": text, "en": english or text}
