"""The history in a database: SQLite (WAL) in a file, or another by its URL; nothing is ever updated or deleted."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import (
    Column,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    create_engine,
    insert,
    inspect,
    select,
)
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, IntegrityError, OperationalError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from workbench.findings import Finding, InputError, Place, Severity, UsageError
from workbench.normalization.history import Draft, Record, chained
from workbench.released import refuse_released

VERSION: Final = 2
"""Of the tables below; a register of a later one is not touched, one of an earlier is brought up to date by its next writer."""

_PATIENCE: Final = 60
"""Seconds that a writer waits for others."""

_ATTEMPTS: Final = 1000
_SQLITE: Final = "sqlite"
_TABLES: Final = MetaData()
_VERSIONS: Final = Table("schema_versions", _TABLES, Column("version", Integer, primary_key=True, autoincrement=False))
_RECORDS: Final = Table(
    "records",
    _TABLES,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(32), nullable=False),
    Column("subject", String(64), nullable=False),
    Column("seen", Integer, nullable=False),
    Column("content", Text, nullable=False),
    Column("previous", String(64), nullable=False, unique=True),
    Column("hash", String(64), nullable=False, unique=True),
    UniqueConstraint("kind", "subject", "seen"),
)
_BY_KIND: Final = Index("records_by_kind", _RECORDS.c.kind, _RECORDS.c.number)
_STEPS: Final[Mapping[int, Callable[[Connection], None]]] = {2: lambda connection: _BY_KIND.create(connection, checkfirst=True)}
"""What brings the tables to a version from the one before; records are never touched by it."""


class Overtaken(Exception):  # noqa: N818 - it is no fault: somebody else was faster
    """Somebody has recorded something about the subject that the draft had not seen: `latest`, None where there is nothing."""

    def __init__(self, latest: Record | None) -> None:
        super().__init__(latest)
        self.latest = latest


@dataclass(frozen=True, kw_only=True, eq=False)
class Storage:
    """Where a history is kept; it comes into being with its first record. Connections last as long as a call."""

    engine: Engine

    @property
    def place(self) -> str:
        """Return where it is, without any password."""
        url = self.engine.url
        return (url.database or "").removeprefix("file:") if _is_file(url) else url.render_as_string(hide_password=True)

    @property
    def is_out_of_date(self) -> bool:
        """Return whether its tables are of an earlier version, whose writers noted no heads. Raises as `records` does."""
        if _is_file(self.engine.url) and not Path(self.place).exists():
            return False
        try:
            with self.engine.connect() as connection:
                return 0 < self._version(connection) < VERSION
        except SQLAlchemyError as error:
            raise self._fault("REGISTER_UNREADABLE", error) from error

    def records(self) -> tuple[Record, ...]:
        """Return all records in order; nothing where there is no register yet. Raises InputError where it cannot be read."""
        if _is_file(self.engine.url) and not Path(self.place).exists():
            return ()
        try:
            return self._read(self.engine)
        except OperationalError as error:
            if not _is_file(self.engine.url) or os.access(Path(self.place).parent, os.W_OK):
                raise self._fault("REGISTER_UNREADABLE", error) from error
        return self._read_from_a_locked_folder()

    def append(self, draft: Draft) -> Record:
        """Record a draft behind all others, as one transaction.

        Raises Overtaken where its author had not seen the last record about its subject, InputError where the register cannot be
        written, ImmutableRelease where it would lie in a release.
        """
        try:
            self._prepare()
            for _ in range(_ATTEMPTS):
                with self._writing() as connection:
                    record = chained(draft, _last(connection))
                    latest = _last_about(connection, draft)
                    if (latest.number if latest else 0) != draft.seen:
                        raise Overtaken(latest)
                    try:
                        connection.execute(insert(_RECORDS).values(_row(record)))
                        connection.commit()
                    except IntegrityError:  # another writer took the place between reading and writing
                        continue
                return record
        except SQLAlchemyError as error:
            raise self._fault("REGISTER_UNWRITABLE", error) from error
        raise self._fault("REGISTER_UNWRITABLE", TimeoutError(f"{_ATTEMPTS} attempts"))

    def _read(self, engine: Engine) -> tuple[Record, ...]:
        try:
            with engine.connect() as connection:
                if not self._version(connection):
                    return ()
                rows = connection.execute(select(_RECORDS).order_by(_RECORDS.c.number))
                return tuple(_record(*row) for row in rows)
        except OperationalError:
            raise
        except SQLAlchemyError as error:
            raise self._fault("REGISTER_UNREADABLE", error) from error

    def _read_from_a_locked_folder(self) -> tuple[Record, ...]:
        """Read a file beside which no journal can be made, as one that nobody can change."""
        address = f"file:{Path(self.place).resolve().as_posix()}"
        try:
            return self._read(_engine(URL.create(_SQLITE, database=address, query={"immutable": "1", "uri": "true"})))
        except OperationalError as error:
            raise self._fault("REGISTER_UNREADABLE", error) from error

    def _prepare(self) -> None:
        """Make what is missing; several may do so at once."""
        if _is_file(self.engine.url):
            refuse_released(Path(self.place))
            try:
                Path(self.place).parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise self._fault("REGISTER_UNWRITABLE", error) from error
        with self.engine.connect() as connection:
            if self._version(connection) == VERSION:
                return
        if _is_file(self.engine.url):
            self._journal_ahead()
        with self._writing() as connection:
            try:
                self._bring_up_to_date(connection)
                connection.commit()
            except DatabaseError:
                connection.rollback()
                if self._version(connection) != VERSION:  # nobody else did it either
                    raise

    def _bring_up_to_date(self, connection: Connection) -> None:
        before = self._version(connection)
        if before == 0:
            _TABLES.create_all(connection)
        for version in range(before + 1, VERSION + 1) if before else ():
            _STEPS[version](connection)
        if before != VERSION:
            connection.execute(insert(_VERSIONS).values(version=VERSION))

    def _journal_ahead(self) -> None:
        """Let readers go on while somebody writes (WAL), which the file remembers."""
        with self.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")

    def _version(self, connection: Connection) -> int:
        """Return the version of the tables, 0 where they are not there. Raises InputError where it is a later one."""
        tables = set(inspect(connection).get_table_names())
        if not {_VERSIONS.name, _RECORDS.name} <= tables:
            return 0
        version = max(connection.execute(select(_VERSIONS.c.version)).scalars(), default=0)
        if version > VERSION:
            facts = {"version": version, "known": VERSION}
            raise InputError(
                Finding(code="REGISTER_NEWER", severity=Severity.CRITICAL, place=Place(file=self.place), facts=facts)
            )
        return version

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self.engine.connect() as connection:
            if self.engine.dialect.name == _SQLITE:
                connection.exec_driver_sql("BEGIN IMMEDIATE")  # wait for other writers here, not with a stale head in hand
            yield connection

    def _fault(self, code: str, cause: Exception) -> InputError:
        detail = str(getattr(cause, "orig", None) or cause).strip().splitlines()[0]
        facts = {"place": self.place, "detail": detail}
        return InputError(Finding(code=code, severity=Severity.CRITICAL, place=Place(file=self.place), facts=facts))


def storage_in(path: Path) -> Storage:
    """Return the storage in an SQLite file, which need not be there yet."""
    return Storage(engine=_engine(URL.create(_SQLITE, database=str(path))))


def storage_at(url: str) -> Storage:
    """Return the storage in the database of a URL, such as postgresql://user@host/name.

    Raises UsageError where it is no URL, or the driver of that database is not installed.
    """
    try:
        known = make_url(url)
        return Storage(engine=_engine(known.set(drivername="postgresql+psycopg") if known.drivername == "postgresql" else known))
    except (ArgumentError, ImportError) as error:
        facts = {"detail": str(error).splitlines()[0]}
        raise UsageError(Finding(code="REGISTER_URL", severity=Severity.CRITICAL, facts=facts)) from error


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != _SQLITE:
        return create_engine(url, poolclass=NullPool)
    # transactions are begun by hand: the driver would begin them only with the first change, when a reader may have overtaken
    return create_engine(url, poolclass=NullPool, connect_args={"timeout": _PATIENCE, "isolation_level": None})


def _is_file(url: URL) -> bool:
    return url.get_backend_name() == _SQLITE


def _last(connection: Connection) -> Record | None:
    found = connection.execute(select(_RECORDS).order_by(_RECORDS.c.number.desc()).limit(1)).first()
    return _record(*found) if found else None


def _last_about(connection: Connection, draft: Draft) -> Record | None:
    about = (_RECORDS.c.kind == draft.kind) & (_RECORDS.c.subject == draft.subject)
    found = connection.execute(select(_RECORDS).where(about).order_by(_RECORDS.c.number.desc()).limit(1)).first()
    return _record(*found) if found else None


def _record(*row: object) -> Record:
    number, kind, subject, seen, content, previous, own = row
    draft = Draft(kind=str(kind), subject=str(subject), seen=_integer(seen), content=str(content))
    return Record(number=_integer(number), draft=draft, previous=str(previous), hash=str(own))


def _integer(value: object) -> int:
    """Return a number as it should be; what somebody else wrote in its place breaks the chain, and is said there."""
    return value if isinstance(value, int) else -1


def _row(record: Record) -> dict[str, object]:
    draft = record.draft
    return {
        "number": record.number,
        "kind": draft.kind,
        "subject": draft.subject,
        "seen": draft.seen,
        "content": draft.content,
        "previous": record.previous,
        "hash": record.hash,
    }
