"""Two runs compared, as lines and as JSON: what differs with its interval, and whether that could be chance."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.fit.scoring.readings import evidence, indicator
from workbench.fit.detection import Evidence
from workbench.fit.indicators.model import Scope
from workbench.fit.indicators.sample import Exact, Sample
from workbench.fit.policy import Policy
from workbench.fit.scoring import FitResult, compare_fits, fit_of
from workbench.language import Language
from workbench.report.fit_comparison import comparison_content, comparison_section, comparison_text
from workbench.report.page import Texts


def run(policy: Policy | None = None, **values: float | None) -> FitResult:
    """Return fit with these values, None being unknown, of one process `p`."""

    def reads(value: float | None) -> Callable[[Evidence, Scope], Sample | None]:
        def sample(_: Evidence, __: Scope) -> Sample | None:
            return None if value is None else Exact(part=value, whole=1.0, units=10)

        return sample

    indicators = tuple(indicator(code, reads(value)) for code, value in values.items())
    return fit_of(evidence("p", policy=policy), (), indicators)


def test_what_the_design_changed_is_clear() -> None:
    text = comparison_text(compare_fits(run(TP1=0.5, PO1=0.9), run(TP1=0.8, PO1=0.9)), Language.EN)
    assert "TP1 System coverage: 0.500 → 0.800, +0.300 [+0.300, +0.300] clear" in text
    assert "PO1" not in text
    assert "different policies" not in text


def test_the_same_run_twice_differs_in_nothing() -> None:
    compared = compare_fits(run(TP1=0.5), run(TP1=0.5))
    assert "0.500 → 0.500, +0.000 [+0.000, +0.000] unchanged" in comparison_text(compared, Language.EN)
    content = comparison_content(compared)
    assert json.loads(json.dumps(content, allow_nan=False)) == content
    known = [each for each in content["changes"] if each["before"] is not None]
    assert {each["difference"] for each in known} == {0.0}
    assert not any(each["clear"] for each in content["changes"])


def test_what_one_run_does_not_know_is_not_compared() -> None:
    text = comparison_text(compare_fits(run(TP1=0.5, PO1=None), run(TP1=0.5, PO1=0.9)), Language.EN)
    assert "PO1 Responsibility completeness: – → 0.900, not comparable" in text


@pytest.mark.parametrize(("language", "words"), [(Language.EN, "different policies"), (Language.ZH_CN, "策略不同")])
def test_other_policies_are_said(language: Language, words: str) -> None:
    assert words in comparison_text(compare_fits(run(TP1=0.5), run(Policy(version="2"), TP1=0.5)), language)


def test_a_page_tells_the_same_differences_as_the_terminal() -> None:
    compared = compare_fits(run(TP1=0.5, PO1=0.9, PO2=None), run(TP1=0.8, PO1=0.9, PO2=0.7))
    section = comparison_section(compared, {"p": Texts(zh="流程", en="Process")})
    assert [scope.name.en for scope in section.scopes] == ["The enterprise", "Process"]
    rows = {row[0].en.partition(" ")[0]: [cell.en for cell in row[1:]] for row in section.scopes[1].table.rows}
    assert rows["TP1"] == ["clear", "0.500", "0.800", "+0.300", "[+0.300, +0.300]"]
    assert rows["PO2"] == ["not comparable", "–", "0.700", "–", "–"]
    assert "PO1" not in rows
    assert section.scopes[1].table.more == Texts(zh="没有差异的指标：1 项", en="indicators without a difference: 1")


def test_a_page_says_that_there_is_nothing_to_compare_or_that_policies_differ() -> None:
    other = compare_fits(run(TP1=0.5), run(Policy(version="2"), TP1=0.5))
    assert "different policies" in comparison_section(other, {}).notes[0].en
    nothing = comparison_section(replace(other, changes=()), {})
    assert nothing.scopes == ()
    assert any("no scope in common" in note.en for note in nothing.notes)
