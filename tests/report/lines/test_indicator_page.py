"""The page of an indicator: name, formula, reference, sources, in both languages."""

import pytest

from workbench.findings import UsageError
from workbench.fit.dimensions import INDICATOR_CODES
from workbench.language import Language
from workbench.report.lines.indicator_page import indicator_page, looks_like_indicator


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("code", INDICATOR_CODES)
def test_every_indicator_has_a_page(code: str, language: Language) -> None:
    page = indicator_page(code.lower(), language)
    assert page.startswith(f"# {code} ")
    assert "{" not in page


def test_an_unknown_code_names_the_nearest() -> None:
    assert looks_like_indicator("TP99")
    assert not looks_like_indicator("PO-SOD")
    with pytest.raises(UsageError) as refused:
        indicator_page("TP99", Language.EN)
    assert "TP9" in refused.value.finding.text(Language.EN)
