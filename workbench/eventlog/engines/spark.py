"""The only door to Spark: a session on this machine or on a cluster, which reads stored logs and spreads work over its tasks."""

from __future__ import annotations

import os
import re
import socket
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, Final, TypeVar
from uuid import uuid4

import pyarrow as pa

from workbench.eventlog.engines.engine import OpenedLog, is_store, is_url
from workbench.eventlog.engines.java import require_java
from workbench.eventlog.engines.relational import opened_in
from workbench.eventlog.log import Source
from workbench.eventlog.mappings.mapping import LogMapping
from workbench.eventlog.reading import read_log
from workbench.eventlog.store import EVENTS, origin_of, write_store
from workbench.findings import Finding, WorkbenchError
from workbench.tables.faults import misuse, rejection

ON_THIS_MACHINE: Final = "spark"
_MASTER: Final = re.compile(r"spark://(?:[^\s/,:]+:\d{1,5}(?:,[^\s/,:]+:\d{1,5})*)")
_ERROR: Final = re.compile(r" ERROR |^Error: |^(?=Error occurred)")
_LOOPBACK: Final = "127.0.0.1"
_KNOCK_SECONDS: Final = 3
_WORKER_SECONDS: Final = 30
_PARTS_PER_TASK: Final = 2

_Part = TypeVar("_Part")
_Shared = TypeVar("_Shared")
_Result = TypeVar("_Result")


@dataclass(frozen=True, kw_only=True, eq=False)
class SparkRuntime:
    """An open session. Logs that are no store yet are stored in `folder`; `connection` is that of Ibis."""

    session: Any
    connection: Any
    folder: Path

    @property
    def n_parts(self) -> int:
        """Return some parts for each task that runs at once, so that none waits long for the last."""
        return _PARTS_PER_TASK * int(self.session.sparkContext.defaultParallelism)

    def open(self, path: str, mapping: LogMapping | None, timezone: str) -> OpenedLog:
        """Open a stored log where it lies; a log file is read here and stored first, where the workers must see it."""
        if is_store(path):
            stored = path if is_url(path) else f"file://{Path(path).resolve()}"
            source, findings = _origin(self.session, stored, path)
        else:
            log = read_log(Path(path), mapping, timezone=timezone)
            stored, source, findings = f"file://{write_store(log, self.folder)}", log.source, log.findings
        engine = opened_in(_SparkDatabase(session=self.session, connection=self.connection, path=path), stored)
        return OpenedLog(path=path, engine=engine, source=source, findings=findings)

    def spread(self, task: Callable[[_Part, _Shared], _Result], parts: Sequence[_Part], shared: _Shared) -> list[_Result]:
        """Do every part in a task of its own; what is shared is sent once to each worker.

        Raises UsageError where Spark gives up.
        """
        context = self.session.sparkContext
        try:
            sent = context.broadcast(shared)
            results: list[_Result] = context.parallelize(parts, len(parts)).map(lambda part: task(part, sent.value)).collect()
            sent.unpersist()
        except _errors_of_spark() as cause:
            raise misuse("ENGINE_FAILED", {"detail": _reason(cause)}, path=context.master) from cause
        return results


@dataclass(frozen=True, kw_only=True, eq=False)
class _SparkDatabase:
    """A session as what stores are opened in; `path` is the log that a failure names.

    Rows go in and out as Arrow: by way of pandas, as Ibis would have it, numbers beside missing values become floats.
    """

    session: Any
    connection: Any
    path: str

    def read(self, path: str) -> Any:
        with _unreadable_said(self.path):
            return self.connection.read_parquet(path)

    def hold(self, rows: pa.Table) -> Any:
        name = f"workbench_{uuid4().hex}"
        with _unreadable_said(self.path):
            self.session.createDataFrame(rows).createOrReplaceTempView(name)
            return self.connection.table(name)

    def fetch(self, expression: Any) -> pa.Table:
        with _unreadable_said(self.path):
            return self.session.sql(self.connection.compile(expression)).toArrow()


@contextmanager
def open_spark(name: str) -> Iterator[SparkRuntime]:
    """Open a session on this machine (`spark`) or on a cluster (`spark://HOST:PORT`), and end it with its Java process.

    It is silent: what Spark says goes into a file, whose last words a failure quotes. Raises UsageError where the library or
    Java is missing, Spark runs in this process already, no master answers, or no worker comes within half a minute.
    """
    _require_library()
    require_java()
    _require_master(name)
    if import_module("pyspark").SparkContext._gateway is not None:
        raise misuse("ENGINE_BUSY", {}, path=name)
    with TemporaryDirectory(prefix="workbench-") as folder, (Path(folder) / "spark.log").open("w+b") as said:
        session = _session(name, Path(folder), said)
        try:
            _require_worker(name, session)
            connection = import_module("ibis").pyspark.connect(session)
            yield SparkRuntime(session=session, connection=connection, folder=Path(folder))
        finally:
            with suppress(*_errors_of_spark()):
                session.stop()
            _end()


def is_cluster(name: str) -> bool:
    """Return whether a name is that of a cluster's master, or of several in reserve: `spark://HOST:PORT,HOST:PORT`."""
    return _MASTER.fullmatch(name) is not None


def _require_library() -> None:
    for module, package in (("pyspark", "pyspark"), ("ibis", "ibis-framework"), ("pandas", "pandas")):
        try:
            import_module(module)
        except ImportError as cause:
            raise misuse("ENGINE_LIBRARY_MISSING", {"library": package}) from cause


def _require_master(name: str) -> None:
    """Knock at each master of a cluster; Spark itself would wait a minute."""
    if name == ON_THIS_MACHINE:
        return
    failures = []
    for address in name.removeprefix("spark://").split(","):
        host, _, port = address.rpartition(":")
        try:
            socket.create_connection((host, int(port)), timeout=_KNOCK_SECONDS).close()
        except (OSError, OverflowError) as failure:
            failures.append(f"{address}: {getattr(failure, 'strerror', None) or failure}")
        else:
            return
    raise misuse("ENGINE_UNREACHABLE", {"detail": "; ".join(failures)}, path=name)


def _require_worker(name: str, session: Any) -> None:
    """Wait for the first executor; without one every question would wait for ever."""
    if name == ON_THIS_MACHINE:
        return
    deadline = time.monotonic() + _WORKER_SECONDS
    while session._jsc.sc().getExecutorMemoryStatus().size() < 2:
        if time.monotonic() > deadline:
            raise misuse("ENGINE_NO_WORKER", {"seconds": _WORKER_SECONDS}, path=name)
        time.sleep(0.2)


def _session(name: str, folder: Path, said: IO[bytes]) -> Any:
    spark = import_module("pyspark")
    settings = spark.SparkConf().setAll(list(_settings(name, folder).items()))
    try:
        gateway = import_module("pyspark.java_gateway").launch_gateway(settings, {"stdout": said, "stderr": said})
        context = spark.SparkContext(conf=settings, gateway=gateway)
        session = import_module("pyspark.sql").SparkSession(context)
    except _errors_of_spark() as cause:
        _end()
        raise misuse("ENGINE_FAILED", {"detail": _words(said) or _reason(cause)}, path=name) from cause
    if name == ON_THIS_MACHINE:
        context.pythonExec = sys.executable
    return session


def _settings(name: str, folder: Path) -> Mapping[str, str]:
    settings = {
        "spark.master": name,
        "spark.app.name": "workbench",
        "spark.log.level": "ERROR",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.hadoop.parquet.page.verify-checksum.enabled": "true",
    }
    if name == ON_THIS_MACHINE:
        settings |= {
            "spark.master": "local[*]",
            "spark.local.dir": str(folder),
            "spark.driver.host": _LOOPBACK,
            "spark.driver.bindAddress": _LOOPBACK,
            "spark.sql.shuffle.partitions": str(os.cpu_count() or 1),
        }
    return settings


def _end() -> None:
    """End what runs of Spark in this process: its context, and the Java process that PySpark would keep for the next one."""
    context = import_module("pyspark").SparkContext
    if context._active_spark_context is not None:
        context._active_spark_context.stop()
    gateway = context._gateway
    if gateway is not None:
        context._gateway = context._jvm = None
        gateway.shutdown()
        gateway.proc.stdin.close()
        gateway.proc.wait()


def _origin(session: Any, stored: str, path: str) -> tuple[Source, tuple[Finding, ...]]:
    """Read from a log's description, stored there, where it came from and what was said of it, as Spark reads files.

    `path` is how the user named it.
    """
    java = session._jvm.org.apache
    with _unreadable_said(path):
        place = java.hadoop.fs.Path(f"{stored}/{EVENTS}")
        file = java.parquet.hadoop.util.HadoopInputFile.fromPath(place, session._jsc.hadoopConfiguration())
        reader = java.parquet.hadoop.ParquetFileReader.open(file)
        pairs = dict(reader.getFooter().getFileMetaData().getKeyValueMetaData())
        reader.close()
    return origin_of({key.encode(): value.encode() for key, value in pairs.items()}, path)


@contextmanager
def _unreadable_said(path: str) -> Iterator[None]:
    """Turn a failure of Spark into one that names the log and the reason."""
    try:
        yield
    except WorkbenchError:
        raise
    except _errors_of_spark() as cause:
        raise rejection(path, "ENGINE_LOG_UNREADABLE", {"detail": _reason(cause)}) from cause


def _errors_of_spark() -> tuple[type[BaseException], ...]:
    errors, protocol = import_module("pyspark.errors"), import_module("py4j.protocol")
    return errors.PySparkException, protocol.Py4JError, import_module("ibis.common.exceptions").IbisError, OSError


def _reason(cause: BaseException) -> str:
    """Return the first line of what Java says of the root of a failure, of one in a task the last line of Python's traceback."""
    java = getattr(cause, "java_exception", None)
    while java is not None and java.getCause() is not None:
        java = java.getCause()
    text = str(java.toString() if java is not None else cause).strip()
    traceback = text.partition("Traceback (most recent call last):")[2].strip().partition("\n\n")[0]
    line = traceback.rpartition("\n")[2] or text.partition("\n")[0]
    return line.strip().rstrip(".") or type(cause).__name__


def _words(said: IO[bytes]) -> str:
    """Return the first error that Spark or Java wrote, or else the last line."""
    said.seek(0)
    lines = [line.strip() for line in said.read().decode("utf-8", "replace").splitlines() if line.strip()]
    errors = [line[found.end() :] for line in lines if (found := _ERROR.search(line))]
    return (errors or lines[-1:] or [""])[0].rstrip(".")
