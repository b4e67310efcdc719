"""Parquet, Arrow and data frames: the same log as the CSV of them, times untouched by text, damage named with its place."""

import csv
import io
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.eventlog.files import codes, table
from workbench.eventlog import EventLog, Limits, LogMapping, read_log
from workbench.eventlog.formats.arrow_table import raw_of_table, read_arrow, read_frame, read_parquet
from workbench.eventlog.rows.assembly import assemble
from workbench.eventlog.rows.raw import RawLog
from workbench.findings import InputError, LimitError, UsageError
from workbench.language import Language
from workbench.tables.plain_numbers import plain_number

SHANGHAI = ZoneInfo("Asia/Shanghai")
NINE = datetime(2025, 3, 3, 9)
COLUMNS: dict[str, Any] = {
    "case_id": ["C1", "C1", "C2"],
    "activity": ["登记", "审批", "登记"],
    "end": [NINE, NINE + timedelta(hours=1), NINE],
}

PLAIN = {"compression": "none"}


def raw_of(columns: dict[str, Any], limits: Limits | None = None) -> RawLog:
    return raw_of_table(pa.table(columns), "log.parquet", "log", LogMapping(), limits or Limits())


def log_of(columns: dict[str, Any]) -> EventLog:
    return assemble(raw_of(columns), LogMapping(), SHANGHAI)


def texts(raw: RawLog, name: str) -> list[str | None]:
    column = raw.columns[name]
    return [column.values[code] if code >= 0 else None for code in column.codes.tolist()]


def parquet(content: bytes, limits: Limits | None = None) -> RawLog:
    return read_parquet(io.BytesIO(content), "log.parquet", "log", LogMapping(), limits or Limits())


def parquet_of(columns: dict[str, Any], **how: Any) -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.table(columns), sink, **how)
    return sink.getvalue()


def arrow(content: bytes, limits: Limits | None = None) -> RawLog:
    return read_arrow(io.BytesIO(content), "log.arrow", "log", LogMapping(), limits or Limits())


def arrow_file(columns: dict[str, Any]) -> bytes:
    sink = io.BytesIO()
    with pa.ipc.new_file(sink, pa.table(columns).schema) as writer:
        writer.write_table(pa.table(columns))
    return sink.getvalue()


def arrow_stream(columns: dict[str, Any]) -> bytes:
    sink = io.BytesIO()
    with pa.ipc.new_stream(sink, pa.table(columns).schema) as writer:
        writer.write_table(pa.table(columns))
    return sink.getvalue()


def test_a_table_and_its_csv_are_the_same_log(tmp_path: Path) -> None:
    columns = {**COLUMNS, "amount": [7, None, 8], "paid": [True, False, None], "rate": [1.5, 1.0, None]}
    rows = ["C1,登记,2025-03-03 09:00:00,7,true,1.5", "C1,审批,2025-03-03 10:00:00,,false,1", "C2,登记,2025-03-03 09:00:00,8,,"]
    written = read_log(table(tmp_path, rows, "case_id,activity,end,amount,paid,rate"))
    assert log_of(columns).source.content == written.source.content


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (pa.array([7, None], pa.uint8()), ["7", None]),
        (pa.array([1.0, 1e20]), ["1", "100000000000000000000"]),
        (pa.array([0.1, 1e-7], pa.float64()), ["0.1", "0.0000001"]),
        (pa.array([1.5, None], pa.float16()), ["1.5", None]),
        (pa.array([Decimal("1.50"), Decimal("0.00000001")]), ["1.5", "0.00000001"]),
        (pa.array([True, None]), ["true", None]),
        (pa.array([date(2025, 3, 3), None]), ["2025-03-03", None]),
        (pa.array([time(9, 1), time(9, 1, 2, 500000)]), ["09:01:00", "09:01:02.5"]),
        (pa.array([NINE, NINE.replace(microsecond=120)]), ["2025-03-03 09:00:00", "2025-03-03 09:00:00.00012"]),
        (pa.array([NINE, None], pa.timestamp("s")), ["2025-03-03 09:00:00", None]),
        (pa.array([NINE.replace(tzinfo=UTC), None], pa.timestamp("ms", "Asia/Shanghai")), ["2025-03-03 09:00:00Z", None]),
        (pa.array([timedelta(seconds=90), timedelta(milliseconds=5)]), ["PT90S", "PT0.005S"]),
        (pa.array(["x", ""], pa.large_string()), ["x", None]),
        (pa.array(["x", None], pa.string_view()), ["x", None]),
        (pa.array(["x", None]).dictionary_encode(), ["x", None]),
        (pa.DictionaryArray.from_arrays(pa.array([0, None], pa.uint32()), pa.array([7])), ["7", None]),
        (pa.array([b"abc", b"\xe7\x99\xbb"]), ["abc", "登"]),
        (pa.array([b"\xff\x00", None]), ["ff00", None]),
        (pa.array([b"\xff", None], pa.binary(1)), ["ff", None]),
        (pa.nulls(2), [None, None]),
    ],
)
def test_every_type_reads_as_its_csv_would(values: pa.Array, expected: list[str | None]) -> None:
    columns = {name: column[:2] for name, column in COLUMNS.items()}
    assert texts(raw_of({**columns, "value": values}), "value") == expected


@pytest.mark.parametrize(
    ("unit", "zone", "expected"),
    [("s", None, "01:00:00"), ("ms", None, "01:00:00"), ("us", "UTC", "09:00:00"), ("ns", "America/New_York", "09:00:00")],
)
def test_a_time_of_any_unit_and_zone_is_the_same_moment(unit: str, zone: str | None, expected: str) -> None:
    moments = pa.array([NINE] * 3, pa.timestamp(unit, zone))
    log = log_of({**COLUMNS, "end": moments})
    assert str(np.datetime64(int(log.end[0]), "us"))[11:19] == expected
    assert codes(log) == ([] if zone else ["LOG_NAIVE_TIME"])


def test_nanoseconds_are_cut_to_microseconds_before_and_after_1970() -> None:
    raw = raw_of({**COLUMNS, "end": pa.array([1_999, -1, None], pa.timestamp("ns", "UTC"))})
    assert raw.times["end"].moments.tolist() == [1, -1, np.iinfo(np.int64).min]
    assert not raw.times["end"].local.any()


def test_a_time_without_a_zone_is_counted_with_its_first_row() -> None:
    finding = log_of({**COLUMNS, "end": [None, NINE, NINE]}).findings[0]
    assert (finding.code, finding.facts["count"], finding.place.line) == ("LOG_NAIVE_TIME", 2, 2)
    assert "2025-03-03 09:00:00" in finding.text()


def test_a_time_that_no_calendar_holds_is_said() -> None:
    beyond = pa.array([10**15, 1_741_000_000, None], pa.timestamp("s", "UTC"))
    log = log_of({**COLUMNS, "end": beyond})
    assert (log.n_events, codes(log)) == (1, ["LOG_BAD_VALUE", "LOG_NO_TIMESTAMP"])
    assert "1000000000000000" in log.findings[0].text()


def test_a_day_is_a_local_time() -> None:
    log = log_of({**COLUMNS, "end": [date(2025, 3, 3)] * 3})
    assert str(np.datetime64(int(log.end[0]), "us")) == "2025-03-02T16:00:00.000000"


def test_text_times_are_read_as_in_a_csv() -> None:
    log = log_of({**COLUMNS, "end": ["2025-03-03T09:00:00Z", "2025/3/3 8:30", "soon"]})
    assert (log.n_events, codes(log)) == (2, ["LOG_BAD_VALUE", "LOG_NO_TIMESTAMP"])


def test_records_are_opened_up_and_lists_left_out_by_name() -> None:
    log = log_of({**COLUMNS, "who": [{"name": "张三", "at": {"city": "沪"}}, None, None], "items": [[1], [], None]})
    assert set(log.columns) == {"who.name", "who.at.city"}
    assert [(f.code, f.facts["columns"]) for f in log.findings[:2]] == [("PARQUET_RECORDS", "who"), ("PARQUET_NESTED", "items")]
    assert "items" in log.findings[1].text(Language.ZH_CN)


def test_missing_cases_are_counted_with_their_rows() -> None:
    log = log_of({**COLUMNS, "case_id": [None, "C1", ""]})
    assert (log.source.rows_read, log.source.rows_rejected, log.n_events) == (3, 2, 1)
    assert [f.facts["lines"] for f in log.findings if f.code == "LOG_NO_CASE"] == ["1, 3"]


def test_a_column_with_the_prefix_belongs_to_the_case() -> None:
    log = log_of({**COLUMNS, "case:kind": ["x", "x", "y"]})
    assert tuple(log.case_columns["kind"].values) == ("x", "y")
    assert "case:kind" not in log.columns


def test_a_table_without_rows_is_refused() -> None:
    with pytest.raises(InputError, match="empty"):
        raw_of({name: pa.array([], pa.string()) for name in COLUMNS})


def test_a_value_that_is_too_long_is_refused_with_its_row() -> None:
    with pytest.raises(LimitError) as refused:
        raw_of({**COLUMNS, "note": ["", "x" * 6, ""]}, Limits(value_characters=5))
    assert (refused.value.finding.code, refused.value.finding.place.line) == ("LIMIT_FIELD", 2)


def test_too_many_columns_are_refused() -> None:
    with pytest.raises(LimitError):
        raw_of({**COLUMNS, "wide": [{f"f{number}": 1 for number in range(9)}] * 3}, Limits(columns=10))


@pytest.mark.parametrize("compression", ["snappy", "zstd", "gzip", "none"])
def test_a_parquet_file_is_read(compression: str) -> None:
    content = parquet_of({**COLUMNS, "who": [{"name": "x"}, None, None]}, compression=compression, row_group_size=2)
    raw = parquet(content)
    assert texts(raw, "activity") == COLUMNS["activity"]
    assert texts(raw, "who.name") == ["x", None, None]


def test_a_page_whose_checksum_does_not_agree_is_refused_with_its_column() -> None:
    content = bytearray(parquet_of(COLUMNS, write_page_checksum=True, use_dictionary=False, write_statistics=False, **PLAIN))
    content[content.index("审批".encode())] ^= 1
    with pytest.raises(InputError, match="column activity") as refused:
        parquet(bytes(content))
    assert refused.value.finding.code == "FILE_CORRUPT"


def test_a_parquet_file_cut_off_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        parquet(parquet_of(COLUMNS)[:-20])
    assert refused.value.finding.code == "FILE_TRUNCATED"


def test_a_small_parquet_file_of_very_many_rows_is_refused_unread() -> None:
    content = parquet_of({name: pa.array(["x"] * 100_000) for name in COLUMNS})
    assert len(content) < 10_000
    with pytest.raises(LimitError, match="1000000 bytes"):
        parquet(content, Limits(unpacked_bytes=1_000_000))


@given(place=st.integers(0, 10_000), byte=st.integers(1, 255))
def test_a_damaged_byte_is_read_or_refused_and_never_a_crash(place: int, byte: int) -> None:
    content = bytearray(parquet_of(COLUMNS, write_page_checksum=True))
    content[place % len(content)] ^= byte
    with suppress(InputError):
        assert parquet(bytes(content)).n_rows > 0


@pytest.mark.parametrize("written", [arrow_file, arrow_stream])
def test_an_arrow_file_or_stream_is_read(written: Callable[[dict[str, Any]], bytes]) -> None:
    raw = arrow(written(COLUMNS))
    assert (texts(raw, "activity"), [f.code for f in raw.findings]) == (COLUMNS["activity"], ["LOG_NAIVE_TIME"])


def test_an_arrow_file_cut_off_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        arrow(arrow_file(COLUMNS)[:-9])
    assert refused.value.finding.code == "FILE_TRUNCATED"


def test_a_stream_without_its_end_mark_is_read_and_doubted() -> None:
    raw = arrow(arrow_stream(COLUMNS)[:-8])
    assert (raw.n_rows, raw.findings[-1].code, raw.findings[-1].facts["rows"]) == (3, "ARROW_NO_END", 3)


def test_an_arrow_stream_that_is_none_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        arrow(b"\xff\xff\xff\xff" + b"\x10\x00\x00\x00" + b"x" * 40)
    assert refused.value.finding.code == "FILE_CORRUPT"


def test_arrow_batches_beyond_the_limit_are_refused() -> None:
    with pytest.raises(LimitError):
        arrow(arrow_file({**COLUMNS, "note": ["x" * 5_000] * 3}), Limits(unpacked_bytes=10_000, ratio=0))


@pytest.mark.parametrize("frame", [pd.DataFrame(COLUMNS), pl.DataFrame(COLUMNS), pa.table(COLUMNS)])
def test_a_frame_of_any_library_is_the_same_log(frame: object) -> None:
    log = read_frame(frame, "frame")
    assert log.source.content == log_of(COLUMNS).source.content
    assert (log.source.path, log.source.sha256, log.name) == ("frame", "", "frame")


def test_a_frame_is_read_in_the_zone_named() -> None:
    one, other = (read_frame(pd.DataFrame(COLUMNS), "frame", timezone=zone) for zone in ("UTC", "Asia/Shanghai"))
    declared = read_frame(pd.DataFrame(COLUMNS), "frame", LogMapping(timezone="UTC"))
    assert int(one.end[0] - other.end[0]) == 8 * 3_600_000_000
    assert (declared.end == one.end).all()


def test_the_unnamed_index_of_a_frame_is_left_out_and_said() -> None:
    log = read_frame(pd.DataFrame(COLUMNS, index=[5, 7, 20]), "frame")
    assert (log.n_events, dict(log.columns)) == (3, {})
    assert codes(log) == ["FRAME_INDEX", "LOG_NAIVE_TIME"]


def test_categories_and_missing_numbers_of_pandas_are_texts() -> None:
    frame = pd.DataFrame({**COLUMNS, "kind": pd.Categorical(["x", "y", None]), "amount": [1, None, 2]})
    log = read_frame(frame, "frame")
    assert tuple(log.columns["kind"].values) == ("x", "y")
    assert tuple(log.columns["amount"].values) == ("1", "2")


def test_a_frame_of_mixed_types_is_refused_with_its_column() -> None:
    with pytest.raises(InputError, match="column mixed"):
        read_frame(pd.DataFrame({**COLUMNS, "mixed": [1, "a", None]}), "frame")


def test_what_is_no_frame_is_refused_by_its_type() -> None:
    with pytest.raises(UsageError, match="dict"):
        read_frame(COLUMNS, "frame")


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30))
def test_a_plain_number_is_the_same_number_without_an_exponent(number: Decimal) -> None:
    plain = plain_number(str(number))
    assert Decimal(plain) == number
    assert "E" not in plain
    assert not plain.endswith(".0")


@pytest.mark.parametrize("text", ["", "x", "NaN", "1e999999"])
def test_what_is_no_finite_number_stays_as_it_is(text: str) -> None:
    assert plain_number(text) == text


@pytest.mark.parametrize("name", ["ok", "ns_naive", "nested_column", "null_case", "xss_column"])
def test_the_good_files_of_the_corpus_keep_every_row(shared: Path, name: str) -> None:
    with (shared / "corpus" / "open" / "parquet" / f"{name}.parquet").open("rb") as file:
        log = assemble(read_parquet(file, name, name, LogMapping(), Limits()), LogMapping(), SHANGHAI)
    assert (log.n_cases, log.source.rows_read, log.source.rows_rejected) == (4, 20, 2 if name == "null_case" else 0)


def test_the_bad_files_of_the_corpus_are_refused_as_expected(shared: Path) -> None:
    with (shared / "corpus" / "MANIFEST.csv").open(encoding="utf-8-sig") as manifest:
        rows = [row for row in csv.DictReader(manifest) if row["file"].startswith("open/parquet/") and row["expect"] == "reject"]
    assert len(rows) == 4
    for row in rows:
        with (shared / "corpus" / row["file"]).open("rb") as file, pytest.raises(InputError) as refused:
            read_parquet(file, row["file"], "log", LogMapping(), Limits())
        assert refused.value.finding.code == row["code"]
        assert any(word in refused.value.finding.text() for word in row["locator"].split("|"))
