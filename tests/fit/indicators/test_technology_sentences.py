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
