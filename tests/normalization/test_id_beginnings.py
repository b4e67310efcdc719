"""What is named by how its id begins is the one that is meant; else how many begin so and which there are is told."""

import pytest

from workbench.findings import UsageError
from workbench.language import Language
from workbench.normalization.id_beginnings import id_named

IDS = ("ab12", "ab34", "ab3", "c0de")
CODES = ("ITEM_UNTOLD", "CORRECTION_UNKNOWN", "REVIEW_UNKNOWN", "WATCH_CASE_UNKNOWN")


@pytest.mark.parametrize(("beginning", "meant"), [("c", "c0de"), ("ab1", "ab12"), ("ab34", "ab34"), ("ab3", "ab3")])
def test_an_id_is_named_by_its_beginning_or_whole(beginning: str, meant: str) -> None:
    assert id_named(beginning, IDS, "ITEM_UNTOLD") == meant


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(("beginning", "count"), [("ab", 3), ("zz", 0), ("", 0)])
def test_a_refusal_says_how_many_begin_so_and_which_there_are(code: str, beginning: str, count: int) -> None:
    with pytest.raises(UsageError) as refused:
        id_named(beginning, IDS, code)
    assert refused.value.finding.code == code
    for language in Language:
        said = refused.value.finding.text(language)
        assert [each for each in (f" {count} ", *IDS) if each not in said] == []


def test_where_there_is_nothing_a_refusal_says_so() -> None:
    with pytest.raises(UsageError) as refused:
        id_named("ab", (), "WATCH_CASE_UNKNOWN")
    assert refused.value.finding.text(Language.EN).endswith("There are: –.")
