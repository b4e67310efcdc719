"""Workspaces and single pairs, whole and with parts missing."""

import csv
import io
import json
import random
from pathlib import Path
from typing import Any

import pytest

from tests.builders import process
from workbench.eventlog import read_log, write_store
from workbench.findings import InputError, UsageError
from workbench.language import Language
from workbench.process import read_bpmn
from workbench.report.findings_file import findings_json
from workbench.study import align, assess, open_study, study_of

ROWS = [
    ("1", "a", "2025-03-03T09:00:00+08:00"),
    ("1", "b", "2025-03-03T10:00:00+08:00"),
    ("2", "b", "2025-03-20T09:00:00+08:00"),
    ("3", "a", "2025-04-20T09:00:00+08:00"),
    ("3", "b", "2025-04-20T09:00:00+08:00"),
    ("4", "a", "2025-05-20T09:00:00+08:00"),
    ("4", "b", "2025-05-20T10:00:00+08:00"),
]


def table(rows: list[tuple[str, ...]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([("case_id", "activity", "end"), *rows])
    return out.getvalue()


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    model, log = tmp_path / "p.bpmn", tmp_path / "p.csv"
    model.write_bytes(process("p").start().task("a").task("b").end().xml())
    log.write_text(table(ROWS), encoding="utf-8")
    return model, log


def test_one_model_and_one_log(pair: tuple[Path, Path]) -> None:
    conformance = assess(study_of(*pair)).conformance["p"]
    assert (conformance.measures.cases, conformance.measures.conforming) == (4, 3)
    assert conformance.measures.fitness == 1 - 1 / (7 + 4 * 2)


def test_shuffled_rows_give_the_same_bytes(pair: tuple[Path, Path]) -> None:
    model, log = pair
    before = findings_json(assess(study_of(model, log)), Language.EN)
    for seed in range(5):
        shuffled = random.Random(seed).sample(ROWS, len(ROWS))
        log.write_text(table(shuffled), encoding="utf-8")
        assert findings_json(assess(study_of(model, log)), Language.EN) == before


MANY = [
    (f"{case:02}", activity, f"2025-0{3 + case // 20}-{1 + case % 20:02}T09:{10 * place + case % 7:02}:00+08:00", kind)
    for case in range(60)
    for kind in [("rush", "calm")[case % 2]]
    for place, activity in enumerate({0: "ba", 1: "b", 2: "aab"}.get(case % 6, "ab"))
]


def found_in(model: Path, log: Path, rows: list[tuple[str, ...]]) -> dict[str, Any]:
    out = io.StringIO()
    csv.writer(out).writerows([("case_id", "activity", "end", "case:kind"), *rows])
    log.write_text(out.getvalue(), encoding="utf-8")
    content: dict[str, Any] = json.loads(findings_json(assess(study_of(model, log)), Language.EN))
    return {key: content[key] for key in ("processes", "findings", "below_threshold")}


def test_findings_survive_a_shuffle_another_name_and_a_second_import(tmp_path: Path) -> None:
    model = tmp_path / "p.bpmn"
    model.write_bytes(process("p").start().task("a").task("b").end().xml())
    before = found_in(model, tmp_path / "p.csv", MANY)
    assert {each["code"] for each in before["findings"]} == {"CF-ORDER", "CF-SKIP", "CF-REWORK"}
    assert all(each["associations"][0]["difference"] is not None for each in before["findings"])
    for seed in range(3):
        shuffled = random.Random(seed).sample(MANY, len(MANY))
        assert found_in(model, tmp_path / f"another name {seed}.csv", shuffled) == before
    stored = write_store(read_log(tmp_path / "another name 0.csv"), tmp_path / "stores")
    again = json.loads(findings_json(assess(study_of(model, stored)), Language.EN))
    assert again["findings"] == before["findings"]


def test_another_object_is_another_finding(tmp_path: Path) -> None:
    other = [(case, {"a": "c"}.get(activity, activity), *rest) for case, activity, *rest in MANY]
    ids = []
    for first, rows in (("a", MANY), ("c", other)):
        (tmp_path / "p.bpmn").write_bytes(process("p").start().task(first).task("b").end().xml())
        ids.append({each["id"] for each in found_in(tmp_path / "p.bpmn", tmp_path / "p.csv", rows)["findings"]})
    assert len(ids[0]) == len(ids[1]) == 3
    assert ids[0].isdisjoint(ids[1])


def test_a_changed_value_changes_the_recorded_input(pair: tuple[Path, Path]) -> None:
    model, log = pair
    before = study_of(model, log).inputs
    log.write_text(table([*ROWS, ("5", "a", "2025-05-21T09:00:00+08:00")]), encoding="utf-8")
    assert study_of(model, log).inputs != before


def test_a_refused_process_does_not_stop_the_others(tmp_path: Path, pair: tuple[Path, Path]) -> None:
    root = tmp_path / "workspace"
    (root / "models").mkdir(parents=True)
    (root / "event_logs").mkdir()
    drawn = process("bad").start().node("complexGateway", "g", inner="<activationCondition>x</activationCondition>").end()
    for name, content in (("good", pair[0].read_bytes()), ("bad", drawn.xml()), ("broken", b"<definitions")):
        (root / "models" / f"{name}.bpmn").write_bytes(content)
        (root / "event_logs" / f"{name}.csv").write_text(table(ROWS), encoding="utf-8")
    (root / "models" / "lonely.bpmn").write_bytes(pair[0].read_bytes())
    outcome = {each.id: each.refusal.code if each.refusal else None for each in assess(open_study(root)).processes}
    assert outcome == {
        "bad": "BPMN_NOT_ANALYSED",
        "broken": "XML_NOT_WELLFORMED",
        "good": None,
        "lonely": "PROCESS_WITHOUT_LOG",
    }


def test_a_process_that_may_get_stuck_is_refused(pair: tuple[Path, Path]) -> None:
    model, log = pair
    stuck = (
        process("p").start().xor("s").task("a").both("j").task("b").end().at("s").task("c").to("j").at("s").task("d").end("e2")
    )
    model.write_bytes(stuck.xml())
    (assessed,) = assess(study_of(model, log)).processes
    assert (assessed.conformance, assessed.refusal.code if assessed.refusal else None) == (None, "SOUND_DEADLOCK")


def test_a_missing_file_is_named(tmp_path: Path, pair: tuple[Path, Path]) -> None:
    with pytest.raises(UsageError, match=r"nowhere\.csv"):
        study_of(pair[0], tmp_path / "nowhere.csv")
    with pytest.raises(UsageError, match="no folder"):
        open_study(tmp_path / "nothing")


def test_a_broken_model_given_by_itself_is_an_error(tmp_path: Path, pair: tuple[Path, Path]) -> None:
    broken = tmp_path / "broken.bpmn"
    broken.write_text("<definitions", encoding="utf-8")
    with pytest.raises(InputError, match="not well-formed"):
        study_of(broken, pair[1])


def test_labels_are_forgiven_their_spelling_and_said(pair: tuple[Path, Path]) -> None:
    model, log = pair
    log.write_text(table([(case, " Ａ " if label == "a" else label, end) for case, label, end in ROWS]), encoding="utf-8")
    study = study_of(model, log)
    assert assess(study).conformance["p"].measures.conforming == 3
    assert [finding.code for finding in study.processes[0].findings if finding.code.startswith("LABEL")] == ["LABEL_RESPELLED"]


def test_align_answers_for_a_model_and_a_log(pair: tuple[Path, Path]) -> None:
    alignments = align(read_bpmn(pair[0]), read_log(pair[1]))
    assert sorted(alignments.costs.tolist()) == [0, 0, 1]


def test_an_attribute_that_the_authority_table_asks_for_and_the_log_does_not_have_is_told(tmp_path: Path) -> None:
    for folder in ("models/processes", "models/organization", "event_logs"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "models/processes/p.bpmn").write_bytes(process("p").start().task("a").task("b").end().xml())
    (tmp_path / "models/organization/posts.csv").write_text("post_id,name,department_id\nP1,P1,D\n", encoding="utf-8")
    rules = "activity_id,lowest_post,attribute,operator,value\nb,P1,amuont,>,5\nb,P1,amount,<=,5\nz,P1,other,>,5\n"
    (tmp_path / "models/organization/authority.csv").write_text(rules, encoding="utf-8")
    lines = [",".join((*row, "7")) for row in ROWS]
    (tmp_path / "event_logs/p.csv").write_text("\n".join(("case_id,activity,end,amount", *lines)), encoding="utf-8")
    (studied,) = open_study(tmp_path).processes
    (told,) = [each for each in studied.findings if each.code == "ORG_UNKNOWN"]
    assert (told.place.column, told.facts["value"], told.facts["table"]) == ("attribute", "amuont", "p.csv")
    assert "amount" in told.text(Language.EN)


def test_what_the_gate_takes_away_is_neither_claimed_nor_measured(tmp_path: Path) -> None:
    for folder in ("models/processes", "models/organization", "event_logs"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "models/processes/p.bpmn").write_bytes(process("p").start().task("a").task("b").end().xml())
    (tmp_path / "models/organization/posts.csv").write_text("post_id,name,department_id\nP1,P1,D\n", encoding="utf-8")
    days = [(f"2025-03-{1 + number % 28:02}", f"2025-04-{1 + number % 28:02}") for number in range(60)]
    rows = [f"{n:02},{name},{day},{day},{day}" for n, pair in enumerate(days) for name, day in zip("ab", pair, strict=True)]
    (tmp_path / "event_logs/p.csv").write_text("\n".join(("case_id,activity,start,end,recorded", *rows)), encoding="utf-8")
    assessment = assess(open_study(tmp_path))
    assert [each.code for each in assessment.findings if each.code.startswith("PF-")] == []
    reasons = {code: each.reason for each in assessment.detected.unknown for code in each.codes}
    assert (reasons["PF-BATCH"].code, reasons["PF-BATCH"].scope) == ("UNKNOWN_DOUBTED", "p")
    assert "neither order nor waiting is known" in reasons["PF-BATCH"].text(Language.EN)
    read = {each.reading.code: each.reading for each in assessment.scored.process["p"].indicators}
    assert (read["DT4"].value, read["DT4"].reason.code) == (None, "UNKNOWN_DOUBTED")
    assert read["PX3"].value is not None
