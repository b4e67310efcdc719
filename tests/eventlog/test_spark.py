"""Spark gives the answers of the embedded engine, to the byte; where it cannot be had, one message says what to do."""

import gc
import re
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from tests.eventlog.logs import event, log_of
from tests.eventlog.test_engines import DEMO, assert_same_answers, assert_same_traces
from workbench.eventlog import read_log, write_store
from workbench.eventlog.engines.engine import EMBEDDED, ArrayEngine, Runtime
from workbench.eventlog.engines.java import require_java
from workbench.eventlog.engines.runtime import open_runtime
from workbench.eventlog.engines.simple_log import simple_log_of
from workbench.findings import InputError, UsageError

FAST_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
pytestmark = pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")  # PySpark leaves its sockets to the collector


@contextmanager
def short_session() -> Iterator[Runtime]:
    """Open Spark on this machine; its Java compiles fast rather than well, for it lives shortly."""
    pytest.importorskip("pyspark", reason="pyspark is not installed: nothing to run Spark with")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JDK_JAVA_OPTIONS", FAST_START)
        try:
            require_java()
        except UsageError as missing:
            pytest.skip(str(missing))
        with open_runtime("spark") as runtime:
            yield runtime
    gc.collect()
    context = sys.modules["pyspark"].SparkContext
    assert (context._active_spark_context, context._gateway) == (None, None)


@pytest.fixture(scope="module")
def spark() -> Iterator[Runtime]:
    with short_session() as runtime:
        yield runtime


def test_the_answers_to_the_demo_are_those_of_arrays(spark: Runtime) -> None:
    path = str(min(DEMO))
    opened, embedded = (runtime.open(path, None, "Asia/Shanghai") for runtime in (spark, EMBEDDED))
    assert (opened.source, opened.findings) == (embedded.source, embedded.findings)
    assert_same_answers(embedded.engine, opened.engine)


def test_times_far_from_1970_ties_and_empty_cases_are_those_of_arrays(spark: Runtime, tmp_path: Path) -> None:
    rows = [event("1", "a", 0, "x"), event("1", "b", 1), event("2", "a", 2, "张三"), event("2", "b", 3), event("3", "审批", 9)]
    log = log_of(*rows, event("3", "a", 9), empty=("0", "9"))
    log.end[:4] = [-62_135_596_799_999_995, -1, -1_500_000, 253_402_300_799_999_999]
    opened = spark.open(str(write_store(log, tmp_path / "日志 %41")), None, "Asia/Shanghai")
    assert opened.source == log.source
    assert_same_answers(ArrayEngine(log=log), opened.engine)


def test_a_stored_log_is_opened_by_its_url(spark: Runtime, tmp_path: Path) -> None:
    log = read_log(min(DEMO))
    opened = spark.open(write_store(log, tmp_path).as_uri(), None, "Asia/Shanghai")
    assert (opened.source, opened.findings) == (log.source, log.findings)
    assert opened.engine.simple_log().n_events == log.n_events


def test_a_stored_log_without_events_is_read(spark: Runtime, tmp_path: Path) -> None:
    log = log_of(empty=("1",))
    opened = spark.open(str(write_store(log, tmp_path)), None, "Asia/Shanghai")
    assert_same_traces(opened.engine.simple_log(), simple_log_of(log))


@pytest.mark.parametrize("damage", ["nothing", "seal", "pages"])
def test_a_damaged_store_is_refused_by_name(spark: Runtime, tmp_path: Path, damage: str) -> None:
    rows = [event(str(number), "abc"[number % 3], number) for number in range(3000)]
    stored = write_store(log_of(*rows), tmp_path)
    events = stored / "events.parquet"
    content = events.read_bytes()
    if damage == "nothing":
        events.unlink()
    elif damage == "seal":
        events.write_bytes(content.replace(b"small.csv", b"large.csv"))
    else:
        events.write_bytes(content[:2000] + bytes(byte ^ 255 for byte in content[2000:2100]) + content[2100:])
    with pytest.raises(InputError) as refused:
        spark.open(stored.as_uri(), None, "Asia/Shanghai").engine.case_table()
    assert refused.value.finding.code == ("STORE_DAMAGED" if damage == "seal" else "ENGINE_LOG_UNREADABLE")
    assert refused.value.finding.place.file == stored.as_uri()


def test_work_is_spread_in_order(spark: Runtime) -> None:
    parts = [np.arange(size) for size in (3, 0, 5, 1)]
    assert spark.spread(np.dot, [part.tolist() for part in parts[:1]], [1, 10, 100]) == [210]
    assert spark.spread(np.full_like, parts, 7)[2].tolist() == [7] * 5
    assert spark.n_parts > 1


def test_a_task_that_fails_is_one_message(spark: Runtime) -> None:
    with pytest.raises(UsageError, match="Spark gave up") as failed:
        spark.spread(np.dot, [[1, 2]], [1, 2, 3])
    assert failed.value.finding.facts["detail"] == "ValueError: shapes (2,) and (3,) not aligned: 2 (dim 0) != 3 (dim 0)"


def test_a_second_session_in_one_process_is_refused(spark: Runtime) -> None:
    with pytest.raises(UsageError, match="already"), open_runtime("spark"):
        pass
    assert spark.spread(np.dot, [[1]], [2]) == [2]


def test_pyspark_has_one_door() -> None:
    rooms = (Path(__file__).resolve().parents[2] / "workbench").rglob("*.py")
    doors = {path.name for path in rooms if re.search(r"import_module\(.(pyspark|py4j)", path.read_text(encoding="utf-8"))}
    assert doors == {"spark.py"}


def test_the_embedded_engine_needs_no_java(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with open_runtime() as runtime:
        assert runtime == EMBEDDED
        assert runtime.spread(np.dot, [[1], [2]], [3]) == [3, 6]


def test_missing_java_is_one_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match=r"none in PATH\. Install one"):
        require_java()
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(UsageError, match=f"none in JAVA_HOME={tmp_path}"):
        require_java()


@pytest.mark.parametrize(("said", "found"), [('java version "1.8.0_402"', "8"), ('openjdk version "11.0.2"', "11"), ("!", "?")])
def test_an_old_java_is_one_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, found: str) -> None:
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text(f"#!/bin/sh\necho '{said}' >&2\n", encoding="utf-8")
    java.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(UsageError) as refused:
        require_java()
    assert (refused.value.finding.code, str(refused.value.finding.facts["found"])) == ("ENGINE_JAVA_OLD", found)


def test_a_missing_library_is_one_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(UsageError, match=r"library pyspark, which is not installed.*workbench\[spark\]"), open_runtime("spark"):
        pass


def test_a_master_out_of_reach_is_said() -> None:
    pytest.importorskip("pyspark", reason="pyspark is not installed: nothing to run Spark with")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(UsageError, match=f"No Spark master answers .{address}"), open_runtime(f"spark://{address}"):
            pass


@pytest.mark.parametrize("name", ["", "Spark", "spark://", "spark://host", "spark://host:port", "yarn", "duckdb"])
def test_an_unknown_engine_is_one_message(name: str) -> None:
    with pytest.raises(UsageError, match="There is no engine"), open_runtime(name):
        pass


def test_a_url_is_not_for_the_embedded_engine() -> None:
    with pytest.raises(UsageError, match="object store"):
        EMBEDDED.open("s3a://bucket/logs/otd", None, "Asia/Shanghai")
