"""A document as PDF: its text read back and held against the content, its pages and bookmarks looked at."""

import io
import re
from dataclasses import replace

import pypdf
import pytest

from tests.report.documents.small import edition, enterprise, release, same, told
from workbench.language import Language
from workbench.report.documents import Change, Difference
from workbench.report.documents.change_record import change_record
from workbench.report.documents.edition import Edition
from workbench.report.documents.parts import Document, Heading, upright
from workbench.report.documents.pdf import render_pdf
from workbench.report.documents.process_description import process_description


def made(of: Edition) -> tuple[Document, bytes]:
    document = process_description(of.wording.design.processes[0], of)
    return document, render_pdf(document, of.wording)


def letters(text: str) -> str:
    return re.sub(r"[\s\u200b|/]", "", text)


@pytest.fixture(scope="module", params=list(Language))
def pair(request: pytest.FixtureRequest) -> tuple[Document, pypdf.PdfReader]:
    document, content = made(edition(request.param))
    return document, pypdf.PdfReader(io.BytesIO(content))


def test_everything_that_is_told_can_be_found(pair: tuple[Document, pypdf.PdfReader]) -> None:
    document, read = pair
    said = letters("".join(page.extract_text() for page in read.pages))
    cells = [cell for line in told(document) for cell in line.split(" | ")]
    assert [cell for cell in cells if not all(letters(part) in said for part in cell.split(" / "))] == []


def test_bookmarks_are_the_headings(pair: tuple[Document, pypdf.PdfReader]) -> None:
    document, read = pair
    titles = [letters(str(each.title)) for each in read.outline if not isinstance(each, list)]
    assert titles == [letters(each.text) for each in upright(document.parts) if isinstance(each, Heading) and each.level == 1]


def test_each_page_bears_number_version_and_which_it_is(pair: tuple[Document, pypdf.PdfReader]) -> None:
    _, read = pair
    for number, page in enumerate(read.pages, 1):
        said = letters(page.extract_text())
        assert "YL-PD-order" in said
        assert "1.1.0" in said
        assert f"第{number}页，共{len(read.pages)}页" in said or f"Page{number}of{len(read.pages)}" in said


def test_what_is_wide_lies_on_its_side(pair: tuple[Document, pypdf.PdfReader]) -> None:
    lying = [page.mediabox.width > page.mediabox.height for page in pair[1].pages]
    assert lying[0] is False
    assert lying[-1] is False
    assert any(lying)


def test_the_same_document_gives_the_same_bytes() -> None:
    assert made(edition())[1] == made(edition())[1]


@pytest.mark.parametrize("said", ['#panic("x")', "*bold* _x_ $1/0$ @ref <label>", "`code`", "{number}", "w" * 300])
def test_what_would_be_markup_is_shown_as_it_is(said: str) -> None:
    known = enterprise().organization.posts or ()
    organization = replace(enterprise().organization, posts=tuple(replace(each, name=said) for each in known))
    hostile = edition(Language.EN, of=replace(enterprise(), organization=organization).design())
    read = pypdf.PdfReader(io.BytesIO(made(hostile)[1]))
    assert letters(said) in letters("".join(page.extract_text() for page in read.pages))
    assert "/JavaScript" not in str(read.trailer["/Root"])


def test_a_table_of_few_rows_that_no_page_can_hold_goes_on_over_pages_behind_its_heading() -> None:
    long = Difference(
        change=Change.CHANGED,
        about=same("日历"),
        aspect=same("休息日"),
        before=same("旧日子。" * 60),
        after=same("新日子。" * 90),
    )
    made = edition(facts=replace(release(), differences=(long,) * 4))
    read = pypdf.PdfReader(io.BytesIO(render_pdf(change_record(made), made.wording)))
    (heading,) = (page for page in read.pages if "3.1企业" in letters(page.extract_text()))
    assert "日历" in letters(heading.extract_text())
    lowest = [y for page in read.pages for y in heights(page) if y < _FOOTER]
    assert lowest == []


_FOOTER = 30.0
"""In points: where the foot of a page ends."""


def heights(page: pypdf.PageObject) -> list[float]:
    found: list[float] = []

    def visit(text: str, around: list[float], at: list[float], *_: object) -> None:
        if text.strip():
            found.append(at[5] * around[3] + around[5])

    page.extract_text(visitor_text=visit)
    return found
