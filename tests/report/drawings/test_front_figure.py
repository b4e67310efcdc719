"""The front as a picture: a dot a grouping, full where it is proven, open where it is the best that was found."""

from xml.etree import ElementTree

import pytest

from workbench.language import Language
from workbench.report.drawings.front_figure import FrontDot, draw_front

SVG = "{http://www.w3.org/2000/svg}"
DOTS = (
    FrontDot(cost=0, load=0.64, is_proven=True, hint="0: 64%"),
    FrontDot(cost=7, load=0.41, is_proven=False, hint="<script>"),
    FrontDot(cost=20, load=0.33, is_proven=True, hint="20: 33%", is_chosen=True),
)


def circles(svg: str) -> list[list[ElementTree.Element]]:
    """Return the circles of each dot, from left to right: its mark and its ring."""
    found = [each for each in ElementTree.fromstring(svg).iter(f"{SVG}g") if each.find(f"{SVG}circle") is not None]
    return [each.findall(f"{SVG}circle") for each in found]


@pytest.mark.parametrize("language", Language)
def test_a_proven_dot_is_full_and_an_open_one_is_not(language: Language) -> None:
    marks = [dot[0].get("class") for dot in circles(draw_front(DOTS, language))]
    assert marks == ["area0", "paper", "area0"]


def test_dots_stand_where_cost_and_load_put_them_whatever_their_order() -> None:
    svg = draw_front(DOTS, Language.EN)
    (x0, y0), (x1, y1), (x2, y2) = ((float(dot[0].get("cx", 0)), float(dot[0].get("cy", 0))) for dot in circles(svg))
    assert (x1 - x0) / (x2 - x0) == pytest.approx(7 / 20, abs=0.01)
    assert (y1 - y0) / (y2 - y0) == pytest.approx((0.64 - 0.41) / (0.64 - 0.33), abs=0.01)
    assert draw_front(DOTS[::-1], Language.EN) == svg


def test_the_chosen_dot_is_larger() -> None:
    sizes = [float(dot[0].get("r", 0)) for dot in circles(draw_front(DOTS, Language.EN))]
    assert sizes[2] > sizes[0] == sizes[1]


def test_a_hint_is_text_and_no_markup() -> None:
    svg = draw_front(DOTS, Language.EN)
    assert "<script>" not in svg
    assert "&lt;script&gt;" in svg


def test_one_point_and_none_are_drawn_too() -> None:
    assert len(circles(draw_front(DOTS[:1], Language.EN))) == 1
    assert "<circle" not in draw_front((), Language.EN)
