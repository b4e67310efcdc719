"""A table of a database by its URL, in batches: through Ibis, SQLite by itself; a password connects and stands nowhere else."""

from __future__ import annotations

import importlib
import re
import sqlite3
import sys
import warnings
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeAlias
from urllib.parse import parse_qsl, quote, unquote

import pyarrow as pa

from workbench.eventlog.formats.arrow_table import raw_of_table, within
from workbench.eventlog.log import EventLog
from workbench.eventlog.mappings.mapping import LogMapping
from workbench.eventlog.rows.assembly import assemble
from workbench.eventlog.rows.times import zone_of
from workbench.tables.faults import misuse, rejection
from workbench.tables.limits import Limits
from workbench.tables.plain_numbers import plain_number

_BATCH: Final = 1 << 16
_NAMED: Final = 20
_KINDS: Final = MappingProxyType({"duckdb": "duckdb", "sqlite": "sqlite", "postgres": "postgres", "postgresql": "postgres"})
_DRIVERS: Final = MappingProxyType({"duckdb": "duckdb", "postgres": "psycopg"})
_TABLES: Final = (
    "SELECT table_schema, table_name FROM information_schema.tables "
    "WHERE table_schema NOT IN ('information_schema', 'pg_catalog')"
)

_Batches: TypeAlias = Generator[pa.RecordBatch, None, None]


def read_database(
    url: str,
    table: str,
    mapping: LogMapping | None = None,
    *,
    timezone: str = "Asia/Shanghai",
    limits: Limits | None = None,
) -> EventLog:
    """Read one table or view, such as `orders` of `duckdb:///data/erp.duckdb`; `schema.table` names another schema.

    `timezone` is for times without one where the mapping names none; the path of the log is the URL without its secrets, and
    there is no file to hash. Raises UsageError where the driver, the file or the table is missing, InputError where the
    database cannot be read or the table is no log, LimitError where it is larger than `limits`.
    """
    mapping, limits = mapping or LogMapping(), limits or Limits()
    zone = zone_of(mapping.timezone or timezone)
    path = f"{without_secrets(url)}#{table}"
    with _failures_said(url, path), closing(_batches(url, table, path)) as read:
        batches = within(read, path, limits.unpacked_bytes)
    if not batches:
        raise rejection(path, "LOG_EMPTY", {"rows": 0})
    return assemble(raw_of_table(pa.Table.from_batches(batches), path, table, mapping, limits), mapping, zone)


def without_secrets(url: str) -> str:
    """Return a URL without its password and without its query, where passwords and tokens may stand as well."""
    scheme, colon, rest = url.partition("://")
    if not colon:
        return url.partition(":")[0]
    place = re.split("[?#]", rest, maxsplit=1)[0]
    if "@" in rest[len(place) :]:
        place = place.partition(":")[0]
    user, at, host = place.rpartition("@")
    return f"{scheme}://{user.partition(':')[0]}{at}{host}"


def _batches(url: str, table: str, path: str) -> _Batches:
    scheme = url.partition(":")[0]
    kind = _KINDS.get(scheme)
    if kind is None:
        raise misuse("DATABASE_UNKNOWN", {"scheme": scheme, "wanted": ", ".join(f"{each}://" for each in _KINDS)}, path=path)
    file = Path(unquote(re.split("[?#]", url.partition("://")[2], maxsplit=1)[0]))
    if kind != "postgres" and not file.is_file():
        raise misuse("FILE_NOT_READABLE", {"detail": f"{file.name}: no such file"}, path=path)
    if kind == "sqlite":
        return _of_sqlite(file, table, path)
    for module, package in (("ibis", "ibis-framework"), (_DRIVERS[kind], _DRIVERS[kind])):
        try:
            importlib.import_module(module)
        except ImportError as cause:
            raise misuse("DATABASE_DRIVER", {"scheme": scheme, "package": package}, path=path) from cause
    return _of_duckdb(file, table, path) if kind == "duckdb" else _of_postgres(url, table, path)


def _of_sqlite(file: Path, table: str, path: str) -> _Batches:
    """Yield a table of SQLite as texts, for there each value has a type of its own.

    Ibis is passed by: its reader of SQLite needs pandas.
    """
    with closing(sqlite3.connect(f"file:{quote(str(file.resolve()))}?mode=ro", uri=True)) as connection:
        names = connection.execute("SELECT 'main', name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
        name = _found(names, table, path)[1].replace('"', '""')
        cursor = connection.execute(f'SELECT * FROM "{name}"')
        header = [each[0] for each in cursor.description]
        while rows := cursor.fetchmany(_BATCH):
            columns = [pa.array(map(_text, column), pa.large_string()) for column in zip(*rows, strict=True)]
            yield pa.RecordBatch.from_arrays(columns, header)


def _of_duckdb(file: Path, table: str, path: str) -> _Batches:
    """Yield a table of DuckDB, read only, its views kept from reading other files.

    Rows are taken from the driver: Ibis 12 fetches them by methods that DuckDB 2 has no longer.
    """
    ibis = importlib.import_module("ibis")
    database = ibis.duckdb.connect(file, read_only=True, enable_external_access=False)
    try:
        schema, name = _found(database.raw_sql(_TABLES).fetchall(), table, path)
        with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
            rows = database.table(name, database=schema)
        yield from database.con.sql(database.compile(rows)).to_arrow_reader(_BATCH)
    finally:
        database.disconnect()


def _of_postgres(url: str, table: str, path: str) -> _Batches:
    database = importlib.import_module("ibis").connect(url)
    try:
        with closing(database.raw_sql(_TABLES)) as cursor:
            schema, name = _found(cursor.fetchall(), table, path)
        yield from database.to_pyarrow_batches(database.table(name, database=schema), chunk_size=_BATCH)
    finally:
        database.disconnect()


def _found(names: Sequence[tuple[str, str]], table: str, path: str) -> tuple[str, str]:
    """Return schema and name of the one table that is meant."""
    meant = [each for each in names if table in (each[1], ".".join(each))]
    if len(meant) != 1:
        found = sorted(".".join(each) for each in meant or names)
        raise misuse("DATABASE_NO_TABLE", {"table": table, "found": ", ".join(found[:_NAMED]) or "–"}, path=path)
    return meant[0]


def _text(value: Any) -> str | None:
    """Return a value of SQLite as a CSV has it; bytes that are no text in hex."""
    if isinstance(value, float):
        return plain_number(str(value))
    if isinstance(value, bytes):
        try:
            return value.decode()
        except UnicodeDecodeError:
            return value.hex()
    return None if value is None else str(value)


@contextmanager
def _failures_said(url: str, path: str) -> Iterator[None]:
    """Turn a driver's error into one that names place and reason; it is no cause of it, for it may bear the password."""
    try:
        yield
    except _errors_of_drivers() as cause:
        raise rejection(path, "DATABASE_FAILED", {"detail": _veiled(str(cause).strip().partition("\n")[0], url)}) from None


def _errors_of_drivers() -> tuple[type[BaseException], ...]:
    """Return the errors of the drivers that are loaded, which all derive from `Error` (PEP 249), and of what stands on them."""
    drivers = [module.Error for name in ("sqlite3", "duckdb", "psycopg") if (module := sys.modules.get(name))]
    ibis = [module.IbisError for name in ("ibis.common.exceptions",) if (module := sys.modules.get(name))]
    return (*drivers, *ibis, pa.ArrowException, OSError)


def _veiled(text: str, url: str) -> str:
    """Return a text without the password and the query's values of a URL, in whatever spelling."""
    password = url.partition("://")[2].rpartition("@")[0].partition(":")[2]
    secrets = {password, *(value for _, value in parse_qsl(url.partition("?")[2]))}
    for secret in sorted({spelled for each in secrets for spelled in (each, unquote(each), quote(each, safe=""))}, key=len):
        text = text.replace(secret, "***") if secret else text
    return text
