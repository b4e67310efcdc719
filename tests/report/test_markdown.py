"""A run as Markdown: what labels hold is shown as it is, never taken for markup."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.report.pages import HOSTILE
from tests.report.small_workspaces import workspace
from workbench.findings import Finding, Severity
from workbench.language import Language
from workbench.report.markdown import escaped, markdown_summary
from workbench.report.page import Texts
from workbench.report.thresholds import threshold_of
from workbench.report.verdicts import Verdict, verdicts_of
from workbench.study import assess, open_study

ACTIVE = re.compile(r"(?<!\\)[`*_<>\[\]|]")


@pytest.fixture
def verdict(tmp_path: Path) -> Verdict:
    (told,) = verdicts_of(assess(open_study(workspace(tmp_path, "p"))))
    return told


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a|b", "a\\|b"),
        ("<b>`x`</b>", "\\<b\\>\\`x\\`\\</b\\>"),
        ("[x](javascript:alert(1))", "\\[x\\]\\(javascript:alert\\(1\\)\\)"),
        ("a\n\n# b\r\n", "a \\# b"),
        ("https://x.example", "https\\://x.example"),
        ("@team", "\\@team"),
        ("\\", "\\\\"),
        ("《合同评审》：5.0%", "《合同评审》：5.0%"),
    ],
)
def test_what_would_be_markup_is_escaped(text: str, shown: str) -> None:
    assert escaped(text) == shown


def test_a_hostile_label_breaks_neither_tables_nor_lists(verdict: Verdict) -> None:
    evil = f"{HOSTILE}|`\n| x |"
    finding = Finding(code="CF-SKIP", severity=Severity.MAJOR, facts={"activity": evil})
    hostile = replace(verdict, name=Texts(zh=evil, en=evil), findings=(finding,))
    calm = replace(hostile, name=Texts(zh="x", en="x"), findings=(replace(finding, facts={"activity": "x"}),))
    thresholds = [threshold_of("major")]
    texts = [markdown_summary(evil if each is hostile else "x", [each], thresholds, Language.EN) for each in (hostile, calm)]
    assert texts[0].count("\n") == texts[1].count("\n")
    for text in texts:
        columns = {line.count(" | ") for line in text.splitlines() if line.startswith("| p ")}
        assert columns == {10, 2}
    assert not ACTIVE.findall(re.sub(r"^\| .* \|$|^- \*\*major\*\*", "", texts[0], flags=re.MULTILINE))


def test_thresholds_are_told_with_what_came_of_them(verdict: Verdict) -> None:
    text = markdown_summary("w", [verdict], [threshold_of("major"), threshold_of("conformance<0.5")], Language.EN)
    assert "| p | major | ❌ breached: Found: 1. |" in text
    assert "| p | conformance\\<0.5 | ✅ met: conformance is 0.7500, the least allowed is 0.5. |" in text


@pytest.mark.parametrize(("language", "said"), [(Language.ZH_CN, "合规案例率"), (Language.EN, "Conforming cases")])
def test_it_is_told_in_the_language_asked_for(verdict: Verdict, language: Language, said: str) -> None:
    assert said in markdown_summary("w", [verdict], (), language)


def test_without_findings_it_says_so(verdict: Verdict) -> None:
    assert "Nothing found" in markdown_summary("w", [replace(verdict, findings=())], (), Language.EN)
