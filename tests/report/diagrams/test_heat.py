"""What is hot on a diagram: activities by what was done, gateways and flows by what was passed."""

from pathlib import Path

from tests.builders import process
from workbench.conformance import Conformance, flows_taken
from workbench.report.diagrams.heat import frequency_heat, waiting_heat
from workbench.report.page import Heat
from workbench.study import AssessedProcess, assess, study_of


def assessed(folder: Path, *traces: str) -> AssessedProcess:
    model, log = folder / "p.bpmn", folder / "p.csv"
    model.write_bytes(process("p").start().task("a").task("b").task("c").end().xml())
    rows = [
        f"{case},{label},2025-03-{case + 1:02}T{9 + 2 * at:02}:00,2025-03-{case + 1:02}T{10 + 2 * at:02}:00"
        for case, trace in enumerate(traces)
        for at, label in enumerate(trace)
    ]
    log.write_text("\n".join(["case_id,activity,start,end", *rows]), encoding="utf-8")
    return assess(study_of(model, log)).processes[0]


def heats(conformance: Conformance) -> dict[str, Heat]:
    found = frequency_heat(flows_taken(conformance), conformance)
    assert found is not None
    return {each.element: each for each in found.elements}


def test_what_was_skipped_is_passed_but_not_done(tmp_path: Path) -> None:
    conformance = assessed(tmp_path, "abc", "ac", "ac", "abbc").conformance
    assert conformance is not None
    found = heats(conformance)
    assert (found["a"].figure.en, found["a"].share) == ("4×", 1.0)
    assert (found["b"].figure.en, found["b"].share) == ("2×", 0.5)
    assert "in 2 of 4 cases" in found["b"].hint.en
    flow = next(each for each in conformance.expectation.process.flows if each.target == "b")
    assert found[flow.id].figure.en == "4×"


def test_the_longest_wait_is_the_hottest(tmp_path: Path) -> None:
    perspectives = assessed(tmp_path, "abc", "abc").perspectives
    assert perspectives is not None
    found = waiting_heat(perspectives)
    assert found is not None
    assert {each.element: each.figure.en for each in found.elements} == {"b": "1.0 h", "c": "1.0 h"}
    assert max(each.share for each in found.elements) == 1.0


def test_without_starts_nothing_is_known_of_waiting(tmp_path: Path) -> None:
    model, log = tmp_path / "p.bpmn", tmp_path / "p.csv"
    model.write_bytes(process("p").start().task("a").end().xml())
    log.write_text("case_id,activity,end\n1,a,2025-03-01 09:00\n2,a,2025-03-02 09:00\n", encoding="utf-8")
    perspectives = assess(study_of(model, log)).processes[0].perspectives
    assert perspectives is not None
    assert waiting_heat(perspectives) is None
