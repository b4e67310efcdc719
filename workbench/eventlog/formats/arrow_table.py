"""Everything that arrives as an Arrow table – Parquet, Arrow IPC, data frames: texts as a CSV has them, times as they are."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from typing import BinaryIO, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from workbench.eventlog.formats.table import attributes_of
from workbench.eventlog.log import MISSING, NO_TIME, Column, EventLog
from workbench.eventlog.mappings.mapping import TIMES, LogMapping
from workbench.eventlog.rows.assembly import assemble
from workbench.eventlog.rows.coding import times_of
from workbench.eventlog.rows.raw import RawLog, RawTimes, ordered
from workbench.eventlog.rows.times import zone_of
from workbench.eventlog.texts import Texts, texts_of_arrow
from workbench.findings import Finding
from workbench.tables.faults import misuse, note, over_limit, rejection, warning
from workbench.tables.limits import Limits
from workbench.tables.plain_numbers import plain_number

_PARQUET, _SEALED_PARQUET, _ARROW, _END_OF_STREAM = b"PAR1", b"PARE", b"ARROW1", b"\xff\xff\xff\xff\x00\x00\x00\x00"
_CASE_PREFIX: Final = "case:"
_CODE_BYTES: Final = 4
_PER_SECOND: Final = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}
_EARLIEST, _LATEST = (int(np.datetime64(day, "us").astype(np.int64)) for day in ("0001-01-03", "9999-12-30"))
_INDEX: Final = re.compile(r"__index_level_\d+__")
_SIMPLE: Final = (
    *(pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view, pa.types.is_integer, pa.types.is_floating),
    *(pa.types.is_boolean, pa.types.is_decimal, pa.types.is_date, pa.types.is_time, pa.types.is_timestamp, pa.types.is_duration),
    *(pa.types.is_binary, pa.types.is_large_binary, pa.types.is_binary_view, pa.types.is_fixed_size_binary, pa.types.is_null),
)


def read_parquet(file: BinaryIO, path: str, name: str, mapping: LogMapping, limits: Limits) -> RawLog:
    """Read a Parquet file into raw columns, page checksums verified where there are any; the hash is left to the caller.

    Raises InputError where the file is cut off, damaged or encrypted, LimitError where its rows would outgrow `limits`.
    """
    if _end(file, 4) == _SEALED_PARQUET:
        raise rejection(path, "PARQUET_ENCRYPTED")
    if _end(file, 4) != _PARQUET:
        raise rejection(path, "FILE_TRUNCATED", {"detail": "Parquet footer with its magic bytes missing"})
    with _damage(path, "Parquet footer metadata"):
        metadata = pq.read_metadata(file)
        fields = metadata.schema.to_arrow_schema()
    unpacked = sum(metadata.row_group(number).total_byte_size for number in range(metadata.num_row_groups))
    limit = limits.unpacked_from(file.seek(0, os.SEEK_END))
    if max(unpacked, metadata.num_rows * len(fields) * _CODE_BYTES) > limit:
        raise over_limit(path, "LIMIT_UNPACKED", {"limit": limit})
    leaves = (metadata.schema.column(number) for number in range(len(metadata.schema)))
    texts = [leaf.path for leaf in leaves if leaf.physical_type == "BYTE_ARRAY" and "." not in leaf.path]
    with _damage(path, "Parquet footer metadata"):
        source = pq.ParquetFile(file, metadata=metadata, read_dictionary=texts, page_checksum_verification=True)
    columns: list[tuple[str, pa.ChunkedArray]] = []
    for column in dict.fromkeys(fields.names):
        with _damage(path, f"a page of column {column}"):
            read = source.read(columns=[column])
        columns += zip(read.column_names, read.columns, strict=True)
    with _damage(path, "Parquet columns"):
        table = pa.Table.from_arrays([array for _, array in columns], [column for column, _ in columns])
    return raw_of_table(table, path, name, mapping, limits)


def read_arrow(file: BinaryIO, path: str, name: str, mapping: LogMapping, limits: Limits) -> RawLog:
    """Read an Arrow IPC file (Feather 2) or stream into raw columns; the hash is left to the caller.

    Raises InputError where the file is cut off or damaged, LimitError where it unpacks beyond `limits`.
    """
    limit = limits.unpacked_from(file.seek(0, os.SEEK_END))
    file.seek(0)
    is_file = file.read(len(_ARROW)) == _ARROW
    if is_file and _end(file, len(_ARROW)) != _ARROW:
        raise rejection(path, "FILE_TRUNCATED", {"detail": "Arrow footer with its magic bytes missing"})
    ended = is_file or _end(file, len(_END_OF_STREAM)) == _END_OF_STREAM
    file.seek(0)
    with _damage(path, "Arrow record batches"):
        reader = pa.ipc.open_file(file) if is_file else pa.ipc.open_stream(file)
        batches = map(reader.get_batch, range(reader.num_record_batches)) if is_file else reader
        table = pa.Table.from_batches(within(batches, path, limit), reader.schema)
    raw = raw_of_table(table, path, name, mapping, limits)
    return raw if ended else replace(raw, findings=(*raw.findings, warning(path, "ARROW_NO_END", {"rows": raw.n_rows})))


def read_frame(
    frame: object,
    name: str,
    mapping: LogMapping | None = None,
    *,
    timezone: str = "Asia/Shanghai",
    limits: Limits | None = None,
) -> EventLog:
    """Read a data frame of any library that hands out an Arrow stream (pandas 2.2 or later, Polars, DuckDB, Arrow itself).

    `timezone` is for times without one where the mapping names none; `name` stands for the path, and there is no file to hash.
    Raises UsageError for what is no such frame, InputError where a column mixes types or the frame is no log.
    """
    if not hasattr(frame, "__arrow_c_stream__"):
        raise misuse("FRAME_UNKNOWN", {"found": type(frame).__name__}, path=name)
    mapping = mapping or LogMapping()
    zone = zone_of(mapping.timezone or timezone)
    try:
        table = pa.RecordBatchReader.from_stream(frame).read_all()
    except (pa.ArrowException, TypeError, ValueError) as cause:
        raise rejection(name, "FRAME_UNREADABLE", {"detail": _in_a_line(cause)}) from cause
    return assemble(raw_of_table(table, name, name, mapping, limits or Limits()), mapping, zone)


def raw_of_table(table: pa.Table, path: str, name: str, mapping: LogMapping, limits: Limits) -> RawLog:
    """Return an Arrow table as raw columns; rows count from 1, and what has no text (lists, maps) is left out and named.

    Raises InputError where no column can be the case, activity or time or the table is damaged, LimitError for what is too
    wide or too long.
    """
    if not table.num_rows:
        raise rejection(path, "LOG_EMPTY", {"rows": 0})
    with _damage(path, "Arrow arrays"):
        table.validate(full=True)
    findings: list[Finding] = []
    table = _flat(table, path, limits, findings)
    texts: dict[str, Column] = {}
    times: dict[str, RawTimes] = {}
    for attribute, number in attributes_of(table.column_names, mapping, path, findings).items():
        column = table.column(number)
        if attribute in TIMES and (pa.types.is_timestamp(column.type) or pa.types.is_date(column.type)):
            times[attribute] = _times(column)
            findings += _zoneless(times[attribute], column.type, table.column_names[number], path)
        elif attribute in TIMES:
            times[attribute] = times_of(_texts(column, path, limits), as_text=attribute in mapping.formats)
        else:
            texts[attribute] = _texts(column, path, limits)
    lines = np.arange(1, table.num_rows + 1, dtype=np.int32)
    return raw_of_columns(texts, times, lines, path, name, findings)


def raw_of_columns(
    columns: Mapping[str, Column],
    times: Mapping[str, RawTimes],
    lines: NDArray[np.int32],
    path: str,
    name: str,
    findings: Sequence[Finding],
) -> RawLog:
    """Return the raw log of a table's columns, those with the prefix `case:` as case attributes; `lines` are its rows' places."""
    of_case = [key for key in columns if key.startswith(_CASE_PREFIX)]
    return RawLog(
        path=path,
        sha256="",
        name=name,
        n_rows=len(lines),
        columns={key: column for key, column in columns.items() if key not in of_case},
        times=times,
        lines=lines,
        positions=np.arange(1, len(lines) + 1, dtype=np.int32),
        case_columns={key.removeprefix(_CASE_PREFIX): columns[key] for key in of_case},
        findings=tuple(findings),
    )


def within(batches: Iterable[pa.RecordBatch], path: str, limit: int) -> list[pa.RecordBatch]:
    """Return batches, as long as they stay within a limit of bytes; dictionaries, which batches share, are not counted."""
    taken: list[pa.RecordBatch] = []
    size = 0
    for batch in batches:
        size += sum((each.indices if pa.types.is_dictionary(each.type) else each).nbytes for each in batch.columns)
        if size > limit:
            raise over_limit(path, "LIMIT_UNPACKED", {"limit": limit})
        taken.append(batch)
    return taken


@contextmanager
def _damage(path: str, where: str) -> Iterator[None]:
    """Turn what Arrow says about damaged bytes into a refusal that names the place."""
    try:
        yield
    except (pa.ArrowException, OSError, UnicodeDecodeError) as cause:
        raise rejection(path, "FILE_CORRUPT", {"detail": f"{where}: {_in_a_line(cause)}"}) from cause


def _in_a_line(cause: BaseException) -> str:
    return " – ".join(str(part) for part in cause.args if part).strip().partition("\n")[0]


def _end(file: BinaryIO, size: int) -> bytes:
    file.seek(max(file.seek(0, os.SEEK_END) - size, 0))
    return file.read(size)


def _flat(table: pa.Table, path: str, limits: Limits, findings: list[Finding]) -> pa.Table:
    """Open records up into one column a field, and leave out what has no text and the unnamed index of a data frame."""
    opened = [field.name for field in table.schema if pa.types.is_struct(field.type)]
    for _ in range(limits.depth):
        if table.num_columns > limits.columns:
            raise over_limit(path, "LIMIT_COLUMNS", {"limit": limits.columns}, line=1)
        table = pa.Table.from_arrays([_stored(column) for column in table.columns], table.column_names)
        if not any(pa.types.is_struct(field.type) for field in table.schema):
            break
        table = table.flatten()
    kept = [number for number, field in enumerate(table.schema) if _has_text(field.type) and not _INDEX.fullmatch(field.name)]
    dropped = [field.name for field in table.schema if not _has_text(field.type)]
    index = [field.name for field in table.schema if _INDEX.fullmatch(field.name)]
    told = ((note, "PARQUET_RECORDS", opened), (warning, "PARQUET_NESTED", dropped), (note, "FRAME_INDEX", index))
    findings += (say(path, code, {"columns": ", ".join(names), "count": len(names)}) for say, code, names in told if names)
    return table.select(kept)


def _stored(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column of an extension type as the plain type that it is stored as."""
    if not isinstance(column.type, pa.BaseExtensionType):
        return column
    return pa.chunked_array([chunk.storage for chunk in column.chunks], type=column.type.storage_type)


def _has_text(kind: pa.DataType) -> bool:
    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    return any(is_simple(kind) for is_simple in _SIMPLE)


def _texts(column: pa.ChunkedArray, path: str, limits: Limits) -> Column:
    """Code a column of any simple type, each distinct value put into words once."""
    if pa.types.is_null(column.type):
        return Column(codes=np.full(len(column), MISSING, dtype=np.int32), values=Texts.of(()))
    coded = column.dictionary_encode().unify_dictionaries().combine_chunks()
    spoken = _spoken(coded.dictionary)
    codes = np.asarray(pc.fill_null(coded.indices.cast(pa.int32()), MISSING))
    lengths = np.append(np.asarray(pc.fill_null(pc.utf8_length(spoken), 0)), 0)
    if lengths.max() > limits.value_characters:
        row = int(np.flatnonzero(lengths[codes] > limits.value_characters)[0])
        raise over_limit(path, "LIMIT_FIELD", {"limit": limits.value_characters}, line=row + 1)
    distinct = pc.if_else(pc.equal(spoken, ""), None, spoken).dictionary_encode()
    recode = np.append(np.asarray(pc.fill_null(distinct.indices, MISSING)), MISSING).astype(np.int32)
    return ordered(recode[codes], texts_of_arrow(distinct.dictionary))


def _spoken(values: pa.Array) -> pa.Array:
    """Return distinct values as large strings, as a CSV has them; times with a zone in UTC, bytes that are no text in hex."""
    kind = values.type
    if pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        texts = values.cast(pa.large_string()).to_pylist()
        return pa.array([None if text is None else plain_number(text) for text in texts], pa.large_string())
    if pa.types.is_duration(kind):
        seconds = [None if each is None else Decimal(each) / _PER_SECOND[kind.unit] for each in values.cast("int64").to_pylist()]
        return pa.array([None if each is None else f"PT{plain_number(str(each))}S" for each in seconds], pa.large_string())
    if pa.types.is_timestamp(kind) or pa.types.is_time(kind):
        is_moment = pa.types.is_timestamp(kind) and kind.tz
        said = (values.cast(pa.timestamp(kind.unit)) if is_moment else values).cast(pa.large_string())
        short = said if kind.unit == "s" else pc.replace_substring_regex(said, r"\.?0+$", "")
        return pc.replace_substring_regex(short, "(.+)", r"\1Z") if is_moment else short
    try:
        return values.cast(pa.large_string())
    except pa.ArrowInvalid:
        return pa.array([None if each is None else each.hex() for each in values.to_pylist()], pa.large_string())


def _times(column: pa.ChunkedArray) -> RawTimes:
    """Return a column of timestamps or dates in µs, finer units truncated; what no calendar holds is kept as text."""
    column = column.cast(pa.timestamp("s")) if pa.types.is_date(column.type) else column
    per_second = _PER_SECOND[column.type.unit]
    numbers = np.asarray(pc.fill_null(column.cast(pa.int64()), 0).combine_chunks())
    has = np.asarray(column.is_valid().combine_chunks())
    finer, coarser = max(per_second // 10**6, 1), max(10**6 // per_second, 1)
    held = has & (numbers // finer >= _EARLIEST // coarser) & (numbers // finer <= _LATEST // coarser)
    moments = np.full(len(numbers), NO_TIME, dtype=np.int64)
    moments[held] = numbers[held] // finer * coarser
    codes = np.full(len(numbers), MISSING, dtype=np.int32)
    strange, codes[has & ~held] = np.unique(numbers[has & ~held], return_inverse=True)
    texts = Texts.of(f"{number} / {per_second} s" for number in strange.tolist())
    return RawTimes(moments=moments, local=held & (column.type.tz is None), odd=ordered(codes, texts))


def _zoneless(times: RawTimes, kind: pa.DataType, name: str, path: str) -> Iterator[Finding]:
    """Say where timestamps have no zone, so that the one of the reading is taken."""
    rows = np.flatnonzero(times.moments != NO_TIME)
    if len(rows) and pa.types.is_timestamp(kind) and not kind.tz:
        value = str(times.moments[rows[0]].astype("datetime64[us]").astype("datetime64[s]")).replace("T", " ")
        yield warning(path, "LOG_NAIVE_TIME", {"count": len(rows), "attribute": name, "value": value}, line=int(rows[0]) + 1)
