"""Public logs: handovers and common cases as counted over the raw rows, roles as their authors know them."""

import csv
import gzip
import io
import json
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from workbench.collaboration import (
    HandoverCounts,
    Staffing,
    WorkingTogether,
    adjusted_rand_index,
    clearest_roles,
    handover_counts,
    roles_within,
    staffing_of,
    standing_elsewhere,
    variation_of_information,
    working_together,
)
from workbench.eventlog import NO_TIME, EventLog, read_log

RECEIPT = "pairs/receipt/receipt.xes.gz"
INCIDENTS = "logs/real/bpic2013_incidents.xes.gz"
PRODUCTION = "pairs/production/Production.xes.gz"
PURCHASING = "pairs/purchasing_example/purchasingExample_with_Role.csv.gz"
POOLS = "pairs/resource_pools_known/Resource_profiles_test.csv.gz"
RELABELLED = "pairs/roles_to_lanes/new_example_changed_labels.csv.gz"
REPAIR = "pairs/roles_to_lanes/repairExample.csv.gz"

Rows = list[tuple[str, str, str]]
"""Case, performer and activity of each event, in the order of its case."""


def performers_of(log: EventLog) -> tuple[str, ...]:
    return tuple(log.columns["resource"].values)


def handovers_of(log: EventLog) -> HandoverCounts:
    """What directly follows what: there is no design that would say what caused what."""
    performer = log.columns["resource"].codes
    same = log.case[1:] == log.case[:-1]
    return handover_counts(performer[:-1][same], performer[1:][same], performers_of(log))


def together_in(log: EventLog) -> WorkingTogether:
    return working_together(log.case, log.columns["resource"].codes, performers_of(log))


def staffing_in(log: EventLog) -> Staffing:
    no_times = np.full(log.n_events, NO_TIME)
    return staffing_of(log.activity, log.columns["resource"].codes, no_times, log.activities, performers_of(log))


def rows_of_xes(path: Path) -> Rows:
    """Completions in the order of their times, of equal ones in that of the file, read by nothing of ours."""
    rows: Rows = []
    with gzip.open(path) as file:
        log = ET.parse(file).getroot()
    for trace in log.iterfind("{*}trace"):
        name = next(each.get("value", "") for each in trace if each.get("key") == "concept:name")
        events = [{str(each.get("key")): each.get("value", "") for each in event} for event in trace.iterfind("{*}event")]
        done = [event for event in events if event.get("lifecycle:transition") == "complete"]
        done.sort(key=lambda event: datetime.fromisoformat(event["time:timestamp"]))
        rows += [(name, event["org:resource"], event["concept:name"]) for event in done]
    return rows


def rows_of_csv(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        text = file.read().replace("\r\n", "\n").replace("\r", "\n")
    return list(csv.DictReader(io.StringIO(text)))


def counted(rows: Rows) -> Counter[tuple[str, str]]:
    return Counter((a[1], b[1]) for a, b in pairwise(rows) if a[0] == b[0])


def as_counter(handovers: HandoverCounts) -> Counter[tuple[str, str]]:
    columns = handovers.columns(slice(None))
    return Counter(dict(zip(zip(columns["source"], columns["target"], strict=True), map(int, columns["count"]), strict=True)))


@pytest.mark.parametrize("name", [RECEIPT, PRODUCTION])
def test_handovers_are_those_of_the_raw_rows(shared_data: Path, name: str) -> None:
    assert as_counter(handovers_of(read_log(shared_data / name))) == counted(rows_of_xes(shared_data / name))


@pytest.mark.parametrize("name", [RECEIPT, PRODUCTION])
def test_common_cases_are_those_of_the_raw_rows(shared_data: Path, name: str) -> None:
    cases: dict[str, set[str]] = defaultdict(set)
    for case, performer, _ in rows_of_xes(shared_data / name):
        cases[performer].add(case)
    found = together_in(read_log(shared_data / name))
    expected = [[len(cases[ours] & cases[theirs]) for theirs in found.performers] for ours in found.performers]
    assert found.together.tolist() == expected


def test_staffing_is_that_of_the_raw_rows(shared_data: Path) -> None:
    expected = Counter((activity, performer) for _, performer, activity in rows_of_xes(shared_data / RECEIPT))
    columns = staffing_in(read_log(shared_data / RECEIPT)).columns(slice(None))
    found = zip(columns["activity"], columns["performer"], map(int, columns["count"]), strict=True)
    assert Counter({(activity, performer): count for activity, performer, count in found}) == expected


PM4PY = """
import json, sys, warnings
warnings.simplefilter("ignore")
import pm4py
network = pm4py.discover_handover_of_work_network(pm4py.read_xes(sys.argv[1]), beta=0)
print("\\n" + json.dumps([[*pair, value] for pair, value in network.connections.items()]))
"""


def test_handovers_are_those_of_pm4py(shared_data: Path) -> None:
    # It counts what a performer keeps as well, and divides by all.
    path = shared_data / RECEIPT
    done = subprocess.run([sys.executable, "-c", PM4PY, str(path)], capture_output=True, text=True, check=True)
    theirs = {(source, target): value for source, target, value in json.loads(done.stdout.splitlines()[-1])}
    ours = as_counter(handovers_of(read_log(path)))
    assert {pair: count / ours.total() for pair, count in ours.items()} == pytest.approx(theirs)


def test_known_numbers_of_handovers(shared_data: Path) -> None:
    # 8,577 events of 1,434 cases have 7,143 successions; 1,208 of them change the performer, as by pm4py.
    receipt = handovers_of(read_log(shared_data / RECEIPT))
    assert (receipt.total, int(receipt.kept.sum())) == (1208, 5935)
    incidents = handovers_of(read_log(shared_data / INCIDENTS))
    assert incidents.total + int(incidents.kept.sum()) == 65533 - 7554


def declared_in(rows: list[dict[str, str]], performers: tuple[str, ...], column: str) -> tuple[np.ndarray, tuple[str, ...]]:
    declared = {row["Resource"]: row[column] for row in rows}
    names = tuple(sorted(set(declared.values())))
    return np.array([names.index(declared[performer]) for performer in performers]), names


def test_the_five_roles_of_purchasing_are_found_from_what_is_done(shared_data: Path) -> None:
    staffing = staffing_in(read_log(shared_data / PURCHASING))
    declared, posts = declared_in(rows_of_csv(shared_data / PURCHASING), staffing.performers, "Role")
    roles = clearest_roles(staffing)
    assert len(roles) == len(posts) == 5
    assert adjusted_rand_index(declared, roles.role).value == 1
    assert variation_of_information(declared, roles.role).value == pytest.approx(0, abs=1e-12)
    assert standing_elsewhere(declared, posts, roles.role) == ()


def test_the_five_roles_are_found_in_a_quarter_of_the_events_as_well(shared_data: Path) -> None:
    rows = rows_of_csv(shared_data / RELABELLED)
    activities, performers = (tuple(sorted({row[column] for row in rows})) for column in ("Task", "Resource"))
    codes = np.array([[activities.index(row["Task"]), performers.index(row["Resource"])] for row in rows])
    staffing = staffing_of(codes[:, 0], codes[:, 1], np.full(len(rows), NO_TIME), activities, performers)
    declared, _ = declared_in(rows, performers, "Role")
    assert len(rows) == 2351
    assert adjusted_rand_index(declared, clearest_roles(staffing).role).value == 1


def test_the_pools_that_their_authors_assert_are_found(shared_data: Path) -> None:
    expected = json.loads((shared_data / POOLS).with_name("expected.json").read_text(encoding="utf-8"))
    staffing = staffing_in(read_log(shared_data / POOLS))
    for roles in (clearest_roles(staffing), roles_within(staffing, 0.5)):
        found = {roles.members(role) for role in range(len(roles))}
        assert found == {frozenset(pool) for pool in expected["expected_pools"]}


def test_the_roles_of_repairs_are_the_lanes_that_their_authors_drew(shared_data: Path) -> None:
    drawn = ET.parse((shared_data / REPAIR).with_name("repairExampleOutput.bpmn"))
    nodes = {
        str(node.get("id")): str(node.get("name"))
        for node in drawn.iter()
        if node.tag.endswith("Task") or node.tag.endswith("task")
    }
    lanes = {
        frozenset(nodes[str(reference.text)] for reference in lane.iterfind("{*}flowNodeRef") if reference.text in nodes)
        for lane in drawn.iterfind(".//{*}lane")
    }
    staffing = staffing_in(read_log(shared_data / REPAIR))
    roles = clearest_roles(staffing)
    most = staffing.counts.argmax(axis=1)
    of_role = [frozenset(np.array(staffing.activities)[roles.role[most] == role].tolist()) for role in range(len(roles))]
    assert set(of_role) == lanes
