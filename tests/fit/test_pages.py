"""Every finding code has its page in both languages, its sentence and its remedy; pages name nothing that does not exist."""

import re
from pathlib import Path

import pytest

from workbench.findings import UsageError
from workbench.fit.codes import OFF_BY_DEFAULT, SEVERITIES
from workbench.fit.pages import looks_like_code, page_of
from workbench.language import Language, catalogue

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "workbench" / "fit" / "pages"
CODE = re.compile(r"\b(?:CF|TP|PO|TO|DT|PF)-[A-Z]+\b")
EVERY_PAGE = [(code, language) for code in SEVERITIES for language in Language]


def title_of(code: str, language: Language) -> str:
    return page_of(code, language).splitlines()[0].removeprefix(f"# {code} · ")


@pytest.mark.parametrize(("code", "language"), EVERY_PAGE)
def test_a_page_is_a_title_a_sentence_and_a_dozen_labelled_lines(code: str, language: Language) -> None:
    title, _, sentence, _, *lines = page_of(code, language).splitlines()
    assert title.startswith(f"# {code} · ")
    assert sentence.endswith("." if language is Language.EN else "。")
    labels = [line.split("：" if language is Language.ZH_CN else ": ")[0] for line in lines]
    model = [
        line.split("：" if language is Language.ZH_CN else ": ")[0] for line in page_of("CF-ORDER", language).splitlines()[4:]
    ]
    assert labels == [label for label in model if label in labels]
    assert set(model) - set(labels) <= {"- More exactly", "- 细则"}
    assert all(line.startswith("- ") and line.endswith((".", "。")) for line in lines)


@pytest.mark.parametrize("code", SEVERITIES)
def test_both_languages_have_the_same_lines_and_name_the_same_files_and_numbers(code: str) -> None:
    chinese, english = (page_of(code, language) for language in (Language.ZH_CN, Language.EN))
    assert len(chinese.splitlines()) == len(english.splitlines())
    for named in (CODE, re.compile(r"\w+\.(?:csv|yaml)"), re.compile(r"`[^`]+`"), re.compile(r"\d+(?:\.\d+)?")):
        assert set(named.findall(chinese)) == set(named.findall(english))


@pytest.mark.parametrize(("code", "language"), EVERY_PAGE)
def test_a_page_names_only_codes_that_exist_and_tells_its_own_apart_from_others(code: str, language: Language) -> None:
    named = set(CODE.findall(page_of(code, language)))
    assert named <= set(SEVERITIES)
    assert named - {code}


@pytest.mark.parametrize(("code", "language"), EVERY_PAGE)
def test_a_page_says_how_its_code_is_switched(code: str, language: Language) -> None:
    switched = re.findall(r"`findings: \{([A-Z-]+): (on|off)\}`", page_of(code, language))
    assert switched == [(code, "on" if code in OFF_BY_DEFAULT else "off")]


@pytest.mark.parametrize("language", Language)
def test_there_is_no_page_without_a_code_and_no_title_twice(language: Language) -> None:
    assert sorted(path.stem for path in (PAGES / language.value).iterdir()) == sorted(SEVERITIES)
    assert len({title_of(code, language) for code in SEVERITIES}) == len(SEVERITIES)


@pytest.mark.parametrize("language", Language)
def test_every_code_has_its_sentence_and_its_remedy(language: Language) -> None:
    keys = catalogue(language).keys()
    assert [code for code in SEVERITIES if not {code, f"{code}-remedy"} <= keys] == []
    assert [key for key in keys if CODE.fullmatch(key) and key not in SEVERITIES] == []


def test_every_code_that_the_package_claims_is_among_the_codes() -> None:
    texts = (path.read_text(encoding="utf-8") for path in (ROOT / "workbench").rglob("*.py"))
    used = {code for text in texts for code in re.findall(rf'"({CODE.pattern})"', text)}
    assert {"CF-SKIP", "PF-BATCH"} <= used <= set(SEVERITIES)


def test_the_index_in_the_docs_lists_every_page_under_its_title() -> None:
    index = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    links = re.findall(r"\[([^\]]+)\]\(\.\./workbench/fit/pages/([\w-]+)/([A-Z-]+)\.md\)", index)
    titles = [(title_of(code, language), language.value, code) for code in SEVERITIES for language in Language]
    assert sorted(links) == sorted(titles)


def test_a_code_is_known_in_small_letters_and_the_nearest_is_named_where_it_is_not() -> None:
    assert page_of("po-sod", Language.EN) == page_of("PO-SOD", Language.EN)
    with pytest.raises(UsageError, match=r"PO-SODD.*nearest: PO-SOD"):
        page_of("PO-SODD", Language.EN)


@pytest.mark.parametrize(
    ("text", "is_one"), [("PO-SOD", True), ("xx-y", True), ("models", False), ("PO-SOD.bpmn", False), ("../PO-SOD", False)]
)
def test_what_looks_like_a_code_is_told_from_a_path(text: str, is_one: bool) -> None:
    assert looks_like_code(text) is is_one
