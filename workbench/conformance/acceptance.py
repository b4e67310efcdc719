"""What needs no search: variants that the automaton accepts, in compiled loops, and their moves put among those of the others."""

from __future__ import annotations

import numpy as np

from workbench.compiled import kernel


@kernel
def accept(traces, machine):  # type: ignore[no-untyped-def]
    """Follow every variant without ties through the automaton, synchronous moves only.

    Returns which variants are accepted, and the symbol of each of their events, where the event stands in `traces.labels`.
    """
    n_variants = len(traces.offsets) - 1
    accepted = np.zeros(n_variants, dtype=np.bool_)
    symbols = np.empty(len(traces.labels), dtype=np.int32)
    if machine.step_target.size == 0:
        return accepted, symbols
    for variant in range(n_variants):
        state, place, end = np.int32(0), traces.offsets[variant], traces.offsets[variant + 1]
        while place < end and state >= 0 and not traces.tied[place]:
            symbols[place] = machine.step_symbol[traces.labels[place], state]
            state = machine.step_target[traces.labels[place], state]
            place += 1
        accepted[variant] = place == end and state >= 0 and machine.final[state]
    return accepted, symbols


@kernel
def lay_out(traces, accepted, accepted_symbols, moves):  # type: ignore[no-untyped-def]
    """Put the moves of all variants one behind the other; accepted ones move together all along.

    `moves` are (first, last, events, symbols) of the others, as `sweep` returns them; returned are those of all.
    """
    first, last, events, symbols = moves
    size = 0
    for variant in range(len(first)):
        size += traces.offsets[variant + 1] - traces.offsets[variant] if accepted[variant] else last[variant] - first[variant]
    all_events, all_symbols = np.empty(size, dtype=np.int32), np.empty(size, dtype=np.int32)
    begins, ends = np.zeros(len(first), dtype=np.int64), np.zeros(len(first), dtype=np.int64)
    done = 0
    for variant in range(len(first)):
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
