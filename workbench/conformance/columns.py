"""The dynamic program in compiled loops: what each state of the automaton costs after each prefix of a trace.

Such a column of costs depends on the column before and on the event alone, and relative to its least cost it comes back again
and again: each is kept once, and which column an event leads to is found once. The automaton of columns grows as the
log asks for it; where a step is known, an event takes one look into a table, and so does a move on the way back.

Costs are scaled: `SCALE` units are cost 1, and a unit or two are added for every move that is not synchronous, so that among
equal costs the alignment with the fewest moves wins and zero-cost moves never run in a circle.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from workbench.compiled import kernel

SCALE: Final = 1 << 20
INFINITE: Final = 1 << 60

Bools = NDArray[np.bool_]
Int64 = NDArray[np.int64]
Int32 = NDArray[np.int32]


class Machine(NamedTuple):
    """The automaton and the costs as the loops want them: arcs by the state out of which and into which they lead.

    `x_offsets` (int64) delimit the arcs of one state; `out_weight` and `in_weight` are scaled costs of model moves,
    `log_weight[l]` that of a log move. `matches[l, x]` says whether an event of label l may be symbol x. Such an event leads from
    state s to `step_target[l, s]` under `step_symbol[l, s]`; -1 where nowhere or to several; empty where it would be too large.
    """

    final: Bools
    log_weight: Int64
    matches: Bools
    out_offsets: Int64
    out_target: Int32
    out_symbol: Int32
    out_weight: Int64
    in_offsets: Int64
    in_source: Int32
    in_symbol: Int32
    in_weight: Int64
    step_target: Int32
    step_symbol: Int32


class Traces(NamedTuple):
    """Variants as in the log: trace v is `labels[offsets[v]:offsets[v + 1]]`; `tied[i]`: i has no order with the one before."""

    offsets: Int64
    labels: Int32
    tied: Bools


class Columns(NamedTuple):
    """Every column met. Those of c are the entries `offsets[c] <= e < offsets[c + 1]`: `state[e]`, ascending, and its extra cost.

    `slots` finds a column by its hash (column + 1, 0 where free); `cheapest` is 1 + its cheapest final entry (-1: none, 0: not
    known yet). An event of label l takes step `step[c, l] - 1` (-1: not known yet) to column `leads_to`, whose least cost lies
    `dearer` above that of c; how entry k of it is reached stands at `way_back[s] + k`: from entry `back_entry` of the column
    before, where that is negative of the same column (entry -1 - `back_entry`), under `back_symbol` - 2, 1 for a log move, 0 for
    not known yet. `used` counts columns, entries, steps, ways back.
    """

    used: Int64
    offsets: Int64
    state: Int32
    cost: Int64
    slots: Int32
    cheapest: Int64
    step: Int32
    leads_to: Int32
    dearer: Int64
    way_back: Int64
    back_entry: Int32
    back_symbol: Int32


class Draft(NamedTuple):
    """A column in the making: `cost` of each state, INFINITE save in the `touched` ones, and a queue of those to be relaxed."""

    cost: Int64
    touched: Int32
    queue: Int32
    queued: Bools


class Graphs(NamedTuple):
    """Traces as nodes and edges: trace t has the nodes `first[t] <= v < first[t + 1]`, the first of them that of no event.

    Node v is reached from `before[k]` by event `event[k]` of the trace, of `label[k]`, `offsets[v] <= k < offsets[v + 1]`; nodes
    inside runs of ties by several. `column` and `least` are the column of each node and its least cost, `step` the step to it (-1
    inside ties), `end` (one a trace) the entry of its cheapest end, -1 where none is in reach.
    """

    first: Int64
    offsets: Int64
    before: Int32
    label: Int32
    event: Int32
    column: Int32
    step: Int32
    least: Int64
    end: Int64


@kernel
def graphs_of(traces, chosen):  # type: ignore[no-untyped-def]
    """Lay out the chosen traces; a run of ties becomes the lattice of its sub-multisets, all other events one edge each."""
    longest = 0
    for variant in chosen:
        longest = max(longest, traces.offsets[variant + 1] - traces.offsets[variant])
    code, stride, count, place_of = np.empty((4, longest), dtype=np.int64)
    first = np.zeros(len(chosen) + 1, dtype=np.int64)
    offsets = np.zeros(1, dtype=np.int64)
    before, label, event = np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32)
    node, edge = 0, 0
    for laid_out in range(2):
        if laid_out:
            offsets = np.zeros(node + 1, dtype=np.int64)
            before, label, event = np.empty(edge, dtype=np.int32), np.empty(edge, dtype=np.int32), np.empty(edge, dtype=np.int32)
        node, edge = 0, 0
        for number in range(len(chosen)):
            start, stop = traces.offsets[chosen[number]], traces.offsets[chosen[number] + 1]
            begin, first[number] = start, node
            if laid_out:
                offsets[node + 1] = edge
            while begin < stop:
                end = begin + 1
                while end < stop and traces.tied[end]:
                    end += 1
                if end == begin + 1:
                    if laid_out:
                        before[edge], label[edge], event[edge] = node, traces.labels[begin], begin - start
                        offsets[node + 2] = edge + 1
                    node, edge, begin = node + 1, edge + 1, end
                    continue
                size, n_distinct = 1, 0
                for place in range(begin, end):
                    if n_distinct and code[n_distinct - 1] == traces.labels[place]:
                        count[n_distinct - 1] += 1
                    else:
                        code[n_distinct], count[n_distinct] = traces.labels[place], 1
                        place_of[n_distinct] = place - start
                        n_distinct += 1
                for distinct in range(n_distinct):
                    stride[distinct] = size
                    size *= count[distinct] + 1
                for point in range(1, size):
                    for distinct in range(n_distinct):
                        taken = (point // stride[distinct]) % (count[distinct] + 1)
                        if taken > 0:
                            if laid_out:
                                before[edge], label[edge] = node + point - stride[distinct], code[distinct]
                                event[edge] = place_of[distinct] + taken - 1
                            edge += 1
                    if laid_out:
                        offsets[node + point + 1] = edge
                node, begin = node + size - 1, end
            node += 1
        first[len(chosen)] = node
    step, least = np.empty(node, dtype=np.int32), np.empty(node, dtype=np.int64)
    column, end_of = np.empty(node, dtype=np.int32), np.empty(len(chosen), dtype=np.int64)
    return Graphs(first, offsets, before, label, event, column, step, least, end_of)


@kernel
def begin_columns(machine, reach, draft, columns):  # type: ignore[no-untyped-def]
    """Forget all columns but that of no event, column 0 with its ways back at 0: shortest runs of model moves from state 0."""
    columns.step[: columns.used[0]] = 0
    columns.cheapest[: columns.used[0]] = 0
    columns.slots[:] = 0
    columns.back_symbol[: columns.used[3]] = 0
    draft.cost[0], draft.queue[0], draft.queued[0] = 0, 0, True
    head, tail, size = 0, 1, len(draft.queue)
    while head < tail:
        state = draft.queue[head % size]
        head += 1
        draft.queued[state] = False
        for arc in range(machine.out_offsets[state], machine.out_offsets[state + 1]):
            goal, cost = machine.out_target[arc], draft.cost[state] + machine.out_weight[arc]
            if cost < draft.cost[goal] and cost < reach:
                draft.cost[goal] = cost
                if not draft.queued[goal]:
                    draft.queued[goal] = True
                    draft.queue[tail % size] = goal
                    tail += 1
    entry = 0
    for state in range(size):
        if draft.cost[state] < INFINITE:
            columns.state[entry], columns.cost[entry] = state, draft.cost[state]
            draft.cost[state] = INFINITE
            entry += 1
    columns.offsets[1] = entry
    columns.used[0], columns.used[1], columns.used[2], columns.used[3] = 1, entry, 0, entry


@kernel
def walk(graphs, begin, machine, reach, draft, columns):  # type: ignore[no-untyped-def]
    """Give every node its column, from trace `begin` on as long as there is room; return the trace before which it ran out.

    One flat loop: what is called with that many arrays costs more than a step. A step not yet known is found in a draft: log
    moves, synchronous moves, and what model moves carry on from there (label-correcting shortest paths); inside a run of ties
    the draft of a node is the least of the steps to it. Drafts are kept among the columns, each but once.
    """
    n_states, n_traces, mask = len(machine.final), len(graphs.end), len(columns.slots) - 1
    for trace in range(begin, n_traces):
        first, last = graphs.first[trace], graphs.first[trace + 1] - 1
        needed = 1 + last - first + graphs.offsets[last + 1] - graphs.offsets[first]
        if (
            columns.used[0] + needed >= len(columns.step)
            or columns.used[1] + needed * n_states > len(columns.state)
            or columns.used[2] + needed > len(columns.leads_to)
            or columns.used[3] + needed * n_states > len(columns.back_entry)
        ):
            return trace
        graphs.column[first], graphs.least[first] = 0, 0
        for node in range(first + 1, last + 1):
            n_edges = graphs.offsets[node + 1] - graphs.offsets[node]
            for number in range(n_edges if n_edges == 1 else n_edges + 1):
                n_touched, least = 0, INFINITE
                edge = graphs.offsets[node] + number
                if number < n_edges:
                    label, earlier = graphs.label[edge], graphs.before[edge]
                    column = graphs.column[earlier]
                    step = columns.step[column, label] - 1
                    if step >= 0:
                        graphs.column[node], graphs.step[node] = columns.leads_to[step], step
                        graphs.least[node] = graphs.least[earlier] + columns.dearer[step]
                        continue
                    n_queued, weight = 0, machine.log_weight[label]
                    for entry in range(columns.offsets[column], columns.offsets[column + 1]):
                        state, cost = columns.state[entry], columns.cost[entry]
                        if draft.cost[state] == INFINITE:
                            draft.touched[n_touched] = state
                            n_touched += 1
                        if cost + weight < draft.cost[state]:
                            draft.cost[state] = cost + weight
                            least = min(least, cost + weight)
                        for arc in range(machine.out_offsets[state], machine.out_offsets[state + 1]):
                            goal = machine.out_target[arc]
                            if machine.matches[label, machine.out_symbol[arc]] and cost < draft.cost[goal]:
                                if draft.cost[goal] == INFINITE:
                                    draft.touched[n_touched] = goal
                                    n_touched += 1
                                draft.cost[goal] = cost
                                least = min(least, cost)
                                if not draft.queued[goal]:
                                    draft.queued[goal] = True
                                    draft.queue[n_queued] = goal
                                    n_queued += 1
                    head, limit = 0, min(least + reach, INFINITE)
                    while head < n_queued:
                        state = draft.queue[head % n_states]
                        head += 1
                        draft.queued[state] = False
                        base = draft.cost[state]
                        for arc in range(machine.out_offsets[state], machine.out_offsets[state + 1]):
                            goal, cost = machine.out_target[arc], base + machine.out_weight[arc]
                            if cost < draft.cost[goal] and cost < limit:
                                if draft.cost[goal] == INFINITE:
                                    draft.touched[n_touched] = goal
                                    n_touched += 1
                                draft.cost[goal] = cost
                                if not draft.queued[goal]:
                                    draft.queued[goal] = True
                                    draft.queue[n_queued % n_states] = goal
                                    n_queued += 1
                else:
                    for edge in range(graphs.offsets[node], graphs.offsets[node + 1]):
                        step = columns.step[graphs.column[graphs.before[edge]], graphs.label[edge]] - 1
                        shift = graphs.least[graphs.before[edge]] + columns.dearer[step]
                        least = min(least, shift)
                        after = columns.leads_to[step]
                        for entry in range(columns.offsets[after], columns.offsets[after + 1]):
                            state, cost = columns.state[entry], shift + columns.cost[entry]
                            if draft.cost[state] == INFINITE:
                                draft.touched[n_touched] = state
                                n_touched += 1
                            draft.cost[state] = min(draft.cost[state], cost)
                    limit = min(least + reach, INFINITE)
                fresh = columns.offsets[columns.used[0]]
                end, mixed = fresh, np.uint64(0)
                few = n_touched * 8 < n_states
                if few:
                    draft.touched[:n_touched].sort()
                for place in range(n_touched if few else n_states):
                    state = np.int64(draft.touched[place]) if few else place
                    cost = draft.cost[state]
                    if cost < limit:
                        columns.state[end], columns.cost[end] = state, cost - least
                        mixed = (mixed ^ np.uint64(state)) * np.uint64(0x9E3779B97F4A7C15)
                        mixed = (mixed ^ np.uint64(cost - least)) * np.uint64(0xD6E8FEB86659FD93)
                        mixed ^= mixed >> np.uint64(29)
                        end += 1
                    draft.cost[state] = INFINITE
                slot = np.int64(mixed & np.uint64(mask))
                found = np.int64(-1)
                while columns.slots[slot] > 0 and found < 0:
                    other = np.int64(columns.slots[slot]) - 1
                    start = columns.offsets[other]
                    same = columns.offsets[other + 1] - start == end - fresh
                    place = 0
                    while same and place < end - fresh:
                        same = columns.state[start + place] == columns.state[fresh + place]
                        same &= columns.cost[start + place] == columns.cost[fresh + place]
                        place += 1
                    if same:
                        found = other
                    slot = (slot + 1) & mask
                if found < 0:
                    found = columns.used[0]
                    columns.slots[slot] = found + 1
                    columns.offsets[found + 1] = end
                    columns.used[0], columns.used[1] = found + 1, end
                graphs.column[node] = found
                if number < n_edges:
                    step = columns.used[2]
                    columns.leads_to[step], columns.dearer[step], columns.way_back[step] = found, least, columns.used[3]
                    columns.step[column, label] = step + 1
                    columns.used[2] = step + 1
                    columns.used[3] += columns.offsets[found + 1] - columns.offsets[found]
                    graphs.step[node], graphs.least[node] = step, graphs.least[earlier] + least
                else:
                    graphs.step[node], graphs.least[node] = -1, least
        column = graphs.column[last]
        if columns.cheapest[column] == 0:
            columns.cheapest[column], cost = -1, INFINITE
            for entry in range(columns.offsets[column], columns.offsets[column + 1]):
                if machine.final[columns.state[entry]] and columns.cost[entry] < cost:
                    columns.cheapest[column], cost = entry + 1, columns.cost[entry]
        graphs.end[trace] = columns.cheapest[column] - 1 if columns.cheapest[column] > 0 else -1
    return n_traces


@kernel
def walk_back(graphs, begin, stop, machine, columns, moves):  # type: ignore[no-untyped-def]
    """Write the moves of the cheapest alignments of some traces, one behind the other; return where those of each end.

    `moves` are (event in the trace or -1, symbol or -1), with room for all. Where no end is in reach there are none. What led to
    an entry is looked up; if it is not known, it is the first that pays: synchronous before log before model moves.
    """
    events, symbols = moves
    ends = np.zeros(stop - begin, dtype=np.int64)
    done = 0
    for trace in range(begin, stop):
        start, node, entry, first = graphs.first[trace], graphs.first[trace + 1] - 1, graphs.end[trace], done
        while entry >= 0 and (node > start or columns.cost[entry] > 0 or columns.state[entry] > 0):
            edge, last_edge = graphs.offsets[node], graphs.offsets[node + 1]
            way, alone = entry - columns.offsets[graphs.column[node]], node == start or last_edge == edge + 1
            if node > start and alone:
                way += columns.way_back[graphs.step[node]]
            symbol, earlier = columns.back_symbol[way] - 2, np.int64(columns.back_entry[way])
            if alone and symbol > -2:
                if earlier < 0:
                    edge, earlier = np.int64(-1), -1 - earlier
            else:
                state, total = columns.state[entry], columns.cost[entry] + graphs.least[node]
                kind, earlier = 0, np.int64(-1)
                while earlier < 0 and kind < 3:
                    candidate = graphs.offsets[node] if kind < 2 else last_edge - 1
                    while earlier < 0 and candidate < last_edge + (node == start and kind == 2):
                        arc, last_arc = machine.in_offsets[state], machine.in_offsets[state + 1]
                        if kind == 1:
                            last_arc = arc + 1
                        while earlier < 0 and arc < last_arc:
                            before, source, owed = np.int64(node), np.int64(state), total
                            symbol, edge = np.int32(-1), np.int64(-1)
                            if kind < 2:
                                before, edge = np.int64(graphs.before[candidate]), candidate
                            if kind == 1:
                                owed -= machine.log_weight[graphs.label[candidate]]
                            else:
                                source, symbol = np.int64(machine.in_source[arc]), machine.in_symbol[arc]
                                if kind == 2:
                                    owed -= machine.in_weight[arc]
                            arc += 1
                            if kind == 0 and not machine.matches[graphs.label[candidate], symbol]:
                                continue
                            owed -= graphs.least[before]
                            column = graphs.column[before]
                            low, high = columns.offsets[column], columns.offsets[column + 1]
                            while low < high:
                                middle = (low + high) // 2
                                if columns.state[middle] < source:
                                    low = middle + 1
                                else:
                                    high = middle
                            is_there = low < columns.offsets[column + 1] and columns.state[low] == source
                            if is_there and columns.cost[low] == owed:
                                earlier = low
                        candidate += 1
                    kind += 1
                if alone:
                    columns.back_symbol[way], columns.back_entry[way] = symbol + 2, earlier if edge >= 0 else -1 - earlier
            events[done], symbols[done], entry = -1, symbol, earlier
            if edge >= 0:
                events[done], node = graphs.event[edge], graphs.before[edge]
            done += 1
        ends[trace - begin] = done
        for half in range((done - first) // 2):
            one, other = first + half, done - 1 - half
            events[one], events[other] = events[other], events[one]
            symbols[one], symbols[other] = symbols[other], symbols[one]
    return ends
