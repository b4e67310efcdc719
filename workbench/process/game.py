"""The token game in loops: a net as flat arrays, which moves a marking allows, what they leave, and all that can be reached.

These are plain functions, for few states as they stand, for many by way of `workbench.compiled.compiled`; a kernel elsewhere that
plays the game calls `compiled(possible_moves)` and `compiled(fire)`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import chain
from typing import Final, NamedTuple

import numpy as np

from workbench.process.arrows import Bool, Int64, roomy
from workbench.process.token_net import TokenNet, upstream_of

BITS: Final = 4
MOST_TOKENS: Final = (1 << BITS) - 1
"""A place that would hold more tokens than this makes the behaviour count as unbounded."""

PLACES_A_WORD: Final = 15
"""Sixty bits of a word are used, so that none is ever negative."""

ONES: Final = sum(1 << BITS * place for place in range(PLACES_A_WORD))

COMPLETE: Final = -1
TOO_MANY: Final = -2


class Game(NamedTuple):
    """A net laid out: a marking is a row of words (int64), place p the four bits from `p % 15 * 4` of word `p // 15`.

    What move m says of places are `tokens`, `word << 16 | bit << 8 | count` each, parted by b = `bounds[6 * m : 6 * m + 6]`: it
    takes those from b[0], gives those from b[1], empties those from b[2], waits for those from b[3] to be empty, and joins those
    from b[4] to b[5]. To the k-th place that it joins a token can come from the places (the lowest bit of each) in row
    `first_row[m] + k` of `upstream`, whose rows lie end to end. Only the moves `triggered[a : b]` need a token on place p,
    `a, b = trigger_offsets[p : p + 2]`, first of all. Where a move that is `eager` may fire, it does so alone.
    """

    start: Int64
    bounds: Int64
    tokens: Int64
    first_row: Int64
    upstream: Int64
    trigger_offsets: Int64
    triggered: Int64
    eager: Bool


class Played(NamedTuple):
    """All that was reached, breadth first; `end` is COMPLETE, TOO_MANY, or the move that gave a token too many.

    The markings lie end to end; by `moves[a]` state s leads to `targets[a]` for `offsets[s] <= a < offsets[s + 1]`.
    """

    end: int
    markings: Int64
    offsets: Int64
    moves: Int64
    targets: Int64


def in_lists(game: Game) -> Game:
    """Return the same game in lists, in which loops that are not compiled find their way faster."""
    return Game(*(part.tolist() for part in game))


def game_of(net: TokenNet) -> Game:
    """Lay a net out for the loops of the game."""
    parts = [part for m in net.moves for part in (m.takes, m.gives, m.empties, m.only_if_empty, m.join)]
    lengths = np.fromiter(map(len, parts), dtype=np.int64, count=len(parts))
    places = np.fromiter(chain.from_iterable(parts), dtype=np.int64, count=int(lengths.sum()))
    said, counts = np.unique(np.repeat(np.arange(len(parts)), lengths) * net.n_places + places, return_counts=True)
    part, place = np.divmod(said, net.n_places)
    begins = np.searchsorted(part, np.arange(len(parts) + 1))
    bounds = begins[5 * np.arange(len(net.moves))[:, None] + np.arange(6)]
    triggered = np.flatnonzero(bounds[:, 0] < bounds[:, 1])
    trigger = place[bounds[triggered, 0]]
    by_trigger = np.argsort(trigger, kind="stable")
    first_row, upstream = _upstream(net)
    return Game(
        start=_packed([net.start], net.n_places)[0],
        bounds=bounds.ravel(),
        tokens=place // PLACES_A_WORD << 16 | place % PLACES_A_WORD * BITS << 8 | np.minimum(counts, MOST_TOKENS + 1),
        first_row=first_row,
        upstream=upstream.ravel(),
        trigger_offsets=np.searchsorted(trigger[by_trigger], np.arange(net.n_places + 1)),
        triggered=triggered[by_trigger],
        eager=np.isin(np.arange(len(net.moves)), list(net.eager)),
    )


def held(marking: Int64, token: int) -> int:
    """Return how many tokens lie on the place of a token."""
    return int(marking[token >> 16] >> (token >> 8 & 255) & MOST_TOKENS)


def enabled(game: Game, marking: Int64, move: int) -> bool:
    """Return whether a move may fire."""
    for each in range(game.bounds[6 * move], game.bounds[6 * move + 1]):
        token = game.tokens[each]
        if held(marking, token) < token & 255:
            return False
    for each in range(game.bounds[6 * move + 3], game.bounds[6 * move + 4]):
        if held(marking, game.tokens[each]) > 0:
            return False
    return game.bounds[6 * move + 4] == game.bounds[6 * move + 5] or join_may_fire(game, marking, move)


def join_may_fire(game: Game, marking: Int64, move: int) -> bool:
    """Return whether an inclusive join takes all there is, and what can come to its empty places can come to others as well."""
    first, last, n_filled = game.bounds[6 * move + 4], game.bounds[6 * move + 5], 0
    for each in range(first, last):
        if held(marking, game.tokens[each]) > 0:
            n_filled += 1
            if not is_taken(game, move, game.tokens[each] >> 8):
                return False
    if n_filled != game.bounds[6 * move + 1] - game.bounds[6 * move]:
        return False
    for word in range(len(marking)):
        here = marking[word]
        present, to_empty, to_filled = (here | here >> 1 | here >> 2 | here >> 3) & ONES, 0, 0
        for each in range(first, last):
            token, upstream = game.tokens[each], game.upstream[(game.first_row[move] + each - first) * len(marking) + word]
            if held(marking, token) == 0:
                to_empty |= upstream
            else:
                to_filled |= upstream | ((1 << (token >> 8 & 255)) if token >> 16 == word else 0)
        if present & to_empty & ~to_filled:
            return False
    return True


def is_taken(game: Game, move: int, place: int) -> bool:
    """Return whether a move takes from a place, given as `word << 8 | bit`."""
    each, last = game.bounds[6 * move], game.bounds[6 * move + 1]
    while each < last and game.tokens[each] >> 8 != place:
        each += 1
    return bool(each < last)


def fire(game: Game, marking: Int64, move: int, after: Int64) -> bool:
    """Write what a move leaves into `after`; return False where a place would hold more than MOST_TOKENS."""
    for word in range(len(marking)):
        after[word] = marking[word]
    for each in range(game.bounds[6 * move], game.bounds[6 * move + 1]):
        token = game.tokens[each]
        after[token >> 16] -= (token & 255) << (token >> 8 & 255)
    for each in range(game.bounds[6 * move + 2], game.bounds[6 * move + 3]):
        token = game.tokens[each]
        after[token >> 16] &= ~(MOST_TOKENS << (token >> 8 & 255))
    for each in range(game.bounds[6 * move + 1], game.bounds[6 * move + 2]):
        token = game.tokens[each]
        if held(after, token) + (token & 255) > MOST_TOKENS:
            return False
        after[token >> 16] += (token & 255) << (token >> 8 & 255)
    return True


def possible_moves(game: Game, marking: Int64, moves: Int64) -> int:
    """Write the moves that may fire into `moves`, in a fixed order; return how many: one alone where it is eager."""
    n_moves = 0
    for word in range(len(marking)):
        rest, place = marking[word], word * PLACES_A_WORD
        while rest:
            if rest & MOST_TOKENS:
                for each in range(game.trigger_offsets[place], game.trigger_offsets[place + 1]):
                    move = game.triggered[each]
                    if enabled(game, marking, move):
                        if game.eager[move]:
                            moves[0] = move
                            return 1
                        moves[n_moves] = move
                        n_moves += 1
            rest >>= BITS
            place += 1
    return n_moves


def play(game: Game, budget: int) -> Played:
    """Reach every state from the start, breadth first; stop beyond `budget` states and where a place holds too many tokens."""
    n_words, possible = len(game.start), np.empty(len(game.eager), dtype=np.int64)
    marking, after, markings = game.start.copy(), game.start.copy(), np.zeros(n_words, dtype=np.int64)
    markings[:] = game.start
    offsets, moves, targets = np.zeros(64, dtype=np.int64), np.empty(256, dtype=np.int64), np.empty(256, dtype=np.int64)
    table = np.full(256, -1, dtype=np.int64)
    table[slot_of(marking, markings, table)] = 0
    state, n_states, n_steps, end = 0, 1, 0, COMPLETE
    while state < n_states and end == COMPLETE:
        for word in range(n_words):
            marking[word] = int(markings[state * n_words + word])
        n_possible = possible_moves(game, marking, possible)
        moves, targets = roomy(moves, n_steps + n_possible), roomy(targets, n_steps + n_possible)
        for each in range(n_possible):
            if not fire(game, marking, possible[each], after):
                end = possible[each]
                break
            slot = slot_of(after, markings, table)
            number = table[slot]
            if number < 0:
                if n_states >= budget:
                    end = TOO_MANY
                    break
                markings = roomy(markings, (n_states + 1) * n_words)
                for word in range(n_words):
                    markings[n_states * n_words + word] = after[word]
                table[slot] = number = n_states
                n_states += 1
                if 2 * n_states > len(table):
                    table = rehashed(markings, n_states, n_words)
            moves[n_steps], targets[n_steps] = possible[each], number
            n_steps += 1
        state += 1
        offsets = roomy(offsets, state + 1)
        offsets[state] = n_steps
    return Played(end, markings[: n_states * n_words], offsets[: state + 1], moves[:n_steps], targets[:n_steps])


def slot_of(marking: Int64, markings: Int64, table: Int64) -> int:
    """Return where in the table a marking stands, or would: a slot holds the number of one of `markings`, or -1."""
    mixed, n_words = 0, len(marking)
    for word in range(n_words):
        mixed ^= marking[word]
        mixed = ((mixed ^ mixed >> 31) & 0x7FFFFFFF) * 0x9E3779B1 & 0x7FFFFFFFFFFFFFF
    slot = (mixed >> 20) & (len(table) - 1)
    while table[slot] >= 0:
        word, begin = 0, table[slot] * n_words
        while word < n_words and markings[begin + word] == marking[word]:
            word += 1
        if word == n_words:
            break
        slot = (slot + 1) & (len(table) - 1)
    return slot


def rehashed(markings: Int64, n_states: int, n_words: int) -> Int64:
    """Return a table with room for four times as many markings as there are."""
    size = 256
    while size < 8 * n_states:
        size *= 2
    table = np.full(size, -1, dtype=np.int64)
    for state in range(n_states):
        table[slot_of(markings[state * n_words : (state + 1) * n_words], markings, table)] = state
    return table


def _upstream(net: TokenNet) -> tuple[Int64, Int64]:
    """Return for each move its first row, and a row for each place of an inclusive join: from where a token can come there.

    Ways through the join itself do not count.
    """
    row_of: dict[tuple[str, tuple[int, ...]], int] = {}
    rows: list[Collection[int]] = []
    first = np.zeros(len(net.moves), dtype=np.int64)
    for number, move in enumerate(net.moves):
        key = move.element, move.join
        if move.join and key not in row_of:
            row_of[key] = len(rows)
            rows += [places for _, places in sorted(upstream_of(net, move).items())]
        first[number] = row_of.get(key, 0)
    return first, _packed(rows, net.n_places)


def _packed(markings: Sequence[Collection[int]], n_places: int) -> Int64:
    """Return rows of words that hold a token for each place named."""
    words = np.zeros((len(markings), n_places // PLACES_A_WORD + 1), dtype=np.int64)
    for row, marking in enumerate(markings):
        for place in marking:
            words[row, place // PLACES_A_WORD] += 1 << place % PLACES_A_WORD * BITS
    return words
