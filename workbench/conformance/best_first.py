"""Best-first search over (marking, prefix of the trace) in compiled loops: for behaviour too wide to be laid out as states.

The bound is a sum over the state-machine components of the net: how much it costs at least to take one component from where
its token is to its end, along the rest of the trace. Costs of moves are shared out among the components that know them, so that
the sum never exceeds the true cost (additive abstractions; Yang, Culberson, Holte, Zahavi, Felner 2008, JAIR 32, doi
10.1613/jair.2486), nor falls by more than a move costs. Where branches in parallel have nothing in common, it is the true
cost: those of the branches add up. Costs are scaled as in `columns`.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from workbench.compiled import compiled, kernel
from workbench.conformance.columns import INFINITE, Bools, Int32, Int64
from workbench.process import game as token_game
from workbench.process.game import BITS, MOST_TOKENS, PLACES_A_WORD

FOUND: Final = 0
EXHAUSTED: Final = 1
NOWHERE: Final = 2
OVERFULL: Final = 3

_possible_moves = compiled(token_game.possible_moves)
_fire = compiled(token_game.fire)


class Rules(NamedTuple):
    """What moves are and cost: `symbol[m]` of a move of the net, -1 where silent; `matches[l, x]`: label l may be symbol x.

    A cost of INFINITE forbids the move.
    """

    symbol: Int32
    silent_weight: int
    model_weight: Int64
    log_weight: Int64
    matches: Bools


class Abstraction(NamedTuple):
    """All components side by side: column `first[c]` is component c without a token, those up to `first[c + 1]` are its places.

    `place[k]` is where the token stands in column k. Arc a leads from column `arc_from[a]` to `arc_to[a]` at `arc_weight[a]`
    without an event; an event of label l leads from `sync_from[k]` to `sync_to[k]`, `sync_offsets[l] <= k < sync_offsets[l + 1]`.
    `log_share[l, c]` is what a log move of l costs in c at least; move m of the net leads component c to column
    `leads_to[m, c]`, -1 where it takes no part in it.
    """

    first: Int64
    place: Int64
    arc_from: Int32
    arc_to: Int32
    arc_weight: Int64
    sync_offsets: Int64
    sync_from: Int32
    sync_to: Int32
    log_share: Int64
    leads_to: Int32


class Onward(NamedTuple):
    """Traces as nodes, `first[t] <= v < first[t + 1]` in trace t, and edges, `offsets[v] <= e < offsets[v + 1]` out of node v.

    Edge e leads to node `to[e]` by event `event[e]` of the trace, of `label[e]`.
    """

    first: Int64
    offsets: Int64
    to: Int64
    label: Int32
    event: Int32


class Aim(NamedTuple):
    """What a search is after: within so many `items`; of a trace that may go on, or not; any alignment at all, or a cheapest."""

    items: int
    may_go_on: bool = False
    any_will_do: bool = False


class Room(NamedTuple):
    """What a search meets: markings, nodes of the trace, costs, for which key each waits, how reached; an index; a heap.

    `edge` and `move` are -1 where no event, or no move of the net, was taken. `slots` finds what was met by its hash (item + 1, 0
    where free), `slot` says where it stands there.
    """

    marking: Int64
    node: Int64
    cost: Int64
    key: Int64
    parent: Int64
    edge: Int64
    move: Int32
    closed: Bools
    slot: Int64
    slots: Int64
    heap_key: Int64
    heap_tie: Int64
    heap_item: Int64


@kernel
def remaining_costs(onward, trace, abstraction, may_go_on):  # type: ignore[no-untyped-def]
    """Return for each node of a trace and each column what it costs at least from there to the end (int64, scaled)."""
    first, n_nodes = onward.first[trace], onward.first[trace + 1] - onward.first[trace]
    n_components, n_columns = len(abstraction.first) - 1, abstraction.first[-1]
    table = np.full((n_nodes, n_columns), INFINITE, dtype=np.int64)
    for component in range(n_components):
        table[n_nodes - 1, abstraction.first[component]] = 0
        if may_go_on:
            table[n_nodes - 1, abstraction.first[component] : abstraction.first[component + 1]] = 0
    for node in range(n_nodes - 1, -1, -1):
        for edge in range(onward.offsets[first + node], onward.offsets[first + node + 1]):
            label, goal = onward.label[edge], onward.to[edge] - first
            for component in range(n_components):
                share = abstraction.log_share[label, component]
                for column in range(abstraction.first[component], abstraction.first[component + 1]):
                    table[node, column] = min(table[node, column], table[goal, column] + share)
            for sync in range(abstraction.sync_offsets[label], abstraction.sync_offsets[label + 1]):
                source = abstraction.sync_from[sync]
                table[node, source] = min(table[node, source], table[goal, abstraction.sync_to[sync]])
        changed = True
        while changed:
            changed = False
            for arc in range(len(abstraction.arc_from)):
                cost = table[node, abstraction.arc_to[arc]] + abstraction.arc_weight[arc]
                if cost < table[node, abstraction.arc_from[arc]]:
                    table[node, abstraction.arc_from[arc]], changed = cost, True
    return table


@kernel
def _columns_at(marking, abstraction, columns):  # type: ignore[no-untyped-def]
    """Write into `columns` in which column each component is."""
    for component in range(len(abstraction.first) - 1):
        columns[component] = abstraction.first[component]
        for candidate in range(columns[component] + 1, abstraction.first[component + 1]):
            place = abstraction.place[candidate]
            if marking[place // PLACES_A_WORD] >> (place % PLACES_A_WORD * BITS) & MOST_TOKENS:
                columns[component] = candidate
                break


@kernel
def _push(room, size, key, tie, item):  # type: ignore[no-untyped-def]
    """Put an item into the heap; return its new size."""
    place = size
    while place > 0:
        above = (place - 1) // 2
        if room.heap_key[above] < key or (room.heap_key[above] == key and room.heap_tie[above] <= tie):
            break
        room.heap_key[place], room.heap_tie[place], room.heap_item[place] = (
            room.heap_key[above],
            room.heap_tie[above],
            room.heap_item[above],
        )
        place = above
    room.heap_key[place], room.heap_tie[place], room.heap_item[place] = key, tie, item
    return size + 1


@kernel
def _pop(room, size):  # type: ignore[no-untyped-def]
    """Take the first item out of the heap; return its new size."""
    size -= 1
    key, tie, item = room.heap_key[size], room.heap_tie[size], room.heap_item[size]
    place, below = 0, 1
    while below < size:
        other = below + 1
        if other < size and (
            room.heap_key[other] < room.heap_key[below]
            or (room.heap_key[other] == room.heap_key[below] and room.heap_tie[other] < room.heap_tie[below])
        ):
            below = other
        if key < room.heap_key[below] or (key == room.heap_key[below] and tie <= room.heap_tie[below]):
            break
        room.heap_key[place], room.heap_tie[place], room.heap_item[place] = (
            room.heap_key[below],
            room.heap_tie[below],
            room.heap_item[below],
        )
        place, below = below, 2 * below + 1
    room.heap_key[place], room.heap_tie[place], room.heap_item[place] = key, tie, item
    return size


@kernel
def _slot_of(room, marking, node):  # type: ignore[no-untyped-def]
    """Return where (marking, node) stands in the index, or the free slot where it would."""
    mixed = np.uint64(node) * np.uint64(0x9E3779B97F4A7C15)
    for word in range(len(marking)):
        mixed = (mixed ^ np.uint64(marking[word])) * np.uint64(0xD6E8FEB86659FD93)
        mixed ^= mixed >> np.uint64(32)
    mask = len(room.slots) - 1
    slot = np.int64(mixed & np.uint64(mask))
    while room.slots[slot] > 0:
        item = room.slots[slot] - 1
        same = room.node[item] == node
        word = 0
        while same and word < len(marking):
            same = room.marking[item, word] == marking[word]
            word += 1
        if same:
            break
        slot = (slot + 1) & mask
    return slot


@kernel
def search(onward, trace, game, rules, abstraction, table, room, aim):  # type: ignore[no-untyped-def]
    """Find a cheapest alignment of one trace, or any, as far as `aim` goes.

    Of what follows an item only what costs no more than the item itself is met at once; the item waits again for the rest, with
    the least that this costs (partial expansion; Yoshizumi, Miura, Ishida 2000, AAAI). Where any will do, the search runs towards
    the end and finds one fast. Returns (FOUND, cost, last item), (EXHAUSTED, what it costs at least, -1) where too many are met,
    (OVERFULL, move of the net, -1) where a place would hold too many tokens, and (NOWHERE, 0, -1) where there is none. The index
    is left clear.
    """
    most, may_go_on, greedy = aim
    first, last, n_components = onward.first[trace], onward.first[trace + 1] - 1, len(abstraction.first) - 1
    n_items, n_waiting, n_pushed = 0, 0, 0
    marking, after, possible = game.start.copy(), game.start.copy(), np.empty(len(rules.symbol), dtype=np.int64)
    columns, columns_after = np.zeros(n_components, dtype=np.int64), np.zeros(n_components, dtype=np.int64)
    status, answer, goal, bound = NOWHERE, np.int64(0), np.int64(-1), np.int64(0)
    _columns_at(marking, abstraction, columns)
    for component in range(n_components):
        bound = min(np.int64(INFINITE), bound + table[0, columns[component]])
    if bound < INFINITE:
        room.marking[0], room.node[0], room.cost[0], room.key[0] = marking, first, 0, bound
        room.parent[0], room.edge[0], room.move[0], room.closed[0] = -1, -1, -1, False
        room.slot[0] = _slot_of(room, marking, first)
        room.slots[room.slot[0]] = 1
        n_items, n_waiting = 1, _push(room, 0, bound, 0, 0)
    while n_waiting > 0:
        item, key = room.heap_item[0], room.heap_key[0]
        n_waiting = _pop(room, n_waiting)
        if room.key[item] != key:
            continue
        room.closed[item] = True
        marking[:], node = room.marking[item], room.node[item]
        if node == last:
            done = True
            for word in range(len(marking)):
                done &= marking[word] == 0
            if done or may_go_on:
                status, answer, goal = FOUND, room.cost[item], item
                break
        n_possible = _possible_moves(game, marking, possible)
        stop = onward.offsets[node + 1]
        n_ways = (n_possible + 1) * (stop - onward.offsets[node] + 1)
        if n_items + n_ways > most or n_waiting + n_ways >= len(room.heap_key):
            status, answer = EXHAUSTED, key
            break
        _columns_at(marking, abstraction, columns)
        alone, later = n_possible == 1 and game.eager[possible[0]], np.int64(INFINITE)
        for way in range(0 if alone else -1, n_possible):
            move, symbol, is_fired = np.int64(-1), np.int32(-1), way < 0
            after[:], columns_after[:] = marking, columns
            if way >= 0:
                move = possible[way]
                symbol = rules.symbol[move]
                for component in range(n_components):
                    if abstraction.leads_to[move, component] >= 0:
                        columns_after[component] = abstraction.leads_to[move, component]
            for edge in range(onward.offsets[node] - 1, stop):
                ahead, cost = node, room.cost[item]
                if edge < onward.offsets[node]:
                    if way < 0:
                        continue
                    cost += rules.model_weight[symbol] if symbol >= 0 else rules.silent_weight
                elif way < 0:
                    ahead = onward.to[edge]
                    cost += rules.log_weight[onward.label[edge]]
                elif symbol >= 0 and rules.matches[onward.label[edge], symbol]:
                    ahead = onward.to[edge]
                else:
                    continue
                bound = np.int64(0) if greedy else cost
                for component in range(n_components):
                    bound = min(np.int64(INFINITE), bound + table[ahead - first, columns_after[component]])
                if cost >= INFINITE or bound >= INFINITE:
                    continue
                if bound > key and not greedy:
                    later = min(later, bound)
                    continue
                if not is_fired:
                    is_fired = True
                    if not _fire(game, marking, move, after):
                        status, answer, n_waiting, later = OVERFULL, move, 0, np.int64(INFINITE)
                        break
                slot = _slot_of(room, after, ahead)
                other = room.slots[slot] - 1
                if other < 0:
                    other = np.int64(n_items)
                    n_items += 1
                    room.slots[slot], room.slot[other] = other + 1, slot
                    room.marking[other], room.node[other], room.closed[other] = after, ahead, False
                elif room.closed[other] or room.cost[other] <= cost:
                    continue
                room.cost[other], room.parent[other], room.move[other], room.key[other] = cost, item, move, bound
                room.edge[other] = edge if edge >= onward.offsets[node] else -1
                n_pushed += 1
                n_waiting = _push(room, n_waiting, bound, -((ahead - first) << 40) - n_pushed, other)
            if status == OVERFULL:
                break
        room.key[item] = later
        if later < INFINITE:
            n_pushed += 1
            n_waiting = _push(room, n_waiting, later, -((node - first) << 40) - n_pushed, item)
    for item in range(n_items):
        room.slots[room.slot[item]] = 0
    return status, answer, goal


@kernel
def search_all(onward, chosen, game, rules, abstraction, room, aim):  # type: ignore[no-untyped-def]
    """Search an alignment of each chosen trace.

    Returns how each ended and the answer (int64, as `search` says), and the steps of those found, `first[k] <= s < last[k]`,
    silent ones included: `events[s]` is the position in the trace or -1, `moves[s]` the move of the net or -1.
    """
    ends, answers = np.zeros(len(chosen), dtype=np.int64), np.zeros(len(chosen), dtype=np.int64)
    first, last = np.zeros(len(chosen), dtype=np.int64), np.zeros(len(chosen), dtype=np.int64)
    events, moves, n_steps = np.empty(4096, dtype=np.int32), np.empty(4096, dtype=np.int32), 0
    for number in range(len(chosen)):
        trace = chosen[number]
        table = remaining_costs(onward, trace, abstraction, aim.may_go_on)
        ends[number], answers[number], item = search(onward, trace, game, rules, abstraction, table, room, aim)
        first[number] = n_steps
        while item > 0:
            if n_steps == len(events):
                events, moves = np.concatenate((events, events)), np.concatenate((moves, moves))
            events[n_steps] = onward.event[room.edge[item]] if room.edge[item] >= 0 else -1
            moves[n_steps] = room.move[item]
            item = room.parent[item]
            n_steps += 1
        last[number] = n_steps
        events[first[number] : n_steps] = events[first[number] : n_steps][::-1].copy()
        moves[first[number] : n_steps] = moves[first[number] : n_steps][::-1].copy()
    return ends, answers, first, last, events[:n_steps].copy(), moves[:n_steps].copy()
