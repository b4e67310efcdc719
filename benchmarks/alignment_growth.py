"""How alignments grow: time and memory against the number of variants, the length of traces, and the states of the automaton.

One thing grows at a time, the others stay. Traces are runs of parallel loops between two steps, with noise, all different. Each
size is a process of its own; its time is the median of several runs once compiled, its memory what that takes. Prints a table
with the exponent of growth (the slope between neighbours on logarithmic scales), and draws it as SVG.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
from pathlib import Path

VARIANTS = [250, 500, 1_000, 2_000, 4_000, 8_000, 16_000]
LENGTHS = [10, 20, 40, 80, 160, 320, 640]
BRANCHES = [1, 2, 3, 4, 5, 6, 7]

MEASURE = """
import json, random, resource, statistics, sys, time
from collections import Counter
from benchmarks.alignment import variants_from
from benchmarks.wide import wide_net
from workbench.conformance import AlignmentEngine, align_behavior
from workbench.process import behavior_of_net, parse_pnml
n_variants, length, branches, states, runs = map(int, sys.argv[1:])
dice, traces = random.Random(1), set()
while len(traces) < n_variants:
    waiting, trace = [0] * branches, []
    while len(trace) < length:
        branch = dice.randrange(branches)
        trace.append(f"{'ab'[waiting[branch]]}{branch}")
        waiting[branch] = 1 - waiting[branch]
    for _ in range(3):
        trace[dice.randrange(length)] = f"{dice.choice('ab')}{dice.randrange(branches)}"
    traces.add(("fork", *trace, "join"))
variants = variants_from(Counter(sorted(traces)))
net = parse_pnml(wide_net(branches, framed=True))
behavior = behavior_of_net(net)
engine = AlignmentEngine(states=states)
align_behavior(variants_from(Counter(sorted(traces)[:3])), behavior, net.labels, engine=engine)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
took = []
for _ in range(runs):
    begin = time.perf_counter()
    found = align_behavior(variants, behavior, net.labels, engine=engine)
    took.append(time.perf_counter() - begin)
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
n_states = found.automaton.n_states if found.automaton else 3 ** branches
print(json.dumps([statistics.median(took), (after - before) / 1024, n_states, int((~found.is_exact).sum())]))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--svg", type=Path, help="draw the table")
    arguments = parser.parse_args()
    series = {
        "variants (40 events, 243 states)": [(size, measure(size, 40, 5, 10**6, arguments.runs)) for size in VARIANTS],
        "events a trace (500 variants, 243 states)": [(size, measure(500, size, 5, 10**6, arguments.runs)) for size in LENGTHS],
        "states, as decided (500 variants, 40 events)": [
            (3**size, measure(500, 40, size, 10**6, arguments.runs)) for size in BRANCHES
        ],
        "states, searched (500 variants, 40 events)": [(3**size, measure(500, 40, size, 0, arguments.runs)) for size in BRANCHES],
    }
    for title, points in series.items():
        print(f"\n{title:>44} {'ms':>9} {'MB':>7} {'exponent':>9}")
        before: tuple[int, float] | None = None
        for size, (seconds, memory) in points:
            exponent = f"{math.log(seconds / before[1]) / math.log(size / before[0]):9.2f}" if before else ""
            print(f"{size:44,} {seconds * 1e3:9.2f} {memory:7.1f} {exponent}")
            before = size, seconds
    if arguments.svg:
        arguments.svg.write_text(drawn(series), encoding="utf-8")


def measure(variants: int, length: int, branches: int, states: int, runs: int) -> tuple[float, float]:
    """Return median seconds and megabytes of one size, in a process of its own."""
    command = [sys.executable, "-W", "ignore", "-c", MEASURE, *map(str, (variants, length, branches, states, runs))]
    seconds, memory, _, open_ones = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    assert not open_ones, "what is compared must be exact"
    return seconds, memory


def drawn(series: dict[str, list[tuple[int, tuple[float, float]]]]) -> str:
    """Return a chart on logarithmic scales: milliseconds against size, a line each."""
    colours, width, height, margin = ("#2f7fb5", "#c46f16", "#3d8f4a", "#8566c2"), 720, 420, 60
    sizes = [size for points in series.values() for size, _ in points]
    times = [seconds * 1e3 for points in series.values() for _, (seconds, _) in points]

    def place(size: float, milliseconds: float) -> tuple[float, float]:
        across = math.log(size / min(sizes)) / math.log(max(sizes) / min(sizes))
        up = math.log(milliseconds / min(times)) / math.log(max(times) / min(times))
        return margin + across * (width - 2 * margin), height - margin - up * (height - 2 * margin)

    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for power in range(math.ceil(math.log10(min(sizes))), math.floor(math.log10(max(sizes))) + 1):
        x, _ = place(10**power, min(times))
        lines.append(f'<path d="M{x:.1f} {margin}V{height - margin}" stroke="#d8dee5"/>')
        lines.append(f'<text x="{x:.1f}" y="{height - margin + 16}" text-anchor="middle">{10**power:,}</text>')
    for power in range(math.ceil(math.log10(min(times))), math.floor(math.log10(max(times))) + 1):
        _, y = place(min(sizes), 10.0**power)
        lines.append(f'<path d="M{margin} {y:.1f}H{width - margin}" stroke="#d8dee5"/>')
        lines.append(f'<text x="{margin - 6}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g} ms</text>')
    for number, (title, points) in enumerate(series.items()):
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in (place(size, took * 1e3) for size, (took, _) in points))
        lines.append(f'<polyline points="{path}" fill="none" stroke="{colours[number]}" stroke-width="2"/>')
        lines.append(f'<text x="{margin + 8}" y="{margin + 14 * number}" fill="{colours[number]}">{title}</text>')
    return "\n".join([*lines, "</svg>"]) + "\n"


if __name__ == "__main__":
    main()
