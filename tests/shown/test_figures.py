"""Figures are written in their unit: shares as percent, times with their unit, money as the data has it."""

import pytest

from workbench.language import Language
from workbench.shown import change_text, figure_text


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        (0.9444, "share", "94.4%", "94.4%"),
        (94.44, "%", "94.4%", "94.4%"),
        (16.0, "d", "16 天", "16 d"),
        (2.5, "h", "2.50 小时", "2.50 h"),
        (1234.5, "count", "1,234.50", "1,234.50"),
        (3.0, "CNY", "3 CNY", "3 CNY"),
        (0.7, "score", "0.700", "0.700"),
        (0.0471, "distance", "0.047", "0.047"),
        (5.0, "", "5", "5"),
    ],
)
def test_a_figure_is_written_in_its_unit(value: float, unit: str, zh: str, en: str) -> None:
    assert [figure_text(value, unit, each) for each in (Language.ZH_CN, Language.EN)] == [zh, en]


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [(0.031, "share", "+3.1 points"), (-1.5, "d", "−1.50 d"), (2.0, "count", "+2"), (0.0, "h", "±0 h")],
)
def test_a_change_bears_its_sign_and_shares_change_by_points(value: float, unit: str, written: str) -> None:
    assert change_text(value, unit, Language.EN) == written
