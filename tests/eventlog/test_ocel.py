"""Object-centric logs: every form says the same, the fixtures are what is to be read, and every fault is named."""

import gzip
import json
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.eventlog.files import written
from workbench.eventlog import Limits
from workbench.eventlog.ocel import ObjectLog, looks_like_ocel, read_ocel
from workbench.findings import InputError, Severity, UsageError
from workbench.language import Language, catalogue

ROOT = Path(__file__).resolve().parents[2]

Document = dict[str, Any]


def document() -> Document:
    """An order of two items: placed, each item picked, paid after the amount has changed."""
    return {
        "objectTypes": [{"name": "订单", "attributes": [{"name": "金额", "type": "float"}]}, {"name": "item", "attributes": []}],
        "eventTypes": [
            {"name": "place", "attributes": [{"name": "channel", "type": "string"}]},
            {"name": "pick", "attributes": []},
            {"name": "pay", "attributes": []},
        ],
        "objects": [
            {
                "id": "o1",
                "type": "订单",
                "attributes": [
                    {"name": "金额", "time": "1970-01-01T00:00:00Z", "value": 10.50},
                    {"name": "金额", "time": "2025-03-03T11:00:00Z", "value": 12},
                    {"name": "金额", "time": "2025-03-09T00:00:00Z", "value": 99},
                ],
                "relationships": [{"objectId": "i1", "qualifier": "holds"}, {"objectId": "i2", "qualifier": "holds"}],
            },
            {"id": "i1", "type": "item"},
            {"id": "i2", "type": "item"},
        ],
        "events": [
            event("e1", "place", 9, ("o1", "creates"), ("i1", "creates"), ("i2", "creates"), channel="网上"),
            event("e2", "pick", 10, ("o1", "for"), ("i1", "picks")),
            event("e3", "pick", 11, ("o1", "for"), ("i2", "picks")),
            event("e4", "pay", 12, ("o1", "pays")),
        ],
    }


def event(name: str, kind: str, hour: int, *related: tuple[str, str], **values: str) -> Document:
    return {
        "id": name,
        "type": kind,
        "time": f"2025-03-03T{hour:02}:00:00Z",
        "attributes": [{"name": key, "value": value} for key, value in values.items()],
        "relationships": [{"objectId": each, "qualifier": qualifier} for each, qualifier in related],
    }


def as_json(folder: Path, content: Document) -> Path:
    return written(folder, "log.jsonocel", json.dumps(content, ensure_ascii=False, indent=1))


def as_xml(folder: Path, content: Document) -> Path:
    def types(kind: str, given: list[Document]) -> str:
        inner = "".join(
            f'<{kind}-type name="{each["name"]}"><attributes>'
            + "".join(f'<attribute name="{a["name"]}" type="{a["type"]}"/>' for a in each["attributes"])
            + f"</attributes></{kind}-type>"
            for each in given
        )
        return f"<{kind}-types>{inner}</{kind}-types>"

    def things(kind: str, given: list[Document]) -> str:
        parts = []
        for each in given:
            own = "".join(f' {key}="{each[key]}"' for key in ("id", "type", "time") if key in each)
            values = "".join(
                f'<attribute name="{a["name"]}"' + (f' time="{a["time"]}"' if "time" in a else "") + f">{a['value']}</attribute>"
                for a in each.get("attributes", [])
            )
            related = "".join(
                f'<relationship object-id="{r["objectId"]}" qualifier="{r["qualifier"]}"/>' for r in each.get("relationships", [])
            )
            parts.append(f"\n<{kind}{own}><attributes>{values}</attributes><objects>{related}</objects></{kind}>")
        return f"<{kind}s>{''.join(parts)}</{kind}s>"

    log = types("object", content["objectTypes"]) + types("event", content["eventTypes"])
    log += things("object", content["objects"]) + things("event", content["events"])
    return written(folder, "log.xmlocel", f"<?xml version='1.0' encoding='UTF-8'?><log>{log}</log>")


def as_database(folder: Path, content: Document) -> Path:
    path = folder / "log.sqlite"
    with sqlite3.connect(path) as connection:
        run = connection.execute
        run("CREATE TABLE event_map_type(ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT)")
        run("CREATE TABLE object_map_type(ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT)")
        run("CREATE TABLE event(ocel_id TEXT, ocel_type TEXT)")
        run("CREATE TABLE object(ocel_id TEXT, ocel_type TEXT)")
        run("CREATE TABLE event_object(ocel_event_id TEXT, ocel_object_id TEXT, ocel_qualifier TEXT)")
        run("CREATE TABLE object_object(ocel_source_id TEXT, ocel_target_id TEXT, ocel_qualifier TEXT)")
        for kind, extra in (("event", ""), ("object", ", ocel_changed_field TEXT")):
            for number, each in enumerate(content[f"{kind}Types"]):
                run(f"INSERT INTO {kind}_map_type VALUES (?, ?)", (each["name"], f"T{number}"))
                values = "".join(f', "{a["name"]}" TEXT' for a in each["attributes"])
                run(f"CREATE TABLE {kind}_T{number}(ocel_id TEXT, ocel_time TIMESTAMP{values}{extra})")
            table_of = {each["name"]: f"{kind}_T{number}" for number, each in enumerate(content[f"{kind}Types"])}
            relation = "event_object" if kind == "event" else "object_object"
            for each in content[f"{kind}s"]:
                run(f"INSERT INTO {kind} VALUES (?, ?)", (each["id"], each["type"]))
                for r in each.get("relationships", []):
                    run(f"INSERT INTO {relation} VALUES (?, ?, ?)", (each["id"], r["objectId"], r["qualifier"]))
                if kind == "event":
                    names = "".join(f', "{a["name"]}"' for a in each["attributes"])
                    marks = ", ?" * len(each["attributes"])
                    row = (each["id"], each["time"], *(a["value"] for a in each["attributes"]))
                    run(f"INSERT INTO {table_of[each['type']]}(ocel_id, ocel_time{names}) VALUES (?, ?{marks})", row)
                for place, a in enumerate(each.get("attributes", []) if kind == "object" else ()):
                    row = (each["id"], a["time"], str(a["value"]), a["name"] if place else None)
                    sql = f'INSERT INTO {table_of[each["type"]]}(ocel_id, ocel_time, "{a["name"]}", ocel_changed_field) '
                    run(f"{sql}VALUES (?, ?, ?, ?)", row)
    connection.close()
    return path


def codes(log: ObjectLog) -> list[str]:
    return [finding.code for finding in log.findings]


def refused(path: Path, limits: Limits | None = None) -> tuple[str, int | None]:
    with pytest.raises(InputError) as refusal:
        read_ocel(path, limits=limits)
    return refusal.value.finding.code, refusal.value.finding.place.line


def said(log: ObjectLog) -> tuple[object, ...]:
    """Everything that a log says, in a form that can be compared."""
    related = [
        [(r.source[i], r.target[i], r.qualifier.values[r.qualifier.codes[i]]) for i in range(len(r))]
        for r in (log.event_object, log.object_object)
    ]
    values = {
        name: [column.values[code] if code >= 0 else "" for code in column.codes] for name, column in log.event_attributes.items()
    }
    histories = {
        name: list(zip(h.owner.tolist(), h.since.tolist(), [h.value.values[code] for code in h.value.codes], strict=True))
        for name, h in log.object_attributes.items()
    }
    types = (log.event_types, log.event_type.tolist(), log.object_types, log.object_type.tolist())
    return tuple(log.events), tuple(log.objects), types, log.time.tolist(), related, values, histories


@pytest.mark.parametrize("form", [as_xml, as_database])
def test_json_xml_and_sqlite_say_the_same(tmp_path: Path, form: Callable[[Path, Document], Path]) -> None:
    one, other = read_ocel(as_json(tmp_path, document())), read_ocel(form(tmp_path, document()))
    assert one.findings == other.findings == ()
    assert said(one) == said(other)
    assert dict(one.counts) == {"events": 4, "objects": 3, "e2o": 8, "o2o": 2, "object_types": 2, "event_types": 3}
    assert [one.object_attributes["金额"].value.values[code] for code in one.object_attributes["金额"].value.codes] == [
        "10.5",
        "12",
        "99",
    ]


def test_every_text_of_the_file_is_among_the_labels(tmp_path: Path) -> None:
    wanted = {"订单", "item", "place", "pick", "pay", "金额", "channel", "网上", "o1", "i2", "e4", "holds", "picks", "10.5", "99"}
    assert wanted <= set(read_ocel(as_json(tmp_path, document())).labels)


def test_the_file_may_be_packed_and_bear_a_byte_order_mark(tmp_path: Path) -> None:
    plain = b"\xef\xbb\xbf" + as_json(tmp_path, document()).read_bytes()
    log = read_ocel(written(tmp_path, "log.jsonocel.gz", gzip.compress(plain)))
    assert (log.n_events, log.name, log.findings) == (4, "log", ())


def test_nothing_else_is_taken_for_an_object_centric_log(tmp_path: Path) -> None:
    heads = [form(tmp_path, document()).read_bytes() for form in (as_json, as_xml, as_database)]
    assert all(looks_like_ocel(head) for head in (*heads, b"ocel:eid,ocel:activity\n"))
    foreign = (b"<log><trace><event/></trace></log>", b'{"a": 1}', b"case_id,activity\nocel:eid", b"<definitions/>", b"")
    assert not any(looks_like_ocel(head) for head in foreign)
    assert refused(written(tmp_path, "log.json", b"case_id,activity,end\n")) == ("FILE_WRONG_FORMAT", None)
    with pytest.raises(UsageError):
        read_ocel(tmp_path / "absent")


OLD = {
    "ocel:global-log": {"ocel:version": "1.0", "ocel:object-types": ["order", "never"]},
    "ocel:events": {
        "e1": {
            "ocel:activity": "place",
            "ocel:timestamp": "2025-03-03 09:00:00",
            "ocel:omap": ["o1", "i'1"],
            "ocel:vmap": {"by": "A"},
        }
    },
    "ocel:objects": {"o1": {"ocel:type": "order", "ocel:ovmap": {}}, "i'1": {"ocel:type": "item", "ocel:ovmap": {}}},
}
OLD_XML = (
    '<log><global scope="log"><list key="object-types"><string key="object-type" value="order"/>'
    '<string key="object-type" value="never"/></list></global><events><event><string key="id" value="e1"/>'
    '<string key="activity" value="place"/><date key="timestamp" value="2025-03-03 09:00:00"/>'
    '<list key="omap"><string key="object-id" value="o1"/><string key="object-id" value="i\'1"/></list>'
    '<list key="vmap"><string key="by" value="A"/></list></event></events><objects>'
    '<object><string key="id" value="o1"/><string key="type" value="order"/><list key="ovmap"/></object>'
    '<object><string key="id" value="i\'1"/><string key="type" value="item"/><list key="ovmap"/></object></objects></log>'
)
OLD_CSV = (
    "ocel:eid,ocel:activity,ocel:timestamp,ocel:type:order,ocel:type:item,by\n"
    'e1,place,2025-03-03 09:00:00,[\'o1\'],"[""i\'1""]",A\n'
)


def test_version_1_is_read_and_said_in_every_form(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute('CREATE TABLE EVENTS("ocel:eid" TEXT, "ocel:timestamp" TIMESTAMP, "ocel:activity" TEXT, "by" TEXT)')
        connection.execute("INSERT INTO EVENTS VALUES ('e1', '2025-03-03 09:00:00', 'place', 'A')")
        connection.execute('CREATE TABLE OBJECTS("ocel:oid" TEXT, "ocel:type" TEXT)')
        connection.executemany("INSERT INTO OBJECTS VALUES (?, ?)", [("o1", "order"), ("i'1", "item")])
        connection.execute('CREATE TABLE RELATIONS("ocel:eid" TEXT, "ocel:oid" TEXT, "ocel:type" TEXT)')
        connection.executemany("INSERT INTO RELATIONS VALUES ('e1', ?, ?)", [("o1", "order"), ("i'1", "item")])
    connection.close()
    paths = [as_json(tmp_path, OLD), written(tmp_path, "a.xml", OLD_XML), written(tmp_path, "a.csv", OLD_CSV), path]
    logs = [read_ocel(each, timezone="UTC") for each in paths]
    assert {log.version for log in logs} == {"1.0"}
    assert [codes(log) for log in logs] == [["OCEL_NAIVE_TIME", "OCEL_VERSION"]] * 4
    assert all(finding.severity is Severity.INFO for log in logs for finding in log.findings)
    for log in logs:
        assert (tuple(log.events), tuple(log.objects), log.time.tolist()) == (("e1",), ("o1", "i'1"), [1_740_992_400_000_000])
        assert (len(log.event_object), log.event_attributes["by"].values) == (2, ("A",))
    assert [log.object_types for log in logs] == [("item", "never", "order")] * 2 + [("item", "order")] * 2


def test_every_sentence_of_this_room_stands_in_both_catalogues() -> None:
    used = set()
    for path in (ROOT / "workbench" / "eventlog" / "ocel").glob("*.py"):
        used |= set(re.findall(r'"((?:OCEL|JSON|FILE|XML|LIMIT|CSV|LOG)_[A-Z_]+)"', path.read_text(encoding="utf-8")))
    assert len(used) > 30
    assert used - catalogue(Language.EN).keys() == used - catalogue(Language.ZH_CN).keys() == set()
