"""Models from elsewhere are studied like BPMN: the same costs, findings in the owner's words, a report without a diagram."""

import csv
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from tests.builders import pnml, process, ptml
from workbench.eventlog import EventLog, read_log
from workbench.language import Language
from workbench.process import read_model
from workbench.report.findings_file import findings_json
from workbench.report.html import write_report
from workbench.report.summary import summarize
from workbench.study import align, assess, open_study, study_of

MODELS = {
    "bpmn": process("p").start().task("a").xor("s").task("b").xor("j").end().at("s").to("j").xml(),
    "pnml": pnml("p0 p1 p2", "a b tau1", "p0>a a>p1 p1>b b>p2 p1>tau1 tau1>p2", "p2"),
    "ptml": ptml(("sequence", ("a", ("xor", ("b", ""))))),
}


def written(path: Path, traces: list[list[str]]) -> EventLog:
    """Write a log, each event a day after the one before and each case a month after the one before, and read it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("case_id", "activity", "end"))
        for case, trace in enumerate(traces):
            begin = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days=30 * case)
            rows.writerows((case, label, (begin + timedelta(days=day)).isoformat()) for day, label in enumerate(trace))
    return read_log(path)


def disturbed(log: EventLog, seed: int) -> list[list[str]]:
    """Return the traces of a log, each with one event dropped, doubled or moved."""
    chance = random.Random(seed)
    traces = [[log.activities[label] for label in log.activity[log.case == case]] for case in range(log.n_cases)]
    for trace in traces:
        position = chance.randrange(len(trace))
        event = trace.pop(position)
        for _ in range(chance.randrange(3)):
            trace.insert(chance.randrange(len(trace) + 1), event)
    return traces


@pytest.mark.parametrize("seed", range(3))
def test_a_net_a_tree_and_bpmn_of_one_behaviour_give_the_same_costs(shared: Path, tmp_path: Path, seed: int) -> None:
    folder = shared / "data" / "pairs" / "running_example"
    log = written(tmp_path / "log.csv", disturbed(read_log(folder / "running-example.xes"), seed))
    costs = [align(read_model(folder / f"running-example.{kind}"), log).costs for kind in ("bpmn", "pnml", "ptml")]
    assert costs[0].any()
    assert np.array_equal(costs[0], costs[1])
    assert np.array_equal(costs[0], costs[2])


@pytest.mark.parametrize("name", ["a12", "a22"])
def test_a_noisy_log_costs_as_much_on_the_net_as_on_the_tree(shared: Path, name: str) -> None:
    folder = shared / "data" / "pairs" / "pm4py_synthetic_noise" / name
    log = folder / f"{name}f0n20.xes.gz"
    net, tree = (assess(study_of(folder / f"{name}.{kind}", log)).conformance[name] for kind in ("pnml", "ptml"))
    for figure in ("cases", "conforming", "cost", "worst_cost", "entropy_precision"):
        assert getattr(net.measures, figure) == getattr(tree.measures, figure)
    assert 0 < net.measures.conforming < net.measures.cases


@pytest.mark.parametrize("kind", MODELS)
def test_findings_bear_labels_whatever_the_model_is(tmp_path: Path, kind: str) -> None:
    (tmp_path / f"p.{kind}").write_bytes(MODELS[kind])
    written(tmp_path / "p.csv", [["a", "b"]] * 10 + [["a"]] * 10 + [["b"]] * 6 + [["a", "x", "b"]] * 9)
    assessment = assess(study_of(tmp_path / f"p.{kind}", tmp_path / "p.csv"))
    found = [(each.code, each.object, each.count, each.exposed) for each in assessment.findings]
    assert found == [("CF-SKIP", ("a",), 6, 35), ("CF-EXTRA", ("x",), 9, 35)]
    assert "“a”" in assessment.findings[0].text(Language.EN)


def test_exported_anew_with_other_ids_a_net_has_the_same_finding_ids(tmp_path: Path) -> None:
    written(tmp_path / "p.csv", [["a", "b"]] * 10 + [["b"]] * 10)
    ids = []
    for transition in ("a", "a7"):
        arcs = f"p0>{transition} {transition}>p1 p1>b b>p2"
        (tmp_path / "p.pnml").write_bytes(pnml("p0 p1 p2", f"{transition} b", arcs, "p2"))
        ids.append([each.id for each in assess(study_of(tmp_path / "p.pnml", tmp_path / "p.csv")).findings])
    assert ids[0] == ids[1] != []


def test_an_id_that_is_another_transitions_label_means_nothing(tmp_path: Path) -> None:
    net = pnml("p0 p1 p2", "a b", "p0>a a>p1 p1>b b>p2", "p2")
    swapped = net.replace(b"<text>a</text>", b"<text>?</text>").replace(b"<text>b</text>", b"<text>a</text>")
    (tmp_path / "p.pnml").write_bytes(swapped.replace(b"<text>?</text>", b"<text>b</text>"))
    written(tmp_path / "p.csv", [["b", "a"]] * 3)
    assert assess(study_of(tmp_path / "p.pnml", tmp_path / "p.csv")).conformance["p"].measures.cost == 0


def test_two_transitions_of_one_label_are_both_meant_and_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "p.pnml").write_bytes(pnml("p0 p1 p2", "a1 a2", "p0>a1 a1>p1 p1>a2 a2>p2", "p2"))
    written(tmp_path / "p.csv", [["a", "a"], *[["a"]] * 7, ["a", "a"]])
    study = study_of(tmp_path / "p.pnml", tmp_path / "p.csv")
    assert [each.code for each in study.processes[0].findings] == ["LABEL_AMBIGUOUS"]
    conformance = assess(study).conformance["p"]
    assert (conformance.measures.cost, conformance.seen) == (7, ("a1", "a2"))


def test_a_workspace_pairs_models_of_every_kind_and_prefers_bpmn(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "event_logs").mkdir()
    for kind, content in MODELS.items():
        (tmp_path / "models" / f"{kind}.{kind}").write_bytes(content)
        (tmp_path / "models" / f"all.{kind}").write_bytes(content)
    for name in (*MODELS, "all"):
        written(tmp_path / "event_logs" / f"{name}.csv", [["a", "b"], ["b"], ["a"]])
    assessment = assess(open_study(tmp_path))
    assert {name: each.measures.cost for name, each in assessment.conformance.items()} == dict.fromkeys((*MODELS, "all"), 1)
    kinds = {each.id: type(each.study.design.model).__name__ for each in assessment.processes if each.study.design}
    assert kinds == {"all": "ProcessModel", "bpmn": "ProcessModel", "pnml": "PetriNet", "ptml": "ProcessTree"}


@pytest.mark.parametrize("kind", ["pnml", "ptml"])
def test_the_report_says_why_there_is_no_diagram(tmp_path: Path, kind: str) -> None:
    (tmp_path / f"p.{kind}").write_bytes(MODELS[kind])
    written(tmp_path / "p.csv", [["a", "b"], ["b"]])
    assessment = assess(study_of(tmp_path / f"p.{kind}", tmp_path / "p.csv"))
    write_report(assessment, tmp_path / "p.html")
    page = (tmp_path / "p.html").read_text(encoding="utf-8")
    assert "Petri 网或流程树" in page
    assert "data-workbench-process>" not in page
    assert '"cost"' in findings_json(assessment, Language.EN) or "conformance" in findings_json(assessment, Language.EN)


def test_the_report_tells_which_way_the_cases_went(tmp_path: Path) -> None:
    (tmp_path / "p.bpmn").write_bytes(MODELS["bpmn"])
    written(tmp_path / "p.csv", [["a", "b"], ["a"], ["a"], ["a", "b"], ["a", "b"]])
    page = summarize(assess(study_of(tmp_path / "p.bpmn", tmp_path / "p.csv")), Language.EN)
    (section,) = [each.branches for each in page.processes]
    assert section is not None
    assert [tuple(cell.en for cell in row) for row in section.table.rows] == [
        ("s", "b", "3", "3", "60.0%"),
        ("s", "j", "2", "2", "40.0%"),
    ]
    assert "5 complete cases" in section.summary.en
