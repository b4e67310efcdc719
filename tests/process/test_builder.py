"""A model made in code is a BPMN file like any other."""

from pathlib import Path

import pytest

from workbench.process import build_process, check_model, read_bpmn, write_bpmn
from workbench.process.model import Activity, ProcessModel, Repetition


def drawn() -> ProcessModel:
    order = (
        build_process("order", "Order to delivery")
        .lane("sales", "Sales")
        .start()
        .task("check", "Check order")
        .reads("order form")
    )
    order.lane("plant", "Plant").xor("possible?").to("make", "yes").at(None).task("make", "Make").writes("report").end()
    order.at("possible?").to("reject", "no").at(None).lane("sales").task("reject", "Reject").end("rejected", throws="terminate")
    return order.boundary("late", "make", on="timer", interrupting=False).task("tell", "Tell customer").end("told").model()


def test_what_is_drawn_is_there() -> None:
    process = drawn().processes[0]
    assert process.name == "Order to delivery"
    assert [process.node[name].name for name in ("check", "make", "reject")] == ["Check order", "Make", "Reject"]
    assert {lane.name: lane.nodes for lane in process.lanes} == {
        "Sales": ("start", "check", "reject", "rejected", "tell", "told"),
        "Plant": ("possible?", "make", "end"),
    }
    assert [(flow.source, flow.target, flow.condition) for flow in process.flows if flow.condition] == [
        ("possible?", "make", "yes"),
        ("possible?", "reject", "no"),
    ]
    assert {data.name for data in process.data if data.tag == "dataObjectReference"} == {"order form", "report"}
    assert not next(event for event in process.boundary["make"]).interrupting


def test_a_drawn_model_has_no_fault_but_that_it_is_not_drawn() -> None:
    model = drawn()
    assert {finding.code for finding in model.findings} == {"BPMN_DI_MISSING"}
    assert {finding.code for finding in check_model(model)} <= {"BPMN_APPROXIMATED", "BPMN_SUPERFLUOUS_TERMINATE"}


def test_writing_and_reading_again_gives_the_same_model(tmp_path: Path) -> None:
    model, path = drawn(), tmp_path / "order.bpmn"
    write_bpmn(model, path)
    again = read_bpmn(path)
    assert again.source == model.source
    assert again.processes == model.processes


@pytest.mark.parametrize("repetition", [Repetition.LOOP, Repetition.SEQUENTIAL, Repetition.PARALLEL])
def test_repetition_is_drawn_with_its_number(repetition: Repetition) -> None:
    task = build_process("p").start().task("a").repeated(repetition, 3).end().build().node["a"]
    assert isinstance(task, Activity)
    assert (task.repetition, task.times) == (repetition, 3)


def test_names_with_every_kind_of_letter_survive() -> None:
    name = "采购 <审批> & \"付款\" 'x'"
    assert build_process("p").start().task("a", name).end().build().node["a"].name == name
