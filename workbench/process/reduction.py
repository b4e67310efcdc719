"""A non-deterministic automaton made deterministic and minimal, in loops: dead states, silent steps, choice, equal states.

Plain functions, compiled by way of `workbench.compiled` where there is much to do.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from workbench.process.arrows import SILENT, Arrows, Bool, Int64, by_value, tails
from workbench.process.determinization import determinized
from workbench.process.partition import equal_states

NONE: Final = -1


def reduced(arrows: Arrows, n_symbols: int, budget: int) -> Arrows:
    """Return the minimal deterministic automaton, its states breadth first by symbol, each state's arcs by symbol.

    It has no states where the language is empty. Where choice makes more than `budget` states it is cut off, which shows by its
    having more states than that.
    """
    alive = completing(arrows)
    if not alive[0]:
        return Arrows(np.zeros(1, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), alive[:0])
    machine = determinized(living(arrows, alive), n_symbols, budget)
    if len(machine.final) > budget:
        return machine
    return merged(machine, equal_states(machine, n_symbols))


def completing(arrows: Arrows) -> Bool:
    """Return from which states a final one can be reached."""
    tail, (into, arc_into) = tails(arrows.offsets), by_value(arrows.target, len(arrows.final))
    alive, waiting = arrows.final.copy(), np.empty(len(arrows.final), dtype=np.int64)
    n_waiting = 0
    for state in range(len(alive)):
        if alive[state]:
            waiting[n_waiting] = state
            n_waiting += 1
    while n_waiting > 0:
        n_waiting -= 1
        goal = waiting[n_waiting]
        for arc in range(into[goal], into[goal + 1]):
            state = tail[arc_into[arc]]
            if not alive[state]:
                alive[state] = True
                waiting[n_waiting] = state
                n_waiting += 1
    return alive


def living(arrows: Arrows, alive: Bool) -> Arrows:
    """Return the same without arcs to states that are not alive; each state's silent arcs come first."""
    offsets, n_arcs = np.zeros_like(arrows.offsets), 0
    symbol, target = np.empty_like(arrows.symbol), np.empty_like(arrows.target)
    for state in range(len(alive)):
        for silently in (True, False):
            for arc in range(arrows.offsets[state], arrows.offsets[state + 1]):
                if alive[arrows.target[arc]] and (arrows.symbol[arc] == SILENT) == silently:
                    symbol[n_arcs], target[n_arcs] = arrows.symbol[arc], arrows.target[arc]
                    n_arcs += 1
        offsets[state + 1] = n_arcs
    return Arrows(offsets, symbol[:n_arcs], target[:n_arcs], arrows.final)


def merged(machine: Arrows, block: Int64) -> Arrows:
    """Return a state for each block, numbered by the first of its states."""
    number, first, n_blocks, n_arcs = np.full(len(block), NONE, dtype=np.int64), np.empty_like(block), 0, 0
    for state in range(len(block)):
        if number[block[state]] == NONE:
            number[block[state]], first[n_blocks] = n_blocks, state
            n_arcs, n_blocks = n_arcs + machine.offsets[state + 1] - machine.offsets[state], n_blocks + 1
    offsets, final = np.zeros(n_blocks + 1, dtype=np.int64), np.empty(n_blocks, dtype=np.bool_)
    symbol, target, n_arcs = np.empty(n_arcs, dtype=np.int64), np.empty(n_arcs, dtype=np.int64), 0
    for each in range(n_blocks):
        for arc in range(machine.offsets[first[each]], machine.offsets[first[each] + 1]):
            symbol[n_arcs], target[n_arcs] = machine.symbol[arc], number[block[machine.target[arc]]]
            n_arcs += 1
        offsets[each + 1], final[each] = n_arcs, machine.final[first[each]]
    return Arrows(offsets, symbol, target, final)
