"""What goes along with a deviation, said so that nobody takes it for a cause."""

from dataclasses import replace

import pytest

from tests.report.pages import same, small_page
from workbench.conformance import Association, Outcome
from workbench.findings import Interval
from workbench.language import Language
from workbench.report.html import render_html
from workbench.report.lines.associated import association_text
from workbench.report.page import RankedFindings


def of(outcome: Outcome, difference: float, low: float, high: float) -> Association:
    interval = Interval(low=low, high=high)
    return Association(outcome=outcome, difference=difference, interval=interval, affected=37, unaffected=375, strata=4)


def test_a_difference_is_said_with_its_interval_and_as_no_cause() -> None:
    text = association_text(of(Outcome.CYCLE_TIME, 50.4, 19.2, 81.6), Language.EN)
    assert "took +2.1 d (difference of medians, 95 % interval +19 h to +3.4 d)" in text
    assert "375 cases" in text
    assert "an association, not a cause" in text
    assert "chance" not in text


@pytest.mark.parametrize(("language", "words"), [(Language.EN, "may be chance"), (Language.ZH_CN, "可能只是偶然")])
def test_a_difference_that_may_be_chance_is_called_so(language: Language, words: str) -> None:
    assert words in association_text(of(Outcome.REWORK, -1, -2, 0), language)
    assert words in association_text(of(Outcome.COST, 12, -3, 20), language)


def test_what_may_be_chance_takes_few_words() -> None:
    text = association_text(of(Outcome.CYCLE_TIME, 7.8, -18, 43), Language.EN)
    assert text == "Cycle time: may be chance (+7.8 h, 95 % interval −18 h to +1.8 d)."


@pytest.mark.parametrize(
    ("language", "words"), [(Language.EN, "Repeated work: no difference."), (Language.ZH_CN, "重复工作：没有差别。")]
)
def test_where_nothing_differs_no_figure_is_shown(language: Language, words: str) -> None:
    assert association_text(of(Outcome.REWORK, 0, 0, 0), language) == words


def test_nothing_bears_no_sign() -> None:
    assert "(0.0, 95 % interval −1.0 to +2.0)" in association_text(of(Outcome.REWORK, 0, -1, 2), Language.EN)


def test_what_was_not_compared_says_why() -> None:
    unknown = Association(outcome=Outcome.COST, reason="association-no-costs")
    assert association_text(unknown, Language.EN) == "Cost: not compared. The log has no event attribute “cost” that is a number."
    assert association_text(unknown, Language.ZH_CN).startswith("成本：未作比较。")


def test_the_page_shows_it_under_its_deviation() -> None:

    page = small_page()
    process = page.processes[0]
    row = replace(process.findings.first[0], associations=(same("took <longer>"),), unclear=(same("no cost"),))
    document = render_html(replace(page, processes=(replace(process, findings=RankedFindings(first=(row,))),)))
    assert "took &lt;longer&gt;" in document
    assert document.index("took &lt;longer&gt;") < document.index("<details><summary>CF-SKIP") < document.index("no cost")
