"""How far one machine goes: reading, storing, counting and opening logs of growing size, with what memory must hold.

Each size is a process of its own. `own` is the largest memory that the system could not take back (RssAnon), `all` includes
file pages that it keeps only while there is room (VmHWM).
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from event_logs import generate, run

GROWTH = """
import shutil, threading
from workbench.eventlog import open_store, read_log, variants_of, write_store
from workbench.eventlog.looks.directly_follows import directly_follows_of
from workbench.eventlog.looks.staffing import staffing_of
own = 0
def watch():
    global own
    while True:
        lines = Path("/proc/self/status").read_text().splitlines()
        own = max(own, next(int(line.split()[1]) for line in lines if line.startswith("RssAnon")))
        time.sleep(0.05)
threading.Thread(target=watch, daemon=True).start()
took = {}
def timed(name, work):
    begin = time.perf_counter()
    result = work()
    took[name] = time.perf_counter() - begin
    return result
log = timed("read", lambda: read_log(path, timezone="UTC"))
timed("count", lambda: (variants_of(log), directly_follows_of(log), staffing_of(log)))
stored = timed("store", lambda: write_store(log, store))
n_events = log.n_events
del log
timed("open", lambda: open_store(stored))
shutil.rmtree(stored)
done({**took, "own": own * 1024, "events": n_events})
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, nargs="+", default=[1_000_000, 3_000_000, 10_000_000, 30_000_000, 100_000_000])
    print(f"{'events':>12} {'read s':>8} {'count s':>8} {'store s':>8} {'open s':>8} {'µs/event':>9} {'own MB':>8} {'all MB':>8}")
    for size in parser.parse_args().events:
        with tempfile.TemporaryDirectory() as folder:
            table = Path(folder) / "log.csv"
            generate(size, table)
            _, everything, took = json.loads(run(GROWTH, [str(table), folder]).strip().splitlines()[-1])
        seconds = " ".join(f"{took[name]:8.2f}" for name in ("read", "count", "store", "open"))
        each = took["read"] / took["events"] * 1e6
        print(f"{took['events']:12,} {seconds} {each:9.2f} {took['own'] / 1e6:8,.0f} {everything:8,.0f}", flush=True)


if __name__ == "__main__":
    main()
