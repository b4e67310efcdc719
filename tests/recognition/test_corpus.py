"""The corpus of odd organization files, judged as strictly as its own harness does."""

import csv
import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from workbench.language import Language
from workbench.recognition import Outcome, check_file
from workbench.report.lines.checked import checked_json


def strict_judge(corpus: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("corpus_judge", corpus / "harness" / "judge.py")
    assert spec is not None
    assert spec.loader is not None
    judge = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(judge)
    judge.LENIENT = 0
    return judge


def outcome(path: Path) -> dict[str, Any]:
    """Return what the judge asks for, of the JSON that `workbench check` prints."""
    checked = check_file(path)
    said = json.loads(checked_json(checked, Language.EN))
    lines = "\n".join(
        f"{each['code']} line {each['line']} row {each['row']} {each['element']} {each['text']}" for each in said["messages"]
    )
    if checked.outcome is Outcome.REJECTED:
        return {"raw": "exception", "message": lines, "emitted": ""}
    return {"raw": "ok", "message": "", "emitted": lines, "got": said["counts"], "text": "\n".join(said["texts"])}


def rows(corpus: Path) -> list[dict[str, str]]:
    with (corpus / "MANIFEST.csv").open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.DictReader(file) if row["format"] == "org" and (corpus / row["file"]).is_file()]


def test_every_odd_organization_file_is_judged_right(shared: Path) -> None:
    corpus = shared / "corpus"
    judge = strict_judge(corpus)
    wrong = [
        (row["file"], verdict)
        for row in rows(corpus)
        if (verdict := judge.judge(row, outcome(corpus / row["file"]))) not in judge.GOOD
    ]
    assert wrong == []


def test_every_fault_bears_the_code_of_the_manifest(shared: Path) -> None:
    corpus = shared / "corpus"
    missing = [
        row["file"]
        for row in rows(corpus)
        if row["code"] and row["code"] not in {each.code for each in check_file(corpus / row["file"]).findings}
    ]
    assert missing == []


@pytest.mark.parametrize("secret", ["Passw0rd!2024"])
def test_a_secret_is_neither_kept_nor_shown(shared: Path, secret: str) -> None:
    checked = check_file(shared / "corpus/open/org/systems_secret.csv")
    assert secret not in checked_json(checked, Language.ZH_CN)
