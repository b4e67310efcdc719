"""The directly-follows graph as SVG: the most frequent pairs, each with a place of its own for its number and time."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

import numpy as np

from workbench.eventlog.looks.directly_follows import DirectlyFollows, TimesBetween
from workbench.language import Language, say
from workbench.report.drawings.graph_figure import Arc, Node, draw_graph
from workbench.report.drawings.svg import nothing
from workbench.report.tables import share
from workbench.shown import duration_text


def draw_directly_follows(times: TimesBetween, language: Language, most: int = 30) -> str:
    """Draw the `most` frequent pairs of activities with how often and the median time between, ranked left to right.

    Where cases begin and end is shown for the activities that are drawn. What runs back enters from the right.
    """
    steps = times.steps
    if not steps.starts.sum():
        return nothing(language)
    nodes, arcs = _graph(times, language, most)
    shown, total = int(steps.counts[:most].sum()), int(steps.counts.sum())
    facts = {"shown": min(most, len(steps)), "count": len(steps), "percent": share(shown, total), "steps": total}
    return draw_graph(nodes, arcs, say("drawing-follows", language, facts))


def _graph(times: TimesBetween, language: Language, most: int) -> tuple[tuple[Node, ...], tuple[Arc, ...]]:
    """Return activities that take part in the most frequent pairs, begin and end, and the arcs between them."""
    steps = times.steps
    pairs = list(zip(steps.source[:most].tolist(), steps.target[:most].tolist(), strict=True))
    said = [
        f"{count}" if math.isnan(median) else f"{count} · {duration_text(median, language)}"
        for count, median in zip(steps.counts[:most].tolist(), times.median[:most].tolist(), strict=True)
    ]
    codes = sorted({code for pair in pairs for code in pair} or {int(steps.starts.argmax())})
    loops = {pair[0]: said[place] for place, pair in enumerate(pairs) if pair[0] == pair[1]}
    executions = steps.starts + np.bincount(steps.target, weights=steps.counts, minlength=len(steps.starts)).astype(np.int64)
    nodes = [Node(name=steps.activities[code], count=f"{executions[code]}", loop=loops.get(code, "")) for code in codes]
    nodes += [Node(name=say(key, language), count="") for key in ("drawing-begin", "drawing-end")]
    number = {code: place for place, code in enumerate(codes)}
    arcs = [
        Arc(source=number[source], target=number[target], count=int(steps.counts[place]), said=said[place])
        for place, (source, target) in enumerate(pairs)
        if source != target
    ]
    return tuple(nodes), (*arcs, *_border_arcs(steps, number))


def _border_arcs(steps: DirectlyFollows, number: Mapping[int, int]) -> Iterator[Arc]:
    """Lead from the begin of cases to the activities that are drawn (code → number), and from these to the end."""
    begin, end = len(number), len(number) + 1
    for code, place in number.items():
        starts, ends = int(steps.starts[code]), int(steps.ends[code])
        if starts:
            yield Arc(source=begin, target=place, count=starts, said=f"{starts}", is_dashed=True)
        if ends:
            yield Arc(source=place, target=end, count=ends, said=f"{ends}", is_dashed=True)
