"""A SQLite file from strangers: opened read-only and immutable, checked, and nothing but the rows of its tables read."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from workbench.findings import Finding
from workbench.tables.faults import over_limit, rejection, warning
from workbench.tables.limits import Limits

_INSTRUCTIONS: Final = 20_000
_LONGEST_ROW: Final = 16
_SHORTEST_LIMIT: Final = 1 << 20
_PIECE: Final = 1 << 20
_OVERWRITTEN: Final = re.compile(rb"([\x80-\xfe])\1{63,}", re.DOTALL)
_READING: Final = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ})


class Database:
    """An open database: its `tables` with their columns, its other relations (views, virtual tables) with their kind."""

    def __init__(self, connection: sqlite3.Connection, path: Path, seconds: int) -> None:
        self.tables: dict[str, tuple[str, ...]] = {}
        self.others: dict[str, str] = {}
        self._connection = connection
        self._path = str(path)
        self._seconds = seconds
        self._deadline = 0.0
        connection.set_progress_handler(self._is_late, _INSTRUCTIONS)
        self._begin()
        for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "query_only = ON", "mmap_size = 0"):
            connection.execute(f"PRAGMA {pragma}")
        found = [row[0] for row in connection.execute("PRAGMA integrity_check(1)")]
        if found != ["ok"]:
            raise rejection(self._path, "FILE_CORRUPT", {"detail": f"integrity check: {' '.join(str(found[0]).split())}"})
        kinds = self._list_tables()
        is_utf8 = connection.execute("PRAGMA encoding").fetchone() == ("UTF-8",)
        connection.set_authorizer(_authorized)
        if is_utf8 and not any("BLOB" in kind.upper() or not kind for kind in kinds):
            _refuse_overwritten(path)

    def rows(self, table: str, columns: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Yield (number from 1, values as text, empty where NULL) of each row, in the order of the table."""
        self._begin()
        named = ", ".join(map(_quoted, columns))
        found = self._connection.execute(f"SELECT {named} FROM main.{_quoted(table)} NOT INDEXED")
        for number, row in enumerate(found, start=1):
            yield number, tuple(map(_text, row))

    def _list_tables(self) -> set[str]:
        """List what there is, and return the declared types of all columns; generated columns are none."""
        kinds: set[str] = set()
        for _, name, kind, *_ in self._connection.execute("PRAGMA main.table_list").fetchall():
            if kind != "table":
                self.others[name] = kind
                continue
            columns = self._connection.execute(f"PRAGMA main.table_info({_quoted(name)})").fetchall()
            self.tables[name] = tuple(column[1] for column in columns)
            if not name.startswith("sqlite_"):
                kinds |= {column[2] for column in columns}
        return kinds

    def _begin(self) -> None:
        self._deadline = time.monotonic() + self._seconds

    def _is_late(self) -> int:
        return int(time.monotonic() > self._deadline)


@contextmanager
def opened(path: Path, limits: Limits) -> Iterator[Database]:
    """Open a database for reading.

    Raises InputError for a damaged file, LimitError for a value that is too long or a statement that takes too long.
    """
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        longest = max(limits.value_characters * _LONGEST_ROW, _SHORTEST_LIMIT)
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, min(longest, 1_000_000_000))
        yield Database(connection, path, limits.seconds)
    except sqlite3.DataError as cause:
        raise over_limit(str(path), "LIMIT_FIELD", {"limit": limits.value_characters}) from cause
    except sqlite3.DatabaseError as cause:
        if cause.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            raise over_limit(str(path), "LIMIT_TIME", {"limit": limits.seconds}) from cause
        raise rejection(str(path), "FILE_CORRUPT", {"detail": str(cause)}) from cause
    finally:
        connection.close()


def unread_journals(path: Path) -> Iterator[Finding]:
    """Say where changes wait beside a database that are not in it yet, and so are not read."""
    for suffix in ("-wal", "-journal"):
        journal = path.with_name(path.name + suffix)
        if journal.exists() and journal.stat().st_size:
            yield warning(str(path), "OCEL_JOURNAL", {"element": journal.name})


def _refuse_overwritten(path: Path) -> None:
    """Refuse a file in which one byte that no UTF-8 text repeats fills a stretch: SQLite does not look where no row stands.

    A run of 64 bytes of one value from 0x80 to 0xFE is neither text nor number; 0xFF may be a row of small numbers -1.
    """
    place = 0
    with path.open("rb") as file:
        for piece in iter(lambda: file.read(_PIECE), b""):
            found = _OVERWRITTEN.search(piece)
            if found is not None:
                detail = f"from byte {place + found.start()} on {len(found[0])} bytes are 0x{found[1].hex().upper()}"
                raise rejection(str(path), "FILE_CORRUPT", {"detail": detail})
            place += len(piece)


def _authorized(action: int, _one: str | None, _two: str | None, _schema: str | None, inside: str | None) -> int:
    """Allow the reading of tables; `inside` names the view or trigger that would read."""
    return sqlite3.SQLITE_OK if action in _READING and inside is None else sqlite3.SQLITE_DENY


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(value: object) -> str:
    if value is None:
        return ""
    return value.hex() if isinstance(value, bytes) else str(value)
