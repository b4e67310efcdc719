"""What is foreseen from files alone is what the assessment then leaves unknown, for the same reason."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import process
from workbench.findings import InputError, UsageError
from workbench.language import Language
from workbench.study import Foresight, assess, foresee, open_study
from workbench.templates import example_workspace, write_with_files

FILES = [
    *(f"models/technology/{each}.csv" for each in ("accounts", "functions", "integrations", "permissions", "systems")),
    *(f"models/information/{each}.csv" for each in ("crud", "data_objects")),
    *(
        f"models/organization/{each}"
        for each in (
            "calendars.yaml",
            "coordination.csv",
            "persons.csv",
            "posts.csv",
            "responsibilities.csv",
            "separation_of_duties.csv",
        )
    ),
    "models/processes/REP.yaml",
    "event_logs/REP.csv",
    "models/processes/REP.bpmn",
]
COLUMNS = [("resource",), ("system", "function"), ("start",)]


@pytest.fixture
def example(tmp_path: Path) -> Path:
    write_with_files(example_workspace(Language.EN), tmp_path)
    return tmp_path


def without_columns(path: Path, columns: tuple[str, ...]) -> None:
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    kept = [name for name in rows[0] if name not in columns]
    path.write_text("".join(",".join(row) + "\n" for row in (kept, *([row[name] for name in kept] for row in rows))))


def told(foresight: Foresight) -> set[tuple[str, str]]:
    return {(code, each.reason.code) for each in foresight.lacks for code in each.codes}


def left_unknown(root: Path) -> Iterator[tuple[str, str]]:
    """Yield every finding code that the assessment cannot judge, with the reason: a missing file or column."""
    for each in assess(open_study(root)).detected.unknown:
        yield from ((code, each.reason.code) for code in each.codes)


@pytest.mark.parametrize("file", FILES)
def test_a_file_that_is_missing_makes_unknown_what_was_foreseen(example: Path, file: str) -> None:
    (example / file).unlink()
    foreseen = {each for each in told(foresee(example)) if "-" in each[0]}
    # a log or model that is listed and not there has a reason of its own; that it is unknown is what counts
    found = {(code, reason.replace("_MISSING", "").replace("WITHOUT_", "")) for code, reason in left_unknown(example)}
    mine = {(code, reason.replace("_MISSING", "").replace("WITHOUT_", "")) for code, reason in foreseen}
    assert found <= mine
    assert {code for code, _ in mine} <= {code for code, _ in found} | {"DT-LATE"}


@pytest.mark.parametrize("columns", COLUMNS, ids=[each[0] for each in COLUMNS])
def test_a_column_that_a_log_lacks_makes_unknown_what_was_foreseen(example: Path, columns: tuple[str, ...]) -> None:
    without_columns(example / "event_logs" / "REP.csv", columns)
    foreseen = {each for each in told(foresee(example)) if "-" in each[0]}
    assert foreseen == set(left_unknown(example))


def test_indicators_that_want_a_table_are_those_that_the_fit_then_lacks(example: Path) -> None:
    (example / "models" / "organization" / "persons.csv").unlink()
    unknown = {each.code for each in assess(open_study(example)).fit.enterprise.indicators if each.reading.value is None}
    foreseen = {code for code, _ in told(foresee(example)) if "-" not in code}
    assert {"PO3", "PO5"} <= foreseen <= unknown


def test_little_is_foreseen_where_nearly_all_is_there(example: Path) -> None:
    recorded = {("DT-LATE", "UNKNOWN_NO_RECORDED"), ("DT4", "UNKNOWN_NO_RECORDED")}
    assert told(foresee(example)) == {*recorded, ("TO5", "UNKNOWN_NO_SKILLS")}


def test_one_model_and_one_log_are_told_with_their_files(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "p.bpmn").write_bytes(process("p").start().task("a").end().xml())
    (tmp_path / "event_logs").mkdir()
    (tmp_path / "event_logs" / "p.csv").write_text("case_id,activity,end\n1,a,2025-01-01T08:00:00Z\n")
    foresight = foresee(tmp_path)
    (prospect,) = foresight.processes
    assert (prospect.id, prospect.attributes, prospect.refusal) == ("p", {"case_id", "activity", "end"}, None)
    assert {"PO-SOD", "TP-UNSUP", "DT-LATE"} <= {code for code, _ in told(foresight)}
    assert {"CF-SKIP", "CF-ORDER"} & {code for code, _ in told(foresight)} == set()


def test_a_model_that_cannot_be_read_is_told_and_costs_itself_alone(example: Path) -> None:
    (example / "models" / "processes" / "REP.bpmn").write_text("<definitions>")
    (prospect,) = foresee(example).processes
    assert prospect.refusal is not None
    assert prospect.refusal.code == "XML_NOT_WELLFORMED"


def test_settings_that_cannot_be_read_are_refused_with_their_line(example: Path) -> None:
    (example / "workbench.yaml").write_text("name: a\nprocesses: [\n")
    with pytest.raises(InputError) as refused:
        foresee(example)
    assert refused.value.finding.place.line == 3


def test_an_empty_folder_is_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        foresee(tmp_path)
