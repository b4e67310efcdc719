"""Exact precision and soundness against pm4py: ratios in one run, on the same logs and nets.

For each log a net is discovered (inductive miner infrequent, threshold 0.2) and written as PNML, which both tools read.
Precision by log prefixes stands against pm4py's precision by token replay; it finds the log aligned, of which it needs no more
than the order of tied events. Align-ETC, alignments included, stands against pm4py's precision by alignments. The automaton is
remembered, as pm4py's net is in memory. The verdict of soundness is worked out anew each time. What pm4py does not finish
within the given seconds is told as such, with those seconds below the line.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pm4py
from alignment import LOGS, timed, traces, variants_from, write_xes

from workbench.conformance import Alignments, Costs, align_variants
from workbench.conformance.measures import Evidence
from workbench.conformance.measures.precision import aligned_precision, prefix_precision
from workbench.process import PetriNet, behavior_of_net, read_pnml
from workbench.process.soundness_rules import check_soundness


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder with logs/real")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--patience", type=float, default=600, help="seconds after which pm4py is stopped")
    parser.add_argument("--logs", nargs="+", default=["receipt", "sepsis"])
    arguments = parser.parse_args()
    ratios: list[float] = []
    print(f"{'log':22} {'question':22} {'here ms':>9} {'pm4py s':>9} {'ratio':>10}  results")
    for name in arguments.logs:
        with tempfile.TemporaryDirectory() as folder:
            ratios += compared(name, arguments.data / "logs" / "real" / f"{LOGS[name]}.xes.gz", Path(folder), arguments)
    print(f"geometric mean {math.exp(statistics.mean(map(math.log, ratios))):,.0f}, least {min(ratios):,.0f}")


def compared(name: str, log: Path, folder: Path, arguments: argparse.Namespace) -> list[float]:
    """Print and return how many times faster each question is answered here."""
    counted, net_file = traces(log, complete=name.endswith("complete")), folder / "net.pnml"
    write_xes(folder / "log.xes", list(counted.elements()))
    events = pm4py.read_xes(str(folder / "log.xes"))
    pm4py.write_pnml(*pm4py.discover_petri_net_inductive(events, noise_threshold=0.2), str(net_file))
    net, variants = read_pnml(net_file), variants_from(counted)
    other = pm4py.read_pnml(str(net_file))

    def align() -> Alignments:
        return align_variants(variants, behavior_of_net(net).automaton(), net.labels)

    aligned = align()
    questions: dict[str, tuple[Callable[[], object], Callable[..., object]]] = {
        "precision, prefixes": (lambda: prefix_precision(evidence(aligned, net)).value, pm4py.precision_token_based_replay),
        "precision, alignments": (lambda: aligned_precision(evidence(align(), net)).value, pm4py.precision_alignments),
        "soundness": (lambda: [finding.code for finding in check_soundness(net, *net.processes)] or "sound", is_sound),
    }
    ratios = []
    for question, (here, there) in questions.items():
        seconds, found = timed(here, arguments.runs)
        others, given = patiently(there, (events, *other), arguments)
        ratios.append(others / seconds)
        print(
            f"{name:22} {question:22} {seconds * 1000:9.2f} {others:9.2f} {others / seconds:9,.0f}x  {found}, {given}", flush=True
        )
    return ratios


def evidence(alignments: Alignments, net: PetriNet) -> Evidence:
    """Take every case as complete."""
    return Evidence(alignments=alignments, cases=alignments.variants.counts, matches=net.labels, costs=Costs())


def is_sound(_: pd.DataFrame, *net: Any) -> bool:
    """Return the verdict of pm4py."""
    return bool(pm4py.check_soundness(*net)[0])


def patiently(work: Callable[..., object], given: tuple[Any, ...], arguments: argparse.Namespace) -> tuple[float, object]:
    """Return the median seconds of another tool's work and its result; it works in a child, which is stopped in time."""
    receiver, sender = multiprocessing.Pipe(duplex=False)
    context = multiprocessing.get_context("fork")
    child = context.Process(target=lambda: sender.send(timed(lambda: work(*given), arguments.runs)))
    begin = time.perf_counter()
    child.start()
    if receiver.poll(arguments.patience):
        answer: tuple[float, object] = receiver.recv()
    else:
        answer = time.perf_counter() - begin, "not finished"
        child.terminate()
    child.join()
    return answer


if __name__ == "__main__":
    main()
