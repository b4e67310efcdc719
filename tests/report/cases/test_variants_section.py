"""Variants against the design: what is skipped and what is extra is told by a sign, not by colour alone."""

import re
from pathlib import Path

import numpy as np
import pytest

from tests.builders import process
from tests.report.cases.small_cases import TRACES, seen_in
from tests.report.pages import HOSTILE
from workbench.report.cases.cases_seen import SeenCases
from workbench.report.cases.variants_section import variants_section


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> SeenCases:
    return seen_in(tmp_path_factory.mktemp("variants"), *TRACES)


def test_each_variant_says_how_many_follow_it_how_long_they_take_and_what_deviates(seen: SeenCases) -> None:
    rows = variants_section(seen, 10).rows
    assert [(row.number, row.cases, row.share, row.standing.en, row.duration.en) for row in rows] == [
        (1, 3, "60.0%", "✓ conforms", "2.5 h"),
        (2, 1, "20.0%", "∅ “Buy” skipped", "1.5 h"),
        (3, 1, "20.0%", "＋ “x” not designed", "3.5 h"),
    ]
    assert rows[1].said.en == "Ask → ∅Buy → Close"
    assert rows[2].said.en == "Ask → ＋x → Buy → Close"


def test_a_drawing_tells_skipped_and_extra_steps_by_a_sign_and_a_border(seen: SeenCases) -> None:
    _, skipped, extra = variants_section(seen, 10).rows
    assert ">∅ Buy</text>" in skipped.steps.en
    assert 'class="paper frame dashed"' in skipped.steps.en
    assert ">＋ x</text>" in extra.steps.en
    assert 'class="tint1 frame"' in extra.steps.en


def test_the_rest_is_counted_so_that_nothing_is_lost(seen: SeenCases) -> None:
    section = variants_section(seen, 1)
    assert section.rest is not None
    assert section.rest.en == "the rest – variants: 2, cases: 2 (40.0%)"
    assert [row[3].en for row in section.table.rows] == ["3", "2"]


def test_chosen_cases_alone_are_counted_and_variants_keep_their_numbers(seen: SeenCases) -> None:
    section = variants_section(seen, 10, np.array([False, False, True, True, False]))
    assert [(row.number, row.cases, row.share) for row in section.rows] == [(1, 1, "50.0%"), (2, 1, "50.0%")]
    assert section.rest is None


def test_a_displaced_step_is_named_once(tmp_path: Path) -> None:
    (row,) = variants_section(seen_in(tmp_path, "acb"), 1).rows
    assert re.fullmatch("⇄ “(Buy|Close)” out of order", row.standing.en)


def test_the_name_of_a_hostile_file_stays_text(tmp_path: Path) -> None:
    drawing = process("p").start().task("a", HOSTILE).task("b").task("c").end()
    (row,) = variants_section(seen_in(tmp_path, "abc", drawing=drawing), 1).rows
    assert "<script" not in row.steps.en
    assert "<img" not in row.steps.zh
    assert HOSTILE in row.said.en


def test_a_long_trace_is_drawn_up_to_a_limit(tmp_path: Path) -> None:
    (row,) = variants_section(seen_in(tmp_path, "abc" + "x" * 9), 1).rows
    assert row.steps.en.count("<path") == 12
