"""How often the watch speaks where nothing changed, and where it speaks when something did.

Two sources: made-up processes (many weeks, quick), and the demo enterprise (`--demo N` pairs of neighbouring seeds, the first of
each the baseline, the second the new log; both assessed in full). Rates are the share of looks at one process with a
signal of a monitor; nominal are 1 % a family, 5 % together. A drift is told with the share of logs in which its monitor speaks,
how often it dates the change within two weeks, and the share of logs in which another monitor speaks too.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from demo.files import write
from demo.generate import generate
from tests.normalization.watch.drifting import MONDAY, Way, record_of
from workbench.normalization.watch import Baseline, Circumstances, NewData, Watched, WatchRules, watch
from workbench.normalization.watch.record import WEEK
from workbench.study import assess, open_study
from workbench.study.watching import baseline_from, watch_release

WEEKS, NEW, CHANGE = 16, 12, 4
FIRST = MONDAY + WEEK * WEEKS
RULES = WatchRules(draws=999)
USUAL = Way()
BUSY = Way(cases=60)
DRIFTS = {
    "conformance": ("5 % → 12 % deviating", replace(USUAL, deviating=0.12)),
    "rule": ("1 % → 5 % broken", replace(USUAL, broken=0.05)),
    "cycle-time": ("+15 % hours", replace(USUAL, hours=115.0)),
    "flow": ("20 % → 35 % skipped", replace(USUAL, skips=0.35)),
    "performers": ("50:30:20 → 30:30:40 in one activity", USUAL.with_doers("c", 0.3, 0.3, 0.4)),
}


def looked(seed: int, usual: Way, drifted: Way, change: int) -> Watched:
    dice = np.random.default_rng(seed)
    baseline = Baseline(timezone="UTC", processes=(record_of(dice, [usual] * WEEKS),))
    ways = [usual] * change + [drifted] * (NEW - change)
    new = NewData(processes=(record_of(dice, ways, FIRST),), structure=())
    return watch(baseline, new, Circumstances(today=FIRST + WEEK * NEW), RULES)


def rates(looks: Iterable[Watched]) -> tuple[int, Counter[str]]:
    """Count the looks, and those in which each monitor speaks."""
    loud: Counter[str] = Counter()
    n = 0
    for each in looks:
        n += 1
        monitors = {signal.monitor.value for signal in each.signals}
        loud.update(monitors)
        loud["anything"] += bool(monitors)
    return n, loud


def tell_unchanged(name: str, way: Way, logs: int) -> None:
    n, loud = rates(looked(seed, way, way, 0) for seed in range(logs))
    print(f"| {name} | " + " | ".join(f"{loud[each] / n:.1%}" for each in (*DRIFTS, "anything")) + " |", flush=True)


def tell_drift(monitor: str, what: str, ways: tuple[Way, Way], logs: int) -> None:
    found = [looked(seed, *ways, CHANGE) for seed in range(logs)]
    mine = [[signal for signal in each.signals if signal.monitor == monitor] for each in found]
    dated = [abs((signals[0].since - FIRST).days // 7 - CHANGE) <= 2 for signals in mine if signals and signals[0].since]
    others = sum(any(signal.monitor != monitor for signal in each.signals) for each in found)
    near = f"{sum(dated) / len(dated):.0%}" if dated else "–"
    print(f"| {what} | {ways[0].cases} | {len(dated) / logs:.0%} | {near} | {others / logs:.0%} |", flush=True)


def tell_demo(pairs: int, first: int) -> None:
    """Hold neighbouring seeds of the demo against each other, process by process."""
    loud: Counter[tuple[str, str]] = Counter()
    before = baseline_from(assess(open_study(_written(first))))
    for seed in range(first + 1, first + 1 + pairs):
        assessment = assess(open_study(_written(seed)))
        watched = watch_release(before, assessment, Circumstances(today=date(2025, 7, 1)), RULES, since=date.min)
        loud.update({(signal.process, signal.monitor.value) for signal in watched.signals})
        loud.update({(signal.process, "anything") for signal in watched.signals})
        before = baseline_from(assessment)
    for (process, monitor), count in sorted(loud.items()):
        print(f"| {process} | {monitor} | {count} of {pairs} |")


def _written(seed: int) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="demo-"))
    write(generate(seed), folder)
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--logs", type=int, default=200)
    parser.add_argument("--demo", type=int, default=0)
    parser.add_argument("--first", type=int, default=1000)
    arguments = parser.parse_args()
    print("| unchanged | " + " | ".join((*DRIFTS, "anything")) + " |")
    tell_unchanged("weeks alike", USUAL, arguments.logs)
    tell_unchanged("weeks differ by 10 %", replace(USUAL, restless=0.1), arguments.logs)
    tell_unchanged("the same, neighbours correlated at 0.5", replace(USUAL, restless=0.1, kinship=0.5), arguments.logs)
    print("| drift | cases a week | alarmed | within two weeks | another monitor too |")
    for monitor, (what, way) in DRIFTS.items():
        tell_drift(monitor, what, (USUAL, way), arguments.logs // 2)
        tell_drift(monitor, what, (BUSY, replace(way, cases=BUSY.cases)), arguments.logs // 2)
    if arguments.demo:
        tell_demo(arguments.demo, arguments.first)


if __name__ == "__main__":
    main()
