"""Petri nets and process trees that others made: costs equal those published, discovered trees fit their logs."""

import gzip
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from workbench.conformance import align_variants
from workbench.eventlog import EventLog, read_log, variants_of
from workbench.process import behavior_of_net, parse_pnml, read_ptml


def in_file_order(log: EventLog) -> EventLog:
    """Let the position in the file say when each event was, so that nothing is tied."""
    order = np.lexsort((log.position, log.case))
    moments = log.position[order].astype(np.int64)
    return replace(log, activity=log.activity[order], end=moments, case=log.case[order], position=log.position[order])


@pytest.mark.parametrize("name", ["M1", "M2", "M8"])
def test_prefix_costs_of_each_trace_are_those_published(shared: Path, name: str) -> None:
    folder = shared / "data" / "pairs" / "tries_conformance"
    published = json.loads(gzip.decompress((folder / "expected" / "open_M1_M2_M8_BPI2012.json.gz").read_bytes()))
    net = parse_pnml(gzip.decompress((folder / "M-models" / f"{name}.pnml.gz").read_bytes()))
    log = in_file_order(read_log(folder / "M-models" / f"{name}.xes.gz"))
    variants = variants_of(log)
    costs = align_variants(variants, behavior_of_net(net).automaton(), net.labels).prefix_costs[variants.of_case]
    first = [int(log.position[log.case == case].min()) for case in range(log.n_cases)]
    assert costs[np.argsort(first)].tolist() == [trace["cost"] for trace in published["sheets"][name]]


@pytest.mark.parametrize(
    ("tree", "log"),
    [
        ("activity_classifier/01_running-example", "artificial/running-example.xes"),
        ("activity_classifier/07_bpic2013_incidents", "real/bpic2013_incidents.xes.gz"),
        ("activity_classifier/08_receipt", "real/receipt_wabo.xes.gz"),
    ],
)
def test_a_tree_discovered_without_a_filter_fits_its_log(shared: Path, tree: str, log: str) -> None:
    data = shared / "data"
    variants = variants_of(read_log(data / "logs" / log))
    found = read_ptml(data / "pairs" / "pm4py_im_trees" / f"{tree}-im.ptml")
    assert not align_variants(variants, found.automaton(), found.labels).costs.any()
