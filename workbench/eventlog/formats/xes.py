"""XES (IEEE 1849-2023), streamed: no document type, every fault with its line; in its common form by a compiled scan."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from itertools import islice
from typing import Final

import numpy as np

from workbench.eventlog.formats.xes_content import TypedColumn, XesContent
from workbench.eventlog.formats.xes_pieces import scan_xes
from workbench.eventlog.formats.xes_rows import XesRows
from workbench.eventlog.formats.xml_stream import XmlStream
from workbench.eventlog.log import Column
from workbench.eventlog.mappings.mapping import ACTIVITY, CASE, END, STANDARD, TIMES, LogMapping, keys_of
from workbench.eventlog.rows.coding import times_of
from workbench.eventlog.rows.raw import RawLog, RawTimes, TooLongError, in_order_of_rows, ordered
from workbench.eventlog.rows.times import has_offset
from workbench.eventlog.texts import Texts
from workbench.findings import Finding
from workbench.tables.faults import note, over_limit, rejection, warning
from workbench.tables.limits import Limits
from workbench.threads import ahead

_NAME: Final = "concept:name"
_NAMED: Final = 3
_NUMBER: Final = re.compile(r"\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*|[+-]?INF|NaN")
_FORMS: Final = {"int": re.compile(r"\s*[+-]?\d+\s*"), "float": _NUMBER, "boolean": re.compile(r"\s*(?i:true|false|0|1)\s*")}


def read_xes(open_file: Callable[[], Iterator[bytes]], path: str, name: str, mapping: LogMapping, limits: Limits) -> RawLog:
    """Read XES from a source of bytes, opened anew for each pass, into raw columns; the hash is left to the caller.

    Raises InputError for what is no well-formed XES, bears a document type, or is over a limit.
    """
    is_long = len(tuple(islice(open_file(), 2))) > 1
    content = None
    if is_long:
        with closing(ahead(open_file())) as chunks:
            content = scan_xes(chunks, limits)
    return _raw(content if content is not None else parse_xes(open_file(), path, limits), path, name, mapping)


def parse_xes(chunks: Iterator[bytes], path: str, limits: Limits) -> XesContent:
    """Read whatever XES there is, or say why not; errors as in `read_xes`."""
    stream = XmlStream(chunks, path)
    rows = XesRows(path, limits, stream.parser)
    try:
        stream.feed()
    except TooLongError as cause:
        raise over_limit(path, "LIMIT_FIELD", {"limit": limits.value_characters}, line=stream.line) from cause
    return rows.content()


def _raw(content: XesContent, path: str, name: str, mapping: LogMapping) -> RawLog:
    n_rows = len(content.lines)
    if not n_rows:
        raise rejection(path, "LOG_EMPTY", {"rows": 0})
    key_of = keys_of(content.events, mapping, path)
    if ACTIVITY not in key_of:
        raise rejection(path, "XES_NO_ATTRIBUTE", {"attribute": STANDARD[ACTIVITY][-1], "count": n_rows})
    untimed = [] if END in key_of else [warning(path, "LOG_UNTIMED", {"attribute": STANDARD[END][-1], "count": n_rows})]
    attribute_of = {key: attribute for attribute, key in key_of.items()}
    name_of = {key: attribute_of.get(key, f"{key} (2)" if key in STANDARD else key) for key in content.events}
    read = {name_of[key]: column for key, column in content.events.items()}
    times: dict[str, RawTimes] = {
        attribute: _times(read[attribute], as_text=attribute in mapping.formats) for attribute in TIMES if attribute in read
    }
    doubts = [found for attribute, key in key_of.items() for found in _of_times(attribute, key, content, times, mapping, path)]
    columns = {name: column.column() for name, column in read.items() if name not in TIMES}
    if untimed:
        untimed += [warning(path, "LOG_TIMES_ALONE", {"attribute": key_of[name], "count": n_rows}) for name in times]
        times = {END: in_order_of_rows(n_rows)}
    traces = {key: column.column() for key, column in content.traces.items()}
    named = traces.pop(_NAME, None)
    names, renamed = _case_names(named, content.n_traces)
    cases = Texts.of(names)
    columns[CASE] = ordered(content.trace_of, cases)
    return RawLog(
        path=path,
        sha256="",
        name=name,
        n_rows=n_rows,
        columns=columns,
        times=times,
        lines=content.lines,
        positions=np.arange(1, n_rows + 1, dtype=np.int32),
        cases=cases,
        case_attributes=traces,
        is_timed=not untimed,
        invented=frozenset(names) - frozenset(named.values if named is not None else ()),
        findings=(
            *untimed,
            *_of_structure(content, path, names, renamed),
            *_of_mapping(mapping, path),
            *doubts,
            *_of_types(content, path),
        ),
    )


def _times(column: TypedColumn, *, as_text: bool) -> RawTimes:
    times = times_of(Column(codes=column.codes, values=column.texts), as_text=as_text)
    return replace(times, odd=ordered(times.odd.codes, times.odd.values)) if len(times.odd.values) else times


def _case_names(given: Column | None, n_cases: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the name of each trace, and the names borne more than once: further bearers are numbered, cases of their own."""
    codes = given.codes.tolist() if given is not None else [-1] * n_cases
    values = tuple(given.values) if given is not None else ()
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


def _of_structure(content: XesContent, path: str, cases: tuple[str, ...], renamed: tuple[str, ...]) -> Iterator[Finding]:
    if renamed:
        yield warning(path, "LOG_DUPLICATE_CASE", {"count": len(renamed), "cases": ", ".join(renamed[:_NAMED])})
    outside = content.trace_of < 0
    if outside.any():
        line = int(content.lines[np.argmax(outside)])
        yield warning(path, "LOG_EVENT_OUTSIDE_TRACE", {"count": int(outside.sum())}, line=line)
    filled = np.zeros(len(cases), dtype=np.bool_)
    filled[content.trace_of[~outside]] = True
    empty = [cases[number] for number in np.flatnonzero(~filled)]
    if empty:
        yield warning(path, "LOG_EMPTY_TRACE", {"count": len(empty), "cases": ", ".join(empty[:_NAMED])})
    if content.repeats:
        line, key = content.repeated
        yield warning(path, "XES_REPEATED_KEY", {"count": content.repeats, "key": key}, line=line)


def _of_mapping(mapping: LogMapping, path: str) -> Iterator[Finding]:
    if mapping.columns.get(CASE) not in (None, *STANDARD[CASE], _NAME):
        yield note(path, "XES_CASE_IS_TRACE", {"column": mapping.columns[CASE]})


def _of_times(
    attribute: str, key: str, content: XesContent, times: Mapping[str, RawTimes], mapping: LogMapping, path: str
) -> Iterator[Finding]:
    """Say where the type of a time is not `date`, and where an offset is missing although the standard demands one."""
    if attribute not in times or attribute in mapping.formats:
        return
    column = content.events[key]
    if column.kind != "date":
        yield note(path, "LOG_WRONG_TYPE", {"attribute": key, "found": column.kind, "wanted": "date"})
    odd = times[attribute].odd
    naive = [text.lstrip()[:4].isdigit() and not has_offset(text) for text in odd.values]
    rows = np.flatnonzero(times[attribute].local | np.array([*naive, False], dtype=np.bool_)[odd.codes])
    if len(rows):
        facts = {"count": len(rows), "attribute": key, "value": column.texts[int(column.codes[rows[0]])]}
        yield warning(path, "LOG_NAIVE_TIME", facts, line=int(content.lines[rows[0]]))


def _of_types(content: XesContent, path: str) -> Iterator[Finding]:
    """Name the first value of each key that is not of the type it claims; it is kept as text."""
    for owned in (content.events, content.traces):
        for key, column in owned.items():
            form = _FORMS.get(column.kind)
            bad = next((number for number, text in enumerate(column.texts) if not form.fullmatch(text)), None) if form else None
            if bad is not None:
                line = int(content.lines[np.argmax(column.codes == bad)]) if owned is content.events else None
                facts = {"attribute": key, "value": column.texts[bad], "wanted": column.kind}
                yield warning(path, "LOG_BAD_TYPED_VALUE", facts, line=line)
