"""`workbench explain` as a user types it."""

import json
from pathlib import Path

import pytest

from tests.test_cli import run

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, object]]:
    target = tmp_path_factory.mktemp("findings") / "findings.json"
    assert run("assess", ROOT, "--json", target).returncode == 0
    content: dict[str, list[dict[str, object]]] = json.loads(target.read_text(encoding="utf-8"))
    return content["findings"]


def test_a_case_is_a_table_and_one_json_object(findings: list[dict[str, object]]) -> None:
    swapped = next(each for each in findings if each["code"] == "CF-ORDER")
    case = str(swapped["cases_sample"][0])  # type: ignore[index]
    done = run("explain", ROOT, "--case", case, "--language", "en")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Credit release" in done.stdout
    assert str(swapped["id"]) in done.stdout
    shown = json.loads(run("explain", ROOT, "--case", case, "--process", "OTD", "--json", "--language", "en").stdout)
    pair = [step for step in shown["steps"] if step["code"] == "CF-ORDER"]
    assert [step["with_step"] for step in pair] == [step["step"] for step in pair][::-1]
    assert shown["steps"][0]["end"].endswith("+08:00")


def test_a_finding_is_a_table_in_either_language(findings: list[dict[str, object]]) -> None:
    skipped = next(each for each in findings if each["code"] == "CF-SKIP")
    english = run("explain", ROOT, "--finding", str(skipped["id"])[:8], "--language", "en").stdout
    chinese = run("explain", ROOT, "--finding", str(skipped["id"]), "--language", "zh-CN").stdout
    assert "order_type" in english
    assert "An association, not a cause." in english
    assert "这是关联，不是因果。" in chinese
    groups = json.loads(run("explain", ROOT, "--finding", str(skipped["id"]), "--json").stdout)["concentrations"]
    assert (groups[0]["attribute"], groups[0]["value"], groups[0]["clear"]) == ("order_type", "standard", True)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ((), "--case ID, or --finding ID"),
        (("--case", "SO250007", "--finding", "1"), "--case ID, or --finding ID"),
        (("--finding", "nothing"), "CF-SKIP"),
        (("--case", "nothing"), "nearest"),
    ],
)
def test_what_cannot_be_explained_is_one_message_in_two_languages(options: tuple[str, ...], words: str) -> None:
    done = run("explain", ROOT, *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 2


@pytest.mark.parametrize(("language", "title"), [("en", "# PO-SOD · Duties not kept apart"), ("zh-CN", "# PO-SOD · 职责未分离")])
def test_a_finding_code_alone_is_its_page(language: str, title: str) -> None:
    done = run("explain", "PO-SOD", "--language", language)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == title
    shown = json.loads(run("explain", "po-sod", "--json", "--language", language).stdout)
    assert (shown["code"], shown["language"], shown["page"]) == ("PO-SOD", language, done.stdout)


def test_an_unknown_code_names_the_nearest() -> None:
    done = run("explain", "PO-SDO")
    assert (done.returncode, done.stdout) == (2, "")
    assert "nearest: PO-SOD" in done.stderr
    assert "最接近：PO-SOD" in done.stderr


def test_a_folder_that_is_called_like_a_code_is_a_workspace(tmp_path: Path) -> None:
    (tmp_path / "PO-SOD").mkdir()
    beside, inside = run("explain", "PO-SOD", cwd=tmp_path), run("explain", "PO-SOD", "--case", "1", cwd=tmp_path)
    assert (beside.returncode, inside.returncode) == (2, 2)
    assert "--case ID, or --finding ID" in beside.stderr
    assert "neither models" in inside.stderr


def test_a_code_with_a_case_is_taken_for_a_workspace() -> None:
    assert "There is no folder PO-SOD" in run("explain", "PO-SOD", "--case", "1").stderr


def test_an_indicator_alone_is_its_formula_and_sources() -> None:
    done = run("explain", "tp5", "--language", "en")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Formula: Data edges within one system" in done.stdout
    assert json.loads(run("explain", "TP5", "--json").stdout)["code"] == "TP5"
