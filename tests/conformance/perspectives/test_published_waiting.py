"""Waiting between activities in sequence is what a published tool measured on the same logs.

Left out are transitions beside parallel branches: the tool takes what ended last for the predecessor, of whatever branch.
"""

import csv
import gzip
from collections import Counter
from pathlib import Path

import pytest

from workbench.study import assess, study_of

FOLDER = Path(__file__).resolve().parents[3] / ".." / "shared" / "data" / "pairs" / "loanapp_waiting_time"
SEQUENCES = [
    ("Assess loan risk", "Reject application"),
    ("Assess loan risk", "Design loan offer"),
    ("Design loan offer", "Approve Loan Offer"),
    ("Approve Loan Offer", "Design loan offer"),
    ("Consider re-design loan offer", "Design loan offer"),
    ("Consider re-design loan offer", "Cancel application"),
    ("Check application form completeness", "Return application back to applicant"),
    ("Return application back to applicant", "Applicant completes form"),
    ("Applicant completes form", "Check application form completeness"),
]
MAPPING = "columns: {case_id: case_id, activity: Activity, start: start_time, end: end_time, resource: Resource}\n"


@pytest.mark.skipif(not FOLDER.is_dir(), reason="the shared pairs are not here")
@pytest.mark.parametrize("name", ["24-7_noTimers", "24-7_timers", "9-5_noTimers", "9-5_timers"])
def test_waiting_in_sequence_is_as_published(tmp_path: Path, name: str) -> None:
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(MAPPING, encoding="utf-8")
    stem = f"LoanApp_fewRes_{name}"
    process = assess(study_of(FOLDER / f"{stem}.bpmn", FOLDER / f"{stem}.csv.gz", mapping)).processes[0]
    design, perspectives = process.study.design, process.perspectives
    assert design is not None
    assert perspectives is not None
    assert perspectives.transitions is not None
    found = {
        (design.naming.texts(each.source)["en"], design.naming.texts(each.target)["en"]): (each.count, each.elapsed)
        for each in perspectives.transitions
    }
    published, times = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    with gzip.open(FOLDER / f"{stem}_expected_handoff.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            pair = (row["source_activity"], row["destination_activity"])
            published[pair] += float(row["wt_total_seconds"])
            times[pair] += int(float(row["frequency"]))
    for pair in SEQUENCES:
        count, elapsed = found[pair]
        assert count == times[pair]
        assert elapsed is not None
        assert elapsed / 1e6 == pytest.approx(published[pair], rel=1e-3, abs=60)
