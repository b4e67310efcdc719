"""The table of branches: every way by names that its reader knows."""

from pathlib import Path

from tests.builders import ProcessBuilder, process
from workbench.conformance import flows_taken
from workbench.report.branch_section import branch_section
from workbench.report.page import Texts
from workbench.study import assess, study_of


def rows_of(drawing: ProcessBuilder, folder: Path, *traces: str) -> list[tuple[Texts, ...]]:
    model, log = folder / "p.bpmn", folder / "p.csv"
    model.write_bytes(drawing.xml())
    events = [
        f"{case},{label},2025-03-0{case + 1} 09:0{at}" for case, trace in enumerate(traces) for at, label in enumerate(trace)
    ]
    log.write_text("\n".join(["case_id,activity,end", *events]), encoding="utf-8")
    (assessed,) = assess(study_of(model, log)).processes
    assert assessed.conformance is not None
    assert assessed.study.design is not None
    section = branch_section(flows_taken(assessed.conformance), assessed.study.design)
    return list(section.table.rows) if section else []


def test_a_gateway_without_a_name_is_told_by_what_comes_before_it(tmp_path: Path) -> None:
    drawing = (
        process("p")
        .start()
        .task("a")
        .node("exclusiveGateway", "g", "")
        .task("b")
        .node("exclusiveGateway", "j", "")
        .task("d")
        .end()
    )
    rows = rows_of(drawing.at("g").task("c").to("j"), tmp_path, "abd", "abd", "acd")
    assert [row[0].en for row in rows] == ["the exclusive gateway after “a”"] * 2
    assert rows[0][0].zh == "“a”之后的排他网关"
    assert [[cell.en for cell in row[1:]] for row in rows] == [["b", "2", "2", "66.7%"], ["c", "1", "1", "33.3%"]]


def test_a_way_past_gateways_without_a_name_is_told_by_what_comes_after_them(tmp_path: Path) -> None:
    drawing = (
        process("p")
        .start()
        .task("a")
        .node("exclusiveGateway", "g", "")
        .task("b")
        .node("exclusiveGateway", "j", "")
        .task("d")
        .end()
    )
    rows = rows_of(drawing.at("g").to("j"), tmp_path, "abd", "ad")
    assert [row[1].en for row in rows] == ["b", "d"]


def test_a_parallel_split_is_no_choice(tmp_path: Path) -> None:
    drawing = process("p").start().task("a").both("g").task("b").both("j").task("d").end()
    assert rows_of(drawing.at("g").task("c").to("j"), tmp_path, "abcd") == []
