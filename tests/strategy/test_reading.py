"""The chain from strategy to indicator is read from its YAML file and judged by itself."""

from datetime import date
from pathlib import Path

import pytest

from workbench.findings import InputError
from workbench.strategy import Strategy, read_strategy

ROOT = Path(__file__).resolve().parents[2]


def strategy(folder: Path, text: str) -> Strategy:
    path = folder / "strategy.yaml"
    path.write_text(text, encoding="utf-8")
    return read_strategy(path)


def test_the_demo_is_free_of_faults() -> None:
    read = read_strategy(ROOT / "models/strategy.yaml")
    assert read.findings == ()
    assert (len(read.statements), len(read.capabilities), len(read.objectives), len(read.kpis)) == (1, 3, 4, 4)
    assert (read.objectives[0].target, read.objectives[0].due) == (16.0, date(2026, 6, 30))
    assert read.scope is not None
    assert read.scope.processes_in == ("OTD", "ECM", "P2P")


def test_an_empty_file_says_nothing(tmp_path: Path) -> None:
    read = strategy(tmp_path, "")
    assert (read.statements, read.scope, read.findings) == ((), None, ())


def test_evidence_is_kept_by_kind_and_a_share_may_be_written_in_percent(tmp_path: Path) -> None:
    read = strategy(
        tmp_path,
        """
strategies: [{id: S1, statement: Fast, horizon: 2025-2027, version: 1}]
advantages: [{id: A1, statement: Speed, strategies: S1, evidence: {market: asked for, users: 12}}]
capabilities: [{id: C1, name: Delivery, advantages: [A1], entered_level: null}]
kpis: [{id: K1, name: In time, direction: up}]
objectives: [{id: O1, capability: C1, kpi: K1, target: 95%, kind: stage}]
assessments: [{scheme: GB/T 23020-2013, stage: 单项覆盖, date: 2025-05-01}]
""",
    )
    assert read.findings == ()
    assert (read.statements[0].version, read.advantages[0].strategies) == ("1", ("S1",))
    assert read.advantages[0].evidence == {"market": "asked for", "users": "12"}
    assert (read.objectives[0].kind, read.capabilities[0].entered_level) == ("stage", None)
    assert read.assessments[0].date == date(2025, 5, 1)


def test_links_that_lead_nowhere_are_told_with_line_and_the_nearest(tmp_path: Path) -> None:
    text = """strategies: [{id: S1, statement: Fast}]
advantages:
  - {id: A1, statement: Speed, strategies: [S1]}
  - {id: A2, statement: Price, strategies: [S-1]}
"""
    (finding,) = strategy(tmp_path, text).findings
    assert (finding.code, finding.place.line) == ("STRATEGY_UNKNOWN", 4)
    assert "`S1`" in finding.text()


@pytest.mark.parametrize(
    ("target", "means"), [("95%", (0.95, "%")), ("0.5 %", (0.005, "%")), ("0.95", (0.95, None)), ("16", (16.0, None))]
)
def test_a_target_keeps_whether_it_was_written_in_percent(tmp_path: Path, target: str, means: tuple[float, str | None]) -> None:
    chain = "capabilities: [{id: C1, name: Delivery}]\nkpis: [{id: K1, name: In time}]\n"
    read = strategy(tmp_path, f"{chain}objectives: [{{id: O1, capability: C1, kpi: K1, target: {target}}}]")
    assert (read.objectives[0].target, read.objectives[0].target_unit, read.findings) == (*means, ())


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("objectives:\n  - {id: O1, capability: C1}", 2),
        ("kpis: [{id: K1, name: N, direction: sideways}]", 1),
        ("strategies:\n  - {id: S1, statement: Fast, review_date: soon}", 2),
        ("capabilities: {id: C1}", 1),
        ("strategies:\n  - Fast", 2),
        ("kpis: [{id: K1, name: [a, b]}]", 1),
        ("scope: all of it", 1),
    ],
)
def test_what_has_another_form_is_told_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    findings = strategy(tmp_path, text).findings
    assert [(each.code, each.place.line) for each in findings] == [("YAML_WRONG_FORM", line)]


@pytest.mark.parametrize("target", [".inf", "nan", "soon", "[95]"])
def test_a_target_that_is_no_number_is_told(tmp_path: Path, target: str) -> None:
    chain = "capabilities: [{id: C1, name: Delivery}]\nkpis: [{id: K1, name: In time}]\n"
    read = strategy(tmp_path, f"{chain}objectives: [{{id: O1, capability: C1, kpi: K1, target: {target}}}]")
    assert read.objectives[0].target is None
    assert [(each.code, each.place.line) for each in read.findings] == [("YAML_WRONG_FORM", 3)]


def test_of_two_entries_with_one_id_the_first_counts(tmp_path: Path) -> None:
    read = strategy(tmp_path, "kpis:\n  - {id: K1, name: A}\n  - {id: K1, name: B}")
    assert [each.name for each in read.kpis] == ["A"]
    assert [(each.code, each.place.line) for each in read.findings] == [("STRATEGY_DUPLICATE", 2)]


def test_nothing_is_both_in_scope_and_out_of_it(tmp_path: Path) -> None:
    read = strategy(tmp_path, "scope:\n  in: {processes: [OTD, P2P]}\n  out: {processes: [P2P]}")
    assert [(each.code, each.facts["value"]) for each in read.findings] == [("STRATEGY_SCOPE", "P2P")]


def test_a_list_is_no_strategy(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="strategies"):
        strategy(tmp_path, "- Fast")


def test_a_kpi_may_be_narrowed_and_what_people_judged_is_kept(tmp_path: Path) -> None:
    read = strategy(
        tmp_path,
        """
advantages: [{id: AD1, statement: 响应快}]
kpis: [{id: K1, name: 计划, name_en: Planning, measure: working_time, level: 岗位, of: P1, activity: OTD-07}]
judgements: [{about: AD1, question: advantage, answer: not yet, by: MR, date: 2025-09-30}]
""",
    )
    assert read.findings == ()
    (kpi,), (judged,) = read.kpis, read.judgements
    assert (kpi.name_en, kpi.level, kpi.of, kpi.activity) == ("Planning", "岗位", "P1", "OTD-07")
    assert (judged.about, judged.question, judged.answer, judged.by) == ("AD1", "advantage", "not yet", "MR")
    assert judged.date == date(2025, 9, 30)


def test_a_judgement_about_what_is_not_there_or_not_asked_of_it_is_told_with_the_nearest(tmp_path: Path) -> None:
    text = """strategies: [{id: S1, statement: fast}]
advantages: [{id: AD1, statement: quick}]
capabilities: [{id: C1, name: Delivery}]
judgements:
  - {about: AD-1, question: advantage, answer: won}
  - {about: S1, question: advantage, answer: won}
  - {about: AD1, question: formed, answer: formed}
  - {about: C1, question: advantage, answer: won}
  - {about: C1, question: strategy, answer: consistent}
  - {about: S1, question: strategy, answer: carried out}
"""
    told = {(each.place.line, each.facts["value"]): each for each in strategy(tmp_path, text).findings}
    assert set(told) == {(5, "AD-1"), (6, "S1"), (7, "AD1")}
    assert {each.code for each in told.values()} == {"STRATEGY_UNKNOWN"}
    assert "AD1" in told[5, "AD-1"].text()
    assert "under `advantages, capabilities`" in told[6, "S1"].text()


def test_a_question_that_is_not_asked_is_told(tmp_path: Path) -> None:
    read = strategy(tmp_path, "judgements: [{about: AD1, question: profit, answer: much}]\n")
    assert [(each.code, each.facts["wanted"]) for each in read.findings] == [("YAML_WRONG_FORM", "formed, advantage, strategy")]


def test_a_baseline_that_is_typed_is_told_and_not_used(tmp_path: Path) -> None:
    text = """capabilities: [{id: C1, name: Delivery}]
kpis: [{id: K1, name: In time}]
objectives:
  - {id: O1, capability: C1, kpi: K1, target: 16, baseline: 18}
"""
    (finding,) = strategy(tmp_path, text).findings
    assert (finding.code, finding.place.line, finding.facts["value"]) == ("STRATEGY_BASELINE", 4, "O1")
