"""Names break where a reader would break them, and stay within their shapes."""

from hypothesis import given
from hypothesis import strategies as st

from workbench.process.model import Bounds
from workbench.report.diagrams.notation.lettering import beside, fitted, letters_width, wrapped


def test_chinese_breaks_between_any_two_characters() -> None:
    assert wrapped("供应商选定审批", 40, 10).lines == ("供应商选", "定审批")


def test_words_stay_whole_where_they_fit() -> None:
    assert wrapped("Review terms of contract", 70, 10).lines == ("Review terms", "of contract")


def test_a_word_that_fits_no_line_is_broken() -> None:
    assert len(wrapped("Donaudampfschifffahrt", 50, 10).lines) > 1


def test_no_line_begins_with_a_full_stop() -> None:
    assert wrapped("审批通过。", 40, 10).lines == ("审批通过。",)


def test_line_breaks_of_the_file_are_kept() -> None:
    assert wrapped("说明：\n十万元以上", 200, 10).lines == ("说明：", "十万元以上")


def test_letters_shrink_where_a_name_is_too_long_for_its_shape() -> None:
    long, short = fitted("很长的名称" * 8, 90, 60), fitted("审批", 90, 60)
    assert long.size < short.size
    assert long.height <= 60


def test_a_name_stands_where_its_file_says() -> None:
    said = beside("是", Bounds(x=100, y=50, width=20, height=14), 0, 0)
    assert (said.x, said.top) == (110, 50)


@given(st.text(alphabet="合同 ab，.W-", max_size=40), st.floats(30, 200))
def test_every_letter_is_kept_and_no_line_is_wider_than_allowed(said: str, width: float) -> None:
    block = wrapped(said, width, 10)
    assert "".join("".join(block.lines).split()) == "".join(said.split())
    assert all(letters_width(line.rstrip("，.- "), 10) <= width for line in block.lines)
