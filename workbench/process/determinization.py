"""Silent steps and choice taken out of an automaton, in loops: the subset construction, each set by its greatest states.

Numbers that several functions change stand in arrays of one element.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from workbench.process.arrows import SILENT, Arrows, Bool, Int64, roomy

NONE: Final = -1


class Order(NamedTuple):
    """Which states silent steps reach from a state, itself among them: `members[offsets[s] : offsets[s + 1]]`.

    A state allows whatever a state that it reaches silently does.
    """

    offsets: Int64
    members: Int64


class Outlets(NamedTuple):
    """The visible arcs that states have together with all that they reach silently, noted state by state as they are needed.

    Those of state s are `first[s] <= a < last[s]`, `last[s]` being NONE where they are not noted; there are `size[0]` in all.
    """

    first: Int64
    last: Int64
    symbol: Int64
    target: Int64
    size: Int64


class Sets(NamedTuple):
    """Sets of states, each once: set k holds `members[bounds[k] : bounds[k + 1]]` and has the key `keys[k]`; an index by key.

    There are `size[0]` of them.
    """

    members: Int64
    bounds: Int64
    keys: Int64
    table: Int64
    size: Int64


class Scratch(NamedTuple):
    """Room for the arcs of one set of states, a list a symbol (`head`, `link`, `goal`), for the symbols, and for chosen states.

    `chosen[: size[0]]` are the states chosen last; they bear the mark `stamp[0]`.
    """

    head: Int64
    link: Int64
    goal: Int64
    symbols: Int64
    chosen: Int64
    size: Int64
    marks: Int64
    stamp: Int64


def determinized(arrows: Arrows, n_symbols: int, budget: int) -> Arrows:
    """Return the subset construction; of a set of states those stand for it that no other of them reaches silently.

    Most choices of states where the arcs of one symbol lead come again and again, and are looked up before they are compared.
    """
    order, scratch, outlets = silent_order(arrows), scratch_for(arrows, n_symbols), no_outlets(len(arrows.final))
    choices, subset_of = no_sets(), np.zeros(64, dtype=np.int64)
    offsets, symbol, target = np.zeros(64, dtype=np.int64), np.empty(256, dtype=np.int64), np.empty(256, dtype=np.int64)
    subsets = added(no_sets(), scratch)
    subset, n_arcs = 0, 0
    while subset < subsets.size[0] <= budget:
        states = subsets.members[subsets.bounds[subset] : subsets.bounds[subset + 1]]
        for state in states:
            if outlets.last[state] == NONE:
                outlets = with_outlets(outlets, state, arrows, order, scratch)
        scratch = with_links(scratch, outlets, states)
        n_here = gathered(outlets, states, scratch)
        symbol, target = roomy(symbol, n_arcs + n_here), roomy(target, n_arcs + n_here)
        for each in range(n_here):
            symbol[n_arcs] = scratch.symbols[each]
            choose_goals(scratch, symbol[n_arcs])
            choice = number_of(choices, scratch)
            if choice == NONE:
                choice, choices = choices.size[0], added(choices, scratch)
                keep_greatest(order, scratch)
                goal = number_of(subsets, scratch)
                if goal == NONE:
                    goal, subsets = subsets.size[0], added(subsets, scratch)
                subset_of = roomy(subset_of, choice + 1)
                subset_of[choice] = goal
            target[n_arcs] = subset_of[choice]
            n_arcs += 1
        subset += 1
        offsets = roomy(offsets, subset + 1)
        offsets[subset] = n_arcs
    return Arrows(offsets[: subset + 1], symbol[:n_arcs], target[:n_arcs], ending(subsets, arrows.final, order))


def silent_order(arrows: Arrows) -> Order:
    """Follow silent steps from the start and from every state that a visible step leads to; from others nothing is noted."""
    n_states, n_members = len(arrows.final), 0
    entered, offsets = np.zeros(n_states, dtype=np.bool_), np.zeros_like(arrows.offsets)
    entered[0] = True
    for arc in range(len(arrows.target)):
        if arrows.symbol[arc] != SILENT:
            entered[arrows.target[arc]] = True
    members, met = np.empty(4 * n_states, dtype=np.int64), np.full(n_states, NONE, dtype=np.int64)
    for start in range(n_states):
        begin, members = n_members, roomy(members, n_members + n_states)
        if entered[start]:
            members[n_members], met[start] = start, start
            n_members += 1
        while begin < n_members:
            state, begin = members[begin], begin + 1
            arc, last = arrows.offsets[state], arrows.offsets[state + 1]
            while arc < last and arrows.symbol[arc] == SILENT:
                goal = arrows.target[arc]
                if met[goal] != start:
                    met[goal], members[n_members] = start, goal
                    n_members += 1
                arc += 1
        offsets[start + 1] = n_members
    return Order(offsets, members[:n_members])


def with_outlets(outlets: Outlets, state: int, arrows: Arrows, order: Order, scratch: Scratch) -> Outlets:
    """Note the outlets of a state: none to a state that is reached silently from the end of another with the same symbol."""
    first, last, symbol, target, size = outlets
    first[state] = size[0]
    reached = order.members[order.offsets[state] : order.offsets[state + 1]]
    n_here = gathered(Outlets(arrows.offsets[:-1], arrows.offsets[1:], arrows.symbol, arrows.target, size), reached, scratch)
    for each in range(n_here):
        choose_goals(scratch, scratch.symbols[each])
        keep_greatest(order, scratch)
        symbol, target = roomy(symbol, size[0] + scratch.size[0]), roomy(target, size[0] + scratch.size[0])
        for goal in range(scratch.size[0]):
            symbol[size[0]], target[size[0]] = scratch.symbols[each], scratch.chosen[goal]
            size[0] += 1
    last[state] = size[0]
    return Outlets(first, last, symbol, target, size)


def ending(subsets: Sets, final: Bool, order: Order) -> Bool:
    """Return from which subsets a final state is reached silently."""
    result = np.zeros(subsets.size[0], dtype=np.bool_)
    for number in range(len(result)):
        for each in range(subsets.bounds[number], subsets.bounds[number + 1]):
            state = subsets.members[each]
            for place in range(order.offsets[state], order.offsets[state + 1]):
                result[number] |= final[order.members[place]]
    return result


def no_outlets(n_states: int) -> Outlets:
    """Return room for the first outlets."""
    first, last = np.zeros(n_states, dtype=np.int64), np.full(n_states, NONE, dtype=np.int64)
    return Outlets(first, last, np.empty(256, dtype=np.int64), np.empty(256, dtype=np.int64), np.zeros(1, dtype=np.int64))


def scratch_for(arrows: Arrows, n_symbols: int) -> Scratch:
    """Return room for the arcs of a few states; chosen is the start."""
    return Scratch(
        head=np.full(n_symbols, NONE, dtype=np.int64),
        link=np.empty(len(arrows.target), dtype=np.int64),
        goal=np.empty(len(arrows.target), dtype=np.int64),
        symbols=np.empty(n_symbols, dtype=np.int64),
        chosen=np.zeros(len(arrows.final), dtype=np.int64),
        size=np.ones(1, dtype=np.int64),
        marks=np.zeros(len(arrows.final), dtype=np.int64),
        stamp=np.zeros(1, dtype=np.int64),
    )


def with_links(scratch: Scratch, outlets: Outlets, states: Int64) -> Scratch:
    """Return the scratch with room for all outlets of these states."""
    needed = 0
    for state in states:
        needed += outlets.last[state] - outlets.first[state]
    head, link, goal, symbols, chosen, size, marks, stamp = scratch
    return Scratch(head, roomy(link, needed), roomy(goal, needed), symbols, chosen, size, marks, stamp)


def gathered(outlets: Outlets, states: Int64, scratch: Scratch) -> int:
    """Sort the visible arcs out of states into one list a symbol; return how many symbols there are, which are put in order."""
    first, last, arc_symbol, target = outlets.first, outlets.last, outlets.symbol, outlets.target
    head, link, goal, symbols = scratch.head, scratch.link, scratch.goal, scratch.symbols
    n_symbols, n_links = 0, 0
    for state in states:
        arc = last[state] - 1
        while arc >= first[state] and arc_symbol[arc] != SILENT:
            symbol = arc_symbol[arc]
            if head[symbol] == NONE:
                place = n_symbols
                while place > 0 and symbols[place - 1] > symbol:
                    symbols[place] = symbols[place - 1]
                    place -= 1
                symbols[place] = symbol
                n_symbols += 1
            link[n_links], goal[n_links], head[symbol] = head[symbol], target[arc], n_links
            n_links, arc = n_links + 1, arc - 1
    return n_symbols


def choose_goals(scratch: Scratch, symbol: int) -> None:
    """Choose where the arcs of one symbol lead, each state once, and empty its list."""
    links, goals, marks, chosen = scratch.link, scratch.goal, scratch.marks, scratch.chosen
    size, link, stamp = 0, scratch.head[symbol], scratch.stamp[0] + 1
    while link != NONE:
        state = goals[link]
        if marks[state] != stamp:
            marks[state], chosen[size] = stamp, state
            size += 1
        link = links[link]
    scratch.head[symbol], scratch.size[0], scratch.stamp[0] = NONE, size, stamp


def keep_greatest(order: Order, scratch: Scratch) -> None:
    """Keep of the chosen states those that no other of them reaches silently; of such as reach each other, one."""
    offsets, members, marks, chosen, stamp = order.offsets, order.members, scratch.marks, scratch.chosen, scratch.stamp[0]
    size = scratch.size[0]
    for back in range(size if size > 1 else 0):
        state = chosen[size - 1 - back]
        if marks[state] == stamp:
            n_below = offsets[state + 1] - offsets[state]
            for place in range(offsets[state], offsets[state + 1]):
                below = members[place]
                if marks[below] == stamp and (offsets[below + 1] - offsets[below] < n_below or below > state):
                    marks[below] = 0
    n_kept = 0
    for each in range(size):
        if marks[chosen[each]] == stamp or size == 1:
            chosen[n_kept] = chosen[each]
            n_kept += 1
    scratch.size[0] = n_kept


def no_sets() -> Sets:
    """Return room for the first sets."""
    members, bounds, keys = np.empty(1024, dtype=np.int64), np.zeros(65, dtype=np.int64), np.empty(64, dtype=np.int64)
    return Sets(members, bounds, keys, np.full(256, NONE, dtype=np.int64), np.zeros(1, dtype=np.int64))


def key_of(scratch: Scratch) -> int:
    """Return a number that depends on which states are chosen, not on their order."""
    key = 0
    for each in range(scratch.size[0]):
        mixed = (scratch.chosen[each] + 1) * 0x9E3779B1 & 0xFFFFFFFF
        key += (mixed ^ mixed >> 15) * 0x5BD1E995 >> 8 & 0xFFFFFFFFFF
    return key


def number_of(sets: Sets, scratch: Scratch) -> int:
    """Return the number of the set of the chosen states, or NONE."""
    members, bounds, keys, table = sets.members, sets.bounds, sets.keys, sets.table
    marks, stamp, size, key = scratch.marks, scratch.stamp[0], scratch.size[0], key_of(scratch)
    slot = (key ^ key >> 16) & (len(table) - 1)
    while table[slot] != NONE:
        number = table[slot]
        if keys[number] == key and bounds[number + 1] - bounds[number] == size:
            each, last = bounds[number], bounds[number + 1]
            while each < last and marks[members[each]] == stamp:
                each += 1
            if each == last:
                return int(number)
        slot = (slot + 1) & (len(table) - 1)
    return NONE


def added(sets: Sets, scratch: Scratch) -> Sets:
    """Return the sets with one more, of the chosen states."""
    members, bounds, keys, table, size = sets
    number = size[0]
    if number == len(keys):
        keys, table = roomy(keys, number + 1), np.full(2 * len(table), NONE, dtype=np.int64)
        for other in range(number):
            enter(table, keys[other], other)
    bounds = roomy(bounds, number + 2)
    begin, end = bounds[number], bounds[number] + scratch.size[0]
    members = roomy(members, end)
    members[begin:end] = scratch.chosen[: scratch.size[0]]
    bounds[number + 1], keys[number], size[0] = end, key_of(scratch), number + 1
    enter(table, keys[number], number)
    return Sets(members, bounds, keys, table, size)


def enter(table: Int64, key: int, number: int) -> None:
    """Enter a number in the first free slot for its key."""
    slot = (key ^ key >> 16) & (len(table) - 1)
    while table[slot] != NONE:
        slot = (slot + 1) & (len(table) - 1)
    table[slot] = number
