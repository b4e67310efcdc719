"""Event logs: import, aggregates and opening again, against DuckDB, Polars, r4pm and pm4py, in one run.

Each measurement is a process of its own; imports are not counted, peak memory is as Linux reports it. A table of
`--events` events (20 activities, 300 performers, ten events a case, written in order of completion) is generated once. What
is not installed is left out, and said.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv

_HEAD = """
import json, sys, time
from pathlib import Path
path, store = sys.argv[1:3]
begin = time.perf_counter()
def done(result):
    seconds = time.perf_counter() - begin
    peak = next(int(line.split()[1]) for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    print(json.dumps([seconds, peak / 1024, result]))
"""

READ = """
from workbench.eventlog import read_log
begin = time.perf_counter()
log = read_log(path, timezone="UTC")
done([log.n_cases, log.n_events])
"""
READ_AGAIN = """
from workbench.eventlog import read_log
read_log(path, timezone="UTC")
begin = time.perf_counter()
done(read_log(path, timezone="UTC").n_events)
"""
READ_AND_COUNT = """
from workbench.eventlog import read_log, variants_of
from workbench.eventlog.looks.directly_follows import directly_follows_of
from workbench.eventlog.looks.staffing import staffing_of
begin = time.perf_counter()
log = read_log(path, timezone="UTC")
done([len(variants_of(log)), len(directly_follows_of(log)), len(staffing_of(log))])
"""
STORE = """
from workbench.eventlog import read_log, write_store
print(write_store(read_log(path, timezone="UTC"), Path(store)))
"""
OPEN = """
from workbench.eventlog import open_store
begin = time.perf_counter()
done(open_store(store).n_events)
"""
COUNT = """
from workbench.eventlog import open_store, read_log, variants_of
from workbench.eventlog.looks.directly_follows import directly_follows_of
from workbench.eventlog.looks.staffing import staffing_of
log = read_log(path, timezone="UTC")
begin = time.perf_counter()
done([len(variants_of(log)), len(directly_follows_of(log)), len(staffing_of(log))])
"""
R4PM = """
import r4pm
begin = time.perf_counter()
done(r4pm.import_item("EventLog", path))
"""
R4PM_AGAIN = """
import r4pm
r4pm.import_item("EventLog", path)
begin = time.perf_counter()
done(r4pm.import_item("EventLog", path))
"""
PM4PY = """
import pm4py
begin = time.perf_counter()
done(len(pm4py.read_xes(path)))
"""
COUNT_STORED = COUNT.replace('read_log(path, timezone="UTC")', "open_store(store)")
DUCKDB = """
import duckdb
begin = time.perf_counter()
con = duckdb.connect()
con.execute("SET enable_progress_bar = false")
con.execute(f"CREATE TABLE log AS SELECT * FROM read_csv('{path}') ORDER BY case_id, \\"end\\"")
done(con.execute("SELECT count(*) FROM log").fetchone())
"""
DUCKDB_COUNT = """
import duckdb
con = duckdb.connect()
con.execute("SET enable_progress_bar = false")
con.execute(f"CREATE TABLE log AS SELECT *, row_number() OVER () AS position FROM read_csv('{path}')")
begin = time.perf_counter()
order = 'ORDER BY "end", position'
done([len(con.execute(query).fetchall()) for query in (
    f"SELECT trace, count(*) FROM (SELECT list(activity {order}) AS trace FROM log GROUP BY case_id) GROUP BY trace",
    f"SELECT a, b, count(*) FROM (SELECT activity AS a, lead(activity) OVER (PARTITION BY case_id {order}) AS b FROM log) "
    "WHERE b IS NOT NULL GROUP BY a, b",
    "SELECT activity, resource, count(*) FROM log GROUP BY activity, resource",
)])
"""
POLARS_COUNT = """
import polars as pl
log = pl.read_csv(path, try_parse_dates=True).with_columns(pl.col("activity", "resource").cast(pl.Categorical)).with_row_index()
begin = time.perf_counter()
log = log.sort("case_id", "end", "index")
next_of = log.select("activity", following=pl.col("activity").shift(-1), same=pl.col("case_id") == pl.col("case_id").shift(-1))
done([
    log.group_by("case_id", maintain_order=True).agg(pl.col("activity").to_physical()).group_by("activity").len().height,
    next_of.filter("same").group_by("activity", "following").len().height,
    log.group_by("activity", "resource").len().height,
])
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder with logs/real")
    parser.add_argument("--events", type=int, default=10_000_000)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    runs = arguments.runs
    with tempfile.TemporaryDirectory() as folder:
        bpic = arguments.data / "logs" / "real" / "bpic2012_full.xes.gz"
        compare("XES.gz import, BPIC 2012", {"workbench": READ, "r4pm": R4PM, "pm4py": PM4PY}, [str(bpic), ""], runs)
        compare("XES.gz import, again in one process", {"workbench": READ_AGAIN, "r4pm": R4PM_AGAIN}, [str(bpic), ""], runs)
        table = Path(folder) / "log.csv"
        generate(arguments.events, table)
        print(f"\n{arguments.events:,} events, CSV of {table.stat().st_size / 1e6:,.0f} MB")
        subjects = {"workbench": READ, "workbench, and counted": READ_AND_COUNT, "DuckDB read and sort": DUCKDB}
        compare("CSV import", subjects, [str(table), ""], runs)
        stored = run(STORE, [str(table), folder]).strip().splitlines()[-1]
        compare("opening again", {"workbench": OPEN}, ["", stored], runs)
        subjects = {"workbench": COUNT, "workbench, stored": COUNT_STORED, "DuckDB": DUCKDB_COUNT, "Polars": POLARS_COUNT}
        compare("variants, directly-follows, staffing, once imported", subjects, [str(table), stored], runs)


def compare(title: str, scripts: dict[str, str], arguments: list[str], runs: int) -> None:
    """Print the median time and peak memory of each script, and its ratio to the first."""
    print(f"\n{title}", flush=True)
    first = 0.0
    for name, script in scripts.items():
        try:
            measured = [json.loads(run(script, arguments).strip().splitlines()[-1]) for _ in range(runs + 1)][1:]
        except subprocess.CalledProcessError as error:
            print(f"  {name:26} left out: {error.stderr.strip().splitlines()[-1]}", flush=True)
            continue
        seconds, peak = (statistics.median(each[number] for each in measured) for number in (0, 1))
        first = first or seconds
        print(f"  {name:26}{seconds:9.2f} s {peak:8,.0f} MB {seconds / first:8.2f}x   {measured[-1][2]}", flush=True)


def run(script: str, arguments: list[str]) -> str:
    """Return what a script prints, run in a process of its own."""
    command = [sys.executable, "-W", "ignore", "-c", _HEAD + script, *arguments]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=3600, env=environment).stdout


def generate(n_events: int, path: Path) -> None:
    """Write a table of random events, ten a case, sorted by completion within blocks of 100,000 cases."""
    random = np.random.default_rng(1)
    activities = np.array([f"活动 {number:02d}" for number in range(20)])
    performers = np.array([f"employee_{number:03d}" for number in range(300)])
    systems = np.array(["ERP", "MES", "OA", "WMS", "CRM"])
    base = np.datetime64("2024-01-01T00:00:00")
    with path.open("wb") as file:
        file.write(b"case_id,activity,start,end,resource,system,cost\n")
        for first in range(0, n_events // 10, 100_000):
            cases = np.repeat(np.arange(first, min(first + 100_000, n_events // 10)), 10)
            size = len(cases)
            opened = np.repeat(random.integers(0, 300 * 86_400, size // 10), 10)
            begun = opened + np.tile(np.arange(10), size // 10) * random.integers(60, 7_200, size)
            ended = begun + random.integers(30, 3_600, size)
            order = np.argsort(ended, kind="stable")
            start, end = (np.char.replace((base + each[order]).astype(str), "T", " ") for each in (begun, ended))
            columns = {
                "case_id": np.char.add("SO", cases.astype(str))[order],
                "activity": activities[random.integers(0, 20, size)],
                "start": start,
                "end": end,
                "resource": performers[random.integers(0, 300, size)],
                "system": systems[random.integers(0, 5, size)],
                "cost": random.integers(1, 1_000, size),
            }
            pa.csv.write_csv(pa.table(columns), file, pa.csv.WriteOptions(include_header=False))


if __name__ == "__main__":
    main()
