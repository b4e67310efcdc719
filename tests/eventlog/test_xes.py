"""XES as it is found: nothing is lost when keys collide, and every fault bears its line."""

import gzip
from pathlib import Path

import pytest

from tests.eventlog.files import codes, event, text, trace, written, xes
from workbench.eventlog import NO_TIME, EventLog, Limits, open_store, quality_of, read_log, variants_of, write_store
from workbench.eventlog.looks.case_table import case_table_of
from workbench.findings import InputError, LimitError


def values(log: EventLog) -> dict[str, tuple[str, ...]]:
    return {name: column.values for name, column in log.columns.items()}


def test_standard_keys_become_attributes_and_others_keep_their_key(tmp_path: Path) -> None:
    inner = text("org:resource", "r") + text("org:role", "p") + text("org:group", "d") + text("cost:total", "1") + text("k", "v")
    log = read_log(xes(tmp_path, trace("C1", event("a", inner=inner))))
    assert values(log) == {"resource": ("r",), "role": ("p",), "department": ("d",), "cost": ("1",), "k": ("v",)}


def test_a_plain_key_never_overrides_a_standard_one(tmp_path: Path) -> None:
    inner = text("activity", "other") + text("org:resource", "r") + text("resource", "s") + text("case_id", "z")
    log = read_log(xes(tmp_path, trace("C1", event("a", inner=inner))))
    assert (log.cases, log.activities) == (("C1",), ("a",))
    assert values(log) == {"activity (2)": ("other",), "resource": ("r",), "resource (2)": ("s",), "case_id (2)": ("z",)}


def test_nested_attributes_and_lists_are_flattened_without_loss(tmp_path: Path) -> None:
    inner = '<string key="a" value="1"><int key="b" value="2"/></string>'
    inner += f'<list key="ps"><values>{text("p", "甲")}{text("p", "乙")}</values></list>'
    found = values(read_log(xes(tmp_path, trace("C1", event("x", inner=inner)))))
    assert (found["a"], found["a/b"], found["ps/p"], found["ps/p (2)"]) == (("1",), ("2",), ("甲",), ("乙",))


def test_a_key_given_twice_is_kept_and_said(tmp_path: Path) -> None:
    log = read_log(xes(tmp_path, trace("C1", event("a", inner=text("concept:name", "b")))))
    assert log.activities == ("a",)
    assert values(log) == {"concept:name (2)": ("b",)}
    assert codes(log) == ["XES_REPEATED_KEY"]


def test_renamed_traces_never_merge_with_real_ones(tmp_path: Path) -> None:
    assert read_log(xes(tmp_path, *(trace(name, event("a")) for name in ("T", "T", "T (2)")))).cases == ("T", "T (2)", "T (3)")


def test_a_trace_without_a_name_is_numbered(tmp_path: Path) -> None:
    log = read_log(xes(tmp_path, trace("#2", event("a")), f"<trace>{event('b')}</trace>"))
    assert log.cases == ("#2", "#2 (2)")


def test_globals_fill_nothing_in(tmp_path: Path) -> None:
    given = '<global scope="event"><string key="concept:name" value="UNKNOWN"/></global>'
    log = read_log(
        xes(tmp_path, given, trace("C1", event("a"), '<event><date key="time:timestamp" value="2025-03-03"/></event>'))
    )
    assert log.activities == ("a",)
    assert "LOG_NO_ACTIVITY" in codes(log)


def test_a_value_that_is_not_of_its_type_is_kept_and_said(tmp_path: Path) -> None:
    log = read_log(xes(tmp_path, trace("C1", event("a", inner='\n<int key="amount" value="12.5万"/>'))))
    assert codes(log) == ["LOG_BAD_TYPED_VALUE"]
    assert log.columns["amount"].values == ("12.5万",)


def test_a_time_without_offset_and_one_typed_as_text_are_said(tmp_path: Path) -> None:
    naive = read_log(xes(tmp_path, trace("C1", event("a", "2025-03-03T09:00:00"))), timezone="UTC")
    assert codes(naive) == ["LOG_NAIVE_TIME"]
    starts = [
        text("start_timestamp", value).replace("string", "date")
        for value in (" 2025-03-03 08:00", " 2025-03-03T08", "2025-03-03T08:00Z")
    ]
    untimed = [event("a", "x", start).replace("time:timestamp", "other") for start in starts]
    (found,) = (each for each in read_log(xes(tmp_path, trace("C1", *untimed))).findings if each.code == "LOG_NAIVE_TIME")
    assert (found.facts["attribute"], found.facts["count"]) == ("start_timestamp", 2)
    typed = event("a").replace("<date", "<string")
    assert codes(read_log(xes(tmp_path, trace("C1", typed)))) == ["LOG_WRONG_TYPE"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gbk", "gb18030", "big5"])
def test_declared_encodings_are_followed(tmp_path: Path, encoding: str) -> None:
    content = f'<?xml version="1.0" encoding="{encoding}"?><log>{trace("C1", event("中文"))}</log>'
    assert read_log(written(tmp_path, "log.xes", content.encode(encoding))).activities == ("中文",)


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"<log><trace/></log>", "LOG_EMPTY", None),
        ("<log>\n<trace>登".encode("gbk"), "XML_ENCODING", 2),
        (b'<?xml version="1.0" encoding="foo"?><log/>', "XML_ENCODING", 1),
        (b'<?xml version="1.0" encoding="gbk"?><log>\n' + b"\xff\xff", "XML_ENCODING", 1),
        (b"<log>\n<trace>\n", "XML_NOT_WELLFORMED", 3),
        (b"<log>\n&lol;</log>", "XML_NOT_WELLFORMED", 2),
        (b"<?xml version='1.0'?>\n<!DOCTYPE log [<!ENTITY a 'b'>]><log/>", "XML_DTD_FORBIDDEN", 2),
        (b"<WorkflowLog/>", "FILE_WRONG_FORMAT", 1),
        (b"<log><objects/></log>", "OCEL_SCHEMA", 1),
        (gzip.compress(gzip.compress(b"x")), "FILE_WRONG_FORMAT", None),
    ],
)
def test_what_is_no_xes_is_refused_with_its_line(tmp_path: Path, content: bytes, code: str, line: int | None) -> None:
    with pytest.raises(InputError) as refusal:
        read_log(written(tmp_path, "log.xes", content))
    assert (refusal.value.finding.code, refusal.value.finding.place.line) == (code, line)


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(depth=3), "LIMIT_DEPTH"),
        (Limits(value_characters=8), "LIMIT_FIELD"),
        (Limits(columns=1), "LIMIT_COLUMNS"),
    ],
)
def test_limits_hold_for_xes_packed_or_not(tmp_path: Path, limits: Limits, code: str) -> None:
    path = xes(tmp_path, trace("C1", event("a")))
    for each in (path, written(tmp_path, "log.xes.gz", gzip.compress(path.read_bytes()))):
        with pytest.raises(LimitError) as refusal:
            read_log(each, limits=limits)
        assert refusal.value.finding.code == code


def test_a_packed_file_is_measured_by_what_it_unpacks_to(tmp_path: Path) -> None:
    path = xes(tmp_path, *(trace(f"C{number}", event("a")) for number in range(100)))
    packed = written(tmp_path, "log.xes.gz", gzip.compress(path.read_bytes()))
    assert read_log(packed, limits=Limits(unpacked_bytes=1000)).n_cases == 100
    with pytest.raises(LimitError, match="1000 bytes"):
        read_log(packed, limits=Limits(unpacked_bytes=1000, ratio=1))


def test_a_log_without_times_keeps_the_order_of_its_file(tmp_path: Path) -> None:
    def bare(activity: str) -> str:
        return f"<event>{text('concept:name', activity)}</event>"

    log = read_log(xes(tmp_path, trace("C1", bare("b"), bare("a"), bare("a")), trace("C2", bare("b"), bare("a"), bare("a"))))
    assert (log.is_timed, codes(log), log.n_events) == (False, ["LOG_UNTIMED"], 6)
    variants = variants_of(log)
    assert (variants.trace(0), variants.counts.tolist(), variants.tied.any()) == (("b", "a", "a"), [2], False)
    assert open_store(write_store(log, tmp_path)).is_timed is False
    assert (case_table_of(log).duration == NO_TIME).all()
    assert quality_of(log).pathologies == tuple(each for each in quality_of(log).pathologies if "TIME" not in each.code)


def test_transitions_of_another_lifecycle_are_executions(tmp_path: Path) -> None:
    inner = text("lifecycle:transition", "in progress")
    log = read_log(xes(tmp_path, trace("C1", event("a", inner=inner), event("b", "2025-03-03T10:00:00Z"))))
    assert (log.n_events, codes(log)) == (2, ["LOG_LIFECYCLE_IGNORED"])


def test_starts_without_completions_are_left_out_and_said(tmp_path: Path) -> None:
    started = '<date key="start_timestamp" value="2025-03-03T09:00:00Z"/>'
    bearer = f"<event>{text('concept:name', 'a')}{started}</event>"
    log = read_log(xes(tmp_path, trace("C1", bearer, bearer)))
    assert codes(log)[:2] == ["LOG_UNTIMED", "LOG_TIMES_ALONE"]
    assert not log.is_timed
    assert (log.start == NO_TIME).all()
