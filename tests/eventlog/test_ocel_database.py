"""SQLite from strangers: nothing but rows of tables is read, nothing is written, nothing runs for ever."""

import sqlite3
from pathlib import Path

import pytest

from tests.eventlog.test_ocel import as_database, codes, document, refused
from workbench.eventlog.ocel import read_ocel
from workbench.findings import InputError

ENDLESS = "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT 'e'||n"


def changed(path: Path, *statements: str) -> Path:
    with sqlite3.connect(path) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()
    return path


@pytest.mark.parametrize(
    ("statements", "words"),
    [
        (
            (
                "DROP TABLE event_object",
                f"CREATE VIEW event_object AS {ENDLESS} ocel_event_id, 'o1' ocel_object_id, '' ocel_qualifier FROM r",
            ),
            "view event_object",
        ),
        (("DROP TABLE event_T0", f"CREATE VIEW event_T0 AS {ENDLESS} ocel_id, '' ocel_time FROM r"), "view event_T0"),
        (("DROP TABLE object", "CREATE VIRTUAL TABLE object USING fts4(ocel_id, ocel_type)"), "virtual object"),
        (("DROP TABLE event",), "table event"),
        (("ALTER TABLE event RENAME COLUMN ocel_type TO kind",), "event: ocel_type"),
        (("INSERT INTO event_map_type VALUES ('x', 'Missing')",), "event_Missing"),
    ],
)
def test_what_is_no_plain_table_is_refused_and_never_run(tmp_path: Path, statements: tuple[str, ...], words: str) -> None:
    path = changed(as_database(tmp_path, document()), *statements)
    with pytest.raises(InputError, match=words) as refusal:
        read_ocel(path)
    assert refusal.value.finding.code == "OCEL_SCHEMA"


def test_generated_columns_and_triggers_are_not_run(tmp_path: Path) -> None:
    path = changed(
        as_database(tmp_path, document()),
        "ALTER TABLE event_T1 ADD COLUMN twice TEXT AS (ocel_id || ocel_id) VIRTUAL",
        "CREATE TRIGGER t AFTER INSERT ON event BEGIN DELETE FROM event; END",
    )
    log = read_ocel(path)
    assert (log.n_events, sorted(log.event_attributes)) == (4, ["channel"])


def test_a_column_that_grows_beyond_measure_is_cut_off(tmp_path: Path) -> None:
    path = as_database(tmp_path, document())
    changed(path, "ALTER TABLE event_T1 ADD COLUMN big TEXT AS (hex(zeroblob(1000000000))) VIRTUAL")
    assert refused(path)[0] == "LIMIT_FIELD"


def test_reading_changes_nothing_beside_or_in_the_file(tmp_path: Path) -> None:
    path = as_database(tmp_path, document())
    before = path.read_bytes()
    read_ocel(path)
    assert (path.read_bytes(), [each.name for each in tmp_path.iterdir()]) == (before, ["log.sqlite"])


def test_changes_that_wait_beside_the_file_are_said(tmp_path: Path) -> None:
    path = as_database(tmp_path, document())
    (tmp_path / "log.sqlite-wal").write_bytes(b"x")
    assert codes(read_ocel(path)) == ["OCEL_JOURNAL"]


def test_a_damaged_page_is_found_where_rows_stand_and_where_none_do(tmp_path: Path) -> None:
    path = as_database(tmp_path, document())
    whole = path.read_bytes()
    for place, byte in ((4096, b"\x00"), (4096 + 600, b"\xee")):
        path.write_bytes(whole[:place] + byte * 180 + whole[place + 180 :])
        assert refused(path)[0] == "FILE_CORRUPT"


def test_rows_about_what_is_defined_nowhere_are_said(tmp_path: Path) -> None:
    path = changed(
        as_database(tmp_path, document()),
        "INSERT INTO event_object VALUES ('e9', 'o1', '')",
        "INSERT INTO object_T0(ocel_id, ocel_time) VALUES ('o9', '2025-03-03')",
        "INSERT INTO event_T0(ocel_id, ocel_time) VALUES ('e8', '2025-03-03')",
        "CREATE TABLE notes(text TEXT)",
    )
    log = read_ocel(path)
    assert {finding.code: finding.facts["count"] for finding in log.findings} == {"OCEL_DANGLING_SOURCE": 3, "OCEL_NOT_READ": 1}


def test_an_odd_name_of_a_file_or_type_is_no_command(tmp_path: Path) -> None:
    content = document()
    content["eventTypes"][0]["name"] = content["events"][0]["type"] = 'a"; DROP TABLE event; --'
    folder = tmp_path / "50% ?mode=rw#x"
    folder.mkdir()
    log = read_ocel(as_database(folder, content))
    assert (log.n_events, log.findings) == (4, ())
