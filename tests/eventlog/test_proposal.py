"""Mapping proposals: right or declared open, never wrong with confidence, and what is open is never applied."""

import csv
import gzip
from pathlib import Path

import pytest

from tests.eventlog.files import written
from workbench.eventlog import Limits, LogMapping, read_log, read_mapping
from workbench.eventlog.mappings.column_sample import sample_of, sample_table
from workbench.eventlog.mappings.proposal import MappingProposal, propose_mapping
from workbench.findings import InputError, UsageError
from workbench.language import Language

REAL = {
    "academic_credentials.csv.gz": ("case_id", "activity", "end_time", "start_time"),
    "dryers_fond_eventlog.csv": ("ID", "Event", "Date", None),
    "mobis_challenge_2019_snippet.csv": ("case", "activity", "end", "start"),
    "ordinor_bpic13_op.csv.gz": ("Case ID", "Activity", "Complete Timestamp", None),
    "ordinor_bpic2013_closed.csv.gz": ("Case ID", "Activity", "Complete Timestamp", None),
    "ordinor_wabo.csv.gz": ("Case ID", "Activity", "Complete Timestamp", None),
    "production_levy_with_qty_rework.csv": ("Case ID", "Activity", "Complete Timestamp", "Start Timestamp"),
}


def orders(n_cases: int = 40, clock: str = "{year}-{month:02}-{day:02} {hour:02}:{minute:02}") -> list[list[str]]:
    """Return rows (case, activity, end, person) sorted by time: orders that overlap."""
    rows = []
    for case in range(n_cases):
        for step, activity in enumerate(("登记", "审批" if case % 5 else "退回", "采购", "归档")):
            minutes = case * 91 + step * 60 + (case * 7 + step * 13) % 40
            day, rest = divmod(minutes, 1440)
            time = clock.format(year=2024, month=3, day=1 + day, hour=rest // 60, minute=rest % 60)
            rows.append((day, rest, [f"SO{case:04}", activity, time, ("张三", "李四", "王五")[(case + step) % 3]]))
    return [row for _, _, row in sorted(rows, key=lambda each: each[:2])]


def nameless(folder: Path, rows: list[list[str]]) -> Path:
    lines = [",".join(f"c{number}" for number in range(1, len(rows[0]) + 1)), *(",".join(row) for row in rows)]
    return written(folder, "nameless.csv", "\n".join(lines) + "\n")


def without_headers(folder: Path, path: Path) -> tuple[Path, dict[str, str]]:
    """Copy a table under headers c1, c2, …; return where, and the number of each old header."""
    text = (gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()).decode("utf-8-sig")
    delimiter = ";" if text.splitlines()[0].count(";") > 1 else ","
    header, *rows = csv.reader(text.splitlines(), delimiter=delimiter)
    place = {name.strip(): f"c{number}" for number, name in reversed(list(enumerate(header, start=1)))}
    copy = folder / "nameless.csv"
    with copy.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow([f"c{number}" for number in range(1, len(header) + 1)])
        writer.writerows(rows)
    return copy, place


@pytest.mark.parametrize("name", list(REAL))
def test_real_logs_are_told_right_or_left_open(shared: Path, tmp_path: Path, name: str) -> None:
    path, place = without_headers(tmp_path, shared / "data" / "logs" / "real" / name)
    proposal = propose_mapping(path)
    for attribute, column in zip(("case_id", "activity", "end", "start"), REAL[name], strict=True):
        decided = proposal.decided.get(attribute)
        if column is None:
            assert decided is None
        elif decided is not None:
            assert decided.column == place[column]
        else:
            assert place[column] in {claim.column for claim in proposal.ambiguous[attribute]}


def test_most_of_the_real_cases_and_ends_are_decided(shared: Path, tmp_path: Path) -> None:
    decided = [
        propose_mapping(without_headers(tmp_path, shared / "data" / "logs" / "real" / name)[0]).decided.keys() for name in REAL
    ]
    assert sum("case_id" in each for each in decided) >= 6
    assert sum("end" in each for each in decided) == 7


def test_a_plain_log_is_proposed_and_read_by_its_proposal(tmp_path: Path) -> None:
    path = nameless(tmp_path, orders())
    proposal = propose_mapping(path)
    assert dict(proposal.mapping.columns) == {"case_id": "c1", "activity": "c2", "end": "c3", "resource": "c4"}
    assert (proposal.ambiguous, proposal.unknown) == ({}, ())
    proposal.write(tmp_path / "log.mapping.yaml")
    mapping = read_mapping(tmp_path / "log.mapping.yaml")
    assert mapping == proposal.mapping
    log = read_log(path, mapping)
    assert (log.n_cases, log.activities) == (40, ("审批", "归档", "登记", "退回", "采购"))


def test_every_confidence_lies_between_nothing_and_certainty_and_has_reasons(tmp_path: Path) -> None:
    claims = [claim for claims in propose_mapping(nameless(tmp_path, orders())).candidates.values() for claim in claims]
    assert all(0 < claim.confidence < 1 for claim in claims)
    assert all(claim.reasons for claim in claims)


def test_two_columns_that_may_both_be_the_case_are_open(tmp_path: Path) -> None:
    proposal = propose_mapping(nameless(tmp_path, [[*row, f"DN{row[0]}"] for row in orders()]))
    assert {claim.column for claim in proposal.ambiguous["case_id"]} >= {"c1", "c5"}
    assert "case_id" not in proposal.mapping.columns
    with pytest.raises(UsageError, match="case_id"):
        proposal.write(tmp_path / "log.mapping.yaml")
    assert not (tmp_path / "log.mapping.yaml").exists()
    assert proposal.choose("case_id", "c5").mapping.columns["case_id"] == "c5"


def test_an_order_and_its_parts_may_both_be_the_case(tmp_path: Path) -> None:
    proposal = propose_mapping(nameless(tmp_path, [[f"SO{int(row[0][2:]) // 2:04}", *row[1:], row[0]] for row in orders()]))
    assert {claim.column for claim in proposal.ambiguous["case_id"]} >= {"c1", "c5"}


def test_what_is_chosen_by_hand_is_applied_even_to_a_column_that_serves_already(tmp_path: Path) -> None:
    chosen = propose_mapping(nameless(tmp_path, orders())).choose("system", "c4")
    assert (chosen.mapping.columns["system"], chosen.mapping.columns.get("resource")) == ("c4", None)
    both = chosen.choose("resource", "c4")
    assert (both.mapping.columns["system"], both.mapping.columns["resource"]) == ("c4", "c4")


def test_days_and_months_that_can_be_read_either_way_are_open(tmp_path: Path) -> None:
    proposal = propose_mapping(nameless(tmp_path, orders(clock="{day:02}/{month:02}/{year} {hour:02}:{minute:02}")))
    assert [(claim.column, claim.format) for claim in proposal.ambiguous["end"]] == [
        ("c3", "%d/%m/%Y %H:%M"),
        ("c3", "%m/%d/%Y %H:%M"),
    ]
    assert "end" not in proposal.mapping.columns
    with pytest.raises(UsageError, match="%d/%m/%Y"):
        proposal.choose("end", "c3")
    chosen = proposal.choose("end", "c3", "%m/%d/%Y %H:%M")
    chosen.write(tmp_path / "log.mapping.yaml")
    assert read_mapping(tmp_path / "log.mapping.yaml") == chosen.mapping
    assert dict(chosen.mapping.formats) == {"end": "%m/%d/%Y %H:%M"}


def test_one_day_after_the_twelfth_decides_the_order(tmp_path: Path) -> None:
    rows = orders(clock="{day:02}/{month:02}/{year} {hour:02}:{minute:02}")
    rows[-1][2] = "13/03/2024 09:00"
    assert propose_mapping(nameless(tmp_path, rows)).decided["end"].format is None


def test_the_later_of_two_times_is_the_end(tmp_path: Path) -> None:
    work = {"登记": 5, "审批": 31, "退回": 9, "采购": 48, "归档": 2}
    rows = [[*row, f"2024-04-{1 + number // 24:02} {number % 24:02}:{work[row[1]]:02}"] for number, row in enumerate(orders())]
    rows = [[row[0], row[1], row[4][:-2] + "00", row[4]] for row in rows]
    decided = propose_mapping(nameless(tmp_path, rows)).decided
    assert (decided["end"].column, decided["start"].column) == ("c4", "c3")


def test_a_time_that_lags_whatever_was_done_may_be_its_entry(tmp_path: Path) -> None:
    rows = [[*row[:3], f"{row[2][:-2]}{min(59, int(row[2][-2:]) + 1 + number % 7):02}"] for number, row in enumerate(orders())]
    proposal = propose_mapping(nameless(tmp_path, rows))
    assert "end" not in proposal.decided
    assert {claim.column for claim in proposal.ambiguous["end"]} == {"c3", "c4"}


def test_five_digit_ids_are_no_excel_dates(tmp_path: Path) -> None:
    proposal = propose_mapping(nameless(tmp_path, [[f"4{int(row[0][2:]):04}", *row[1:]] for row in orders()]))
    assert (proposal.decided["case_id"].column, proposal.decided["end"].column) == ("c1", "c3")


def test_a_table_without_times_or_repetition_stays_unknown(tmp_path: Path) -> None:
    proposal = propose_mapping(nameless(tmp_path, [[f"D{each}", f"部门{each}"] for each in range(20)]))
    assert proposal.unknown == ("case_id", "activity", "end")
    assert not proposal.mapping.columns


def test_columns_without_a_name_or_with_one_that_stands_twice_cannot_be_named(tmp_path: Path) -> None:
    lines = ["c1,,c3,c3", *(",".join([row[0], row[1], row[2], row[1]]) for row in orders())]
    proposal = propose_mapping(written(tmp_path, "odd.csv", "\n".join(lines)))
    assert {claim.column for claims in proposal.candidates.values() for claim in claims} <= {"c1", "c3"}
    assert "activity" not in proposal.decided


@pytest.mark.parametrize(("attribute", "column"), [("kase", "c1"), ("case_id", "c9")])
def test_a_choice_that_does_not_exist_is_wrong_usage(tmp_path: Path, attribute: str, column: str) -> None:
    with pytest.raises(UsageError, match=f"{attribute}|{column}"):
        propose_mapping(nameless(tmp_path, orders())).choose(attribute, column)


def test_a_sample_of_any_table_is_enough() -> None:
    proposal = propose_mapping(sample_of("sheet", ("a", "b", "c", "d"), orders()))
    assert dict(proposal.mapping.columns) == {"case_id": "a", "activity": "b", "end": "c", "resource": "d"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_encoding_delimiter_and_gzip_never_matter(tmp_path: Path, encoding: str) -> None:
    text = "\n".join(";".join(row) for row in [["c1", "c2", "c3", "c4"], *orders()])
    path = written(tmp_path, "log.csv.gz", gzip.compress(text.encode(encoding)))
    assert dict(propose_mapping(path).mapping.columns) == {"case_id": "c1", "activity": "c2", "end": "c3", "resource": "c4"}


def test_the_rows_of_the_sample_are_the_first_that_fit(tmp_path: Path) -> None:
    sample = sample_table(written(tmp_path, "log.csv", "a,b\n1,2\n3\n\n4,5\n6,7\n"), rows=2)
    assert (sample.header, sample.n_rows) == (("a", "b"), 2)
    assert [sample.columns[0].values[code] for code in sample.columns[0].codes] == ["1", "4"]


def test_titles_above_the_header_are_passed_over(tmp_path: Path) -> None:
    lines = ["Report of orders", "printed 2024-05-01", "c1,c2,c3,c4", *(",".join(row) for row in orders())]
    path = written(tmp_path, "log.csv", "\n".join(lines))
    proposal = propose_mapping(path)
    assert proposal.header == ("c1", "c2", "c3", "c4")
    assert read_log(path, proposal.mapping).n_cases == 40


def test_a_ragged_preamble_hides_no_known_header(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    lines = [
        "report,of",
        "made,by",
        "us,all",
        "case_id,activity,end",
        *(f"{n // 3},a{n % 3},2025-03-{n + 1:02}" for n in range(20)),
    ]
    path.write_text("\n".join(lines[:4] + ["x,y"] * 30 + lines[4:]), encoding="utf-8")
    proposal = propose_mapping(path)
    assert (proposal.header, proposal.rows) == (("case_id", "activity", "end"), 20)


def test_a_header_below_more_titles_than_reading_passes_over_is_none(tmp_path: Path) -> None:
    rows = ["t,t,t"] * 25 + ["case_id,activity,end", "1,a,2025-03-03"]
    path = written(tmp_path, "log.csv", "\n".join(rows))
    assert propose_mapping(path).header == ("t", "t", "t")


def test_a_field_beyond_all_measure_is_refused(shared: Path) -> None:
    with pytest.raises(InputError, match="limit of"):
        propose_mapping(shared / "corpus" / "open" / "csv" / "field_2mb.csv", Limits(value_characters=100_000))


def test_missing_and_empty_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"gone\.csv"):
        propose_mapping(tmp_path / "gone.csv")
    with pytest.raises(InputError, match="empty"):
        propose_mapping(written(tmp_path, "empty.csv", ""))
    with pytest.raises(InputError, match="damaged"):
        propose_mapping(written(tmp_path, "cut.csv.gz", gzip.compress(b"a,b\n1,2\n" * 999)[:-9]))


@pytest.mark.parametrize("language", list(Language))
def test_a_notebook_shows_every_candidate_with_text_that_cannot_act(tmp_path: Path, language: Language) -> None:
    rows = [["<b>", "c2", "c3", "c4"], *orders()]
    shown = propose_mapping(written(tmp_path, "log.csv", "\n".join(",".join(row) for row in rows))).to_html(language)
    assert "&lt;b&gt;" in shown
    assert "<b>" not in shown
    assert "{" not in shown


def test_nothing_is_decided_by_an_empty_proposal() -> None:
    assert MappingProposal(path="x", header=(), rows=0).mapping == LogMapping()
