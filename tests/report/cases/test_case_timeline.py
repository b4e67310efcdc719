"""One case in time: waited and worked by its own steps, late by the clock of its limit, nobody by a clear name."""

from pathlib import Path

import numpy as np
import pytest

from tests.report.cases.small_cases import TRACES, seen_in
from workbench.eventlog.log import HOUR
from workbench.findings import UsageError
from workbench.linkage import Authority
from workbench.report.cases.case_timeline import CaseTimeline, case_timeline, process_of_case
from workbench.report.cases.cases_seen import seen_cases
from workbench.study import assess, open_study

ROOT = Path(__file__).resolve().parents[3]
MINUTE = HOUR // 60


@pytest.fixture(scope="module")
def skipped(tmp_path_factory: pytest.TempPathFactory) -> CaseTimeline:
    return case_timeline(seen_in(tmp_path_factory.mktemp("timeline"), *TRACES), "3")


def test_steps_wait_for_what_was_done_before_them_and_are_worked_on(skipped: CaseTimeline) -> None:
    told = [(each.step.names["en"], each.waited, each.worked) for each in skipped.steps]
    assert told == [("Ask", None, 29 * MINUTE), ("Buy", None, None), ("Close", 31 * MINUTE, 29 * MINUTE)]


def test_a_skipped_step_has_a_sign_and_no_times(skipped: CaseTimeline) -> None:
    assert [cell.en for cell in skipped.table.rows[1] if cell.en] == ["2", "skipped", "Buy", "CF-SKIP"]
    assert ">2 ∅</text>" in skipped.chart.en
    assert "1 of 3 steps deviate" in skipped.said.en


def test_people_stand_under_pseudonyms_in_drawing_and_table(skipped: CaseTimeline) -> None:
    shown = skipped.chart.en + skipped.chart.zh + str(skipped.table)
    assert "psn-" in shown
    assert "Ann" not in shown
    assert "Zoe" not in shown


def test_a_case_that_is_not_there_is_refused_with_the_nearest(tmp_path: Path) -> None:
    seen = seen_in(tmp_path, "abc")
    with pytest.raises(UsageError, match="nearest: 0"):
        case_timeline(seen, "00")
    assert process_of_case(seen.assessment, "0") == "p"
    assert process_of_case(seen.assessment, "1") is None


def test_a_step_is_late_by_the_clock_of_its_limit_as_the_sides_of_the_process_say(tmp_path: Path) -> None:
    """Buy takes an hour in case 0; in case 1, where it waits for `x`, two."""
    (tmp_path / "p.yaml").write_text("activities: {b: {sla: {hours: 1.5}}}\n", encoding="utf-8")
    seen = seen_in(tmp_path, "abc", "axbc")
    assert seen.process.perspectives is not None
    (kept,) = seen.process.perspectives.timeliness
    late = {case: [each.step.element for each in case_timeline(seen, case).steps if each.is_late] for case in "01"}
    assert late == {case: ["b"] if case in kept.cases else [] for case in "01"} == {"0": [], "1": ["b"]}
    assert "✗ late" in case_timeline(seen, "1").chart.en
    assert "1.5 working h, ✗ late" in [cell.en for row in case_timeline(seen, "1").table.rows for cell in row]


def test_a_step_tells_under_which_post_it_was_done_by_what_right_and_which_is_to_do_it() -> None:
    """The demo plants steps that persons do without any right to them."""
    assessment = assess(open_study(ROOT))
    process, row = next((each, int(np.argmax(each.authority == Authority.NONE))) for each in assessment.linkage.processes
                        if (each.authority == Authority.NONE).any())  # fmt: skip
    seen = seen_cases(assessment, process.id)
    assert seen is not None
    steps = case_timeline(seen, process.cases[int(process.case[row])]).steps
    known = [each for each in steps if each.post is not None and each.designed is not None]
    assert {each.post == each.designed for each in known if each.authority is Authority.POST} == {True}
    assert {each.post == each.designed for each in known if each.authority is Authority.NONE} == {False}
