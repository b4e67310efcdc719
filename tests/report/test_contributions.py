"""What pulls a score down: shares of the loss that add up, told as bars and as a table; how firm a ranking is."""

from pathlib import Path

import pytest

from tests.report.cases.small_cases import seen_in
from workbench.fit.scoring import compare_fits
from workbench.fit.scoring.robustness import PairOrder, Ranking
from workbench.language import Language
from workbench.report.contributions import contributions_of, sensitivity_of
from workbench.report.drawings.standing_triangle import standing_triangle
from workbench.report.html import write_report
from workbench.report.score_card import ScoreCard
from workbench.report.score_cards import score_cards
from workbench.study import Assessment, assess, open_study

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def demo() -> Assessment:
    return assess(open_study(ROOT))


@pytest.fixture(scope="module")
def card(demo: Assessment) -> ScoreCard:
    return score_cards(demo)[0]


def test_the_shares_of_the_loss_add_up_and_the_heaviest_stands_first(card: ScoreCard) -> None:
    look = contributions_of(card)
    assert look.table is not None
    shares = [float(row[6].en.rstrip("%")) for row in look.table.rows]
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) == pytest.approx(100, abs=0.05 * len(shares))


def test_a_bar_tells_the_figures_of_its_row(card: ScoreCard) -> None:
    look = contributions_of(card)
    assert look.table is not None
    assert look.drawing is not None
    code, name, *_, loss, lift = (cell.en for cell in look.table.rows[0])
    assert f"{code} {name}: {loss} of the loss; at its target {lift}" in look.drawing.en


def test_the_ranking_is_told_pair_by_pair(demo: Assessment) -> None:
    look, ranking = sensitivity_of(demo), demo.fit.ranking
    assert look.table is not None
    assert isinstance(ranking, Ranking)
    assert [(row[2].en, row[3].en) for row in look.table.rows] == [_told(pair) for pair in ranking.pairs]


def _told(pair: PairOrder) -> tuple[str, str]:
    return ("✓ firm" if pair.kept >= 0.9 else "? depends on the weights", f"{pair.kept:.1%}")


def test_one_process_is_not_ranked(tmp_path: Path) -> None:
    look = sensitivity_of(seen_in(tmp_path, "abc").assessment)
    assert (look.table, look.nothing is not None) == (None, True)


def test_the_report_tells_what_changed_since_another_run_and_how_cases_went(demo: Assessment, tmp_path: Path) -> None:
    write_report(demo, tmp_path / "report.html", Language.EN, compare_fits(demo.fit, demo.fit))
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert '<summary><span lang="zh-CN">与另一次评估相比</span><span lang="en">Against another run</span></summary>' in html
    assert "306 cases follow 26 variants" in html
    assert "∅ “Contract review” skipped" in html


def test_a_triangle_that_stands_alone_brings_its_colours_along(card: ScoreCard) -> None:
    standing = standing_triangle(card.triangle)
    assert ".triangle .side.low" in standing.zh
    assert (
        standing.en.replace(standing.en[standing.en.index("<style>") : standing.en.index("</style>") + 8], "") == card.triangle.en
    )
