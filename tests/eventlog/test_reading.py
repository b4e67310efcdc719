"""Logs in, from any export: the same log whatever the order, encoding, delimiter; every row accounted for."""

import gzip
import random
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.eventlog import EventLog, Limits, LogMapping, open_store, read_log, read_mapping, variants_of, write_store
from workbench.eventlog.quality import quality_of
from workbench.findings import InputError, LimitError, Severity, UsageError

HEADER = "case_id,activity,end,resource"
ROWS = [
    "C1,登记,2025-03-03 09:00:00,张三",
    "C1,审批,2025-03-03 10:00:00,李四",
    "C2,登记,2025-03-04 09:00:00,张三",
    "C2,登记,2025-03-04 09:00:00,李四",
    "C3,审批,2025-03-05 09:00:00,",
]


def csv_file(folder: Path, rows: list[str], *, header: str = HEADER, encoding: str = "utf-8") -> Path:
    path = folder / "log.csv"
    path.write_bytes("\n".join([header, *rows]).encode(encoding))
    return path


def codes(log: EventLog) -> list[str]:
    """Return what was found, the note left out that says in which zone times without an offset were read."""
    return [finding.code for finding in log.findings if finding.code != "TIME_ZONE_TAKEN"]


def test_a_table_becomes_sorted_columns(tmp_path: Path) -> None:
    log = read_log(csv_file(tmp_path, ROWS))
    assert log.cases == ("C1", "C2", "C3")
    assert log.activities == ("审批", "登记")
    assert [log.activities[code] for code in log.activity] == ["登记", "审批", "登记", "登记", "审批"]
    assert log.end[1] - log.end[0] == 3_600_000_000
    assert log.columns["resource"].values == ("张三", "李四")
    assert log.columns["resource"].codes[-1] == -1
    assert codes(log) == []


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 1000))
def test_the_order_of_rows_never_matters(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    folder = tmp_path_factory.mktemp("shuffled")
    straight = read_log(csv_file(folder, ROWS))
    shuffled = read_log(csv_file(folder, random.Random(seed).sample(ROWS, len(ROWS))))
    one, other = variants_of(straight), variants_of(shuffled)
    assert (one.labels == other.labels).all()
    assert (one.tied == other.tied).all()
    assert (one.of_case == other.of_case).all()
    assert straight.source.content == shuffled.source.content


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_the_encoding_never_matters(tmp_path: Path, encoding: str) -> None:
    content = read_log(csv_file(tmp_path, ROWS)).source.content
    assert read_log(csv_file(tmp_path, ROWS, encoding=encoding)).source.content == content


@pytest.mark.parametrize("delimiter", [";", "\t", "|", "^"])
def test_the_delimiter_never_matters(tmp_path: Path, delimiter: str) -> None:
    content = read_log(csv_file(tmp_path, ROWS)).source.content
    rows = [row.replace(",", delimiter) for row in ROWS]
    log = read_log(csv_file(tmp_path, rows, header=HEADER.replace(",", delimiter)))
    assert log.source.content == content
    assert codes(log) == ["CSV_DELIMITER"]


def test_gzip_never_matters(tmp_path: Path) -> None:
    path = csv_file(tmp_path, ROWS)
    content = read_log(path).source.content
    packed = tmp_path / "log.csv.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert read_log(packed).source.content == content


@pytest.mark.parametrize("cut", [1, 2, 4, 9, 30, 50])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_gzip_of_several_members_is_one_file(tmp_path: Path, cut: int, encoding: str) -> None:
    path = csv_file(tmp_path, [*ROWS, "9,审批,2025-03-03 09:00:00,李"], encoding=encoding)
    whole, packed = path.read_bytes(), tmp_path / "log.csv.gz"
    parts = (gzip.compress(whole[:cut]), bytes(7), gzip.compress(whole[cut:]), gzip.compress(b""), bytes(70_000))
    packed.write_bytes(b"".join(parts))
    assert read_log(packed).source.content == read_log(path).source.content


@pytest.mark.parametrize("damage", [b"garbage", gzip.compress(b"1,a")[:-9], b"\x1f\x8b"])
def test_a_gzip_that_goes_on_with_something_else_is_refused(tmp_path: Path, damage: bytes) -> None:
    packed = tmp_path / "log.csv.gz"
    packed.write_bytes(gzip.compress(csv_file(tmp_path, ROWS).read_bytes()) + damage)
    with pytest.raises(InputError, match="too early or is damaged"):
        read_log(packed)


def test_one_column_may_serve_two_attributes(tmp_path: Path) -> None:
    quoted = '"a""b""cdefgh ""0"""'
    path = csv_file(tmp_path, [f"C1,{quoted},2025-03-03,x", f"C1,{quoted},2025-03-04,x"])
    twice = {"activity": HEADER.split(",")[1], "resource": HEADER.split(",")[1]}
    log = read_log(path, LogMapping(columns=twice))
    assert log.activities == ('a"b"cdefgh "0"',)
    assert tuple(log.columns["resource"].values) == log.activities


def test_texts_that_share_half_a_hash_are_told_apart(tmp_path: Path) -> None:
    names = [
        f"{prefix}{number:05}{suffix}" for prefix in ("", "longer than a word ") for number in range(3000) for suffix in ("", "x")
    ]
    log = read_log(csv_file(tmp_path, [f"C{number},{name},2025-03-03,x" for number, name in enumerate(names)]))
    assert log.activities == tuple(sorted(names))
    assert [log.activities[code] for code in log.activity.tolist()] == [
        names[int(log.cases[case][1:])] for case in log.case.tolist()
    ]


def test_names_that_look_missing_are_names(tmp_path: Path) -> None:
    rows = [f"C1,{name},2025-03-03 09:0{number}:00,x" for number, name in enumerate(("NA", "null", "None", "007"))]
    assert read_log(csv_file(tmp_path, rows)).activities == ("007", "NA", "None", "null")


@pytest.mark.parametrize(
    "header",
    [
        "订单号,作业,完成时间,操作员",
        "Case ID,Activity,Complete Timestamp,User",
        "case:concept:name,concept:name,time:timestamp,org:resource",
    ],
)
def test_common_headers_are_known(tmp_path: Path, header: str) -> None:
    content = read_log(csv_file(tmp_path, ROWS)).source.content
    assert read_log(csv_file(tmp_path, ROWS, header=header)).source.content == content


def test_a_mapping_file_decides(tmp_path: Path) -> None:
    path = csv_file(tmp_path, ["A1,x,03/04/2025 08:30"], header="a,b,c")
    mapping = tmp_path / "log.mapping.yaml"
    mapping.write_text('columns: {case_id: a, activity: b, end: c}\ntimezone: UTC\nformats: {end: "%m/%d/%Y %H:%M"}\n')
    log = read_log(path, read_mapping(mapping))
    assert str(np.datetime64(int(log.end[0]), "us")) == "2025-03-04T08:30:00.000000"


def test_rows_that_cannot_be_used_are_counted_and_named(tmp_path: Path) -> None:
    log = read_log(csv_file(tmp_path, [*ROWS, "C4,,2025-03-03 09:00:00,x", "C5,登记,soon,x", "C6,登记"]))
    assert log.n_events == 5
    assert (log.source.rows_read, log.source.rows_rejected) == (8, 3)
    assert codes(log) == ["CSV_RAGGED", "LOG_BAD_VALUE", "LOG_NO_ACTIVITY", "LOG_NO_TIMESTAMP"]
    assert [finding.place.line for finding in log.findings if finding.code not in ("LOG_BAD_VALUE", "TIME_ZONE_TAKEN")] == [
        9,
        7,
        8,
    ]


def test_ambiguous_dates_are_said(tmp_path: Path) -> None:
    log = read_log(csv_file(tmp_path, ["C1,a,03/04/2025 08:30,x"]))
    assert codes(log) == ["TIME_AMBIGUOUS"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-03-03T09:00:00Z", "2025-03-03T09:00:00.000000"),
        ("2025-03-03T09:00:00.25+08:00", "2025-03-03T01:00:00.250000"),
        ("2025/3/3 8:30", "2025-03-03T00:30:00.000000"),
        ("45719.375", "2025-03-03T01:00:00.000000"),
        ("2025-03-03", "2025-03-02T16:00:00.000000"),
    ],
)
def test_spellings_of_times(tmp_path: Path, text: str, expected: str) -> None:
    log = read_log(csv_file(tmp_path, [f"C1,a,{text},x"]))
    assert str(np.datetime64(int(log.end[0]), "us")) == expected


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "LOG_EMPTY"),
        (b"case_id,activity,end\n", "LOG_EMPTY"),
        (b"activity,end\na,2025-03-03\n", "CSV_NO_CASE_COLUMN"),
        (b"case_id,end\n1,2025-03-03\n", "CSV_NO_COLUMN"),
        (b"case,order_no,activity,end\n", "LOG_EMPTY"),
        (b'case_id,activity,end\n1,"a,2025-03-03\n2,b,2025-03-04\n', "CSV_QUOTE"),
        (b"\x89PNG\r\n\x1a\n", "FILE_WRONG_FORMAT"),
        (b"PK\x03\x04rest", "FILE_WRONG_FORMAT"),
        (b"<html></html>", "FILE_WRONG_FORMAT"),
        (b"<log><trace>", "XML_NOT_WELLFORMED"),
        (b"<!DOCTYPE log><log/>", "XML_DTD_FORBIDDEN"),
        (b"<log/>", "LOG_EMPTY"),
        (gzip.compress(b"<log>" + b" " * 9000 + b"</log>")[:-9], "FILE_TRUNCATED"),
    ],
)
def test_what_is_no_log_is_refused_by_name(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(content)
    with pytest.raises(InputError) as refusal:
        read_log(path)
    assert refusal.value.finding.code == code
    assert str(path) in str(refusal.value)


def test_a_missing_file_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"gone\.csv"):
        read_log(tmp_path / "gone.csv")


def test_limits_are_kept_and_can_be_raised(tmp_path: Path) -> None:
    path = csv_file(tmp_path, ROWS)
    with pytest.raises(LimitError, match="100 bytes"):
        read_log(path, limits=Limits(file_bytes=100))
    assert read_log(path, limits=Limits(file_bytes=10_000)).n_events == 5


def xes_event(name: str, transition: str, time: str) -> str:
    return (
        f'<event><string key="concept:name" value="{name}"/><string key="lifecycle:transition" value="{transition}"/>'
        f'<date key="time:timestamp" value="2025-03-03T{time}Z"/></event>'
    )


XES = (
    '<log xmlns="http://www.xes-standard.org/"><trace><string key="concept:name" value="C1"/><string key="kind" value="k"/>'
    + xes_event("a", "start", "09:00:00")
    + xes_event("a", "complete", "10:00:00")
    + xes_event("b", "start", "11:00:00")
    + xes_event("b", "schedule", "08:00:00")
    + "</trace></log>"
)


def test_starts_are_paired_with_their_completion(tmp_path: Path) -> None:
    path = tmp_path / "log.xes"
    path.write_text(XES, encoding="utf-8")
    log = read_log(path)
    assert log.n_events == 1
    assert log.end[0] - log.start[0] == 3_600_000_000
    assert log.case_columns["kind"].values == ("k",)
    source = log.source
    assert source.rows_read == log.n_events + source.rows_merged + source.rows_set_aside + source.rows_rejected == 4
    assert codes(log) == ["LOG_UNFINISHED", "LOG_TRANSITIONS_SET_ASIDE"]


def test_traces_of_one_name_stay_cases_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "log.xes"
    trace = '<trace><string key="concept:name" value="T"/><event><string key="concept:name" value="a"/>'
    trace += '<date key="time:timestamp" value="2025-03-03T09:00:00Z"/></event></trace>'
    path.write_text(f"<log>{trace}{trace}</log>", encoding="utf-8")
    log = read_log(path)
    assert log.cases == ("T", "T (2)")
    assert codes(log) == ["LOG_DUPLICATE_CASE"]


def test_a_stored_log_is_the_log(tmp_path: Path) -> None:
    log = read_log(csv_file(tmp_path, [*ROWS, "C4,,2025-03-03 09:00:00,x"]))
    stored = open_store(write_store(log, tmp_path / "store"))
    for name in ("case", "activity", "end", "start", "recorded", "position"):
        assert (getattr(stored, name) == getattr(log, name)).all()
    assert (stored.cases, stored.activities, stored.source) == (log.cases, log.activities, log.source)
    assert (stored.columns["resource"].codes == log.columns["resource"].codes).all()
    assert [finding.text() for finding in stored.findings] == [finding.text() for finding in log.findings]


def test_a_damaged_store_is_refused(tmp_path: Path) -> None:
    store = write_store(read_log(csv_file(tmp_path, ROWS)), tmp_path)
    path = store / "events.parquet"
    whole = path.read_bytes()
    for position in range(0, len(whole), max(1, len(whole) // 60)):
        content = bytearray(whole)
        content[position] ^= 1
        path.write_bytes(content)
        with suppress(InputError):
            assert open_store(store).source.content == store.name
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InputError, match="damaged"):
        open_store(store)


@pytest.mark.parametrize(
    ("name", "cases", "events", "variants"),
    [
        ("real/receipt_wabo.xes.gz", 1434, 8577, 116),
        ("real/helpdesk.xes.gz", 4580, 21348, None),
        ("real/sepsis.xes.gz", 1050, 15214, None),
        ("real/bpic2013_incidents.xes.gz", 7554, 65533, 1511),
        ("artificial/running-example.csv", 6, 42, 6),
        ("artificial/running-example.xes", 6, 42, 6),
    ],
)
def test_real_logs_have_the_published_sizes(shared: Path, name: str, cases: int, events: int, variants: int | None) -> None:
    log = read_log(shared / "data" / "logs" / name, LogMapping())
    assert (log.n_cases, log.n_events) == (cases, events)
    assert variants is None or len(variants_of(log)) == variants


def test_blanks_around_case_ids_make_no_other_case(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    rows = ["k1,a,2024-03-01 09:01:07", "k1 ,b,2024-03-01 10:01:07", "\u3000k2,a,2024-03-01 09:01:07", " ,a,2024-03-01 09:01:07"]
    path.write_text("\n".join(["case_id,activity,end", *rows]), encoding="utf-8")
    log = read_log(path)
    assert (tuple(log.cases), log.case.tolist(), log.n_events) == (("k1", "k2"), [0, 0, 1], 3)
    (told,) = [each for each in log.findings if each.code == "LOG_CASE_PADDED"]
    assert (told.severity, told.facts["count"], told.facts["merged"]) == (Severity.INFO, 2, 1)


def test_traces_that_differ_in_blanks_stay_cases_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "log.xes"
    event = '<event><string key="concept:name" value="a"/><date key="time:timestamp" value="2024-03-01T09:00:00Z"/></event>'
    traces = "".join(f'<trace><string key="concept:name" value="{name}"/>{event}</trace>' for name in ("k1", "k1 "))
    path.write_text(f"<log>{traces}</log>", encoding="utf-8")
    log = read_log(path)
    assert log.n_cases == 2
    assert "LOG_CASE_ALIKE" in {each.code for each in quality_of(log).pathologies}
