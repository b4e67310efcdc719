"""One recommendation, the same figures for people and programs: in the terminal's lines, the JSON object and the report."""

import re
from pathlib import Path

import pytest

from tests.report.redesign.ideas import proposed, with_advice
from tests.report.redesign.small import small
from workbench.language import Language
from workbench.redesign.changes import MovePost
from workbench.report.html import write_report
from workbench.report.redesign.recommendation_file import recommendation_content
from workbench.report.redesign.recommendation_text import recommendation_text
from workbench.report.redesign.section import redesign_section


def test_effect_saving_and_share_are_the_same_in_text_json_and_report(tmp_path: Path) -> None:
    content = recommendation_content(small())
    (step,) = content["plan"]["steps"]
    (process,) = step["together"]["processes"]
    time = process["cycle_time_days"]
    told = f"p {time['mean']:+.2f} [{time['low']:+.2f}, {time['high']:+.2f}]"
    days, share = f"Days less over all cases: {round(step['together']['saved_days']):,}", f"{step['share']:.1%}"
    text = recommendation_text(small(), Language.EN)
    write_report(small().assessment, tmp_path / "r.html", Language.EN, redesign=redesign_section(small()))
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert f"{told} · {days} · {share}" in text
    for figure in (told, days, share):
        assert figure in page
    loads = [f"{point['coordination'] / 400:.1%}" for point in content["front"]["points"]]
    assert all(f"coordination left {load}" in text and load in page for load in loads)


def test_a_report_without_a_recommendation_has_no_section_and_says_nothing_of_it(tmp_path: Path) -> None:
    section = redesign_section(small())
    write_report(small().assessment, tmp_path / "without.html", Language.EN)
    write_report(small().assessment, tmp_path / "with.html", Language.EN, redesign=section)
    without, with_it = (
        (tmp_path / name).read_text(encoding="utf-8").count(section.cards[0].trigger.en) for name in ("without.html", "with.html")
    )
    assert (without, with_it) == (0, 1)


def test_names_from_files_are_text_and_no_markup(tmp_path: Path) -> None:
    recommendation = with_advice(proposed(MovePost(post="Q", department="D")))
    write_report(recommendation.assessment, tmp_path / "r.html", Language.EN, redesign=redesign_section(recommendation))
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "Move post Cashier to department Sales &lt;b&gt;" in page
    assert "Sales <b>" not in page


@pytest.mark.parametrize("language", Language)
def test_every_panel_and_card_is_said_in_every_language(language: Language) -> None:
    section = redesign_section(small())
    panels = (*section.panels, *section.trust)
    assert len({panel.key for panel in panels}) == len(panels)
    for panel in panels:
        assert panel.title.said(language)
        assert panel.said.said(language)
        assert panel.table or panel.drawing or panel.missing or panel.notes
    for card in section.cards:
        for said in (card.title, card.scope, card.about, card.trigger, card.proposed, card.expected, card.saved, card.agree):
            assert said.said(language)
            assert not re.search(r"\{\w+\}", said.said(language))
    text = recommendation_text(small(), language)
    assert not re.search(r"\{\w+\}", text)
    assert section.cards[0].proposed.said(language) in text


def test_what_is_left_out_of_the_lines_is_counted() -> None:
    many = with_advice(*(proposed(about=f"x{number:02}") for number in range(15)))
    lines = recommendation_text(many, Language.EN).splitlines()
    assert sum(line.startswith("H23 ") for line in lines) == 12
    assert lines[-1] == "3 more, see --json."
