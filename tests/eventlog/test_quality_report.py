"""The report of the gate: every row accounted for, every doubt with its consequence, shown in both languages."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.eventlog.files import table
from tests.eventlog.quality_logs import changed, healthy, judged, log_of
from workbench.eventlog import EventLog, read_log
from workbench.eventlog.quality import DOUBTS, NEEDS, RULES, Evidence, Pathology, Standing, quality_of
from workbench.eventlog.quality.pathology import of_events
from workbench.findings import InputError, UsageError
from workbench.language import Language, catalogue

SHORT = "case_id,activity,end,resource"


def doubtful(folder: Path) -> EventLog:
    """Return a log with many doubts, names with markup among them."""
    rows = changed(healthy(), "resource", "<b>NA</b>", [0])
    rows = changed(changed(rows, "activity", "<script>", [1]), "end", "1970-01-01", [5])
    return log_of(folder, [*rows, rows[0], ",a,,2024-01-01,,x,y,z", "C1,,,2024-01-01,,x,y,z", "C1,a,,soon,,x,y,z", "C1,a"])


def test_rows_read_are_kept_merged_set_aside_or_rejected(tmp_path: Path) -> None:
    accounting = judged(doubtful(tmp_path)).accounting
    assert (accounting.rows_read, accounting.events, accounting.rejected, accounting.unaccounted) == (185, 181, 4, 0)
    assert accounting.explained == 4
    assert {each.code: each.place.line for each in accounting.rejections} == {
        "CSV_RAGGED": 186,
        "LOG_NO_CASE": 183,
        "LOG_NO_ACTIVITY": 184,
        "LOG_NO_TIMESTAMP": 185,
    }


def test_starts_that_were_merged_are_accounted_for(tmp_path: Path) -> None:
    rows = ["C1,a,2024-01-01 09:00,start", "C1,a,2024-01-01 10:00,complete", "C1,b,2024-01-01 11:00,schedule"]
    accounting = judged(log_of(tmp_path, rows, "case_id,activity,end,lifecycle:transition")).accounting
    assert (accounting.events, accounting.merged, accounting.set_aside, accounting.unaccounted) == (1, 1, 1, 0)


def test_a_log_that_was_cut_afterwards_says_how_many_rows_are_gone(tmp_path: Path) -> None:
    log = log_of(tmp_path, healthy())
    assert judged(replace(log, source=replace(log.source, rows_read=190))).accounting.unaccounted == 10


def test_what_the_reader_said_is_taken_up_once(tmp_path: Path) -> None:
    log = doubtful(tmp_path)
    report = judged(log)
    taken = [each.id for each in (*report.notices, *report.accounting.rejections)]
    assert sorted(taken) == sorted(each.id for each in log.findings)
    assert len(taken) > 4


def test_the_heaviest_pathology_stands_first(tmp_path: Path) -> None:
    pathologies = judged(doubtful(tmp_path)).pathologies
    ranks = [each.severity.rank for each in pathologies]
    assert ranks == sorted(ranks, reverse=True)
    assert len({each.code for each in pathologies}) > 4


@pytest.mark.parametrize("language", list(Language))
def test_every_doubt_is_said_with_its_consequence_and_no_gap_stays_open(tmp_path: Path, language: Language) -> None:
    report = judged(doubtful(tmp_path))
    said = [text for each in report.pathologies for text in (each.text(language), each.consequence(language))]
    said += [each.text(language) for each in report.unjudged] + [each.reason(language) for each in report.standings]
    assert all(said)
    assert [text for text in said if "{" in text] == []


@pytest.mark.parametrize("language", list(Language))
def test_the_report_shows_itself_and_its_texts_cannot_act(tmp_path: Path, language: Language) -> None:
    shown = judged(doubtful(tmp_path)).to_html(language)
    assert "&lt;script&gt;" in shown
    assert "<script>" not in shown
    assert "PX1" in shown
    assert shown.count("<table>") == shown.count("</table>") == 3


def test_a_notebook_shows_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    report = judged(log_of(tmp_path, healthy()))
    assert report._repr_html_() == report.to_html(Language.ZH_CN)


def test_the_report_as_a_data_frame(tmp_path: Path) -> None:
    pytest.importorskip("pandas")
    report = judged(doubtful(tmp_path))
    frame = report.to_pandas()
    assert len(frame) == len(report.pathologies)
    first = report.pathologies[0]
    assert (frame["code"][0], frame["count"][0], frame["rate"][0]) == (first.code, first.count, first.rate)


def test_without_pandas_there_is_a_clear_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(UsageError, match="pip install pandas"):
        judged(log_of(tmp_path, healthy())).to_pandas()


def test_a_rule_of_ones_own_comes_in_by_the_same_door(tmp_path: Path) -> None:
    def by_night(evidence: Evidence) -> "list[Pathology]":
        hour = evidence.clock // 3_600_000_000 % 24
        return [of_events(evidence.log, "OWN_NIGHT", hour < 6, evidence.log.n_events)]

    log = log_of(tmp_path, changed(healthy(), "end", "2024-05-01 03:00:07", [4]))
    report = quality_of(log, timezone="UTC", rules=[lambda evidence: iter(by_night(evidence))])
    assert [(each.code, each.count, each.cases) for each in report.pathologies] == [("OWN_NIGHT", 1, ("C001",))]


def test_a_finding_keeps_its_identity_when_rows_are_re_ordered(tmp_path: Path) -> None:
    rows = healthy()
    one, other = (judged(log_of(tmp_path, changed(each, "resource", "NA", [0]))) for each in (rows, rows[::-1]))
    assert {each.id for each in one.findings} == {each.id for each in other.findings}


def test_every_code_of_the_tables_has_its_sentences() -> None:
    keys = catalogue(Language.EN).keys()
    assert {key for doubt in DOUBTS for key in (doubt.code, f"{doubt.code}-consequence")} <= keys
    assert len({rule.__name__ for rule in RULES if hasattr(rule, "__name__")}) == len(RULES)
    assert all(need.indicators for need in NEEDS)


def test_unknown_comes_before_partial(tmp_path: Path) -> None:
    rows = [f"C{case},a,2024-03-{day:02},x" for case in range(3) for day in range(1, 11)]
    report = judged(log_of(tmp_path, rows, SHORT))
    standing = {each.indicator: each for each in report.standings}
    assert (standing["PO13"].standing, standing["PX1"].standing) == (Standing.UNKNOWN, Standing.PARTIAL)
    assert standing["PX1"].cause == "LOG_DATE_ONLY"
    assert [each.indicator for each in report.standings] == list(dict.fromkeys(each.indicator for each in report.standings))


def test_a_real_log_is_accounted_for(shared: Path) -> None:
    log = read_log(shared / "data" / "logs" / "real" / "helpdesk.xes.gz")
    report = quality_of(log)
    counts = {each.code: (each.count, each.exposed) for each in report.pathologies if each.code != "LOG_NEARLY_CONSTANT"}
    assert counts["LOG_TIES"][1] == 21348
    assert report.accounting.unaccounted == 0


def test_an_empty_table_is_refused_before_the_gate(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="empty"):
        read_log(table(tmp_path, []))
