"""The corpus of odd logs: what it says is wrong is said, and what is right is left alone."""

from pathlib import Path

import pytest

from workbench.eventlog import read_log
from workbench.eventlog.quality import quality_of
from workbench.findings import Severity


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [
        ("csv/na_strings.csv", "TEXT_NA_LIKE", "NA"),
        ("csv/sci_damaged_ids.csv", "LOG_DAMAGED_ID", "1.23457E+18"),
        ("csv/duplicate_rows.csv", "LOG_DUPLICATE_EVENT", "5"),
        ("xes/near_duplicate_activities.xes", "TEXT_NEAR_DUPLICATE", "登记"),
        ("xes/year_1_and_12024.xes", "LOG_PLACEHOLDER_TIME", "0001"),
        ("xes/dup_event.xes", "LOG_DUPLICATE_EVENT", "C1"),
    ],
)
def test_what_is_doubtful_is_said(shared: Path, name: str, code: str, words: str) -> None:
    report = quality_of(read_log(shared / "corpus" / "open" / name))
    (finding,) = [each for each in report.findings if each.code == code]
    assert words in finding.text()


@pytest.mark.parametrize(
    "name",
    [
        "csv/ok_utf8_bom.csv",
        "csv/ok_embedded_quotes.csv",
        "csv/traversal_case_ids.csv",
        "xes/ok.xes",
        "xes/ok_types.xes",
        "xes/mixed_tz.xes",
    ],
)
def test_what_is_right_is_noted_at_most(shared: Path, name: str) -> None:
    report = quality_of(read_log(shared / "corpus" / "open" / name))
    assert [each.code for each in report.pathologies if each.severity is not Severity.INFO] == []
