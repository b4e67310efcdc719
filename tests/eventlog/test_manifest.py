"""Every public log is read with the numbers of cases, events and activities that its collection publishes."""

import re
from pathlib import Path

from workbench.eventlog import propose_mapping, read_log

ROW = re.compile(r"\| `(logs/(?:real|artificial|pdc\w+)/[^`]+)` \| \w+ \| [^|]+ \| (\d+) \| (\d+) \| (\d+) \|")
PROPOSED = "dryers_fond"
"""A header of its own (`ID;Event;Title;…`): read by the mapping that is proposed for it."""

ACTIVITIES = {"bpic2012_full": 23, "coselog_wabo_1": 380}
"""Activities that never complete, or whose one event has no time, are no executions; their rows are counted as read."""


def test_every_log_of_the_manifest_is_read_in_full(shared_data: Path) -> None:
    rows = ROW.findall((shared_data / "MANIFEST.md").read_text(encoding="utf-8"))
    assert len(rows) > 50
    for file, cases, events, activities in rows:
        path = shared_data / file
        log = read_log(path, propose_mapping(path).mapping if PROPOSED in file else None)
        expected = next((number for name, number in ACTIVITIES.items() if name in file), int(activities))
        counted = (log.n_cases, log.source.rows_read, len(log.activities))
        assert counted == (int(cases), int(events), expected), file
        kept = log.n_events + log.source.rows_rejected + log.source.rows_merged + log.source.rows_set_aside
        assert kept == log.source.rows_read, file
