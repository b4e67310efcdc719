"""Optimal alignments of all variants, warm, against r4pm: ratios in one run, and whether every cost is the same.

For each log a net is discovered (inductive miner infrequent, threshold 0.2) and written as PNML, which both tools read. What
is timed: r4pm's alignment of the variants and the net that it has in memory; here the same, with the automaton and all that
is made of it built anew (`cold`) and remembered. Event logs are taken as events in the order of the file, whatever their
lifecycle says, but where a name ends in `complete`: then completions only.
"""

from __future__ import annotations

import argparse
import math
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import numpy as np
import pm4py
import r4pm
from pm4py.algo.conformance.alignments.petri_net import algorithm
from r4pm import bindings

from workbench.conformance import Alignments, align_behavior
from workbench.conformance.board import board_for
from workbench.conformance.machine import machine_of
from workbench.eventlog import Variants
from workbench.process import behavior, behavior_of_net, read_pnml

LOGS = {
    "receipt": "receipt_wabo",
    "sepsis": "sepsis",
    "helpdesk": "helpdesk",
    "road traffic": "road_traffic_fines_full",
    "BPIC 2012 complete": "bpic2012_full",
    "BPIC 2012": "bpic2012_full",
    "BPIC 2013 incidents": "bpic2013_incidents",
    "BPIC 2015-1": "bpic2015_1",
}

_LONG = 5.0
"""Seconds from which on a second time would only cost time."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder with logs/real")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--logs", nargs="+", default=list(LOGS))
    parser.add_argument("--pm4py", action="store_true", help="time pm4py's fastest exact method as well, once (minutes)")
    arguments = parser.parse_args()
    ratios: list[float] = []
    slower: list[float] = []
    columns = ("variants", 8), ("states", 7), ("cold s", 9), ("here s", 9), ("r4pm s", 9), ("ratio", 8)
    titles = " ".join(f"{title:>{width}}" for title, width in columns)
    print(f"{'log':22} {titles}  costs that differ, given up by r4pm")
    for name in arguments.logs:
        counted = traces(arguments.data / "logs" / "real" / f"{LOGS[name]}.xes.gz", complete=name.endswith("complete"))
        with tempfile.TemporaryDirectory() as folder:
            ratios.append(compare(name, counted, Path(folder), arguments.runs))
            if arguments.pm4py:
                slower.append(against_pm4py(Path(folder)))
    for tool, found in (("r4pm", ratios), ("pm4py", slower)):
        if found:
            print(f"{tool}: geometric mean {math.exp(statistics.mean(map(math.log, found))):,.0f}, least {min(found):,.1f}")


def against_pm4py(folder: Path) -> float:
    """Print and return how many times faster the alignment is here than pm4py's Dijkstra on the same variants and net."""
    net = pm4py.read_pnml(str(folder / "net.pnml"))
    log = pm4py.convert_to_event_log(pm4py.read_xes(str(folder / "variants.xes")))
    begin = time.perf_counter()
    results = algorithm.apply_log(log, *net, variant=algorithm.Variants.VERSION_DIJKSTRA_NO_HEURISTICS)
    seconds = time.perf_counter() - begin
    found = read_pnml(folder / "net.pnml")
    played, variants = behavior_of_net(found), variants_from(traces(folder / "variants.xes", complete=False))
    here, aligned = timed(lambda: align_behavior(variants, played, found.labels), 7)
    differs = sum(each["cost"] // 10_000 for each in results) - int(aligned.costs.sum())
    print(f"{'':22} pm4py (Dijkstra) {seconds:.1f} s, {seconds / here:,.0f}x, its costs in all differ by {differs}", flush=True)
    return seconds / here


def traces(path: Path, *, complete: bool) -> Counter[tuple[str, ...]]:
    """Return the traces of a log, each with how often it occurs."""
    events = pm4py.read_xes(str(path))
    if complete:
        events = events[events["lifecycle:transition"].str.lower() == "complete"]
    return Counter(events.groupby("case:concept:name", sort=False)["concept:name"].agg(tuple))


def compare(name: str, counted: Counter[tuple[str, ...]], folder: Path, runs: int) -> float:
    """Print and return how many times faster the alignment of all variants is here."""
    everything, once, net_file = folder / "log.xes", folder / "variants.xes", folder / "net.pnml"
    write_xes(everything, list(counted.elements()))
    write_xes(once, list(counted))
    net, initial, final = pm4py.discover_petri_net_inductive(pm4py.read_xes(str(everything)), noise_threshold=0.2)
    pm4py.write_pnml(net, initial, final, str(net_file))
    variants = variants_from(counted)

    found = read_pnml(net_file)
    played = behavior_of_net(found)

    def here() -> Alignments:
        return align_behavior(variants, played, found.labels)

    def anew() -> Alignments:
        for remembered in (behavior._automaton, behavior._simplified, machine_of, board_for):
            remembered.cache_clear()
        return here()

    projection = bindings.log_to_activity_projection(r4pm.import_item("EventLog", str(once)))
    other = r4pm.petri_net.import_pnml(str(net_file))
    cold, _ = timed(anew, runs)
    seconds, aligned = timed(here, runs)
    others, results = timed(lambda: bindings.align_variants(other, projection), runs)
    costs = {variants.trace(number): int(cost) for number, cost in enumerate(aligned.costs)}
    given = {tuple(each["activities"]): cost_of(each["result"]) for each in results}
    differing = sum(cost is not None and cost != costs[trace] for trace, cost in given.items())
    failed = sum(cost is None for cost in given.values())
    sizes = f"{name:22} {len(variants):8,} {aligned.automaton.n_states if aligned.automaton else 0:7,}"
    print(f"{sizes} {cold:9.4f} {seconds:9.4f} {others:9.3f} {others / seconds:7.1f}x  {differing}, {failed}", flush=True)
    return others / seconds


def cost_of(result: dict[str, Any]) -> int | None:
    """Return the cost of an alignment as r4pm reports it, None where it gave up."""
    found = result.get("Ok", result)
    return found.get("cost") if isinstance(found, dict) else None


def timed(work: Callable[[], Any], runs: int) -> tuple[float, Any]:
    """Return the median seconds of a work that has been done once before, and its result; what takes long is done once."""
    begin = time.perf_counter()
    result = work()
    seconds = [time.perf_counter() - begin]
    if seconds[0] > _LONG:
        return seconds[0], result
    seconds.clear()
    for _ in range(runs):
        begin = time.perf_counter()
        result = work()
        seconds.append(time.perf_counter() - begin)
    return statistics.median(seconds), result


def variants_from(counted: Counter[tuple[str, ...]]) -> Variants:
    """Return traces as variants in which nothing is tied."""
    activities = tuple(sorted({label for trace in counted for label in trace}))
    code = {label: number for number, label in enumerate(activities)}
    distinct = sorted(counted, key=lambda trace: (-counted[trace], trace))
    sizes = [len(trace) for trace in distinct]
    return Variants(
        activities=activities,
        offsets=np.cumsum([0, *sizes], dtype=np.int64),
        labels=np.array([code[label] for trace in distinct for label in trace], dtype=np.int32),
        tied=np.zeros(sum(sizes), dtype=np.bool_),
        counts=np.array([counted[trace] for trace in distinct], dtype=np.int64),
        of_case=np.repeat(np.arange(len(distinct), dtype=np.int32), [counted[trace] for trace in distinct]),
    )


def write_xes(path: Path, log: Sequence[tuple[str, ...]]) -> None:
    """Write traces as XES, a minute between two events."""
    with path.open("w", encoding="utf-8") as file:
        file.write('<log xes.version="1849-2023" xmlns="http://www.xes-standard.org/">')
        for number, trace in enumerate(log):
            file.write(f'<trace><string key="concept:name" value="{number}"/>')
            for place, label in enumerate(trace):
                moment = np.datetime64("2020-01-01T00:00:00") + np.timedelta64(place, "m")
                named, timed_at = (
                    f'<string key="concept:name" value={quoteattr(label)}/>',
                    f'<date key="time:timestamp" value="{moment}Z"/>',
                )
                file.write(f"<event>{named}{timed_at}</event>")
            file.write("</trace>")
        file.write("</log>")


if __name__ == "__main__":
    main()
