"""What needs no search: variants that the automaton accepts, in compiled loops, and their moves put among those of the others."""

from __future__ import annotations

import numpy as np
from numba import njit


@njit(cache=True)
def accept(traces, machine):  # type: ignore[no-untyped-def]
    """Follow every variant without ties through the automaton, synchronous moves only; common prefixes are followed once.

    Returns which variants are accepted, and the symbol of each of their events, where the event stands in `traces.labels`.
    """
    n_variants = len(traces.offsets) - 1
    accepted = np.zeros(n_variants, dtype=np.bool_)
    symbols = np.empty(len(traces.labels), dtype=np.int32)
    if machine.step_target.size == 0:
        return accepted, symbols
    is_final = np.zeros(len(machine.start), dtype=np.bool_)
    for state in machine.finals:
        is_final[state] = True
    longest = 0
    for variant in range(n_variants):
        longest = max(longest, traces.offsets[variant + 1] - traces.offsets[variant])
    states, path = np.zeros(longest + 1, dtype=np.int32), np.zeros(longest, dtype=np.int32)
    for visit in range(len(traces.order)):
        variant = traces.order[visit]
        begin, length = traces.offsets[variant], traces.offsets[variant + 1] - traces.offsets[variant]
        any_tied = False
        for place in range(traces.shared[visit], length):
            state, label = states[place], traces.labels[begin + place]
            path[place] = machine.step_symbol[label, state] if state >= 0 else -1
            states[place + 1] = machine.step_target[label, state] if state >= 0 else -1
        for place in range(length):
            any_tied |= traces.tied[begin + place]
        if states[length] >= 0 and is_final[states[length]] and not any_tied:
            accepted[variant] = True
            symbols[begin : begin + length] = path[:length]
    return accepted, symbols


@njit(cache=True)
def lay_out(traces, accepted, accepted_symbols, moves):  # type: ignore[no-untyped-def]
    """Put the moves of all variants one behind the other as they are visited; accepted ones move together all along.

    `moves` are (first, last, events, symbols) of the others, as `sweep` returns them; returned are those of all.
    """
    first, last, events, symbols = moves
    size = 0
    for variant in range(len(first)):
        size += traces.offsets[variant + 1] - traces.offsets[variant] if accepted[variant] else last[variant] - first[variant]
    all_events, all_symbols = np.empty(size, dtype=np.int32), np.empty(size, dtype=np.int32)
    begins, ends = np.zeros(len(first), dtype=np.int64), np.zeros(len(first), dtype=np.int64)
    done = 0
    for variant in traces.order:
        begins[variant] = done
        if accepted[variant]:
            for place in range(traces.offsets[variant], traces.offsets[variant + 1]):
                all_events[done], all_symbols[done] = place - traces.offsets[variant], accepted_symbols[place]
                done += 1
        else:
            for move in range(first[variant], last[variant]):
                all_events[done], all_symbols[done] = events[move], symbols[move]
                done += 1
        ends[variant] = done
    return begins, ends, all_events, all_symbols
