"""A diagram on paper: as a whole where it can be read, else in parts that together show all of it."""

import re
import struct
from itertools import pairwise

import pytest

from tests.builders import process
from tests.enterprise_builder import Enterprise
from tests.report.documents.small import edition
from workbench.language import Language
from workbench.report.diagrams.still_diagram import diagram_of_model, still_svg
from workbench.report.documents.parts import Picture
from workbench.report.documents.pictures import Cut, cuts, png_of
from workbench.report.documents.process_picture import picture_of
from workbench.report.documents.wording import Wording


def picture(count: int) -> Picture:
    drawn = process("p").start()
    for number in range(count):
        drawn.task(f"t{number}")
    return Picture(svg=still_svg(diagram_of_model(drawn.end().model()), Language.EN), caption="Diagram: p")


def pieces(count: int) -> tuple[Cut, ...]:
    return cuts(picture(count), edition(Language.EN).wording)


def test_a_small_diagram_is_one_piece_and_no_larger_than_it_is_drawn() -> None:
    (only,) = pieces(2)
    assert only.caption == "Diagram: p"
    assert only.width < 25.7


def test_a_long_one_is_shown_as_a_whole_and_in_parts_that_fit_the_page() -> None:
    whole, *parts = pieces(30)
    assert [each.caption for each in parts] == [f"Diagram: p ({n} / {len(parts)})" for n in range(1, len(parts) + 1)]
    assert len(parts) > 1
    assert all(each.width <= 25.71 and each.height <= 15.61 for each in (whole, *parts))


def test_parts_begin_where_the_one_before_has_not_ended() -> None:
    _, *parts = pieces(30)
    frames = [tuple(map(float, each.svg.partition('viewBox="')[2].partition('"')[0].split())) for each in parts]
    assert all(later[0] < earlier[0] + earlier[2] for earlier, later in pairwise(frames))


def test_every_part_shows_the_titles_of_the_lanes() -> None:
    drawn = process("p").lane("clerk", "Clerk").start()
    for number in range(30):
        drawn.task(f"t{number}")
    of = Enterprise().process(drawn.end()).design()
    words = Wording(design=of, language=Language.EN)
    shown = picture_of(of.processes[0], words)
    assert shown is not None
    assert shown.titles is not None
    _, first, *later = cuts(shown, words)
    assert later
    x, y, _, height = frames(first.svg)[0]
    for each in later:
        whole, beside, part = frames(each.svg)
        assert beside == (x, y, shown.titles - x, height)
        assert whole[2] == pytest.approx(beside[2] + part[2], abs=0.11)
        assert each.width <= 25.71


def frames(svg: str) -> list[tuple[float, ...]]:
    return [tuple(map(float, each.split())) for each in re.findall(r'viewBox="([^"]+)"', svg)]


def test_it_is_made_a_picture_at_the_resolution_of_print() -> None:
    (only,) = pieces(2)
    content = png_of(only)
    width, _ = struct.unpack(">II", content[16:24])
    assert content[:4] == b"\x89PNG"
    assert abs(width - only.width / 2.54 * 220) <= 2
