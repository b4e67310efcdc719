"""A proposal as a value: what in the log speaks for it, what it would change, and what is expected of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias

from workbench.findings import NO_FACTS
from workbench.fit.detection import Unknown
from workbench.language import Language, say
from workbench.redesign.changes import Change
from workbench.redesign.heuristics.rules import HeuristicRules
from workbench.simulation.edits import Edit

if TYPE_CHECKING:
    from workbench.redesign.heuristics.situation import Situation


class Unit(Enum):
    """In what a measure is told."""

    SHARE = "share"
    NUMBER = "number"

    def written(self, value: float) -> str:
        """Return a value as it is told."""
        return f"{value:.1%}" if self is Unit.SHARE else f"{round(value, 2):g}"


_NUMBERS: Final = frozenset(
    {
        "bimodality",
        "class-ratio",
        "knock-out-ratio",
        "accountable-posts",
        "effective-performers",
        "steady-variation",
        "rekeyed-data",
    }
)


@dataclass(frozen=True, kw_only=True)
class Trigger:
    """What speaks for a proposal: a measure, its value and the threshold that it reached.

    `measure` names its sentences in the catalogues, `trigger-MEASURE` and `proposal-MEASURE`. `cases` are those that show it, of
    `exposed` that could have; both are empty and 0 where the design alone shows it.
    """

    measure: str
    value: float
    threshold: float
    cases: tuple[str, ...] = ()
    exposed: int = 0

    @property
    def unit(self) -> Unit:
        """Return in what value and threshold are told."""
        return Unit.NUMBER if self.measure in _NUMBERS else Unit.SHARE

    @property
    def facts(self) -> Mapping[str, object]:
        """Return what fills its sentence."""
        return {
            "value": self.unit.written(self.value),
            "threshold": self.unit.written(self.threshold),
            "cases": len(self.cases),
            "exposed": self.exposed,
        }


@dataclass(frozen=True, kw_only=True)
class Effects:
    """What the literature expects on each side of the devil's quadrangle: 1 better, -1 worse, 0 none, None uncertain.

    They are hypotheses, to be replaced by simulated figures (Reijers, Liman Mansar 2005, doi 10.1016/j.omega.2004.04.012).
    """

    time: int | None = 0
    cost: int | None = 0
    quality: int | None = 0
    flexibility: int | None = 0


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What a heuristic proposes: changes of the design, and the edits of the simulated world that stand for them.

    `scope` is a process id or `enterprise`; `about` the ids it is about, the first an activity, post or process. `assumed` names
    rules that stand for what was not measured. A proposal without changes is advice on how work is done, which the design has
    no place for; one without edits has no effect that can be played.
    """

    heuristic: str
    scope: str
    about: tuple[str, ...]
    trigger: Trigger
    changes: tuple[Change, ...] = ()
    edits: tuple[Edit, ...] = ()
    expected: Effects
    assumed: tuple[str, ...] = ()
    facts: Mapping[str, object] = field(default_factory=lambda: NO_FACTS)

    @property
    def order(self) -> tuple[int, str, str, tuple[str, ...]]:
        """Return what sorts proposals: by heuristic, measure, scope and what they are about."""
        return int(self.heuristic[1:]), self.trigger.measure, self.scope, self.about

    def name(self, language: Language = Language.EN) -> str:
        """Say how the heuristic is called."""
        return say(f"heuristic-{self.heuristic}-name", language)

    def reason(self, language: Language = Language.EN) -> str:
        """Say what speaks for it, with figures."""
        return say(f"trigger-{self.trigger.measure}", language, {**self.facts, **self.trigger.facts})

    def text(self, language: Language = Language.EN) -> str:
        """Say what is proposed."""
        return say(f"proposal-{self.trigger.measure}", language, {**self.facts, **self.trigger.facts})

    def assumptions(self, language: Language = Language.EN) -> tuple[str, ...]:
        """Say what was taken for granted."""
        return tuple(say(f"assumed-{name}", language, self.facts) for name in self.assumed)


Said: TypeAlias = Proposal | Unknown
Proposer: TypeAlias = "Callable[[Situation, HeuristicRules], Iterable[Said]]"
"""A heuristic: says what it proposes, and where it cannot tell."""

EXPECTED: Final[Mapping[str, Effects]] = MappingProxyType(
    {
        "H1": Effects(time=1, cost=1, quality=None),
        "H2": Effects(time=1, flexibility=-1),
        "H3": Effects(time=1, quality=1, cost=-1),
        "H4": Effects(time=1, cost=-1),
        "H5": Effects(time=1, cost=1),
        "H6": Effects(time=1, cost=1),
        "H7": Effects(time=1, quality=None),
        "H8": Effects(time=1, flexibility=1),
        "H9": Effects(time=1, quality=1),
        "H10": Effects(time=1, flexibility=1),
        "H11": Effects(time=1, quality=1),
        "H12": Effects(time=1),
        "H13": Effects(time=1, cost=1),
        "H14": Effects(time=1, cost=-1),
        "H15": Effects(flexibility=1),
        "H16": Effects(time=1, cost=1, quality=None),
        "H17": Effects(time=-1, quality=1),
        "H18": Effects(time=1, quality=1),
        "H19": Effects(time=1),
        "H20": Effects(time=1),
        "H21": Effects(time=1, quality=1, flexibility=-1),
        "H22": Effects(time=1, quality=1),
        "H23": Effects(time=1),
    }
)
"""The effects expected of each heuristic (domain rules, section 5); of H15 those of training, specialising is for quality."""


def assumptions_of(rules: HeuristicRules, *names: str) -> Mapping[str, object]:
    """Return what some assumed rules say, as it is told."""
    values = {name: getattr(rules, name) for name in names}
    return {name: f"{value:g}" if name.endswith("minutes") else f"{value:.0%}" for name, value in values.items()}
