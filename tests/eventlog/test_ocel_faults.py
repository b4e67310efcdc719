"""What is wrong in an object-centric file is named with its place: the rest is read, or the file is refused."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.eventlog.files import written
from tests.eventlog.test_ocel import Document, as_database, as_json, as_xml, codes, document, event, refused
from workbench.eventlog import NO_TIME, Limits
from workbench.eventlog.ocel import read_ocel
from workbench.findings import LimitError
from workbench.language import Language


def changed(change: Callable[[Document], object]) -> Document:
    content = document()
    change(content)
    return content


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        (lambda d: d["events"][1].update(id="e1"), "OCEL_DUPLICATE", ("e1", "e1 (2)")),
        (lambda d: d["objects"].append({"id": "i1", "type": "订单"}), "OCEL_DUPLICATE_OBJECT", ("i1", "item", "订单")),
        (lambda d: d["events"][3].update(type="refund"), "OCEL_UNDECLARED", ("event", "refund", "e4")),
        (lambda d: d["objects"][1].update(type="box"), "OCEL_UNDECLARED", ("object", "box", "i1")),
        (lambda d: d["events"][3]["relationships"].append({"objectId": "gone"}), "OCEL_DANGLING", ("event", "gone", "e4")),
        (lambda d: d["objects"][0]["relationships"].append({"objectId": "gone"}), "OCEL_DANGLING", ("object", "gone", "o1")),
        (lambda d: d["events"][3].update(relationships=[]), "OCEL_ORPHAN_EVENT", ("e4",)),
        (lambda d: d["events"][3].update(time="soon"), "LOG_BAD_VALUE", ("soon",)),
        (lambda d: d["events"][3].update(time="soon"), "OCEL_NO_TIME", ("e4",)),
        (lambda d: d["events"][3].pop("type"), "OCEL_NO_TYPE", ("e4",)),
        (lambda d: d["events"][3].pop("id"), "OCEL_NO_ID", ("event",)),
        (lambda d: d["events"][3].update(colour="red"), "OCEL_NOT_READ", ("colour",)),
        (lambda d: d["objects"][0]["attributes"][1].update(time="soon"), "OCEL_VALUE_NO_TIME", ("1 value",)),
        (lambda d: d["objects"][0]["attributes"][1].update(value="much"), "OCEL_BAD_TYPED_VALUE", ("much", "金额", "float")),
        (
            lambda d: d["events"][1].update(event("e2", "pick", 10, ("o1", ""), by="A")),
            "OCEL_UNDECLARED_ATTRIBUTE",
            ("by", "pick"),
        ),
        (lambda d: d["events"][0]["attributes"].append({"name": "channel", "value": "B"}), "OCEL_REPEATED_KEY", ("channel",)),
        (lambda d: d.pop("eventTypes"), "OCEL_SCHEMA_GAP", ("eventTypes",)),
    ],
)
def test_a_fault_is_named_and_the_rest_is_read(
    tmp_path: Path, change: Callable[[Document], object], code: str, words: tuple[str, ...]
) -> None:
    log = read_ocel(as_json(tmp_path, changed(change)))
    finding = next(finding for finding in log.findings if finding.code == code)
    assert all(word in finding.text() for word in words), finding.text()
    assert not re.search(r"\{\w+\}", finding.text() + finding.text(Language.ZH_CN))
    assert (log.n_events, log.n_objects) == (4, 3)


def test_a_fault_bears_the_line_of_its_event(tmp_path: Path) -> None:
    path = as_json(tmp_path, changed(lambda d: d["events"][2].update(type="refund")))
    lines = path.read_text(encoding="utf-8").splitlines()
    found = next(finding for finding in read_ocel(path).findings if finding.code == "OCEL_UNDECLARED")
    assert '"id": "e3"' in lines[(found.place.line or 0)]


def test_a_repeated_event_id_keeps_both_events_and_their_relations(tmp_path: Path) -> None:
    log = read_ocel(as_json(tmp_path, changed(lambda d: d["events"][1].update(id="e1"))))
    assert tuple(log.events) == ("e1", "e1 (2)", "e3", "e4")
    assert log.event_object.source.tolist() == [0, 0, 0, 1, 1, 2, 2, 3]


def test_a_second_value_is_kept_under_a_numbered_name(tmp_path: Path) -> None:
    log = read_ocel(as_json(tmp_path, changed(lambda d: d["events"][0]["attributes"].append({"name": "channel", "value": "B"}))))
    assert {name: column.values for name, column in log.event_attributes.items()} == {"channel": ("网上",), "channel (2)": ("B",)}


def test_an_unreadable_time_of_a_value_is_no_beginning(tmp_path: Path) -> None:
    log = read_ocel(as_json(tmp_path, changed(lambda d: d["objects"][0]["attributes"][1].update(time="soon"))))
    assert NO_TIME not in log.object_attributes["金额"].since
    assert len(log.object_attributes["金额"].since) == 2


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b'{"events": [],\n "objects": [', "JSON_SYNTAX", 2),
        (b'{"objects": [],\n "events": [{"id": -Infinity}]}', "JSON_SYNTAX", 2),
        (b'{"objects": [],\n\n "events": [{"id": "NaN", "type": NaN}]}', "JSON_SYNTAX", 3),
        (b'{"objects": [], "events": []}\n}', "JSON_SYNTAX", 2),
        (b'{"objects": [],\n}', "JSON_SYNTAX", 2),
        (b'{"objects": [], 5: []}', "JSON_SYNTAX", 1),
        (b'{"events":\n {}}', "OCEL_SCHEMA", 2),
        (b'{"events":\n [\n5]}', "OCEL_SCHEMA", 3),
        (b'{"events": [{"attributes": 5}]}', "OCEL_SCHEMA", 1),
        (b'{"eventTypes": [], "objects": []}', "OCEL_SCHEMA", 1),
        (b'[{"id": 1}]', "OCEL_SCHEMA", 1),
        (b'{"objects": [], "events": []}', "LOG_EMPTY", None),
        (b'{"events": [\n' + b"[" * 100_000, "LIMIT_DEPTH", 2),
        (b'{"events": [\n' + b"[" * 150 + b"]" * 150 + b"]}", "LIMIT_DEPTH", 2),
        (b"<log><objects/></log>", "OCEL_SCHEMA", 1),
        (b"<log>\n<events>", "XML_NOT_WELLFORMED", 2),
        (b"<log>\n<events>&a;</events></log>", "XML_NOT_WELLFORMED", 2),
        (b"<!DOCTYPE log [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>\n<log/>", "XML_DTD_FORBIDDEN", 1),
        (b"<log><events>" + b"<a>" * 200, "LIMIT_DEPTH", 1),
        (b"<log><trace/></log>", "FILE_WRONG_FORMAT", 1),
        (b"<html/>", "FILE_WRONG_FORMAT", 1),
        (b"ocel:eid,ocel:activity\n", "CSV_MISSING_COLUMN", 1),
        (b"ocel:eid,ocel:activity,ocel:timestamp\n", "OCEL_SCHEMA", 1),
        (b'ocel:eid,ocel:activity,ocel:timestamp,ocel:type:a\ne1,a,2025-03-03,[]\ne2,"a,2025', "CSV_QUOTE", 3),
        (b"SQLite format 3\x00" + b"\xaa" * 2000, "FILE_CORRUPT", None),
        (b"", "LOG_EMPTY", None),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(tmp_path: Path, content: bytes, code: str, line: int | None) -> None:
    assert refused(written(tmp_path, "log", content)) == (code, line)


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(file_bytes=100), "LIMIT_FILE"),
        (Limits(value_characters=4), "LIMIT_FIELD"),
        (Limits(columns=0), "LIMIT_COLUMNS"),
    ],
)
def test_limits_hold_for_every_form(tmp_path: Path, limits: Limits, code: str) -> None:
    for form in (as_json, as_xml, as_database):
        with pytest.raises(LimitError) as refusal:
            read_ocel(form(tmp_path, document()), limits=limits)
        assert refusal.value.finding.code == code
        (tmp_path / "log.sqlite").unlink(missing_ok=True)


def test_lists_of_a_table_that_cannot_be_read_and_ragged_rows_are_said(tmp_path: Path) -> None:
    rows = ["e1,a,2025-03-03 09:00:00,[o 1],", "e2,b,2025-03-03 10:00:00,['o 1',x", "e3,c", "e4,d,2025-03-03 11:00:00, ,o 1"]
    content = "\n".join(["ocel:eid,ocel:activity,ocel:timestamp,ocel:type:a,ocel:type:b", *rows]).replace(
        "['o 1',x", "\"['o 1',x\","
    )
    log = read_ocel(written(tmp_path, "log.csv", content))
    assert {"CSV_RAGGED", "OCEL_LIST", "OCEL_SHARED_ID", "OCEL_ORPHAN_EVENT"} <= set(codes(log))
    assert (tuple(log.objects), log.n_events) == (("o 1", "o 1"), 3)
