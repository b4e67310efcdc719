"""The same answers from a database: Ibis expressions over a stored log, of a kind that DuckDB and Spark both run."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from workbench.eventlog.engines.executions import LARGEST, Executions, executions_of
from workbench.eventlog.engines.simple_log import SimpleLog
from workbench.eventlog.log import MISSING, NO_TIME, Column, EventLog, Source, Variants, unknown_times
from workbench.eventlog.looks.case_table import CaseTable
from workbench.eventlog.looks.case_values import Attributes, CaseValues, RecordedEvent, no_values, values_of_pairs
from workbench.eventlog.looks.directly_follows import DirectlyFollows, TimesBetween, ranked_steps
from workbench.eventlog.looks.staffing import Crossing, ordered_crossing
from workbench.eventlog.looks.tracing import DistinctTraces
from workbench.eventlog.looks.variants import ranked_variants
from workbench.eventlog.store import CASES, EVENTS, OWN
from workbench.eventlog.texts import Texts, texts_of_arrow
from workbench.tables.faults import misuse

_SECOND: Final = 1_000_000


class Database(Protocol):
    """How tables come to where expressions are computed, and how their rows come back."""

    def read(self, path: str) -> Any:
        """Return a Parquet file, by its path or URL, as an Ibis table."""

    def hold(self, rows: pa.Table) -> Any:
        """Return a few rows as an Ibis table."""

    def fetch(self, expression: Any) -> pa.Table:
        """Return the rows of an Ibis expression."""


@dataclass(frozen=True, kw_only=True, eq=False)
class IbisDatabase:
    """Any Ibis connection that reads Parquet."""

    connection: Any

    def read(self, path: str) -> Any:
        """Return a Parquet file as a table of the connection."""
        return self.connection.read_parquet(path)

    def hold(self, rows: pa.Table) -> Any:
        """Return rows as a table that travels with each query."""
        return ibis_library().memtable(rows)

    def fetch(self, expression: Any) -> pa.Table:
        """Compute an expression."""
        return expression.to_pyarrow()


@dataclass(frozen=True, kw_only=True, eq=False)
class RelationalEngine:
    """Answers from a table of events that `events_of` made; `cases` and `activities` are those of the log.

    `case_rows` is the table of the cases with their attributes.
    """

    database: Database
    events: Any
    case_rows: Any
    cases: Texts
    activities: tuple[str, ...]

    def simple_log(self) -> SimpleLog:
        """Reduce the log to its traces."""
        events = self.events
        spans = self.database.fetch(events.group_by("case").agg(first=events.end.min(), last=events.end.max()))
        first, last = (self._by_case(spans, name, NO_TIME) for name in ("first", "last"))
        return SimpleLog(cases=self.cases, variants=self.variants(), first=first, last=last)

    def variants(self) -> Variants:
        """Group the cases by their trace, written as one text: its labels in order, each with whether it is tied."""
        ibis = ibis_library()
        in_order = ibis.window(group_by="case", order_by=["end", "activity", "position"])
        tied = (self.events.end == self.events.end.lag(1).over(in_order)).fill_null(False)
        word = self.events.activity * 2 + tied.cast("int64")
        steps = self.events.select("case", word=word, place=ibis.row_number().over(in_order))
        traces = steps.group_by("case").agg(steps=ibis.struct({"place": steps.place, "word": steps.word}).collect())
        traces = traces.select("case", trace=traces.steps.sort().map(lambda step: step.word.cast("string")).join(" "))
        traced = traces.mutate(first=traces.case.min().over(ibis.window(group_by="trace")))
        once = ibis.ifelse(traced.case == traced.first, traced.trace, ibis.null("string"))
        return self._variants(self.database.fetch(traced.select("case", "first", trace=once)))

    def _variants(self, traced: pa.Table) -> Variants:
        """Put the traces in order, each given by the first case that has it; cases in no event form the empty trace."""
        case, first = _numbers(traced["case"]), _numbers(traced["first"])
        heads = np.flatnonzero(case == first)
        words = [np.array(trace.split(), dtype=np.int32) for trace in traced["trace"].take(pa.array(heads)).to_pylist()]
        group_of_first = np.full(len(self.cases) + 1, len(words), dtype=np.int32)
        group_of_first[case[heads]] = np.arange(len(words))
        of_case = np.full(len(self.cases), len(words), dtype=np.int32)
        of_case[case] = group_of_first[first]
        if len(case) < len(self.cases):
            words.append(np.zeros(0, dtype=np.int32))
        bounds = np.cumsum([0, *map(len, words)], dtype=np.int64)
        traces = DistinctTraces(
            words=np.concatenate([np.zeros(0, dtype=np.int32), *words]),
            begins=bounds[:-1],
            ends=bounds[1:],
            counts=np.bincount(of_case, minlength=len(words)),
            of_case=of_case,
        )
        return ranked_variants(self.activities, traces)

    def directly_follows(self) -> DirectlyFollows:
        """Count what follows what by (time, position)."""
        steps = self._steps()
        pairs = steps.filter(steps.before.notnull())
        tied = (pairs.gap == 0).cast("int64")
        counted = self.database.fetch(pairs.group_by("before", "activity").agg(count=pairs.count(), tied=tied.sum()))
        keys = _numbers(counted["before"]) * len(self.activities) + _numbers(counted["activity"])
        counts = np.column_stack((_numbers(counted["count"]), _numbers(counted["tied"])))
        starts, ends = (self._at_border(steps, steps[side].isnull()) for side in ("before", "after"))
        return ranked_steps(self.activities, keys, counts, starts, ends)

    def times_between(self) -> TimesBetween:
        """Measure the times between completions."""
        steps, follows = self._steps(), self.directly_follows()
        pairs = steps.filter(steps.before.notnull())
        figures = {"mean": pairs.gap.mean(), "median": pairs.gap.quantile(0.5), "p90": pairs.gap.quantile(0.9)}
        times = self.database.fetch(pairs.group_by("before", "activity").agg(**figures))
        keys = _numbers(times["before"]) * len(self.activities) + _numbers(times["activity"])
        wanted = follows.source.astype(np.int64) * len(self.activities) + follows.target
        by_key = np.argsort(keys)
        order = by_key[np.searchsorted(keys[by_key], wanted)]
        mean, median, p90 = (np.asarray(times[name], dtype=np.float64)[order] for name in figures)
        return TimesBetween(steps=follows, mean=mean, median=median, p90=p90)

    def crossing(self, name: str) -> Crossing:
        """Count activities against an event column; where there is none of that name, every value is unknown."""
        ibis = ibis_library()
        column = f"{OWN}{name}"
        value = self.events[column] if column in self.events.columns else ibis.null("string")
        valued = self.events.select("activity", value=value)
        counted = self.database.fetch(valued.group_by("activity", "value").agg(count=valued.count()))
        values, codes = _coded(counted["value"].to_pylist())
        keys = _numbers(counted["activity"]) * (len(values) + 1) + codes + 1
        return ordered_crossing(name, self.activities, values, keys, _numbers(counted["count"]))

    def case_table(self) -> CaseTable:
        """Measure each case."""
        ibis, events = ibis_library(), self.events
        begin = ibis.least(events.start.fill_null(events.end), events.end)
        spans = self.database.fetch(events.group_by("case").agg(events=events.count(), first=begin.min(), last=events.end.max()))
        return CaseTable(
            cases=self.cases,
            events=self._by_case(spans, "events", 0),
            first=self._by_case(spans, "first", NO_TIME),
            last=self._by_case(spans, "last", NO_TIME),
            variant=self.variants().of_case,
        )

    def executions(self, names: Mapping[str, str]) -> Executions | None:
        """Bring the events here, unless they are more than `LARGEST`."""
        events = self.events
        if int(_numbers(self.database.fetch(events.aggregate(n=events.count()))["n"])[0]) > LARGEST:
            return None
        rows, cases = self.database.fetch(events), self.database.fetch(self.case_rows)
        log = EventLog(
            name="",
            cases=self.cases,
            activities=self.activities,
            case=_numbers(rows["case"]).astype(np.int32),
            activity=_numbers(rows["activity"]).astype(np.int32),
            end=_numbers(rows["end"]),
            start=_numbers(pc.fill_null(rows["start"], NO_TIME)),
            recorded=unknown_times(len(rows)),
            position=_numbers(rows["position"]).astype(np.int32),
            columns=_columns(rows),
            case_columns=_columns(cases.sort_by("case_id")),
            source=Source(path="", sha256="", content="", rows_read=len(rows)),
        )
        return executions_of(log, names)

    def attributes(self) -> Attributes:
        """Name the attributes."""
        of_cases, of_events = (
            tuple(sorted(name.removeprefix(OWN) for name in table.columns if name.startswith(OWN)))
            for table in (self.case_rows, self.events)
        )
        return Attributes(of_cases=of_cases, of_events=of_events)

    def case_values(self, name: str) -> CaseValues:
        """Return what each case bears of an attribute of cases."""
        if name not in self.attributes().of_cases:
            return no_values(name)
        rows = self.case_rows.select("case_id", value=self.case_rows[f"{OWN}{name}"])
        found = self.database.fetch(rows.filter(rows.value.notnull()))
        values, codes = _coded(found["value"].to_pylist())
        cases = texts_of_arrow(found["case_id"].combine_chunks()).positions_in(self.cases)
        return values_of_pairs(name, values, cases, codes, np.ones(len(codes), dtype=np.int64))

    def event_values(self, name: str, apart_from: Collection[str] = ()) -> CaseValues:
        """Return what the events of each case bear of an attribute."""
        if name not in self.attributes().of_events:
            return no_values(name)
        others = [number for number, label in enumerate(self.activities) if label not in apart_from]
        value = self.events[f"{OWN}{name}"]
        rows = self.events.filter(value.notnull() & self.events.activity.isin(others)).select("case", value=value)
        found = self.database.fetch(rows.group_by("case", "value").agg(count=rows.count()))
        values, codes = _coded(found["value"].to_pylist())
        return values_of_pairs(name, values, _numbers(found["case"]), codes, _numbers(found["count"]))

    def events_of_case(self, case: int) -> tuple[RecordedEvent, ...]:
        """Return the events of one case in their order."""
        rows = self.database.fetch(self.events.filter(self.events.case == case))
        in_order = sorted(rows.to_pylist(), key=lambda row: (row["end"], row["position"]))
        return tuple(
            RecordedEvent(
                activity=self.activities[row["activity"]],
                start=row["start"],
                end=row["end"],
                attributes={name: row[f"{OWN}{name}"] for name in self.attributes().of_events if row[f"{OWN}{name}"] is not None},
            )
            for row in in_order
        )

    def _by_case(self, figures: pa.Table, name: str, unknown: int) -> NDArray[np.int64]:
        """Return a column of figures (one row a case that has events) in the order of the cases."""
        column = np.full(len(self.cases), unknown, dtype=np.int64)
        column[_numbers(figures["case"])] = _numbers(figures[name])
        return column

    def _steps(self) -> Any:
        """Return each event with the activities before and after it in its case, and the time since the one before."""
        events = self.events
        in_order = ibis_library().window(group_by="case", order_by=["end", "position"])
        return events.select(
            "activity",
            before=events.activity.lag(1).over(in_order),
            after=events.activity.lead(1).over(in_order),
            gap=events.end - events.end.lag(1).over(in_order),
        )

    def _at_border(self, steps: Any, border: Any) -> NDArray[np.int64]:
        """Count the activities of the events at which a case begins, or ends."""
        at_border = steps.filter(border)
        counted = self.database.fetch(at_border.group_by("activity").agg(count=at_border.count()))
        cases = np.zeros(len(self.activities), dtype=np.int64)
        cases[_numbers(counted["activity"])] = _numbers(counted["count"])
        return cases


def open_in(connection: Any, path: str) -> RelationalEngine:
    """Open a stored log (`write_store`), by its folder or URL, in an Ibis connection that reads Parquet.

    Case ids and labels come into memory, events stay where they are. Raises UsageError where Ibis is not installed, and for a
    connection whose session is not in UTC.
    """
    return opened_in(IbisDatabase(connection=connection), path)


def opened_in(database: Database, path: str) -> RelationalEngine:
    """Open a stored log in a database, as `open_in` does."""
    epoch = ibis_library().timestamp("1970-01-01 00:00:00", timezone="UTC")
    stored, cases = (database.read(f"{path}/{name}") for name in (EVENTS, CASES))
    probe = stored.aggregate(events=stored.count()).select(seconds=epoch.epoch_seconds().cast("int64"))
    found = int(_numbers(database.fetch(probe)["seconds"])[0])
    if found:
        raise misuse("ENGINE_ZONE", {"found": found})
    activities = tuple(sorted(database.fetch(stored.select("activity").distinct())["activity"].to_pylist()))
    names = texts_of_arrow(database.fetch(cases.select("case_id"))["case_id"].combine_chunks())
    return RelationalEngine(
        database=database,
        events=events_of(database, stored, activities),
        case_rows=cases,
        cases=names.taken(names.order()),
        activities=activities,
    )


def events_of(database: Database, stored: Any, activities: tuple[str, ...]) -> Any:
    """Return the table of `events.parquet` with activities as their numbers and times as µs since 1970-01-01 UTC."""
    numbers = pa.table({"label": pa.array(activities, pa.string()), "number": pa.array(range(len(activities)), pa.int64())})
    labels = database.hold(numbers)
    joined = stored.inner_join(labels, stored.activity == labels.label)
    columns = [name for name in stored.columns if name.startswith(OWN)]
    return joined.select(
        "case", "position", *columns, activity=joined.number, **{name: _micros(joined[name]) for name in ("end", "start")}
    )


def _micros(time: Any) -> Any:
    """Return a time in µs: whole seconds and the rest apart, for only that is exact in every dialect."""
    return time.truncate("s").epoch_seconds().cast("int64") * _SECOND + time.strftime("%f").cast("int64")


def _columns(rows: pa.Table) -> Mapping[str, Column]:
    """Return the texts of a table, coded; the names of its columns are those of the log."""
    return {name.removeprefix(OWN): _column_of(rows[name]) for name in rows.column_names if name.startswith(OWN)}


def _column_of(texts: pa.ChunkedArray) -> Column:
    coded = texts.cast(pa.string()).combine_chunks().dictionary_encode()
    values = texts_of_arrow(coded.dictionary)
    order = values.order()
    place = np.empty(len(order) + 1, dtype=np.int32)
    place[order], place[-1] = np.arange(len(order), dtype=np.int32), MISSING
    return Column(codes=place[_numbers(pa.chunked_array([coded.indices.fill_null(-1)]))], values=values.taken(order))


def _coded(texts: Sequence[str | None]) -> tuple[Texts, NDArray[np.int64]]:
    """Return the distinct texts, sorted, and where each stands among them; -1 for one that is missing."""
    values = Texts.of(sorted({text for text in texts if text is not None}))
    number = {text: code for code, text in enumerate(values)}
    return values, np.array([MISSING if text is None else number[text] for text in texts], dtype=np.int64)


def _numbers(column: pa.ChunkedArray) -> NDArray[np.int64]:
    return np.asarray(column.cast(pa.int64()), dtype=np.int64)


def ibis_library() -> Any:
    """Return Ibis. Raises UsageError where it is not installed."""
    try:
        return import_module("ibis")
    except ImportError as cause:
        raise misuse("LIBRARY_MISSING", {"library": "ibis-framework", "wanted": "RelationalEngine"}) from cause
