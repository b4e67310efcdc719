"""Tables of databases: the same log as their CSV, read only, and no password in anything that is said or kept."""

import sqlite3
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np
import pytest

from tests.eventlog.files import codes, table
from workbench.eventlog import Limits, LogMapping, read_log
from workbench.eventlog.formats.database import read_database, without_secrets
from workbench.findings import InputError, LimitError, UsageError, WorkbenchError

ROWS = ["C1,登记,2025-03-03 09:00:00,7", "C1,审批,2025-03-03 10:00:00,1.5", "C2,登记,2025-03-03 09:00:00,"]
HEADER = "case_id,activity,end,amount"


def sqlite(folder: Path) -> str:
    connection = sqlite3.connect(folder / "erp.db")
    connection.execute("CREATE TABLE log (case_id, activity TEXT, end TIMESTAMP, amount)")
    rows = (each.split(",") for each in ROWS)
    connection.executemany("INSERT INTO log VALUES (?, ?, ?, ?)", [(*row[:3], float(row[3]) if row[3] else None) for row in rows])
    connection.commit()
    connection.close()
    return f"sqlite://{folder / 'erp.db'}"


def duck(folder: Path) -> str:
    connection = duckdb.connect(folder / "erp.duckdb")
    connection.execute('CREATE TABLE log (case_id TEXT, activity TEXT, "end" TIMESTAMP, amount DECIMAL(9, 2))')
    for row in (each.split(",") for each in ROWS):
        connection.execute("INSERT INTO log VALUES (?, ?, ?, ?)", [*row[:3], row[3] or None])
    connection.close()
    return f"duckdb://{folder / 'erp.duckdb'}"


def in_duck(folder: Path, *statements: str) -> str:
    url = duck(folder)
    connection = duckdb.connect(folder / "erp.duckdb")
    for statement in statements:
        connection.execute(statement)
    connection.close()
    return url


@pytest.mark.parametrize(("database", "said"), [(sqlite, []), (duck, ["LOG_NAIVE_TIME"])])
def test_a_table_and_its_csv_are_the_same_log(tmp_path: Path, database: Callable[[Path], str], said: list[str]) -> None:
    log = read_database(database(tmp_path), "log")
    assert log.source.content == read_log(table(tmp_path, ROWS, HEADER)).source.content
    assert (log.name, log.source.sha256, codes(log)) == ("log", "", said)


def test_times_are_read_in_the_zone_named(tmp_path: Path) -> None:
    url = duck(tmp_path)
    one, other = read_database(url, "log", timezone="UTC"), read_database(url, "log", LogMapping(timezone="Asia/Shanghai"))
    assert int(one.end[0] - other.end[0]) == 8 * 3_600_000_000


def test_times_with_a_zone_are_moments(tmp_path: Path) -> None:
    url = in_duck(tmp_path, """CREATE VIEW zoned AS SELECT * REPLACE (timezone('Asia/Shanghai', "end") AS "end") FROM log""")
    log = read_database(url, "zoned", timezone="America/New_York")
    assert (str(np.datetime64(int(log.end[0]), "us"))[:19], codes(log)) == ("2025-03-03T01:00:00", [])


def test_a_schema_is_named_before_the_table(tmp_path: Path) -> None:
    url = in_duck(tmp_path, "CREATE SCHEMA sales", "CREATE TABLE sales.log AS SELECT * FROM log LIMIT 1")
    assert (read_database(url, "sales.log").n_events, read_database(url, "main.log").n_events) == (1, 3)
    with pytest.raises(UsageError, match=r"main\.log, sales\.log"):
        read_database(url, "log")


@pytest.mark.parametrize("database", [sqlite, duck])
@pytest.mark.parametrize("name", ["nope", 'log"; DROP TABLE log; --'])
def test_a_missing_table_is_said_with_those_that_are_there(tmp_path: Path, database: Callable[[Path], str], name: str) -> None:
    url = database(tmp_path)
    with pytest.raises(UsageError, match=r"main\.log") as refused:
        read_database(url, name)
    assert refused.value.finding.code == "DATABASE_NO_TABLE"
    assert read_database(url, "log").n_events == 3


@pytest.mark.parametrize("name", ['a "quoted" name', "select"])
def test_a_table_of_any_name_is_read(tmp_path: Path, name: str) -> None:
    quoted = '"' + name.replace('"', '""') + '"'
    url = in_duck(tmp_path, f"CREATE TABLE {quoted} AS SELECT * FROM log")
    with sqlite3.connect(sqlite(tmp_path).removeprefix("sqlite://")) as connection:
        connection.execute(f"CREATE TABLE {quoted} AS SELECT * FROM log")
    connection.close()
    assert read_database(url, name).n_events == read_database(f"sqlite://{tmp_path / 'erp.db'}", name).n_events == 3


def test_a_view_that_reads_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("case_id,activity,end\nC1,a,2025-03-03\n")
    url = in_duck(tmp_path, f"CREATE VIEW trap AS SELECT * FROM read_csv('{tmp_path / 'secret.csv'}')")
    with pytest.raises(InputError) as refused:
        read_database(url, "trap")
    assert refused.value.finding.code == "DATABASE_FAILED"


def test_bytes_in_sqlite_are_text_or_hex(tmp_path: Path) -> None:
    url = sqlite(tmp_path)
    with sqlite3.connect(tmp_path / "erp.db") as connection:
        connection.execute("UPDATE log SET amount = CASE activity WHEN '审批' THEN x'ff00' ELSE x'6162' END")
    connection.close()
    assert tuple(read_database(url, "log").columns["amount"].values) == ("ab", "ff00")


@pytest.mark.parametrize("database", [sqlite, duck])
def test_a_table_without_rows_is_refused(tmp_path: Path, database: Callable[[Path], str]) -> None:
    url = database(tmp_path)
    connect = sqlite3.connect if url.startswith("sqlite") else duckdb.connect
    connection = connect(str(url.partition("://")[2]))
    connection.execute("DELETE FROM log")
    connection.commit()
    connection.close()
    with pytest.raises(InputError, match="empty"):
        read_database(url, "log")


def test_a_table_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LimitError):
        read_database(sqlite(tmp_path), "log", limits=Limits(unpacked_bytes=100))


@pytest.mark.parametrize("scheme", ["sqlite", "duckdb"])
def test_a_file_that_is_missing_is_refused_and_not_made(tmp_path: Path, scheme: str) -> None:
    with pytest.raises(UsageError, match=r"none\.db"):
        read_database(f"{scheme}://{tmp_path / 'none.db'}", "log")
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("scheme", ["sqlite", "duckdb"])
def test_a_file_that_is_no_database_is_refused(tmp_path: Path, scheme: str) -> None:
    (tmp_path / "bad.db").write_bytes(b"no database at all" * 500)
    with pytest.raises(InputError) as refused:
        read_database(f"{scheme}://{tmp_path / 'bad.db'}", "log")
    assert refused.value.finding.code == "DATABASE_FAILED"


@pytest.mark.parametrize(
    ("url", "module", "package"), [("postgres://h/d", "psycopg", "psycopg"), ("duckdb://", "ibis", "ibis-framework")]
)
def test_a_driver_that_is_missing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str, module: str, package: str
) -> None:
    url = duck(tmp_path) if url.startswith("duckdb") else url
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(UsageError, match=package) as refused:
        read_database(url, "log")
    assert refused.value.finding.code == "DATABASE_DRIVER"


def test_a_kind_of_database_that_is_not_known_is_refused() -> None:
    with pytest.raises(UsageError, match="mysql") as refused:
        read_database("mysql://bob:geheim@host/erp", "log")
    assert "geheim" not in str(refused.value)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgres://bob:geheim@host:5432/erp", "postgres://bob@host:5432/erp"),
        ("postgres://bob:ge:h@eim@host/erp", "postgres://bob@host/erp"),
        ("postgres://host:5432/erp?user=bob&password=geheim", "postgres://host:5432/erp"),
        ("postgres://bob:geheim?@host/erp", "postgres://bob"),
        ("postgres://host/erp?password=geheim@x", "postgres://host/erp"),
        ("duckdb:///data/erp.duckdb?motherduck_token=geheim", "duckdb:///data/erp.duckdb"),
        ("bob:geheim", "bob"),
    ],
)
def test_a_url_is_kept_without_its_secrets(url: str, expected: str) -> None:
    assert without_secrets(url) == expected


def test_what_a_driver_says_bears_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    class Driver:
        @staticmethod
        def connect(url: str) -> None:
            raise sqlite3.OperationalError(f"no route to {url}, password 'ge heim!' or ge%20heim%21 refused")

    monkeypatch.setitem(sys.modules, "ibis", Driver)
    monkeypatch.setitem(sys.modules, "psycopg", sqlite3)
    url = "postgres://bob:ge%20heim%21@host/erp?sslpassword=streng"
    with pytest.raises(WorkbenchError) as refused:
        read_database(url, "log")
    said = "".join(traceback.format_exception(refused.value)) + repr(refused.value.finding)
    assert "no route to postgres://bob:***@host" in said
    assert not any(secret in said for secret in ("ge heim!", "ge%20heim%21", "streng"))
