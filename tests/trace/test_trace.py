"""Requirements against evidence: three standings, and what the demo and a bare pair of model and log hold."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from tests.builders import process
from workbench.language import Language
from workbench.report.traced import trace_csv, trace_json, trace_summary, trace_table
from workbench.study import Assessment, assess, open_study, study_of
from workbench.trace import Requirement, Role, Status, built_in, holdings_of, trace

ROOT = Path(__file__).resolve().parents[2]


@cache
def demo() -> Assessment:
    return assess(open_study(ROOT))


@cache
def held_by_demo() -> Mapping[str, int]:
    return holdings_of(demo())


@pytest.fixture
def pair(tmp_path: Path) -> Assessment:
    model, log = tmp_path / "p.bpmn", tmp_path / "p.csv"
    model.write_bytes(process("p").start().task("a").task("b").end().xml())
    log.write_text("case_id,activity,end\n1,a,2025-03-03 09:00\n1,b,2025-03-03 10:00\n", encoding="utf-8")
    return assess(study_of(model, log))


def required(*evidence: str) -> Requirement:
    return Requirement(id="R", zh="要求", en="requirement", role=Role.CORE, evidence=evidence)


def status(requirement: Requirement, **holdings: int) -> Status:
    (traced,) = trace([requirement], {name.replace("_", ":"): count for name, count in holdings.items()})
    return traced.status


def test_all_evidence_some_and_none_are_three_things() -> None:
    both = required("table:posts", "finding:CF")
    assert status(both, table_posts=3, finding_CF=1) is Status.EVIDENCED
    assert status(both, table_posts=3) is Status.PARTLY
    assert status(both) is Status.NOTHING


def test_judged_without_any_finding_is_evidence() -> None:
    assert status(required("finding:CF"), finding_CF=0) is Status.EVIDENCED


def test_an_indicator_is_evidence_where_it_has_a_value(pair: Assessment) -> None:
    held = {name: count for name, count in holdings_of(pair).items() if name.startswith("indicator")}
    values = [each.code for fit in pair.fit.fits for each in fit.indicators if each.reading.value is not None]
    assert held["indicator:PX1"] == values.count("PX1") > 0
    assert held["indicator:PX"] == sum(code.startswith("PX") for code in values)
    assert {"indicator:PO3", "indicator:DT1"} & held.keys() == set()


def test_a_bare_pair_holds_its_flow_and_no_enterprise(pair: Assessment) -> None:
    held = holdings_of(pair)
    assert (held["process:designed"], held["process:assessed"], held["finding:CF-SKIP"]) == (1, 1, 0)
    assert not any(name.startswith(("table", "strategy")) for name in held)
    assert {"finding:PO-NOTAUTH", "finding:TO-EXCESS", "finding:CF-CTRL"} & held.keys() == set()


def test_a_process_without_log_is_designed_and_not_assessed(tmp_path: Path) -> None:
    (tmp_path / "models" / "processes").mkdir(parents=True)
    (tmp_path / "models" / "processes" / "p.bpmn").write_bytes(process("p").start().task("a").end().xml())
    held = holdings_of(assess(open_study(tmp_path)))
    assert held["process:designed"] == 1
    assert {"process:assessed", "finding:CF-SKIP", "figure:fitness"} & held.keys() == set()


def test_what_is_core_has_live_evidence_on_the_demo() -> None:
    traced = trace(built_in(), held_by_demo())
    core = [each for each in traced if each.requirement.role is Role.CORE]
    assert [each.requirement.id for each in core if each.status is Status.NOTHING] == []
    # what is recorded stands in a register, which no demo brings along
    assert {name for each in core for name in each.missing if not name.startswith("record:")} == set()


def test_optimization_and_watch_are_live_evidence_on_the_demo() -> None:
    held = held_by_demo()
    names = ("playable", "structure", "monitorable")
    assert [held[f"figure:{name}"] for name in names] == [3, 4, 3]
    heuristics = [count for name, count in held.items() if name.startswith("proposal:")]
    assert (len(heuristics), sum(heuristics)) == (23, held["figure:proposals"])
    assert held["proposal:H1"] == 0 < held["proposal:H21"]
    assert held["figure:groupings"] > 1


def test_each_table_of_the_demo_holds_what_its_core_requirements_ask_for() -> None:
    held = held_by_demo()
    assert {name: held[name] for name in ("process:pools", "strategy:assessments", "indicator:TO5", "indicator:DT6")} == {
        "process:pools": 3,
        "strategy:assessments": 1,
        "indicator:TO5": 4,
        "indicator:DT6": 4,
    }


def test_of_a_demo_without_a_register_nothing_is_recorded_and_it_is_said_how_it_gets_recorded() -> None:
    traced = trace(built_in(), held_by_demo())
    said = trace_summary(traced, Language.EN).splitlines()
    assert not any(name.startswith("record:") for name in held_by_demo())
    assert "  MD1.6 System planning, documented – institutional documents released with a standard (not recorded yet)" in said
    assert "  Record each assessment with `workbench assess WORKSPACE --record`." in said


def test_the_chain_and_its_sheets_are_live_evidence_on_the_demo() -> None:
    held = held_by_demo()
    names = ("kpis", "months", "baselines", "reached", "accountable", "bases", "questions", "alignment")
    assert [held[f"figure:{name}"] for name in names] == [4, 4, 4, 4, 4, 7, 9, 3]
    assert all(held[f"figure:appraised_{level}"] for level in ("enterprise", "process", "department", "post"))
    of_chain = {each.requirement.id: each.status for each in trace(built_in(), held)}
    evidenced = ("P1.2", "P1.3", "P2.4", "P2.5", "P5.3", "IO-2", "IO-4a", "MD1.5", "MD4.0", "MD4.4", "AP-3.3")
    assert {name: of_chain[name] for name in evidenced} == dict.fromkeys(evidenced, Status.EVIDENCED)
    # nobody judged by hand yet whether the advantage was won
    assert of_chain["IO-4b"] is Status.PARTLY


def test_the_demo_says_how_much_it_holds() -> None:
    held = held_by_demo()
    assert {name: held[name] for name in ("process:assessed", "strategy:objectives", "finding:PO-NOTAUTH", "table:systems")} == {
        "process:assessed": 3,
        "strategy:objectives": 4,
        "finding:PO-NOTAUTH": 2,
        "table:systems": 11,
    }


TRACED = trace(
    [
        required("table:posts", "figure:items", "indicator:TP1"),
        Requirement(id="=S", zh="支持", en="support", clause_2017="9", evidence=("record:cases",)),
        Requirement(id="C", zh="核心", en="core", role=Role.CORE, evidence=("figure:unheard", "record:audits")),
    ],
    {"table:posts": 1_234, "figure:items": 5},
)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.EN, ("requirement", "core", "partly", "posts.csv ×1,234; draft adjustment items ×5", "indicator TP1")),
        (Language.ZH_CN, ("要求", "核心", "部分", "posts.csv ×1,234；调整项草案 ×5", "指标 TP1")),
    ],
)
def test_the_table_says_what_there_is_and_what_is_missing(language: Language, said: tuple[str, ...]) -> None:
    first = [cell.said(language) for cell in trace_table(TRACED).rows[0]]
    title, role, standing, evidence, missing = said
    assert first == ["R", title, "–", "–", role, standing, evidence, missing]


def test_the_summary_names_what_has_nothing_and_why_and_how_it_comes_about() -> None:
    assert trace_summary(TRACED, Language.EN).splitlines() == [
        "core: 0 evidenced, 1 partly, 1 with nothing yet.",
        "supporting: 0 evidenced, 0 partly, 1 with nothing yet.",
        "1 core requirements have no evidence in this workspace yet:",
        "  C core – unheard; internal audits (not recorded yet)",
        "1 supporting requirements have no evidence in this workspace yet:",
        "  =S support – cases of dynamic adjustment (not recorded yet)",
        "What is not recorded yet comes about like this:",
        "  Hold new logs against the baseline of a release with `workbench watch`; where it signals, a case of dynamic "
        "adjustment is opened.",
        "  Draw an audit sample, and enter what was found in its cases (`workbench audit`).",
    ]


def test_csv_has_a_row_for_each_and_no_cell_starts_a_formula() -> None:
    lines = trace_csv(TRACED).splitlines()
    assert lines[0] == "\ufeffid,section,zh,en,clause_2014,clause_2017,role,status,evidence,missing"
    assert lines[1] == "R,,要求,requirement,,,C,partly,table:posts=1234|figure:items=5,indicator:TP1"
    assert lines[2] == "'=S,,支持,support,,9,S,nothing,,record:cases"


def test_json_counts_by_role_and_status() -> None:

    content = json.loads(trace_json(TRACED, Language.EN))
    assert content["counts"] == {
        "C": {"evidenced": 0, "partly": 1, "nothing": 1},
        "S": {"evidenced": 0, "partly": 0, "nothing": 1},
    }
    assert content["requirements"][0]["evidence"][0] == {"name": "table:posts", "count": 1234, "text": "posts.csv"}
    assert content["requirements"][1]["clause_2014"] is None
    assert content["requirements"][1]["missing"] == ["record:cases"]
    assert [each[:29] for each in content["requirements"][1]["to_do"]] == ["Hold new logs against the bas"]
