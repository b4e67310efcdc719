"""Tables that show themselves."""

from dataclasses import dataclass
from enum import Enum

import numpy as np
import pytest

from workbench.findings import Finding, Severity
from workbench.language import Language
from workbench.shown import Columns, Tabled, columns_of, in_both, known_numbers


class Colour(Enum):
    DARK_RED = 1


@dataclass(frozen=True, kw_only=True)
class Thing:
    code: str
    count: int
    value: float | None
    element: str | None
    side: Colour
    object: tuple[str, ...] = ()


class Result(Tabled):
    @property
    def table(self) -> Columns:
        return Columns(values={"code": ["<script>alert(1)</script>"]}, said=("<b>x</b>", in_both("table-yes")))


def test_the_type_of_a_column_is_that_of_the_field_whatever_the_rows() -> None:
    pytest.importorskip("pandas")
    full = (Thing(code="a", count=1, value=None, element=None, side=Colour.DARK_RED, object=("x", "y")),)
    frames = [Columns(values=columns_of(Thing, rows)).to_pandas() for rows in (full, ())]
    assert dict(frames[0].dtypes) == dict(frames[1].dtypes)
    assert [str(kind) for kind in frames[0].dtypes] == ["str", "int64", "Float64", "str", "str", "str"]


def test_what_is_unknown_is_neither_zero_nor_a_number() -> None:
    pytest.importorskip("pandas")
    table = Columns(values={"value": known_numbers([0.5, None], float), "count": known_numbers([None, 3])})
    frame = table.to_pandas()
    assert frame["value"].isna().tolist() == [False, True]
    assert frame["count"].isna().tolist() == [True, False]
    assert "<td>–</td>" in table.to_html(Language.EN)
    assert "<td>0</td>" not in table.to_html(Language.EN)


def test_several_ids_are_joined_and_words_of_the_code_are_small() -> None:
    thing = Thing(code="a", count=1, value=1.0, element=None, side=Colour.DARK_RED, object=("x", "y"))
    columns = columns_of(Thing, [thing])
    assert (columns["object"], columns["side"], columns["element"]) == (["x|y"], ["dark_red"], [""])


def test_a_text_that_means_harm_is_inert() -> None:
    shown = Result().to_html(Language.EN)
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown
    assert "<b>" not in shown


def test_a_sentence_is_said_in_the_language_that_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pandas")
    finding = Finding(code="table-yes", severity=Severity.INFO)
    table = Columns(values={"finding": [finding]}, said=(finding,))
    assert "<td>是</td>" in table.to_html(Language.ZH_CN)
    assert "<li>yes</li>" in table.to_html(Language.EN)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert table.to_pandas()["finding"].tolist() == ["是"]


def test_a_heading_that_no_catalogue_has_stands_as_it_is_and_inert() -> None:
    shown = Columns(values={"<i>own</i>": ["x"], "activity": ["y"]}).to_html(Language.ZH_CN)
    assert "<th>&lt;i&gt;own&lt;/i&gt;</th><th>活动</th>" in shown


def test_a_long_table_says_how_much_is_left_out() -> None:
    table = Columns(values={"count": np.arange(23)})
    assert table.to_html(Language.EN).count("<td>") == 20
    assert "3 more rows" in table.to_html(Language.EN)
    assert len(table.to_pandas()) == 23


def test_an_empty_table_has_its_headings() -> None:
    assert Columns(values={"count": np.arange(0)}).to_html(Language.EN).count("<th>") == 1
