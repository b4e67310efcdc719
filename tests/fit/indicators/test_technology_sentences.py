"""Every indicator has its name, formula and reference in both languages."""

import pytest

from tests.fit.indicators.whole_enterprises import INDICATORS
from workbench.fit.indicators.model import Indicator
from workbench.language import Language, catalogue


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda each: each.code)
@pytest.mark.parametrize("language", Language)
def test_an_indicator_says_what_it_is_how_it_is_computed_and_on_what_it_rests(indicator: Indicator, language: Language) -> None:
    for key in ("", "-formula", "-reference"):
        sentence = catalogue(language)[f"indicator-{indicator.code}{key}"]
        assert sentence
        assert "{" not in sentence


def test_codes_are_those_of_the_three_dimensions_in_order() -> None:
    of = [f"TP{n}" for n in range(1, 10)] + [f"TO{n}" for n in range(1, 8)] + [f"DT{n}" for n in range(1, 7)]
    assert [each.code for each in INDICATORS] == of
    assert all(each.code.startswith(each.dimension) for each in INDICATORS)
    assert all((each.read.__doc__ or "").startswith(f"Read {each.code}: ") for each in INDICATORS)
