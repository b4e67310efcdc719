"""On each pair of model and log that is named after one deviation, that deviation is found."""

from pathlib import Path

import pytest

from workbench.eventlog import read_log, variants_of
from workbench.process import behavior_of, read_bpmn
from workbench.process.automaton import automaton_of_traces
from workbench.process.behavioral_profile import Relation, profile_of
from workbench.study import assess, study_of

EXPECTED = {
    "CONFLICT-1": {("CF-EXTRA", "a", 3), ("CF-EXTRA", "b", 3)},
    "CONFLICT-2": {("CF-SKIP", "a", 3), ("CF-SKIP", "b", 3)},
    "TASKABS-1": {
        ("CF-EXTRA", "d", 3),
        ("CF-EXTRA", "e", 3),
        ("CF-SKIP", "start", 3),
        ("CF-SKIP", "a", 3),
        ("CF-SKIP", "end", 3),
    },
    "TASKABS-2": {("CF-SKIP", "a", 3), ("CF-SKIP", "b", 3)},
    "TASKRELOC-1": {("CF-EXTRA", "c", 3), ("CF-EXTRA", "f", 3), ("CF-SKIP", "start", 3), ("CF-SKIP", "a", 3)},
    "TASKSKIP-1": {("CF-SKIP", "a", 6), ("CF-SKIP", "b", 3)},
    "UNMREPETITION": {("CF-REWORK", "b", 12)},
    "UNOBSACYCLICINTER": {("CF-SKIP", "a", 3), ("CF-SKIP", "b", 3)},
}
"""By folder: code, activity and number of cases, read off the few traces of each log."""


def files_of(shared: Path, name: str) -> tuple[Path, Path]:
    folder = shared / "data/pairs/apromore_compare" / name
    return next(folder.glob("*.bpmn")), next(folder.glob("*.xes"))


@pytest.mark.parametrize("name", EXPECTED)
def test_the_deviation_that_the_pair_is_named_after_is_found(shared: Path, name: str) -> None:
    model, log = files_of(shared, name)
    assessment = assess(study_of(model, log))
    names = {node.id: node.name for process in read_bpmn(model).processes for node in process.nodes}
    found = (*assessment.findings, *assessment.below_threshold)
    assert {(each.code, names.get(each.object[0], each.object[0]), each.count) for each in found} == EXPECTED[name]


def test_what_the_design_leaves_open_and_the_log_never_uses_is_seen_in_the_profiles(shared: Path) -> None:
    model, log = files_of(shared, "CAUSCONC-1")
    process = read_bpmn(model).processes[0]
    by_name = {node.name: node.id for node in process.nodes}
    variants = variants_of(read_log(log))
    lived = profile_of(
        automaton_of_traces([[by_name[label] for label in variants.trace(number)] for number in range(len(variants))])
    )
    designed = profile_of(behavior_of(process).automaton())
    pair = by_name["a"], by_name["b"]
    assert (designed.relation[pair], lived.relation[pair]) == (Relation.INTERLEAVED, Relation.BEFORE)
