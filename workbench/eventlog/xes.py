"""XES (IEEE 1849-2023), streamed: one pass, no document type, every fault with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np

from workbench.eventlog.coding import times_of
from workbench.eventlog.faults import note, over_limit, rejection, warning
from workbench.eventlog.limits import Limits
from workbench.eventlog.log import Column
from workbench.eventlog.mapping import ACTIVITY, CASE, END, STANDARD, TIMES, LogMapping, keys_of
from workbench.eventlog.raw import Coder, RawLog, RawTimes, TooLongError, in_order_of_rows, ordered
from workbench.eventlog.texts import Texts
from workbench.eventlog.times import has_offset
from workbench.eventlog.xes_rows import XesRows
from workbench.eventlog.xml_stream import XmlStream
from workbench.findings import Finding

_NAME: Final = "concept:name"
_NAMED: Final = 3
_NUMBER: Final = re.compile(r"\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*|[+-]?INF|NaN")
_FORMS: Final = {"int": re.compile(r"\s*[+-]?\d+\s*"), "float": _NUMBER, "boolean": re.compile(r"\s*(?i:true|false|0|1)\s*")}


def read_xes(chunks: Iterator[bytes], path: str, name: str, mapping: LogMapping, limits: Limits) -> RawLog:
    """Read a stream of XES bytes into raw columns; the hash is left to the caller.

    Raises InputError for what is no well-formed XES, bears a document type, or is over a limit.
    """
    stream = XmlStream(chunks, path)
    rows = XesRows(path, limits, stream.parser)
    try:
        stream.feed()
    except TooLongError as cause:
        raise over_limit(path, "LIMIT_FIELD", {"limit": limits.value_characters}, line=stream.line) from cause
    return _raw(rows, path, name, mapping)


def _raw(rows: XesRows, path: str, name: str, mapping: LogMapping) -> RawLog:
    n_rows, n_cases = len(rows.lines), len(rows.sizes)
    if not n_rows:
        raise rejection(path, "LOG_EMPTY", {"rows": 0})
    key_of = keys_of(rows.events, mapping, path)
    if ACTIVITY not in key_of:
        raise rejection(path, "XES_NO_ATTRIBUTE", {"attribute": STANDARD[ACTIVITY][-1], "count": n_rows})
    untimed = [] if END in key_of else [warning(path, "LOG_UNTIMED", {"attribute": STANDARD[END][-1], "count": n_rows})]
    attribute_of = {key: attribute for attribute, key in key_of.items()}
    name_of = {key: attribute_of.get(key, f"{key} (2)" if key in STANDARD else key) for key in rows.events}
    read = {name_of[key]: coder.column(n_rows) for key, coder in rows.events.items()}
    times: dict[str, RawTimes] = {
        attribute: times_of(read[attribute], as_text=attribute in mapping.formats) for attribute in TIMES if attribute in read
    }
    columns = {name: column for name, column in read.items() if name not in TIMES}
    if untimed:
        times = {END: in_order_of_rows(n_rows)}
    traces = {key: coder.column(n_cases) for key, coder in rows.traces.items()}
    cases, renamed = _case_names(traces.pop(_NAME, None), n_cases)
    columns[CASE] = ordered(np.array(rows.trace_of, dtype=np.int32), Texts.of(cases))
    lines = np.array(rows.lines, dtype=np.int32)
    return RawLog(
        path=path,
        sha256="",
        name=name,
        n_rows=n_rows,
        columns=columns,
        times=times,
        lines=lines,
        positions=np.arange(1, n_rows + 1, dtype=np.int32),
        cases=Texts.of(cases),
        case_attributes=traces,
        is_timed=not untimed,
        findings=(
            *untimed,
            *_of_structure(rows, path, cases, renamed),
            *_of_mapping(mapping, path),
            *(found for attribute, key in key_of.items() for found in _of_times(attribute, key, rows, read, path, mapping)),
            *_of_types(rows, path),
        ),
    )


def _case_names(given: Column | None, n_cases: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the name of each trace, and the names borne more than once: further bearers are numbered, cases of their own."""
    codes = given.codes.tolist() if given is not None else [-1] * n_cases
    values = given.values if given is not None else ()
    taken = set(values)
    free = set(values)
    names: list[str] = []
    again: list[str] = []
    for number, code in enumerate(codes, start=1):
        name = values[code] if code >= 0 else f"#{number}"
        if name in free:
            free.remove(name)
        elif name in taken:
            again.append(name)
            copy = 2
            while f"{name} ({copy})" in taken:
                copy += 1
            name = f"{name} ({copy})"
        taken.add(name)
        names.append(name)
    return tuple(names), tuple(again)


def _of_structure(rows: XesRows, path: str, cases: tuple[str, ...], renamed: tuple[str, ...]) -> Iterator[Finding]:
    if renamed:
        yield warning(path, "LOG_DUPLICATE_CASE", {"count": len(renamed), "cases": ", ".join(renamed[:_NAMED])})
    if rows.outside:
        yield warning(path, "LOG_EVENT_OUTSIDE_TRACE", {"count": len(rows.outside)}, line=rows.outside[0])
    empty = [name for name, size in zip(cases, rows.sizes, strict=True) if not size]
    if empty:
        yield warning(path, "LOG_EMPTY_TRACE", {"count": len(empty), "cases": ", ".join(empty[:_NAMED])})
    if rows.repeats:
        line, key = rows.repeated
        yield warning(path, "XES_REPEATED_KEY", {"count": rows.repeats, "key": key}, line=line)


def _of_mapping(mapping: LogMapping, path: str) -> Iterator[Finding]:
    if mapping.columns.get(CASE) not in (None, *STANDARD[CASE], _NAME):
        yield note(path, "XES_CASE_IS_TRACE", {"column": mapping.columns[CASE]})


def _of_times(
    attribute: str, key: str, rows: XesRows, columns: Mapping[str, Column], path: str, mapping: LogMapping
) -> Iterator[Finding]:
    """Say where the type of a time is not `date`, and where an offset is missing although the standard demands one."""
    if attribute not in TIMES or attribute in mapping.formats:
        return
    if rows.events[key].kind != "date":
        yield note(path, "LOG_WRONG_TYPE", {"attribute": key, "found": rows.events[key].kind, "wanted": "date"})
    column = columns[attribute]
    naive = [code for code, text in enumerate(column.values) if text[:4].isdigit() and not has_offset(text)]
    if naive:
        row = int(np.flatnonzero(np.isin(column.codes, naive))[0])
        count, value = int(np.isin(column.codes, naive).sum()), column.values[column.codes[row]]
        yield warning(path, "LOG_NAIVE_TIME", {"count": count, "attribute": key, "value": value}, line=rows.lines[row])


def _of_types(rows: XesRows, path: str) -> Iterator[Finding]:
    """Name the first value of each key that is not of the type it claims; it is kept as text."""
    for owned in (rows.events, rows.traces):
        for key, coder in owned.items():
            form = _FORMS.get(coder.kind)
            bad = next((text for text in coder.numbering.texts if not form.fullmatch(text)), None) if form else None
            if bad is not None:
                line = _line_of(rows, coder, bad) if owned is rows.events else None
                yield warning(path, "LOG_BAD_TYPED_VALUE", {"attribute": key, "value": bad, "wanted": coder.kind}, line=line)


def _line_of(rows: XesRows, coder: Coder, text: str) -> int:
    return rows.lines[coder.codes.index(coder.numbering[text])]
