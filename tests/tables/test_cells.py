"""Cells are understood in the ways people write them; what is none of them is said with its place."""

from datetime import date

import pytest

from workbench.findings import Finding, Place
from workbench.language import Language
from workbench.tables import Row, date_in, decimal_number, ids_in, texts_in, whole_number, yes_no_in


def row(text: str) -> Row:
    return Row(place=Place(file="t.csv", row=7), cells={"x": text} if text else {})


def test_ids_are_divided_by_every_separator_and_by_blanks() -> None:
    assert ids_in("A1|A2；A3、A4，A5;A6, A7 A8|A1||") == ("A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8")
    assert ids_in("") == ()


def test_texts_keep_their_blanks() -> None:
    assert texts_in("forklift licence| SAP 、焊接") == ("forklift licence", "SAP", "焊接")


@pytest.mark.parametrize(
    ("text", "number"), [("3", 3), ("3.0", 3), ("３", 3), ("-2", -2), ("1,200", 1200), ("1,200.0", 1200), ("", None)]
)
def test_whole_numbers(text: str, number: int | None) -> None:
    assert whole_number(row(text), "x") == number


@pytest.mark.parametrize(
    ("text", "number"), [("12500", 12500.0), ("12,500.5", 12500.5), (".5", 0.5), ("1e3", 1000.0), ("", None)]
)
def test_decimal_numbers(text: str, number: float | None) -> None:
    assert decimal_number(row(text), "x") == number


@pytest.mark.parametrize(
    "text",
    [
        *("2025-03-03", "2025/3/3", "2025.3.3", "2025年3月3日", "20250303", "２０２５-03-03", "45719", "45719.5"),
        *("2025/3/3 8:30", "2025-03-03T08:30:00Z", "2025-03-03 08:30:00", "2025-03-03T08:30:00.5+08:00"),
    ],
)
def test_days_in_every_form(text: str) -> None:
    assert date_in(row(text), "x") == date(2025, 3, 3)


@pytest.mark.parametrize("text", ["yes", "Y", "TRUE", "是", "1", "有"])
def test_yes(text: str) -> None:
    assert yes_no_in(row(text), "x") is True


@pytest.mark.parametrize("text", ["no", "N", "false", "否", "0", "无"])
def test_no(text: str) -> None:
    assert yes_no_in(row(text), "x") is False


@pytest.mark.parametrize(
    ("read", "text"),
    [
        *((whole_number, text) for text in ("2.5", "two", "1,2", "nan")),
        *((decimal_number, text) for text in ("1.2.3", "inf", "nan", "5万", "1,2")),
        *((date_in, text) for text in ("2025-02-30", "3/4/2025", "2025-03", "soon", "2025-03-03x", "2025-03/03")),
        *((yes_no_in, text) for text in ("maybe", "2")),
    ],
)
def test_what_is_none_is_a_finding_with_file_row_and_column(read: object, text: str) -> None:
    found = read(row(text), "x")  # type: ignore[operator]
    assert isinstance(found, Finding)
    assert (found.code, found.place) == ("CELL_WRONG_FORM", Place(file="t.csv", row=7, column="x"))
    assert all(text in found.text(language) and "7" in found.text(language) for language in Language)


@pytest.mark.parametrize("read", [whole_number, decimal_number, date_in, yes_no_in])
def test_a_blank_cell_says_nothing(read: object) -> None:
    assert read(row(""), "x") is None  # type: ignore[operator]
