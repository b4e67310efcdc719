"""Wide behaviour against r4pm: k branches of (a b)+ in parallel and 500 noisy variants, in one run.

What is timed: r4pm's alignment of the variants with the net, both in memory; here the same, with what is made of the net made
anew (`cold`) and remembered. r4pm gives up on some variants as k grows; here every one is solved, or has a cost at least and at
most.
"""

from __future__ import annotations

import argparse
import math
import random
import statistics
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import r4pm
from r4pm import bindings

from benchmarks.alignment import cost_of, timed, variants_from, write_xes
from workbench.conformance import Alignments, align_behavior
from workbench.conformance.board import board_for
from workbench.process import behavior, behavior_of_net, read_pnml

N_VARIANTS = 500


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--branches", type=int, nargs="+", default=[6, 7, 8, 9, 10, 11])
    parser.add_argument("--framed", action="store_true", help="with a first and a last step, so that nothing can be projected")
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    columns = ("branches", 8), ("events", 7), ("cold s", 8), ("here s", 8), ("r4pm s", 8), ("ratio", 7)
    titles = " ".join(f"{title:>{width}}" for title, width in columns)
    print(f"{titles}  not exact here, given up by r4pm, costs that differ")
    ratios = [compare(branches, arguments.framed, arguments.runs) for branches in arguments.branches]
    print(f"geometric mean {math.exp(statistics.mean(map(math.log, ratios))):.0f}, least {min(ratios):.1f}")


def compare(branches: int, framed: bool, runs: int) -> float:
    """Print and return how many times faster the alignment is here."""
    variants = variants_from(Counter(noisy(branches, framed)))
    with tempfile.TemporaryDirectory() as folder:
        net_file, log_file = Path(folder) / "net.pnml", Path(folder) / "log.xes"
        net_file.write_bytes(wide_net(branches, framed))
        write_xes(log_file, [variants.trace(number) for number in range(len(variants))])
        net, other = read_pnml(net_file), r4pm.petri_net.import_pnml(str(net_file))
        projection = bindings.log_to_activity_projection(r4pm.import_item("EventLog", str(log_file)))

    played = behavior_of_net(net)

    def here() -> Alignments:
        return align_behavior(variants, played, net.labels)

    def anew() -> Alignments:
        for remembered in (behavior._automaton, behavior._simplified, board_for):
            remembered.cache_clear()
        return here()

    cold, _ = timed(anew, runs)
    seconds, aligned = timed(here, runs)
    others, results = timed(lambda: bindings.align_variants(other, projection), runs)
    costs = {variants.trace(number): int(cost) for number, cost in enumerate(aligned.costs)}
    given: dict[Any, int | None] = {tuple(each["activities"]): cost_of(each["result"]) for each in results}
    differing = sum(cost is not None and cost != costs[trace] for trace, cost in given.items())
    failed = sum(cost is None for cost in given.values())
    inexact = int((~aligned.is_exact).sum())
    figures = f"{branches:8} {len(variants.labels):7,} {cold:8.3f} {seconds:8.3f} {others:8.3f} {others / seconds:6.1f}x"
    print(f"{figures}  {inexact}, {failed}, {differing}", flush=True)
    return others / seconds


def noisy(branches: int, framed: bool = False) -> list[tuple[str, ...]]:
    """Return different traces of the model, each with up to three events lost, added or changed places."""
    dice = random.Random(branches)
    traces: dict[tuple[str, ...], None] = {}
    while len(traces) < N_VARIANTS:
        waiting = [["a", "b"] * (1 + min(6, int(dice.expovariate(1.0)))) for _ in range(branches)]
        trace: list[str] = []
        while any(waiting):
            branch = dice.choice([number for number, rest in enumerate(waiting) if rest])
            trace.append(f"{waiting[branch].pop(0)}{branch}")
        trace = ["fork", *trace, "join"] if framed else trace
        for _ in range(dice.randint(0, 3)):
            place, other = dice.randrange(len(trace)), dice.randrange(len(trace))
            match dice.randrange(3):
                case 0 if len(trace) > 1:
                    del trace[place]
                case 1:
                    trace.insert(place, dice.choice((f"a{dice.randrange(branches)}", f"b{dice.randrange(branches)}", "x")))
                case _:
                    trace[place], trace[other] = trace[other], trace[place]
        traces[tuple(trace)] = None
    return list(traces)


def wide_net(branches: int, framed: bool = False) -> bytes:
    """Return PNML: a fork, the branches, each a and then b, and again as often as may be, and a join; `framed`: both seen."""
    places, transitions, arcs = ["begin", "end"], ["fork", "join"], [("begin", "fork"), ("join", "end")]
    for number in range(branches):
        a, b, again, *around = (f"{kind}{number}" for kind in ("a", "b", "again", "before", "between", "after"))
        before, between, after = around
        places += around
        transitions += [a, b, again]
        arcs += [("fork", before), (before, a), (a, between), (between, b), (b, after), (after, "join")]
        arcs += [(after, again), (again, before)]
    silent = '<toolspecific tool="ProM" version="6.4" activity="$invisible$"/>'
    lines = ['<pnml><net id="wide" type="http://www.pnml.org/version-2009/grammar/pnmlcoremodel"><page id="page">']
    for place in places:
        marked = "<initialMarking><text>1</text></initialMarking>" if place == "begin" else ""
        lines.append(f'<place id="{place}"><name><text>{place}</text></name>{marked}</place>')
    for transition in transitions:
        is_silent = transition.startswith("again") or (transition in ("fork", "join") and not framed)
        unseen = silent if is_silent else ""
        lines.append(f'<transition id="{transition}"><name><text>{transition}</text></name>{unseen}</transition>')
    lines += [f'<arc id="arc{number}" source="{one}" target="{other}"/>' for number, (one, other) in enumerate(arcs)]
    lines.append(
        '</page><finalmarkings><marking><place idref="end"><text>1</text></place></marking></finalmarkings></net></pnml>'
    )
    return "".join(lines).encode()


if __name__ == "__main__":
    main()
