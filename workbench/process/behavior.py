"""What a process allows: its token game, every state the game can reach, and the automaton of its traces."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from workbench.findings import UnsupportedError
from workbench.process.automaton import Automaton, NoCompletionError, automaton_of, automaton_of_single
from workbench.process.composition import composed
from workbench.process.model import Element, Process
from workbench.process.refusal import refusal
from workbench.process.state_graph import explore
from workbench.process.token_net import TokenNet, TooManyStatesError, UnboundedError
from workbench.process.token_semantics import net_of

STATE_BUDGET: Final = 200_000
"""States that a process may reach before it is refused as too wide."""

_REMEMBERED: Final = 64
_SMALL: Final = 4_000
"""States of a game that is played before its blocks are looked for."""

_FEW: Final = 64
"""States of one composed block in a net that is searched."""

_COMPOSED_BUDGET: Final = 20_000
"""States of one composed block beyond which it is left to exploration."""


@dataclass(frozen=True, kw_only=True)
class Behavior:
    """One process as a token game, within a budget of states."""

    process: Process
    net: TokenNet
    budget: int = STATE_BUDGET

    def hiding(self, hidden: Collection[str]) -> Behavior:
        """Return the same behaviour with some element ids silent."""
        return replace(self, net=self.net.with_silent(hidden)) if hidden else self

    def automaton(self, hidden: Collection[str] = ()) -> Automaton:
        """Return the minimal automaton of the traces; element ids in `hidden` are silent.

        Raises UnsupportedError, naming the element, for tokens without bound, more than `budget` states, or a process
        none of whose games completes, so that it allows no trace at all.
        """
        automaton = self.hiding(hidden).automaton_within(self.budget)
        if automaton is None:
            raise self.refused(TooManyStatesError())
        return automaton

    def automaton_within(self, states: int) -> Automaton | None:
        """Return the minimal automaton, None where more than so many states would have to be reached for it.

        Raises UnsupportedError as `automaton` does.
        """
        try:
            return _automaton(self.net, min(states, self.budget))
        except (UnboundedError, NoCompletionError) as cause:
            raise self.refused(cause) from cause

    def simplified(self) -> TokenNet:
        """Return a net with the same traces in which blocks of few states are composed: what is left to be searched.

        Raises UnsupportedError for a process none of whose games completes.
        """
        try:
            return _simplified(self.net)
        except NoCompletionError as cause:
            raise self.refused(cause) from cause

    def refused(self, cause: UnboundedError | TooManyStatesError | NoCompletionError) -> UnsupportedError:
        """Return the error that says why the process has no behaviour here."""
        if isinstance(cause, UnboundedError):
            return refusal(self.process, self._named(cause.element), "BEHAVIOR_UNBOUNDED")
        if isinstance(cause, TooManyStatesError):
            return refusal(self.process, self.process, "BEHAVIOR_TOO_WIDE", {"budget": self.budget})
        return refusal(self.process, self.process, "BEHAVIOR_NEVER_COMPLETES")

    def _named(self, element: str) -> Element:
        return next((node for node in self.process.nodes if node.id == element), self.process)


@lru_cache(maxsize=_REMEMBERED)
def _automaton(net: TokenNet, budget: int) -> Automaton | None:
    """Build the minimal automaton of a net, None beyond the budget; what was found last is remembered, by all that nets say.

    Most games are so small that playing them is less work than finding their blocks.
    """
    try:
        return automaton_of(net, explore(net, min(budget, _SMALL)), min(budget, _SMALL))
    except (TooManyStatesError, UnboundedError):
        net = composed(net, min(budget // 10, _COMPOSED_BUDGET))
    single = automaton_of_single(net)
    try:
        return single if single is not None else automaton_of(net, explore(net, budget), budget)
    except TooManyStatesError:
        return None


@lru_cache(maxsize=_REMEMBERED)
def _simplified(net: TokenNet) -> TokenNet:
    return composed(net, _FEW)


def behavior_of(process: Process, visible_events: Collection[str] = (), budget: int = STATE_BUDGET) -> Behavior:
    """Compile the token game of a process. Events are silent, save those whose ids are in `visible_events`.

    Raises UnsupportedError, naming element and line, for a construct without behaviour here or a broken reference.
    """
    return Behavior(process=process, net=net_of(process, visible_events), budget=budget)
