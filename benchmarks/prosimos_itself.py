"""What Prosimos itself says of a scenario: run by a Python of its own, which has Prosimos installed.

For each line that it reads it plays once and prints a JSON line: the seconds that it took, its log written, and the mean hours
from the first begin to the last end of work in a case.
"""

import csv
import json
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

from prosimos.simulation_engine import run_simulation


def main() -> None:
    model, parameters, cases, start = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log.csv"
        for _ in sys.stdin:
            begun = time.perf_counter()
            run_simulation(model, parameters, int(cases), log_out_path=str(log), starting_at=start)
            print(json.dumps({"seconds": time.perf_counter() - begun, "hours": mean_hours(log)}), flush=True)


def mean_hours(log: Path) -> float:
    spans: dict[str, tuple[datetime, datetime]] = {}
    with log.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            begin, end = datetime.fromisoformat(row["start_time"]), datetime.fromisoformat(row["end_time"])
            first, last = spans.get(row["case_id"], (begin, end))
            spans[row["case_id"]] = min(first, begin), max(last, end)
    return sum((last - first).total_seconds() for first, last in spans.values()) / 3600 / len(spans)


if __name__ == "__main__":
    main()
