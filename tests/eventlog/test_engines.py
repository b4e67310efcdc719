"""Arrays here and a database there give the same answers, in a language that Spark speaks too."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from tests.eventlog.logs import LOGS, MIDNIGHT, MINUTE, event, log_of
from workbench.eventlog import MISSING, NO_TIME, Column, EventLog, read_log, with_activities, write_store
from workbench.eventlog.engines.engine import ArrayEngine, Engine
from workbench.eventlog.engines.executions import Executions, executions_of
from workbench.eventlog.engines.relational import open_in
from workbench.eventlog.engines.simple_log import SimpleLog, simple_log_of
from workbench.eventlog.looks.case_values import CaseValues
from workbench.findings import UsageError

ibis = pytest.importorskip("ibis")
pytest.importorskip("duckdb")
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")  # Ibis calls DuckDB by an old name
DEMO = sorted((Path(__file__).resolve().parents[2] / "event_logs").glob("*.csv.gz"))


@pytest.fixture(scope="module")
def connection() -> Iterator[object]:
    opened = ibis.duckdb.connect()
    yield opened
    opened.disconnect()


def assert_same(one: object, other: object, *names: str) -> None:
    for name in names:
        mine, theirs = getattr(one, name), getattr(other, name)
        assert np.array_equal(mine, theirs), name
        assert getattr(mine, "dtype", None) == getattr(theirs, "dtype", None), name


def assert_same_traces(one: SimpleLog, other: SimpleLog) -> None:
    assert one.cases == other.cases
    assert_same(one, other, "first", "last", "end")
    assert_same(one.variants, other.variants, "activities", "offsets", "labels", "tied", "counts", "of_case")


def assert_same_answers(one: Engine, other: Engine) -> None:
    assert_same_traces(one.simple_log(), other.simple_log())
    times, other_times = one.times_between(), other.times_between()
    for steps, other_steps in ((one.directly_follows(), other.directly_follows()), (times.steps, other_times.steps)):
        assert_same(steps, other_steps, "activities", "source", "target", "counts", "tied", "starts", "ends")
    for name in ("mean", "median", "p90"):
        np.testing.assert_allclose(getattr(times, name), getattr(other_times, name), rtol=1e-9)
    for column in ("resource", "system", "nowhere"):
        mine, theirs = one.crossing(column), other.crossing(column)
        assert mine.values == theirs.values
        assert_same(mine, theirs, "column", "activities", "activity", "value", "counts")
    table, other_table = one.case_table(), other.case_table()
    assert table.cases == other_table.cases
    assert_same(table, other_table, "events", "first", "last", "variant")
    events, other_events = one.executions({"a": "b"}), other.executions({"a": "b"})
    assert events is not None
    assert other_events is not None
    assert_same_events(events, other_events)
    assert one.attributes() == other.attributes()
    for name in (*one.attributes().of_cases, "nowhere"):
        assert_same_values(one.case_values(name), other.case_values(name))
    for name in (*one.attributes().of_events, "nowhere"):
        for apart_from in ((), one.simple_log().activities[:1]):
            assert_same_values(one.event_values(name, apart_from), other.event_values(name, apart_from))
    for case in range(min(5, len(table.cases))):
        assert one.events_of_case(case) == other.events_of_case(case)


def assert_same_values(one: CaseValues, other: CaseValues) -> None:
    assert (one.name, one.values) == (other.name, other.values)
    assert_same(one, other, "case", "value", "counts")


def assert_same_events(one: Executions, other: Executions) -> None:
    assert one.cases == other.cases
    assert_same(one, other, "activities", "case", "activity", "end", "start")
    for mine, theirs in ((one.columns, other.columns), (one.case_columns, other.case_columns)):
        assert mine.keys() == theirs.keys()
        assert all(texts(mine[name]) == texts(theirs[name]) for name in mine)


def texts(column: Column) -> list[str | None]:
    return [None if code == MISSING else column.values[code] for code in column.codes.tolist()]


def answers_of(log: EventLog, folder: Path, connection: object) -> tuple[Engine, Engine]:
    return ArrayEngine(log=log), open_in(connection, str(write_store(log, folder)))


@settings(max_examples=50)
@given(log=LOGS)
def test_a_simple_log_in_other_words_is_that_of_the_log_in_other_words(log: EventLog) -> None:
    names = {"a": "z", "b": "审批", "c": "b"}
    renamed = simple_log_of(log).renamed(names)
    assert_same_traces(renamed, simple_log_of(with_activities(log, names)))
    assert (renamed.n_events, renamed.n_cases) == (log.n_events, log.n_cases)


def test_a_case_without_events_has_no_span() -> None:
    simple = simple_log_of(log_of(event("2", "a", 0), event("2", "b", 1), empty=("1", "3")))
    assert simple.first.tolist() == [NO_TIME, MIDNIGHT, NO_TIME]
    assert simple.last.tolist() == [NO_TIME, MIDNIGHT + MINUTE, NO_TIME]
    assert simple.end.tolist() == [MIDNIGHT, MIDNIGHT + MINUTE]


def test_a_log_without_events_has_no_ends() -> None:
    assert simple_log_of(log_of(empty=("1",))).end.tolist() == []


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.name)
def test_both_engines_agree_on_the_demo(path: Path, tmp_path: Path, connection: object) -> None:
    assert_same_answers(*answers_of(read_log(path), tmp_path, connection))


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(log=LOGS)
def test_both_engines_agree_on_every_small_log(
    log: EventLog, tmp_path_factory: pytest.TempPathFactory, connection: object
) -> None:
    assert_same_answers(*answers_of(log, tmp_path_factory.mktemp("stores"), connection))


def test_microseconds_before_1970_and_far_from_it_are_exact(tmp_path: Path, connection: object) -> None:
    log = log_of(event("1", "a", 0), event("1", "b", 1), event("2", "a", 2), event("2", "b", 3))
    log.end[:] = [-62_135_596_799_999_995, -1, -1_500_000, 253_402_300_799_999_999]
    assert_same_answers(*answers_of(log, tmp_path, connection))


def test_every_question_is_one_that_spark_can_be_asked(
    tmp_path: Path, connection: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ibis writes each query in Spark's SQL too; what Spark lacks is refused there."""
    asked = []
    kind = type(ibis.table({"a": "int64"}, name="a"))
    answer = kind.to_pyarrow

    def in_spark_too(table: object, **options: object) -> object:
        asked.append(str(ibis.to_sql(table, dialect="pyspark")))
        return answer(table, **options)

    settings_of_spark = type("Settings", (ibis.config.Config,), {"__annotations__": {"treat_nan_as_null": bool}})
    monkeypatch.setattr(ibis.options, "pyspark", settings_of_spark(treat_nan_as_null=False))
    monkeypatch.setattr(kind, "to_pyarrow", in_spark_too)
    _, database = answers_of(log_of(event("1", "a", 0), event("1", "b", 1)), tmp_path, connection)
    for question in (database.simple_log, database.times_between, database.case_table):
        question()
    database.crossing("resource")
    assert len(asked) >= 9
    assert all("SELECT" in query for query in asked)
    assert any("COLLECT_LIST" in query and "ORDER BY" in query for query in asked)


def test_a_connection_with_a_time_zone_of_its_own_is_refused(tmp_path: Path) -> None:
    opened = ibis.duckdb.connect()
    opened.raw_sql("set TimeZone='Asia/Shanghai'")
    stored = str(write_store(log_of(event("1", "a", 0)), tmp_path))
    with pytest.raises(UsageError, match="28800 seconds"):
        open_in(opened, stored)
    opened.disconnect()


@given(LOGS)
def test_the_rows_of_a_case_are_its_trace(log: EventLog) -> None:
    names = {"a": "审批", "b": "a"}
    rows, simple = executions_of(log, names), simple_log_of(log).renamed(names)
    for case, begin in enumerate(rows.begins.tolist()):
        trace = simple.variants.trace(int(simple.variants.of_case[case]))
        assert tuple(rows.activities[code] for code in rows.activity[begin : begin + len(trace)]) == trace
        assert (rows.case[begin : begin + len(trace)] == case).all()


def test_a_log_with_too_many_events_stays_where_it_is(
    tmp_path: Path, connection: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = answers_of(log_of(event("1", "a", 0), event("1", "b", 1)), tmp_path, connection)
    for module in ("engine", "relational"):
        monkeypatch.setattr(f"workbench.eventlog.engines.{module}.LARGEST", 1)
    assert here.executions({}) is None
    assert there.executions({}) is None
