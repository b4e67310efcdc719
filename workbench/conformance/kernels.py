"""The dynamic program in compiled loops: one cost vector over the automaton's states for every prefix of the log.

Costs are scaled: `SCALE` units are cost 1, and one unit is added for every move that is not synchronous, so that among equal
costs the alignment with the fewest moves wins and zero-cost moves never run in a circle.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

SCALE: Final = 1 << 20
INFINITE: Final = 1 << 60

Int64 = NDArray[np.int64]
Int32 = NDArray[np.int32]


class Machine(NamedTuple):
    """The automaton as the loops want it: arcs three times, by state out of, by state into, and by log label.

    `x_offsets` (int64) delimit the arcs of one state or label; `out_weight` and `in_weight` are scaled costs of model
    moves, `log_weight[l]` that of a log move. `start` (int64, n_states) is the cost of each state before any event. An event of
    label l leads from state s to `step_target[l, s]` under `step_symbol[l, s]`; -1 where it leads nowhere or to several. Both are
    empty where they would be too large.
    """

    start: Int64
    finals: Int32
    log_weight: Int64
    sync_offsets: Int64
    sync_source: Int32
    sync_target: Int32
    sync_symbol: Int32
    out_offsets: Int64
    out_target: Int32
    out_weight: Int64
    in_offsets: Int64
    in_source: Int32
    in_weight: Int64
    in_symbol: Int32
    step_target: Int32
    step_symbol: Int32


class Traces(NamedTuple):
    """Variants in visiting order: the first `shared[k]` events of the k-th visited are those of the one before."""

    offsets: Int64
    labels: Int32
    tied: NDArray[np.bool_]
    order: Int64
    shared: Int64


class Stack(NamedTuple):
    """The prefixes of the variant at hand: node n has the cost vector `vectors[n]` and was reached by steps.

    Step s of node n, `step_offsets[n] <= s < step_offsets[n + 1]`, comes from node `step_from[s]` by one event of label
    `step_label[s]`. `node_after[i]` is the node after i events, where i is not inside a run of ties.
    """

    vectors: Int64
    step_offsets: Int64
    step_from: Int64
    step_label: Int32
    node_after: Int64
    improved: Int64
    queued: NDArray[np.bool_]
    distinct: Int64
    radix: Int64
    strides: Int64


@njit(cache=True)
def shared_prefixes(words, offsets, order):  # type: ignore[no-untyped-def]
    """Return how many events each trace shares with the one visited before, runs of ties, whose words are odd, never cut."""
    shared = np.zeros(len(order), dtype=np.int64)
    for visit in range(1, len(order)):
        here, there = offsets[order[visit]], offsets[order[visit - 1]]
        length, other = offsets[order[visit] + 1] - here, offsets[order[visit - 1] + 1] - there
        common = 0
        while common < min(length, other) and words[here + common] == words[there + common]:
            common += 1
        while common > 0 and ((common < length and words[here + common] & 1) or (common < other and words[there + common] & 1)):
            common -= 1
        shared[visit] = common
    return shared


@njit(cache=True)
def relax(vector, stack, n_improved, machine):  # type: ignore[no-untyped-def]
    """Let model moves carry improvements on: label-correcting shortest paths from the improved states."""
    n_states = len(vector)
    head, tail = 0, n_improved
    while head < tail:
        state = stack.improved[head % n_states]
        head += 1
        stack.queued[state] = False
        base = vector[state]
        for arc in range(machine.out_offsets[state], machine.out_offsets[state + 1]):
            goal = machine.out_target[arc]
            cost = base + machine.out_weight[arc]
            if cost < vector[goal]:
                vector[goal] = cost
                if not stack.queued[goal]:
                    stack.queued[goal] = True
                    stack.improved[tail % n_states] = goal
                    tail += 1


@njit(cache=True)
def _take_event(vector, before, label, stack, n_improved, machine):  # type: ignore[no-untyped-def]
    """Lower `vector` to what one event of `label` allows after `before`; return how many states wait for relaxing."""
    weight = machine.log_weight[label]
    for state in range(len(vector)):
        cost = before[state] + weight
        vector[state] = min(vector[state], cost)
    for arc in range(machine.sync_offsets[label], machine.sync_offsets[label + 1]):
        cost, goal = before[machine.sync_source[arc]], machine.sync_target[arc]
        if cost < vector[goal]:
            vector[goal] = cost
            if not stack.queued[goal]:
                stack.queued[goal] = True
                stack.improved[n_improved] = goal
                n_improved += 1
    return n_improved


@njit(cache=True)
def _lattice(run, stack):  # type: ignore[no-untyped-def]
    """Lay out the sub-multisets of a run of tied events (sorted labels); return the number of distinct labels and of points."""
    n_distinct = 0
    for label in run:
        if n_distinct > 0 and stack.distinct[n_distinct - 1] == label:
            stack.radix[n_distinct - 1] += 1
        else:
            stack.distinct[n_distinct] = label
            stack.radix[n_distinct] = 2
            n_distinct += 1
    size = 1
    for number in range(n_distinct):
        stack.strides[number] = size
        size *= stack.radix[number]
    return n_distinct, size


@njit(cache=True)
def _add_run(run, entry, stack, machine):  # type: ignore[no-untyped-def]
    """Push the nodes of one run of ties behind node `entry`; return the last node."""
    n_distinct, size = _lattice(run, stack)
    for point in range(1, size):
        node = entry + point
        vector = stack.vectors[node]
        vector[:] = INFINITE
        step, n_improved = stack.step_offsets[node], 0
        for number in range(n_distinct):
            if (point // stack.strides[number]) % stack.radix[number] > 0:
                earlier = node - stack.strides[number]
                stack.step_from[step] = earlier
                stack.step_label[step] = stack.distinct[number]
                step += 1
                n_improved = _take_event(vector, stack.vectors[earlier], stack.distinct[number], stack, n_improved, machine)
        stack.step_offsets[node + 1] = step
        relax(vector, stack, n_improved, machine)
    return entry + size - 1


@njit(cache=True)
def _add_event(label, entry, stack, machine):  # type: ignore[no-untyped-def]
    """Push the node of one event, tied to no other, behind node `entry`; return it."""
    node, vectors = entry + 1, stack.vectors
    weight, n_improved = machine.log_weight[label], 0
    for state in range(vectors.shape[1]):
        vectors[node, state] = vectors[entry, state] + weight
    for arc in range(machine.sync_offsets[label], machine.sync_offsets[label + 1]):
        cost, goal = vectors[entry, machine.sync_source[arc]], machine.sync_target[arc]
        if cost < vectors[node, goal]:
            vectors[node, goal] = cost
            if not stack.queued[goal]:
                stack.queued[goal] = True
                stack.improved[n_improved] = goal
                n_improved += 1
    step = stack.step_offsets[node]
    stack.step_from[step], stack.step_label[step] = entry, label
    stack.step_offsets[node + 1] = step + 1
    relax(vectors[node], stack, n_improved, machine)
    return node


@njit(cache=True)
def _add_events(labels, tied, done, stack, machine):  # type: ignore[no-untyped-def]
    """Push all events of a variant from the `done`-th on; return the node of the whole variant."""
    length = len(labels)
    while done < length:
        end = done + 1
        while end < length and tied[end]:
            end += 1
        if end == done + 1:
            stack.node_after[end] = _add_event(labels[done], stack.node_after[done], stack, machine)
        else:
            stack.node_after[end] = _add_run(labels[done:end], stack.node_after[done], stack, machine)
        done = end
    return stack.node_after[length]


@njit(cache=True)
def _cheapest_final(vector, machine):  # type: ignore[no-untyped-def]
    best, state = INFINITE, -1
    for candidate in machine.finals:
        if vector[candidate] < best:
            best, state = vector[candidate], candidate
    return state


@njit(cache=True)
def _step_back(node, state, stack, machine):  # type: ignore[no-untyped-def]
    """Return (node, state, label or -1, symbol or -1) of the move that led here: synchronous before log before model moves."""
    cost = stack.vectors[node, state]
    first, last = stack.step_offsets[node], stack.step_offsets[node + 1]
    if node == 0:
        last = first
    for step in range(first, last):
        label, earlier = stack.step_label[step], stack.step_from[step]
        for arc in range(machine.sync_offsets[label], machine.sync_offsets[label + 1]):
            if machine.sync_target[arc] == state and stack.vectors[earlier, machine.sync_source[arc]] == cost:
                return earlier, machine.sync_source[arc], label, machine.sync_symbol[arc]
    for step in range(first, last):
        label, earlier = stack.step_label[step], stack.step_from[step]
        if stack.vectors[earlier, state] + machine.log_weight[label] == cost:
            return earlier, state, label, np.int32(-1)
    for arc in range(machine.in_offsets[state], machine.in_offsets[state + 1]):
        if stack.vectors[node, machine.in_source[arc]] + machine.in_weight[arc] == cost:
            return node, machine.in_source[arc], np.int32(-1), machine.in_symbol[arc]
    return np.int64(-1), state, np.int32(-1), np.int32(-1)


@njit(cache=True)
def _walk_back(node, state, stack, machine, label_of, symbol_of):  # type: ignore[no-untyped-def]
    """Write the moves of the best alignment, last first, into `label_of` and `symbol_of`; return their number."""
    n_moves = 0
    while stack.vectors[node, state] > 0 or node > 0 or state > 0:
        node, state, label_of[n_moves], symbol_of[n_moves] = _step_back(node, state, stack, machine)
        if node < 0:
            return n_moves
        n_moves += 1
    return n_moves


@njit(cache=True)
def _put_in_order(labels, label_of, symbol_of, n_moves, events, symbols):  # type: ignore[no-untyped-def]
    """Reverse the moves and find the event of each: the first of its label not yet taken."""
    taken = np.zeros(len(labels), dtype=np.bool_)
    for move in range(n_moves):
        back = n_moves - 1 - move
        symbols[move] = symbol_of[back]
        events[move] = -1
        if label_of[back] >= 0:
            position = 0
            while taken[position] or labels[position] != label_of[back]:
                position += 1
            taken[position] = True
            events[move] = position


@njit(cache=True)
def sweep(traces, machine, stack):  # type: ignore[no-untyped-def]
    """Align the variants that are visited optimally, sharing the work of common prefixes.

    Returns the scaled costs (int64, one a variant), those without the need to complete, and for variant v the moves
    `first[v] <= m < last[v]`: `events[m]` is the position in the trace or -1 for a model move, `symbols[m]` the automaton's
    symbol or -1 for a log move.
    """
    n_variants = len(traces.offsets) - 1
    costs, prefix_costs = np.zeros(n_variants, dtype=np.int64), np.zeros(n_variants, dtype=np.int64)
    first, last = np.zeros(n_variants, dtype=np.int64), np.zeros(n_variants, dtype=np.int64)
    events, symbols = np.empty(4096, dtype=np.int32), np.empty(4096, dtype=np.int32)
    label_of, symbol_of = np.empty(4096, dtype=np.int32), np.empty(4096, dtype=np.int32)
    n_moves = 0
    stack.vectors[0] = machine.start
    for visit in range(len(traces.order)):
        variant = traces.order[visit]
        begin, end = traces.offsets[variant], traces.offsets[variant + 1]
        labels = traces.labels[begin:end]
        node = _add_events(labels, traces.tied[begin:end], traces.shared[visit], stack, machine)
        state = _cheapest_final(stack.vectors[node], machine)
        costs[variant], prefix_costs[variant] = stack.vectors[node, state], stack.vectors[node].min()
        room = len(labels) + costs[variant] % SCALE + 1
        if room > len(label_of):
            label_of, symbol_of = np.empty(2 * room, dtype=np.int32), np.empty(2 * room, dtype=np.int32)
        if n_moves + room > len(events):
            more = np.empty(len(events) + 2 * room, dtype=np.int32)
            events, symbols = np.concatenate((events, more)), np.concatenate((symbols, more))
        n_back = _walk_back(node, state, stack, machine, label_of, symbol_of)
        first[variant], last[variant] = n_moves, n_moves + n_back
        _put_in_order(labels, label_of, symbol_of, n_back, events[n_moves:], symbols[n_moves:])
        n_moves += n_back
    return costs, prefix_costs, first, last, events[:n_moves].copy(), symbols[:n_moves].copy()
