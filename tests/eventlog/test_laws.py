"""Laws of reading and storing: shuffling, re-encoding, the machine's clock and a round trip through the store change nothing."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.eventlog.files import event, table, text, trace, written, xes
from workbench.eventlog import EventLog, open_store, read_log, variants_of, write_store
from workbench.findings import InputError

HEADER = "case_id,activity,end,lifecycle:transition,resource,case:kind"
ROWS = st.lists(
    st.tuples(
        st.sampled_from("12"),
        st.sampled_from("abc"),
        st.sampled_from(["2025-03-03 09:00", "2025-03-03 10:00", "2025-03-04"]),
        st.sampled_from(["start", "complete", "suspend", ""]),
        st.sampled_from(["x", "y", ""]),
        st.sampled_from(["k", "l", ""]),
    ).map(",".join),
    max_size=12,
).map(lambda rows: [*rows, "1,a,2025-03-03 09:00,complete,x,k"])


def same_columns(one: EventLog, other: EventLog) -> bool:
    arrays = ("case", "activity", "end", "start", "recorded", "position")
    return all((getattr(one, name) == getattr(other, name)).all() for name in arrays) and all(
        mine.keys() == theirs.keys()
        and all((mine[name].codes == theirs[name].codes).all() and mine[name].values == theirs[name].values for name in mine)
        for mine, theirs in ((one.columns, other.columns), (one.case_columns, other.case_columns))
    )


@settings(max_examples=60, deadline=None)
@given(data=st.data(), rows=ROWS)
def test_shuffled_rows_give_the_same_content_and_variants(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, rows: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("shuffled")
    straight = read_log(table(folder, rows, HEADER))
    shuffled = read_log(table(folder, data.draw(st.permutations(rows)), HEADER))
    assert straight.source.content == shuffled.source.content
    one, other = variants_of(straight), variants_of(shuffled)
    for name in ("offsets", "labels", "tied", "counts", "of_case"):
        assert (getattr(one, name) == getattr(other, name)).all()
    assert sorted(each.code for each in straight.findings) == sorted(each.code for each in shuffled.findings)


@settings(max_examples=40, deadline=None)
@given(rows=ROWS)
def test_every_row_is_accounted_for(tmp_path_factory: pytest.TempPathFactory, rows: list[str]) -> None:
    log = read_log(table(tmp_path_factory.mktemp("rows"), rows, HEADER))
    source = log.source
    assert source.rows_read == len(rows)
    assert source.rows_read == log.n_events + source.rows_merged + source.rows_set_aside + source.rows_rejected
    assert (np.diff(log.case) >= 0).all()


@settings(max_examples=40, deadline=None)
@given(rows=ROWS)
def test_what_was_stored_is_what_is_opened(tmp_path_factory: pytest.TempPathFactory, rows: list[str]) -> None:
    folder = tmp_path_factory.mktemp("store")
    log = read_log(table(folder, [*rows, "9,,2025-03-03,,,"], HEADER))
    stored = open_store(write_store(log, folder))
    assert same_columns(stored, log)
    assert (stored.name, stored.cases, stored.activities, stored.source) == (log.name, log.cases, log.activities, log.source)
    assert stored.findings == log.findings


def test_a_store_gives_back_the_log_written_last(tmp_path: Path) -> None:
    rows = ["1,a,2025-03-03,x", "2,a,2025-03-04,x"]
    one, other = read_log(table(tmp_path, rows)), read_log(table(tmp_path, rows[::-1]))
    assert write_store(one, tmp_path) == write_store(other, tmp_path)
    assert same_columns(open_store(write_store(other, tmp_path)), other)


def test_a_damaged_store_is_mended_by_writing_again(tmp_path: Path) -> None:
    log = read_log(table(tmp_path, ["1,a,2025-03-03,x"]))
    path = write_store(log, tmp_path)
    (path / "events.parquet").write_bytes(b"PAR1 nothing PAR1")
    assert same_columns(open_store(write_store(log, tmp_path)), log)
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []


def opened_or_refusal(path: Path) -> EventLog | str:
    try:
        return open_store(path)
    except InputError as refusal:
        return str(refusal)


def test_a_flipped_bit_is_refused_by_name_or_changes_nothing(tmp_path: Path) -> None:
    log = read_log(table(tmp_path, ["1,a,2025-03-03,x", "2,b,2025-03-04,"]))
    path = write_store(log, tmp_path)
    flipped = refused = 0
    for file in (path / "events.parquet", path / "cases.parquet"):
        whole = file.read_bytes()
        for position in range(0, len(whole), 7):
            content = bytearray(whole)
            content[position] ^= 1 << position % 8
            file.write_bytes(content)
            found = opened_or_refusal(path)
            flipped += 1
            if isinstance(found, str):
                assert path.name in found
                refused += 1
            else:
                assert same_columns(found, log)
                assert found.source == log.source
        file.write_bytes(whole)
    assert refused > flipped // 2


@contextmanager
def clock_of(zone: str) -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = zone
    time.tzset()
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        time.tzset()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system cannot change a process's time zone")
def test_the_time_zone_of_the_machine_changes_nothing(tmp_path: Path) -> None:
    path = table(tmp_path, ["C1,a,2025-03-03 09:00:00,x", "C1,b,45719.5,x", "C1,c,2025-03-10 02:30,x"])
    ends = []
    for zone in ("UTC", "America/New_York", "Asia/Shanghai"):
        with clock_of(zone):
            ends.append(read_log(path).end.tolist())
    assert ends[0] == ends[1] == ends[2]


def test_starts_find_their_completion_whatever_the_order_of_traces(tmp_path: Path) -> None:
    def step(kind: str, at: str, instance: str) -> str:
        return event("a", f"2025-03-03T{at}:00Z", text("lifecycle:transition", kind) + text("concept:instance", instance))

    log = read_log(
        xes(
            tmp_path,
            trace("C1", step("start", "08:00", "1"), step("start", "08:30", "2")),
            trace("C2", step("START", "08:00", "1"), step("start", "08:30", "2"), step("Complete", "09:00", "2")),
        )
    )
    assert log.cases == ("C1", "C2")
    assert ((log.end - log.start) // 60_000_000).tolist() == [30]


def test_kept_events_alone_make_the_variants(tmp_path: Path) -> None:
    log = read_log(table(tmp_path, ["1,a,2025-03-03,x", "1,b,2025-03-04,x", "2,a,2025-03-03,x", "3,b,2025-03-03,x"]))
    variants = variants_of(log, log.activity == log.activities.index("a"))
    assert [variants.trace(number) for number in range(len(variants))] == [("a",), ()]
    assert (variants.counts.tolist(), variants.of_case.tolist()) == ([2, 1], [0, 0, 1])


def test_the_same_labels_tied_differently_are_two_variants(tmp_path: Path) -> None:
    rows = ["1,a,2025-03-03,x", "1,b,2025-03-03,x", "2,a,2025-03-03,x", "2,b,2025-03-04,x"]
    log = read_log(table(tmp_path, rows))
    assert (len(variants_of(log)), variants_of(log).tied.tolist()) == (2, [False, False, False, True])
    assert len(variants_of(replace(log, end=np.zeros_like(log.end)))) == 1


@settings(max_examples=60, deadline=None)
@given(data=st.data(), rows=ROWS)
def test_a_log_split_into_files_is_the_same_log(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, rows: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("split")
    whole = read_log(table(folder, rows, HEADER))
    cut = data.draw(st.integers(min_value=1, max_value=len(rows)))
    parts = [part for part in (rows[:cut], rows[cut:]) if part]
    files = [table(tmp_path_factory.mktemp("part"), part, HEADER) for part in parts]
    split = read_log(files)
    assert split.source.content == whole.source.content
    assert same_columns(split, whole)
    assert (split.source.rows_read, split.source.rows_rejected) == (whole.source.rows_read, whole.source.rows_rejected)


def test_parts_may_lack_columns_and_go_on_with_a_case(tmp_path: Path) -> None:
    first = xes(tmp_path, trace("C1", text("kind", "k"), event("a", inner=text("org:resource", "x"))), trace("C2", event("a")))
    (tmp_path / "more").mkdir()
    more = table(tmp_path / "more", ["C1,b,2025-03-04T09:00:00Z,OA", "C3,b,soon,OA"], "case_id,activity,end,system")
    log = read_log([first, more])
    assert (log.cases, log.activities, log.n_events) == (("C1", "C2"), ("a", "b"), 3)
    assert log.columns["resource"].values == ("x",)
    assert log.columns["system"].values == ("OA",)
    (refused,) = (finding for finding in log.findings if finding.code == "LOG_NO_TIMESTAMP")
    assert (refused.place.file, refused.place.line) == (str(more), 3)


def test_parts_that_disagree_about_a_case_are_said_and_parts_without_times_refused(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in "ab"]
    for folder in folders:
        folder.mkdir()
    files = [xes(folder, trace("C1", text("kind", folder.name), event("a"))) for folder in folders]
    assert "LOG_CASE_ATTRIBUTE_VARIES" in [finding.code for finding in read_log(files).findings]
    (tmp_path / "c").mkdir()
    untimed = written(tmp_path / "c", "log.xes", f"<log><trace><event>{text('concept:name', 'a')}</event></trace></log>")
    assert read_log([untimed, untimed]).n_events == 2
    with pytest.raises(InputError) as refusal:
        read_log([files[0], untimed])
    assert (refusal.value.finding.code, refusal.value.finding.place.file) == ("LOG_PART_UNTIMED", str(untimed))


def test_unnamed_traces_of_two_files_are_different_cases(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).mkdir()
    unnamed = f"<trace>{event('x')}</trace>"
    files = [xes(tmp_path / name, unnamed, unnamed) for name in "ab"]
    log = read_log(files)
    assert (log.n_cases, log.n_events, log.cases) == (4, 4, ("#1", "#1 (2)", "#2", "#2 (2)"))


def test_case_attributes_of_documents_and_tables_fill_each_other_up(tmp_path: Path) -> None:
    document = xes(tmp_path, trace("K1", text("amount", "77"), event("a")))
    rows = table(tmp_path, ["K2,a,2025-03-03 09:00,55"], "case_id,activity,end,case:amount")
    amount = read_log([document, rows]).case_columns["amount"]
    assert [amount.values[code] for code in amount.codes] == ["77", "55"]
