"""The quality of a log in the report of an assessment: what became of its rows, what is doubtful, what was filtered."""

from pathlib import Path

import pytest

from tests.builders import process
from tests.study.test_study import ROWS, table
from workbench.eventlog import read_log, write_store
from workbench.eventlog.filtering.work_filters import CasesWith
from workbench.language import Language
from workbench.report.page import Texts
from workbench.report.summary import summarize
from workbench.study import assess, study_of


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "p.bpmn"
    path.write_bytes(process("p").start().task("a").task("b").end().xml())
    return path


def test_a_report_says_what_became_of_the_rows_and_what_is_doubtful(model: Path, tmp_path: Path) -> None:
    log = tmp_path / "p.csv"
    log.write_text(table([*ROWS, ("5", "", "2025-05-21T09:00:00+08:00")]), encoding="utf-8")
    (page,) = summarize(assess(study_of(model, log)), Language.EN).processes
    assert page.quality is not None
    assert "8 read, 7 kept" in page.quality.summary.en
    assert "LOG_TIES" in [row.code for row in page.quality.doubts]
    assert page.quality.rejections[0].zh != page.quality.rejections[0].en


def test_a_filter_is_part_of_what_the_report_was_made_from(model: Path, tmp_path: Path) -> None:
    source = tmp_path / "p.csv"
    source.write_text(table(ROWS), encoding="utf-8")
    stored = write_store(CasesWith(activities=("a",)).apply(read_log(source)), tmp_path)
    page = summarize(assess(study_of(model, stored)), Language.EN)
    said = [each.value for each in page.provenance if isinstance(each.value, Texts)]
    assert [each.en for each in said if "cases with any of “a”" in each.en] != []
    assert page.processes[0].quality is not None
    assert "1 filtered" in page.processes[0].quality.summary.en
