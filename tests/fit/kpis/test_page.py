"""The page on objectives lists every measure with its title, in both languages."""

from pathlib import Path

import pytest

from workbench.fit.kpis import MEASURES
from workbench.language import Language, say

DOCS = Path(__file__).resolve().parents[3] / "docs"
PAGES = {Language.EN: DOCS / "objectives.md", Language.ZH_CN: DOCS / "zh-CN" / "objectives.md"}


@pytest.mark.parametrize("language", Language)
def test_every_measure_has_its_row(language: Language) -> None:
    rows = [line.split(" | ") for line in PAGES[language].read_text("utf-8").splitlines() if line.startswith("| `")]
    listed = {row[0].removeprefix("| ").strip("`"): row[1:3] for row in rows if len(row) == 6}
    own = [each for each in MEASURES.values() if not each.is_indicator]
    assert listed == {each.name: [say(each.title, language), say(each.formula, language)] for each in own}
