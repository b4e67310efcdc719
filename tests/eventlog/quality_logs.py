"""Small logs with one thing wrong, and what the gate says of it."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import numpy as np

from tests.eventlog.files import table
from workbench.eventlog import EventLog, read_log
from workbench.eventlog.quality import Pathology, QualityReport, quality_of

HEADER = "case_id,activity,start,end,recorded,resource,department,system"


def log_of(folder: Path, rows: Sequence[str], header: str = HEADER) -> EventLog:
    return read_log(table(folder, list(rows), header), timezone="UTC")


def judged(log: EventLog, reference: datetime | None = None, **accounts: str) -> QualityReport:
    return quality_of(log, timezone="UTC", reference=reference, accounts=accounts)


def found(report: QualityReport, code: str) -> Pathology | None:
    """Return the one pathology of a code, None where there is none."""
    of_code = [each for each in report.pathologies if each.code == code]
    assert len(of_code) < 2
    return of_code[0] if of_code else None


def share(report: QualityReport, code: str) -> tuple[int, int] | None:
    pathology = found(report, code)
    return (pathology.count, pathology.exposed) if pathology else None


def unjudged(report: QualityReport) -> list[str]:
    return [each.code for each in report.unjudged]


def healthy(n_cases: int = 60) -> list[str]:
    """Return the rows of a log without a doubt: three steps a case by different persons, at odd minutes, over a year."""
    rows = []
    for case in range(n_cases):
        begin = np.datetime64("2024-01-02T08:03:07") + np.timedelta64(case * 5 * 24 * 60 + case * 17 % 240, "m")
        for step, (activity, who, where) in enumerate(
            (("登记", "张三", "ERP"), ("审批", "李四", "ERP"), ("归档", "王五", "OA")), start=1
        ):
            end = begin + np.timedelta64(step * 67 + case % 7, "m")
            start, recorded = end - np.timedelta64(11 + case % 5, "m"), end + np.timedelta64(2, "m")
            rows.append(f"C{case:03},{activity},{start},{end},{recorded},{who},办公室,{where}")
    return rows


def changed(rows: Sequence[str], column: str, value: str, at: Sequence[int]) -> list[str]:
    """Return rows of `HEADER` with another value in a column of some of them."""
    place = HEADER.split(",").index(column)
    fields = [row.split(",") for row in rows]
    for row in at:
        fields[row][place] = value
    return [",".join(row) for row in fields]
