"""Public object-centric logs and the corpus of faults: sizes as the manifests state them, every fault by its code and place."""

import csv
import json
import time
from pathlib import Path

import pytest

from workbench.eventlog.ocel import flattened, read_ocel
from workbench.findings import Finding, InputError, Severity

SIZES = {
    "example_log.csv": (23, 15),
    "example_log.jsonocel": (23, 15),
    "example_log.sqlite": (23, 15),
    "example_log.xmlocel": (23, 15),
    "newocel.csv": (20, 15),
    "newocel.jsonocel": (20, 15),
    "ocel20_example.jsonocel": (13, 9),
    "ocel20_example.sqlite": (13, 9),
    "ocel20_example.xmlocel": (13, 9),
    "ocel_order_simulated.csv.gz": (22367, 11484),
}


@pytest.mark.parametrize(("name", "size"), SIZES.items())
def test_public_logs_have_the_size_that_is_stated(shared_data: Path, name: str, size: tuple[int, int]) -> None:
    log = read_ocel(shared_data / "logs" / "ocel" / name)
    assert (log.n_events, log.n_objects) == size
    assert {finding.severity for finding in log.findings} <= {Severity.INFO}


@pytest.mark.parametrize("stem", ["example_log", "newocel", "ocel20_example"])
def test_all_forms_of_one_log_say_the_same(shared_data: Path, stem: str) -> None:
    paths = sorted((shared_data / "logs" / "ocel").glob(f"{stem}.*"))
    logs = [read_ocel(path) for path in paths]
    assert len(logs) >= 2
    assert len({tuple(log.counts.items()) for log in logs}) == 1
    assert len({log.event_types for log in logs}) == len({tuple(sorted(log.objects)) for log in logs}) == 1
    for kind in logs[0].object_types:
        assert len({tuple(flattened(log, kind).activity.tolist()) for log in logs}) == 1


def test_the_corpus_comes_out_as_its_manifest_says(shared: Path) -> None:
    with (shared / "corpus" / "MANIFEST.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["format"] == "ocel" and row["split"] == "open"]
    assert len(rows) >= 11
    assert {row["file"]: _verdict(shared / "corpus" / row["file"], row) for row in rows} == {row["file"]: "" for row in rows}


def _verdict(path: Path, row: dict[str, str]) -> str:
    """Return what differs from the manifest, empty where nothing does."""
    oracle = json.loads(row["oracle"])
    began = time.monotonic()
    found: tuple[Finding, ...]
    try:
        log = read_ocel(path)
        found, counts = log.findings, dict(log.counts)
        outcome = "warn" if any(each.severity is not Severity.INFO for each in found) else "accept"
    except InputError as error:
        found, counts, outcome = (error.finding,), {}, "reject"
    if outcome not in row["expect"].split("|"):
        return f"{outcome}: {[each.text() for each in found]}"
    if time.monotonic() - began > oracle.get("max_s", 60):
        return "too slow"
    if row["code"] and not any(each.code.startswith(row["code"]) for each in found):
        return f"codes {[each.code for each in found]}"
    text = "\n".join(f"{each.code} {each.text()}" for each in found).casefold()
    if not any(part.casefold() in text for part in row["locator"].split("|")):
        return f"not located: {text}"
    return str({key: counts[key] for key in counts.keys() & oracle.keys() if counts[key] != oracle[key]} or "")
