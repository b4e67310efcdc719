"""Flattening: every event is accounted for, and what looks like more or like rework is said."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.eventlog.test_ocel import Document, as_json, document, event
from workbench.eventlog import EventLog, Limits, LogMapping
from workbench.eventlog.ocel import CaseNotion, ObjectLog, case_notions, flattened, only_object_type, read_ocel
from workbench.eventlog.ocel.building import built
from workbench.eventlog.ocel.json_reader import read_json
from workbench.eventlog.ocel.rows import ObjectRows
from workbench.findings import Finding, UsageError

EVENTS = st.lists(
    st.tuples(st.sampled_from("ab"), st.sets(st.sampled_from(["o1", "o2", "i1", "i2", "i3"]))), min_size=1, max_size=12
)


@pytest.fixture
def log(tmp_path: Path) -> ObjectLog:
    return read_ocel(as_json(tmp_path, document()))


def traces(log: EventLog) -> dict[str, list[str]]:
    return {name: [log.activities[code] for code in log.activity[log.case == case]] for case, name in enumerate(log.cases)}


def finding(log: EventLog, code: str) -> Finding:
    return next(each for each in log.findings if each.code == code)


def values(log: EventLog, name: str) -> list[str | None]:
    column = log.case_columns[name]
    return [column.values[code] if code >= 0 else None for code in column.codes]


def test_each_object_is_a_case_and_an_event_stands_in_each_of_its_cases(log: ObjectLog) -> None:
    flat = flattened(log, "item")
    assert traces(flat) == {"i1": ["place", "pick"], "i2": ["place", "pick"]}
    assert (flat.n_events, flat.source.rows_read, flat.source.rows_rejected) == (4, 5, 1)
    assert flat.position.tolist() == [1, 2, 1, 3]
    shared = finding(flat, "OCEL_CONVERGENCE")
    assert (shared.count, shared.exposed, shared.facts["most"], shared.facts["events"]) == (1, 3, 2, "e1")
    account = finding(flat, "OCEL_FLATTENED").facts
    assert (account["events"], account["kept"], account["lost"], account["rows"], account["sample"]) == (4, 3, 1, 4, "e4")


def test_an_activity_repeated_on_other_objects_is_said_to_be_no_rework(log: ObjectLog) -> None:
    flat = flattened(log, "订单")
    assert traces(flat) == {"o1": ["place", "pick", "pick", "pay"]}
    found = finding(flat, "OCEL_DIVERGENCE")
    assert (found.count, found.exposed, found.cases) == (1, 1, ("o1",))
    assert (found.facts["type"], found.facts["activities"]) == ("item", "pick")


def test_a_repetition_on_the_same_objects_is_no_divergence(tmp_path: Path) -> None:
    content = document()
    content["events"][2]["relationships"] = content["events"][1]["relationships"]
    flat = flattened(read_ocel(as_json(tmp_path, content)), "订单")
    assert "OCEL_DIVERGENCE" not in [each.code for each in flat.findings]


def test_an_attribute_is_taken_as_it_is_at_the_end_of_the_case(log: ObjectLog) -> None:
    flat = flattened(log, "订单")
    assert values(flat, "金额") == ["12"]
    assert finding(flat, "OCEL_CHANGING_ATTRIBUTE").facts["cases"] == "o1"
    assert finding(flat, "OCEL_LATE_VALUE").facts["count"] == 1
    assert flattened(log, "item").case_columns == {}


def test_an_object_without_events_is_a_case_and_keeps_its_attributes(tmp_path: Path) -> None:
    content = document()
    amount = [{"name": "金额", "time": "2030-01-01T00:00:00Z", "value": 1}]
    content["objects"].append({"id": "o2", "type": "订单", "attributes": amount})
    flat = flattened(read_ocel(as_json(tmp_path, content)), "订单")
    assert (tuple(flat.cases), traces(flat)["o2"], values(flat, "金额")) == (("o1", "o2"), [], ["12", "1"])
    assert finding(flat, "OCEL_EMPTY_CASE").facts["cases"] == "o2"


def test_attributes_ids_and_qualifiers_of_events_become_columns(tmp_path: Path) -> None:
    content = document()
    content["events"][0] = event(
        "e1", "place", 9, ("o1", "b"), ("o1", "a"), **{"org:resource": "P1", "activity": "x", "start": "2025-03-03T08:00:00Z"}
    )
    flat = flattened(read_ocel(as_json(tmp_path, content)), "订单")
    first = {name: column.values[column.codes[0]] for name, column in flat.columns.items()}
    assert first == {"resource": "P1", "activity (2)": "x", "ocel:eid": "e1", "ocel:qualifier": "a|b"}
    assert (flat.end[0] - flat.start[0], flat.n_events) == (3_600_000_000, 4)
    renamed = flattened(read_ocel(as_json(tmp_path, content)), "订单", LogMapping(columns={"system": "activity", "case_id": "?"}))
    assert renamed.columns["system"].values == ("x",)


def test_an_event_without_a_time_is_rejected_and_counted(tmp_path: Path) -> None:
    content = document()
    content["events"][3]["time"] = "soon"
    flat = flattened(read_ocel(as_json(tmp_path, content)), "订单")
    assert (flat.n_events, flat.source.rows_read, flat.source.rows_rejected) == (3, 4, 1)
    assert finding(flat, "LOG_NO_TIMESTAMP").facts["count"] == 1


def test_every_type_is_proposed_with_what_it_costs(log: ObjectLog) -> None:
    order = CaseNotion(object_type="订单", cases=1, kept=4, lost=0, converging=0, diverging=1)
    item = CaseNotion(object_type="item", cases=2, kept=3, lost=1, converging=1, diverging=0)
    assert case_notions(log) == (order, item)


def test_a_type_is_never_chosen_among_several(log: ObjectLog, tmp_path: Path) -> None:
    with pytest.raises(
        UsageError, match=r"(?s)订单: 1 objects as cases, 4 events kept, 0 lost.*item: 2 objects as cases, 3 events kept, 1 lost"
    ):
        only_object_type(log)
    content = document()
    content["objects"] = content["objects"][:1]
    assert only_object_type(read_ocel(as_json(tmp_path, content))) == "订单"


def test_a_type_that_no_object_has_is_refused_with_the_nearest(log: ObjectLog) -> None:
    with pytest.raises(UsageError, match=r"items.*Nearest: item"):
        flattened(log, "items")


@given(EVENTS)
def test_events_are_kept_or_lost_and_rows_add_up(related: list[tuple[str, set[str]]]) -> None:
    content: Document = {
        "objectTypes": [{"name": kind, "attributes": []} for kind in ("o", "i")],
        "eventTypes": [{"name": kind, "attributes": []} for kind in ("a", "b")],
        "objects": [{"id": name, "type": name[0]} for name in ("o1", "o2", "i1", "i2", "i3")],
        "events": [
            event(f"e{number}", kind, number, *((name, "") for name in sorted(names)))
            for number, (kind, names) in enumerate(related)
        ],
    }
    rows = ObjectRows("log", Limits())
    version, said = read_json(json.dumps(content), rows, Limits())
    log = built(rows, name="log", version=version, timezone="UTC", findings=said)
    for notion in case_notions(log):
        assert notion.kept + notion.lost == log.n_events == len(related)
        appearing = [sum(name[0] == notion.object_type for name in names) for _, names in related]
        assert (notion.kept, notion.converging) == (sum(n > 0 for n in appearing), sum(n > 1 for n in appearing))
        if notion.kept:
            flat = flattened(log, notion.object_type)
            source = flat.source
            assert source.rows_read == flat.n_events + source.rows_merged + source.rows_set_aside + source.rows_rejected
            assert (flat.n_events, source.rows_rejected, flat.n_cases) == (sum(appearing), notion.lost, notion.cases)
