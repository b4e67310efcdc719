"""Discovered models: they fit what they were discovered from, are drawn, and are the same on every run."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import variants
from workbench.conformance import align_variants, discover_directly_follows, discover_inductive
from workbench.conformance.discovery import task_of
from workbench.conformance.follows import Step, steps_of, without_rare
from workbench.eventlog import Variants, read_log, variants_of
from workbench.findings import UsageError
from workbench.process import ProcessModel, behavior_of, bpmn_bytes, check_model

LOGS = ["artificial/running-example.xes", "real/receipt_wabo.xes.gz", "real/sepsis.xes.gz"]
MINERS = [discover_inductive, discover_directly_follows]

some_traces = st.lists(st.lists(st.sampled_from("abcd"), max_size=5), min_size=1, max_size=6)


def costs(model: ProcessModel, log: Variants) -> list[int]:
    matches = {label: (task_of(label),) for label in log.activities}
    return align_variants(log, behavior_of(model.processes[0]).automaton(), matches).costs.tolist()


def faults(model: ProcessModel) -> set[str]:
    return {finding.code for finding in check_model(model) if finding.severity.rank > 1}


@pytest.mark.parametrize("log", LOGS)
@pytest.mark.parametrize("discover", MINERS)
def test_without_noise_every_trace_of_a_real_log_fits(shared: Path, log: str, discover: type) -> None:
    read = variants_of(read_log(shared / "data" / "logs" / log))
    assert not any(costs(discover(read, 0.0), read))


@pytest.mark.parametrize("log", LOGS)
@pytest.mark.parametrize("discover", MINERS)
def test_with_noise_the_model_is_sound_and_drawn(shared: Path, log: str, discover: type) -> None:
    model = discover(variants_of(read_log(shared / "data" / "logs" / log)), 0.2)
    shown = {shape.element for shape in model.diagrams[0].shapes} | {edge.element for edge in model.diagrams[0].edges}
    process = model.processes[0]
    assert {each.id for each in (*process.nodes, *process.flows)} <= shown
    assert faults(model) == set()


@settings(max_examples=60, deadline=None)
@given(some_traces)
@pytest.mark.parametrize("discover", MINERS)
def test_without_noise_every_trace_of_a_small_log_fits(discover: type, traces: list[list[str]]) -> None:
    log = variants(traces)
    assert not any(costs(discover(log, 0.0), log))


@settings(max_examples=200, deadline=None)
@given(some_traces, st.floats(0, 1))
def test_every_activity_stays_on_a_way_from_begin_to_end(traces: list[list[str]], noise: float) -> None:
    steps = without_rare(steps_of(variants(traces)), noise)
    for ends in ([(s.source, s.target) for s in steps], [(s.target, s.source) for s in steps]):
        reached: set[str] = set()
        waiting: list[str | None] = [None]
        while waiting:
            here = waiting.pop()
            ahead = {goal for origin, goal in ends if origin == here and goal is not None} - reached
            reached |= ahead
            waiting += ahead
        assert reached == {label for trace in traces for label in trace}


def test_steps_are_counted_with_begins_and_ends() -> None:
    log = replace(variants(["ab", "a", ""]), counts=np.array([5, 2, 1]))
    assert {(step.source, step.target): step.count for step in steps_of(log)} == {
        (None, "a"): 7, ("a", "b"): 5, ("b", None): 5, ("a", None): 2, (None, None): 1,
    }  # fmt: skip


def test_a_step_rarer_than_its_share_of_the_most_frequent_is_left_out() -> None:
    log = replace(variants(["ab", "aab"]), counts=np.array([90, 10]))
    assert Step(source="a", target="a", count=10) in without_rare(steps_of(log), 0.1)
    assert Step(source="a", target="a", count=10) not in without_rare(steps_of(log), 0.11)


def test_a_rare_activity_keeps_its_widest_way() -> None:
    log = replace(variants(["ab", "axb", "xab"]), counts=np.array([900, 9, 1]))
    assert {(step.source, step.target) for step in without_rare(steps_of(log), 0.5)} == {
        (None, "a"), ("a", "b"), ("b", None), ("a", "x"), ("x", "b"),
    }  # fmt: skip


def test_parallel_activities_are_found_parallel() -> None:
    model = discover_inductive(variants(["abcd", "acbd"]), 0.0)
    assert [node.tag for node in model.processes[0].nodes if "Gateway" in node.tag] == ["parallelGateway"] * 2


@pytest.mark.parametrize("discover", MINERS)
def test_where_noise_is_allowed_a_simpler_model_leaves_rare_traces_out(shared: Path, discover: type) -> None:
    log = variants_of(read_log(shared / "data" / "logs" / "real" / "sepsis.xes.gz"))
    model, all_of_it = discover(log, 0.3), discover(log, 0.0)
    assert any(costs(model, log))
    assert len(model.processes[0].flows) < len(all_of_it.processes[0].flows)


@pytest.mark.parametrize("discover", MINERS)
def test_cases_without_events_pass_by(discover: type) -> None:
    log = variants(["a", ""])
    assert costs(discover(log, 0.0), log) == [0, 0]
    alone = variants([""])
    assert [node.id for node in discover(alone, 0.2).processes[0].nodes] == ["start", "end"]


@pytest.mark.parametrize("discover", MINERS)
def test_a_log_without_cases_is_refused(discover: type) -> None:
    with pytest.raises(UsageError, match="nothing to discover"):
        discover(variants([]))


@pytest.mark.parametrize("discover", MINERS)
@pytest.mark.parametrize("noise", [-0.1, 1.1, float("nan")])
def test_a_noise_that_is_no_share_is_refused(discover: type, noise: float) -> None:
    with pytest.raises(UsageError, match="from 0"):
        discover(variants(["a"]), noise)


def test_without_pm4py_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "pm4py"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pm4py", None)
    with pytest.raises(UsageError, match="pip install pm4py"):
        discover_inductive(variants(["a"]))
    assert discover_directly_follows(variants(["a"])).processes


SCRIPT = """
import sys
from workbench.conformance import discover_inductive
from workbench.eventlog import read_log, variants_of
assert "pm4py" not in sys.modules
model = discover_inductive(variants_of(read_log(sys.argv[1])), 0.2)
sys.stdout.write(model.sha256)
"""


def test_each_run_gives_the_same_bytes_and_says_nothing(shared: Path) -> None:
    log = shared / "data" / "logs" / "real" / "sepsis.xes.gz"
    said = []
    for seed in ("1", "2"):
        settings = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run([sys.executable, "-c", SCRIPT, log], capture_output=True, text=True, check=True, env=settings)
        said.append((done.stdout, done.stderr))
    assert said[0] == said[1]
    assert len(said[0][0]) == 64
    assert said[0][1] == ""


@pytest.mark.parametrize("discover", MINERS)
def test_the_order_of_rows_does_not_matter(tmp_path: Path, discover: type) -> None:
    lines = ["case,activity,time"]
    for case, trace in enumerate(["abc", "acb", "abbc", "ac"]):
        lines += [f"{case},{label},2025-01-01T0{hour}:00:00+00:00" for hour, label in enumerate(trace)]
    files = tmp_path / "one.csv", tmp_path / "other.csv"
    files[0].write_text("\n".join(lines), encoding="utf-8")
    files[1].write_text("\n".join([lines[0], *reversed(lines[1:])]), encoding="utf-8")
    one, other = (bpmn_bytes(discover(variants_of(read_log(file)))) for file in files)
    assert one == other
