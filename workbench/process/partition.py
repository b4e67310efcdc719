"""States that allow the same continuations, found by splitting blocks, in loops."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from workbench.process.arrows import Arrows, Int64, by_value, tails


class Partition(NamedTuple):
    """Elements in blocks that can be split: block b < `size[0]` holds `elements[first[b] : past[b]]`.

    Element e stands at `place[e]`. The first `marked[b]` of them are marked; `touched[: size[1]]` are the blocks with marks.
    """

    elements: Int64
    place: Int64
    block: Int64
    first: Int64
    past: Int64
    marked: Int64
    touched: Int64
    size: Int64


def equal_states(machine: Arrows, n_symbols: int) -> Int64:
    """Return the block of each state of a deterministic automaton without dead states: in a block all allow the same to follow.

    Splits blocks of states and bundles of arcs in turn, by the smaller part: O(m log m) for m arcs (Valmari and Lehtinen 2008,
    Efficient Minimization of DFAs with Partial Transition Functions).
    """
    blocks, bundles = in_one_block(len(machine.final)), in_one_block(len(machine.target))
    for state in range(len(machine.final)):
        if machine.final[state]:
            mark(blocks, state)
    split(blocks)
    begins, by_symbol = by_value(machine.symbol, n_symbols)
    for number in range(n_symbols):
        for each in range(begins[number], begins[number + 1]):
            mark(bundles, by_symbol[each])
        split(bundles)
    tail, (into, arc_into) = tails(machine.offsets), by_value(machine.target, len(machine.final))
    block, bundle = 1, 0
    while bundle < bundles.size[0]:
        for each in range(bundles.first[bundle], bundles.past[bundle]):
            mark(blocks, tail[bundles.elements[each]])
        split(blocks)
        bundle += 1
        while block < blocks.size[0]:
            for each in range(blocks.first[block], blocks.past[block]):
                state = blocks.elements[each]
                for arc in range(into[state], into[state + 1]):
                    mark(bundles, arc_into[arc])
            split(bundles)
            block += 1
    return blocks.block


def in_one_block(size: int) -> Partition:
    """Return elements that nothing tells apart yet."""
    first, past, marked, touched = (
        np.zeros(size + 1, dtype=np.int64),
        np.zeros(size + 1, dtype=np.int64),
        np.zeros(size + 1, dtype=np.int64),
        np.zeros(size + 1, dtype=np.int64),
    )
    past[0] = size
    sizes = np.zeros(2, dtype=np.int64)
    sizes[0] = 1
    return Partition(np.arange(size), np.arange(size), np.zeros(size, dtype=np.int64), first, past, marked, touched, sizes)


def mark(parts: Partition, element: int) -> None:
    """Mark an element, which stands then among the first of its block."""
    block, place = parts.block[element], parts.place[element]
    border = parts.first[block] + parts.marked[block]
    if place < border:
        return
    other = parts.elements[border]
    parts.elements[place], parts.place[other] = other, place
    parts.elements[border], parts.place[element] = element, border
    if parts.marked[block] == 0:
        parts.touched[parts.size[1]] = block
        parts.size[1] += 1
    parts.marked[block] += 1


def split(parts: Partition) -> None:
    """Part what is marked from what is not, the smaller part a new block, and take the marks away."""
    first, past, marked, fresh = parts.first, parts.past, parts.marked, parts.size[0]
    for each in range(parts.size[1]):
        block = parts.touched[each]
        border = first[block] + marked[block]
        if border < past[block]:
            if marked[block] <= past[block] - border:
                first[fresh], past[fresh], first[block] = first[block], border, border
            else:
                first[fresh], past[fresh], past[block] = border, past[block], border
            for place in range(first[fresh], past[fresh]):
                parts.block[parts.elements[place]] = fresh
            fresh += 1
        marked[block] = 0
    parts.size[0], parts.size[1] = fresh, 0
