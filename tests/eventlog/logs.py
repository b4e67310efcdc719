"""Small logs in memory, and every small log that hypothesis can think of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from hypothesis import strategies as st

from workbench.eventlog import MISSING, NO_TIME, Column, EventLog, Source
from workbench.eventlog.rows.content import content_hash
from workbench.eventlog.texts import Texts

MINUTE = 60_000_000
MIDNIGHT = 29_016_000 * MINUTE
"""2025-03-03 00:00 UTC, a Monday."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One event of a small log: minutes since MIDNIGHT; what is None is unknown."""

    case: str
    activity: str
    end: int
    start: int | None = None
    performer: str | None = None


def event(case: str, activity: str, end: int, performer: str | None = None, start: int | None = None) -> Row:
    return Row(case=case, activity=activity, end=end, start=start, performer=performer)


def column(texts: Iterable[str | None]) -> Column:
    texts = list(texts)
    values = sorted({text for text in texts if text is not None})
    codes = [MISSING if text is None else values.index(text) for text in texts]
    return Column(codes=np.array(codes, dtype=np.int32), values=Texts.of(values))


def log_of(*rows: Row, empty: Iterable[str] = (), kinds: Mapping[str, str] | None = None) -> EventLog:
    """Build a log; `empty` are cases without events, `kinds` the case attribute `kind` of some."""
    names = sorted({row.case for row in rows} | set(empty))
    numbered = sorted(enumerate(rows, 1), key=lambda each: (each[1].case, each[1].end, each[0]))
    ordered = [row for _, row in numbered]
    activity = column(row.activity for row in ordered)
    log = EventLog(
        name="small",
        cases=Texts.of(names),
        activities=tuple(activity.values),
        case=np.array([names.index(row.case) for row in ordered], dtype=np.int32),
        activity=activity.codes,
        end=moments(row.end for row in ordered),
        start=moments(row.start for row in ordered),
        recorded=moments(None for _ in ordered),
        position=np.array([number for number, _ in numbered], dtype=np.int32),
        columns={"resource": column(row.performer for row in ordered)},
        case_columns={"kind": column((kinds or {}).get(name) for name in names)},
        source=Source(path="small.csv", sha256="", content="", rows_read=len(rows)),
    )
    return replace(log, source=replace(log.source, content=content_hash(log)))


def moments(minutes: Iterable[int | None]) -> np.ndarray:
    return np.array([NO_TIME if each is None else MIDNIGHT + each * MINUTE for each in minutes], dtype=np.int64)


ROWS = st.lists(
    st.builds(
        Row,
        case=st.sampled_from("1234567"),
        activity=st.sampled_from(["a", "b", "c", "审批"]),
        end=st.sampled_from([0, 1, 1, 2, 5, 5_000]),
        start=st.sampled_from([None, -3, 0]),
        performer=st.sampled_from([None, "x", "y", "张三"]),
    ),
    max_size=24,
)
KINDS = st.dictionaries(st.sampled_from("1234567"), st.sampled_from(["big", "small"]))
LOGS = st.builds(lambda rows, kinds, empty: log_of(*rows, kinds=kinds, empty=empty), ROWS, KINDS, st.sets(st.sampled_from("089")))


def same_figures(one: EventLog, other: EventLog) -> bool:
    """Return whether two logs agree in everything but what was said about them."""
    arrays = ("case", "activity", "end", "start", "recorded", "position")
    return (
        (one.cases, one.activities, one.source) == (other.cases, other.activities, other.source)
        and all(np.array_equal(getattr(one, name), getattr(other, name)) for name in arrays)
        and all(
            mine.keys() == theirs.keys()
            and all(np.array_equal(mine[name].codes, theirs[name].codes) for name in mine)
            and all(mine[name].values == theirs[name].values for name in mine)
            for mine, theirs in ((one.columns, other.columns), (one.case_columns, other.case_columns))
        )
    )
