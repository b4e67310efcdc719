"""No output tells who somebody is, unless it is asked for: people planted in a small workspace are looked for in all of them."""

import csv
import io
from pathlib import Path

import pytest

import workbench as wb
from tests.builders import process
from workbench.eventlog import read_log
from workbench.eventlog.looks.exploration import explore
from workbench.explanation import Case, explain
from workbench.findings import UsageError
from workbench.language import Language
from workbench.privacy import ClearNames, Names
from workbench.report.explanation import case_json, case_table, case_text, deviation_json, deviation_table, deviation_text
from workbench.report.exploration import exploration_page, write_exploration
from workbench.report.findings_file import cases_csv, findings_json
from workbench.report.html import write_report
from workbench.report.lines.assessed import assessed_text
from workbench.report.lines.explored import explored_text
from workbench.study.identities import names_of

PEOPLE = ("Wilhelmina", "wilhelmina ", "Ottokar", "欧阳若兰", "Ｇｉｓｅｌａ", "Xaver")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("workspace")
    (root / "models").mkdir()
    (root / "event_logs").mkdir()
    (root / "models" / "p.bpmn").write_bytes(process("p").start().task("a").task("b").end().xml())
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(("case_id", "activity", "end", "resource", "role", "consulted"))
    for case in range(80):
        at_once = "2025-03-05T09:00:00+08:00"
        moment = f"2025-03-{1 + case % 28:02}T10:{case % 60:02}:00+08:00"
        consulted = PEOPLE[case % 2 * 2] if case % 8 < 2 else f"board {case % 8}"
        for activity in "ab" if case % 3 else "b":
            who = "Xaver" if activity == "a" and case % 4 == 1 else PEOPLE[case % 5]
            table.writerow((case, activity, at_once if who == "Xaver" else moment, who, "clerk", consulted))
    (root / "event_logs" / "p.csv").write_text(out.getvalue(), encoding="utf-8")
    return root


def shown(workspace: Path, folder: Path, names: Names | None) -> str:
    """Return everything that is said of the workspace, in all forms and both languages."""
    assessment = wb.assess(wb.open_study(workspace, names=names))
    log = read_log(workspace / "event_logs" / "p.csv")
    exploration = explore(log, called=names_of(names).names.called)
    of_cases = [explain(assessment, Case(id=str(number))) for number in range(5)]
    of_findings = [explain(assessment, each) for each in (*assessment.findings, *assessment.below_threshold)]
    said = [cases_csv(assessment), *(repr(case_table(each, "UTC")) for each in of_cases)]
    said += [repr(deviation_table(each)) for each in of_findings]
    for language in Language:
        said += [findings_json(assessment, language), assessed_text(assessment, language), explored_text(exploration, language)]
        said += [text for each in of_cases for text in (case_text(each, language), case_json(each, "UTC", language))]
        said.append(repr(exploration_page(exploration, language)))
        said += [text for each in of_findings for text in (deviation_text(each, language), deviation_json(each, language))]
        write_report(assessment, folder / "report.html", language)
        write_exploration(exploration, folder / "exploration.html", language)
        said += [(folder / name).read_text(encoding="utf-8") for name in ("report.html", "exploration.html")]
    return "\n".join(said)


def test_nobody_is_named_by_default(workspace: Path, tmp_path: Path) -> None:
    said = shown(workspace, tmp_path, None)
    assert [person for person in PEOPLE if person.strip() in said] == []
    assert "psn-" in said


def test_whoever_asks_for_them_sees_them(workspace: Path, tmp_path: Path) -> None:
    said = shown(workspace, tmp_path, ClearNames())
    assert [person for person in PEOPLE if person.strip() not in said] == []
    assert "psn-" not in said


def test_the_policy_may_let_people_be_named(workspace: Path) -> None:
    policy = workspace / "policy.yaml"
    policy.write_text("privacy: {pseudonymise: no}\n", encoding="utf-8")
    try:
        assert wb.open_study(workspace).names == ClearNames()
    finally:
        policy.unlink()


def test_a_key_inside_the_workspace_is_refused(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_KEY_FILE", str(workspace / "keys" / "pseudonyms.key"))
    with pytest.raises(UsageError, match="Move it out"):
        wb.open_study(workspace)
    assert not (workspace / "keys").exists()


def test_names_change_no_finding(workspace: Path) -> None:
    hidden, clear = (wb.assess(wb.open_study(workspace, names=names)) for names in (None, ClearNames()))
    assert findings_json(hidden, Language.EN) == findings_json(clear, Language.EN)
