"""How two activities stand to each other in all traces of a process, and what single ones may do (Weidlich et al. 2011)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from workbench.process.automaton import Automaton


class Relation(StrEnum):
    """How two activities stand to each other, by whether the one may come after the other in some trace."""

    BEFORE = "before"
    AFTER = "after"
    EXCLUSIVE = "exclusive"
    INTERLEAVED = "interleaved"


@dataclass(frozen=True, kw_only=True)
class BehavioralProfile:
    """The relations of a process's activities; `relation[a, b]` for every ordered pair of different symbols.

    `optional` are those that some trace leaves out, `repeatable` those that some trace holds more than once.
    """

    relation: Mapping[tuple[str, str], Relation]
    optional: frozenset[str]
    repeatable: frozenset[str]


def profile_of(automaton: Automaton) -> BehavioralProfile:
    """Compute the behavioural profile of a process from its minimal automaton, in time states² × symbols."""
    follows = _eventually_follows(automaton)
    relation: dict[tuple[str, str], Relation] = {}
    for i, one in enumerate(automaton.symbols):
        for j, other in enumerate(automaton.symbols):
            if i != j:
                relation[one, other] = _relation(bool(follows[i, j]), bool(follows[j, i]))
    return BehavioralProfile(
        relation=MappingProxyType(relation),
        optional=frozenset(symbol for code, symbol in enumerate(automaton.symbols) if _may_be_left_out(automaton, code)),
        repeatable=frozenset(symbol for code, symbol in enumerate(automaton.symbols) if follows[code, code]),
    )


def _relation(forth: bool, back: bool) -> Relation:
    if forth and back:
        return Relation.INTERLEAVED
    if forth or back:
        return Relation.BEFORE if forth else Relation.AFTER
    return Relation.EXCLUSIVE


def _eventually_follows(automaton: Automaton) -> NDArray[np.bool_]:
    """Return follows[i, j] (bool, symbols × symbols): some trace holds symbol j somewhere after symbol i."""
    reach = _reachability(automaton)
    n = len(automaton.symbols)
    leaves, enters = np.zeros((automaton.n_states, n), dtype=np.bool_), np.zeros((n, automaton.n_states), dtype=np.bool_)
    leaves[automaton.source, automaton.symbol] = True
    enters[automaton.symbol, automaton.target] = True
    return (enters.astype(np.float32) @ reach.astype(np.float32) @ leaves.astype(np.float32)) > 0


def _reachability(automaton: Automaton) -> NDArray[np.bool_]:
    """Return reach[s, t] (bool, states × states): t can be reached from s in any number of steps, none included."""
    reach = np.eye(automaton.n_states, dtype=np.bool_)
    reach[automaton.source, automaton.target] = True
    steps = 1
    while steps < automaton.n_states:
        squared = (reach.astype(np.float32) @ reach.astype(np.float32)) > 0
        if (squared == reach).all():
            break
        reach, steps = squared, steps * 2
    return reach


def _may_be_left_out(automaton: Automaton, code: int) -> bool:
    onward: dict[int, list[int]] = {}
    for source, symbol, target in zip(automaton.source, automaton.symbol, automaton.target, strict=True):
        if symbol != code:
            onward.setdefault(int(source), []).append(int(target))
    seen, waiting = {0}, [0]
    while waiting:
        state = waiting.pop()
        if automaton.final[state]:
            return True
        for after in onward.get(state, ()):
            if after not in seen:
                seen.add(after)
                waiting.append(after)
    return False
