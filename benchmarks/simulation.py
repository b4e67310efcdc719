"""The simulation against Prosimos, and against the logs that were published with its scenarios.

Each scenario is played here and by Prosimos as often, with as many cases from an empty start as its log has. Compared is the mean
time from the first begin to the last end of work in a case. Both tools agree where the 95 % interval of their difference (Welch)
holds 0. A log is one replication: it agrees where its mean lies within the 95 % interval of prediction of those played with its
own shares of branches and its own law of arrivals, for these are not those of the parameters. The time of a replication is that
from model and parameters to the figure, all files read, Prosimos' log written; both play in turn. `again` is the ratio where a
world stands and is played many times, its cases drawn from those that it has.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import statistics
import subprocess
import time
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from prosimos_scenario import SECOND, START, Scenario, as_logged, mean_cycle_time, read_scenario

from workbench.simulation.experiment import Protocol, interval_of, play_world
from workbench.simulation.laws import Exponential

LOGGED_INTERVAL = {"procure_to_pay": Exponential(mean=1805 * SECOND, low=1800 * SECOND)}
"""Where cases arrive otherwise than the parameters say: these name a least of 5 s, the logs know no interval below 1800 s."""

HEADS = "| scenario | here, h | Prosimos, h | difference | here, ms | Prosimos, s | ratio | again | log, h | as logged | agrees |"

NAMES = tuple(
    f"{folder}/{name}{timers}"
    for folder, name in (("loan_application", "Loan_Application"), ("procure_to_pay", "Procure_to_Pay"))
    for timers in ("", "_1_timer", "_3_timers", "_5_timers")
)


class Played:
    """The mean hours of a case and the seconds that it took, one a replication."""

    def __init__(self) -> None:
        self._hours: list[float] = []
        self.seconds: list[float] = []

    @property
    def hours(self) -> NDArray[np.float64]:
        """Return the mean hours as an array."""
        return np.array(self._hours)

    @property
    def but_first(self) -> Played:
        """Return all but the first."""
        found = Played()
        found._hours, found.seconds = self._hours[1:], self.seconds[1:]
        return found

    def add(self, hours: float, seconds: float) -> None:
        """Note one more replication."""
        self._hours.append(hours)
        self.seconds.append(seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder with pairs")
    parser.add_argument("--prosimos", type=Path, help="a Python that has Prosimos 2.1 installed")
    parser.add_argument("--replications", type=int, default=10)
    arguments = parser.parse_args()
    print(HEADS, "|---" * (HEADS.count("|") - 1) + "|", sep="\n")
    for name in NAMES:
        compared(name, arguments.data / "pairs" / name, arguments)


def compared(name: str, path: Path, arguments: argparse.Namespace) -> None:
    """Print how a scenario comes out here, by Prosimos and in its log."""
    cases, logged = of_log(path.with_suffix(".csv.gz"))
    here, there = played(path, cases, arguments)
    cells = [name, told(here.hours)]
    own = statistics.median(here.seconds)
    if there is not None:
        theirs = statistics.median(there.seconds)
        cells += [told(there.hours), difference_of(here.hours, there.hours), f"{1e3 * own:.0f}", f"{theirs:.1f}"]
        cells += [f"{theirs / own:.0f} ×", f"{theirs / again(path, cases, arguments.replications):.0f} ×"]
    as_log = as_its_log(path, cases, arguments.replications)
    reach = half_width(as_log) * (len(as_log) + 1) ** 0.5
    agrees = "yes" if abs(logged - as_log.mean()) <= reach else "no"
    print(f"| {' | '.join([*cells, f'{logged:.1f}', told(as_log), agrees])} |", flush=True)


def played(path: Path, cases: int, arguments: argparse.Namespace) -> tuple[Played, Played | None]:
    """Play a scenario as its parameters say, here and by Prosimos in turn; the first time of both is not counted."""
    here, there = Played(), Played()
    with ExitStack() as stack:
        other = stack.enter_context(prosimos(path, cases, arguments.prosimos)) if arguments.prosimos is not None else None
        for turn in range(arguments.replications + 1):
            begun = time.perf_counter()
            scenario = read_scenario(path.with_suffix(".bpmn"), path.with_suffix(".json"))
            hours = mean_cycle_time(scenario.world(START, cases, turn), turn)
            here.add(hours, time.perf_counter() - begun)
            if other is not None and other.stdin is not None and other.stdout is not None:
                other.stdin.write("again\n")
                other.stdin.flush()
                found = json.loads(next(line for line in other.stdout if line.startswith("{")))
                there.add(found["hours"], found["seconds"])
    return here.but_first, there.but_first if arguments.prosimos is not None else None


def prosimos(path: Path, cases: int, python: Path) -> subprocess.Popen[str]:
    """Start Prosimos, which plays a scenario once for each line that it is sent."""
    files = [str(path.with_suffix(suffix).resolve()) for suffix in (".bpmn", ".json")]
    start = START.isoformat(sep=" ", timespec="microseconds")
    command = [str(python), str(Path(__file__).with_name("prosimos_itself.py")), *files, str(cases), start]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def again(path: Path, cases: int, replications: int) -> float:
    """Return the seconds of one replication among many of a world that stands: its cases are drawn from those it has."""
    world = read_scenario(path.with_suffix(".bpmn"), path.with_suffix(".json")).world(START, cases, 0)
    begun = time.perf_counter()
    play_world(world, Protocol(replications=replications))
    return (time.perf_counter() - begun) / replications


def as_its_log(path: Path, cases: int, replications: int) -> NDArray[np.float64]:
    """Return the mean hours of each replication with the branches and arrivals of a log."""
    model = path.with_suffix(".bpmn")
    scenario: Scenario = as_logged(read_scenario(model, path.with_suffix(".json")), model, path.with_suffix(".csv.gz"))
    scenario = replace(scenario, interval=LOGGED_INTERVAL.get(path.parent.name, scenario.interval))
    return np.array([mean_cycle_time(scenario.world(START, cases, turn), turn) for turn in range(replications)])


def of_log(file: Path) -> tuple[int, float]:
    """Return how many cases a log has, and the mean hours from the first begin to the last end of one."""
    spans: dict[str, tuple[datetime, datetime]] = {}
    with gzip.open(file, "rt", encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            begin, end = datetime.fromisoformat(row["start_time"]), datetime.fromisoformat(row["end_time"])
            first, last = spans.get(row["case_id"], (begin, end))
            spans[row["case_id"]] = min(first, begin), max(last, end)
    return len(spans), statistics.mean((last - first).total_seconds() for first, last in spans.values()) / 3600


def half_width(figures: NDArray[np.float64]) -> float:
    """Return half the width of the 95 % interval of a mean."""
    found = interval_of(figures)
    return (found.high - found.low) / 2


def told(figures: NDArray[np.float64]) -> str:
    return f"{figures.mean():.1f} ± {half_width(figures):.1f}"


def difference_of(here: NDArray[np.float64], there: NDArray[np.float64]) -> str:
    """Return the difference of two means with its 95 % interval (Welch; both have as many replications)."""
    half = (half_width(here) ** 2 + half_width(there) ** 2) ** 0.5
    return f"{here.mean() - there.mean():+.1f} ± {half:.1f}"


if __name__ == "__main__":
    main()
