"""`workbench chain`, `audit` and `review` as a user types them: nodes, sheets, samples, checklists, and what a review decides."""

from __future__ import annotations

import csv
import io
import json
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.report.normalization.strategic import workspace
from workbench.cli import app
from workbench.findings import UsageError
from workbench.fit.codes import Element
from workbench.normalization import open_register
from workbench.normalization.audit import audits_in
from workbench.normalization.plan import plan_in


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("工作区 w"))


def typed(command: str, *words: str | Path) -> Result:
    return CliRunner().invoke(app, [command, *map(str, words), "--language", "en"])


def test_the_chain_is_told_by_kind_and_by_node_and_its_sheets_are_written(root: Path, tmp_path: Path) -> None:
    whole, node = typed("chain", root), typed("chain", root, "C1", "-o", tmp_path / "s.json")
    assert (whole.exit_code, node.exit_code) == (0, 0)
    assert "Objective O2 has no target" in whole.stdout
    assert "advantage/AD1  AD1 Quick answers · demand" in node.stdout
    assert "process/p" in node.stdout
    assert json.loads((tmp_path / "s.json").read_text("utf-8"))["bases"][0]["about"] == "O1"
    assert isinstance(typed("chain", root, "nobody").exception, UsageError)
    listed = typed("chain", root, "objective")
    assert "objective/O1" in listed.stdout
    assert "objective/O2" in listed.stdout
    assert "not reached" in typed("chain", root, "--objectives").stdout


def test_a_node_and_all_objectives_are_not_asked_for_at_once(tmp_path: Path) -> None:
    refused = typed("chain", tmp_path / "none", "O1", "--objectives").exception
    assert isinstance(refused, UsageError)
    assert refused.finding.code == "CHAIN_ONE_WAY"


def test_what_cannot_be_written_is_refused_before_the_work_begins(tmp_path: Path) -> None:
    assert isinstance(typed("chain", tmp_path / "none", "-o", "s.docx").exception, UsageError)


def test_the_same_seed_draws_the_same_cases_and_the_sample_is_entered_once_more_without_loss(root: Path, tmp_path: Path) -> None:
    words = ("--seed", "H1", "--size", "5", "--strata", "all")
    first, second = typed("audit", root, *words, "-o", "-"), typed("audit", root, *words, "-o", "-")
    assert first.exit_code == 0
    assert first.stdout == second.stdout
    assert len(list(csv.reader(io.StringIO(first.stdout)))) == 6
    told = typed("audit", root, *words, "--record", "--by", "QM", "--checklist", tmp_path / "c.csv")
    assert "is in the register under number 1" in told.stdout
    assert "Requirement" in (tmp_path / "c.csv").read_text("utf-8")
    assert isinstance(typed("audit", root, "--seed", "1", "--strata", "colour").exception, UsageError)


def test_a_review_is_written_and_what_it_decides_is_listed_and_followed_up(root: Path, tmp_path: Path) -> None:
    said = ("--decide", "train", "--meeting", "2026-1", "--responsible", "P", "--by", "GM")
    assert isinstance(typed("review", root, *said).exception, UsageError)
    listed = typed("review", root, *said, "--due", "2999-01-01")
    assert listed.exit_code == 0
    decision = next(word for word in listed.stdout.split() if len(word) == 8 and word.isalnum() and not word.isalpha())
    typed("review", root, "--done", decision, "--result", "two-trained", "--by", "QM")
    assert "two-trained" in typed("review", root).stdout
    written = typed("review", root, "--output", tmp_path / "r.md")
    assert written.exit_code == 0
    assert "two-trained" in (tmp_path / "r.md").read_text("utf-8")


def test_what_was_found_in_the_cases_of_a_sample_is_added_to_what_was_found_before(root: Path) -> None:
    words = ("--seed", "H2", "--size", "3", "--strata", "all")
    drawn = [row[2] for row in csv.reader(io.StringIO(typed("audit", root, *words, "-o", "-").stdout.lstrip("\ufeff")))][1:]
    first = typed("audit", root, *words, "--record", "--conforms", drawn[0], "--deviates", f"{drawn[1]}=late", "--by", "QM")
    assert (first.exit_code, first.exception) == (0, None)
    second = typed("audit", root, *words, "--record", "--conforms", drawn[2], "--by", "QM")
    assert second.exit_code == 0
    today = datetime.now(UTC).date()
    (entered,) = (each for each in audits_in(open_register(root), today + timedelta(days=1)) if each.audit.request.seed == "H2")
    assert {each.case: (each.deviates, each.remark) for each in entered.audit.results} == {
        drawn[0]: (False, ""),
        drawn[1]: (True, "late"),
        drawn[2]: (False, ""),
    }
    assert isinstance(typed("audit", root, *words, "--record", "--conforms", "nobody", "--by", "QM").exception, UsageError)
    unasked = typed("audit", root, *words, "--conforms", drawn[0]).exception
    assert isinstance(unasked, UsageError)
    assert unasked.finding.code == "AUDIT_NOT_RECORDED"


def test_an_audit_goes_on_with_the_cases_that_were_drawn_once_the_log_has_grown(root: Path, tmp_path: Path) -> None:
    grown = tmp_path / "grown"
    shutil.copytree(root, grown)
    words = ("--seed", "H3", "--size", "3", "--strata", "all")
    typed("audit", grown, *words, "--record", "--by", "QM")
    (begun,) = (each for each in audits_in(open_register(grown), date.max) if each.audit.request.seed == "H3")
    drawn = [each.case for each in begun.audit.drawn]
    (log,) = (grown / "event_logs").glob("*.csv")
    with log.open("a", encoding="utf-8") as rows:
        rows.write("more,a,2024-01-01 09:00:00,2024-01-01 09:30:00,x\nmore,b,2024-01-05 10:00:00,2024-01-05 10:05:00,z\n")
    split = typed("audit", grown, *words, "--record", "--conforms", drawn[0], "--by", "QM").exception
    assert isinstance(split, UsageError)
    assert (split.finding.code, split.finding.facts["audit"]) == ("AUDIT_OTHER_EVIDENCE", begun.id)
    gone_on = typed(
        "audit", grown, "--audit", begun.id[:6], "--conforms", drawn[0], "--deviates", f"{drawn[1]}=late", "--by", "QM"
    )
    assert (gone_on.exit_code, gone_on.exception) == (0, None)
    other = typed("audit", grown, "--audit", begun.id, "--conforms", drawn[1], "--by", "GM").exception
    assert isinstance(other, UsageError)
    assert (other.finding.code, other.finding.facts["by"]) == ("AUDIT_RESULT_KNOWN", "QM")
    assert typed("audit", grown, "--audit", begun.id, "--conforms", drawn[1], "--by", "GM", "--again").exit_code == 0
    (now,) = (each for each in audits_in(open_register(grown), date.max) if each.audit.request.seed == "H3")
    assert [(each.case, each.deviates) for each in now.audit.results] == [(drawn[0], False), (drawn[1], False)]
    shown = typed("audit", grown, "--audit", begun.id, "-o", "-").stdout
    assert all(case in shown for case in drawn)


def test_a_recorded_audit_is_not_drawn_with_other_options_and_one_of_both_is_named(root: Path) -> None:
    for words, code in (
        (("--audit", "a", "--size", "3"), "AUDIT_ALONE"),
        ((), "AUDIT_WHICH"),
        (("--audit", "zz"), "AUDIT_UNKNOWN"),
    ):
        refused = typed("audit", root, *words).exception
        assert isinstance(refused, UsageError)
        assert refused.finding.code == code


def test_a_decision_of_a_review_that_moves_an_element_is_an_item_until_it_is_due(root: Path) -> None:
    said = ("--decide", "draw anew", "--meeting", "2026-2", "--responsible", "P", "--by", "GM", "--element", "process")
    done = typed("review", root, *said, "--due", "2999-01-01", "--today", "2026-03-02")
    assert done.exit_code == 0
    assert "is in the adjustment plan" in done.stdout
    assert isinstance(typed("review", root, *said[:-1], "weather", "--due", "2999-01-01").exception, UsageError)
    (item,) = plan_in(open_register(root), date(2026, 3, 2)).items
    assert (item.planned.window.last, item.planned.elements) == (date(2999, 1, 1), (Element.PROCESS,))
