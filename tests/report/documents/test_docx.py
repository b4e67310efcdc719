"""A document as DOCX: read back by the library that reads such files, and held against the content that went in."""

import io
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Cm

from tests.report.documents.small import design, edition, enterprise
from workbench.language import Language
from workbench.report.documents.docx import render_docx
from workbench.report.documents.edition import Edition
from workbench.report.documents.parts import Document, Heading, Table, upright
from workbench.report.documents.process_description import process_description

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def made(of: Edition) -> tuple[Document, bytes]:
    document = process_description(of.wording.design.processes[0], of)
    return document, render_docx(document, of.wording)


@pytest.fixture(scope="module", params=list(Language))
def pair(request: pytest.FixtureRequest) -> tuple[Document, bytes]:
    return made(edition(request.param))


def test_headings_are_headings_that_an_editor_knows(pair: tuple[Document, bytes]) -> None:
    document, content = pair
    found = [(each.style.name, each.text) for each in docx.Document(io.BytesIO(content)).paragraphs if each.style is not None]
    wanted = [(f"Heading {each.level}", each.text) for each in upright(document.parts) if isinstance(each, Heading)]
    assert [each for each in found if each[0].startswith("Heading")] == wanted


def test_every_cell_of_every_table_is_there(pair: tuple[Document, bytes]) -> None:
    document, content = pair
    read = [[[cell.text for cell in row.cells] for row in table.rows] for table in docx.Document(io.BytesIO(content)).tables]
    for part in upright(document.parts):
        if isinstance(part, Table):
            assert [[each.heading for each in part.columns], *map(list, part.rows)] in read


def test_no_table_is_broader_than_its_page(pair: tuple[Document, bytes]) -> None:
    for table in docx.Document(io.BytesIO(pair[1])).tables:
        width = sum(column.width or 0 for column in table.columns)
        assert Cm(10) < width <= Cm(25.7)


def test_headings_of_tables_stand_on_each_page_and_rows_are_not_torn(pair: tuple[Document, bytes]) -> None:
    document, content = pair
    rows = docx.Document(io.BytesIO(content)).element.body.iter(qn("w:tr"))
    told = [(row.find(f"{W}trPr/{W}cantSplit") is not None, row.find(f"{W}trPr/{W}tblHeader") is not None) for row in rows]
    assert all(whole for whole, _ in told)
    assert sum(repeated for _, repeated in told) == sum(isinstance(each, Table) for each in upright(document.parts)) + 1


def test_pages_are_a4_with_number_version_and_page_on_each(pair: tuple[Document, bytes]) -> None:
    sections = docx.Document(io.BytesIO(pair[1])).sections
    assert [
        (round(each.page_width.cm, 1), round(each.page_height.cm, 1)) for each in sections if each.page_width and each.page_height
    ] == [
        (21.0, 29.7),
        (29.7, 21.0),
        (21.0, 29.7),
    ]
    for each in sections:
        assert "YL-PD-order" in each.header.paragraphs[0].text
        assert "1.1.0" in each.header.paragraphs[0].text
        fields = [field.get(qn("w:instr")) for field in each.footer._element.iter(qn("w:fldSimple"))]
        assert fields == ["PAGE", "NUMPAGES"]


def test_the_diagram_is_a_picture_with_words_beside_it(pair: tuple[Document, bytes]) -> None:
    read = docx.Document(io.BytesIO(pair[1]))
    beside = [each.get("descr") for each in read.element.body.iter(qn("wp:docPr"))]
    assert len(beside) == len(read.inline_shapes) > 0
    assert all(beside)


def test_chinese_letters_have_a_chinese_font(pair: tuple[Document, bytes]) -> None:
    styles = docx.Document(io.BytesIO(pair[1])).styles
    fonts = {name: styles[name].element.find(f"{W}rPr/{W}rFonts") for name in ("Normal", "Heading 1", "Document Cell")}
    assert {name: each.get(f"{W}eastAsia") for name, each in fonts.items()} == {
        "Normal": "宋体",
        "Heading 1": "黑体",
        "Document Cell": "宋体",
    }
    assert not [key for each in fonts.values() for key in each.attrib if key.endswith("Theme")]


def test_it_says_when_it_takes_effect_and_bears_no_clock() -> None:
    document, content = made(edition())
    about = docx.Document(io.BytesIO(content)).core_properties
    assert (about.title, about.author, str(about.created)[:19]) == (document.title, "云岭", "2025-09-01 00:00:00")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_document_gives_the_same_bytes() -> None:
    assert made(edition())[1] == made(edition())[1]


@pytest.mark.parametrize("said", ["</w:t><w:br/>", '<script src="x">', "a\x00b\u202ec", "&amp; ]]>"])
def test_what_would_be_markup_is_shown_as_it_is(said: str) -> None:
    known = design().organization.posts or ()
    organization = replace(enterprise().organization, posts=tuple(replace(each, name=said) for each in known))
    hostile = edition(of=replace(enterprise(), organization=organization).design())
    _, content = made(hostile)
    shown = said.replace("\x00", "\ufffd").replace("\u202e", "\ufffd")
    assert any(
        shown in cell.text for table in docx.Document(io.BytesIO(content)).tables for row in table.rows for cell in row.cells
    )


def test_nothing_in_it_leads_outside_or_runs(pair: tuple[Document, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(pair[1])) as archive:
        relations = [ElementTree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith(".rels")]
        assert not [name for name in archive.namelist() if "vba" in name.lower() or "embed" in name.lower()]
    assert not [each for relation in relations for each in relation if each.get("TargetMode") == "External"]


def test_what_stands_right_in_header_and_footer_ends_at_the_edge_of_its_page(pair: tuple[Document, bytes]) -> None:
    made = docx.Document(io.BytesIO(pair[1]))
    assert {each.orientation for each in made.sections} == {WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE}
    assert not [*made.sections[0].header.paragraphs[0].style.paragraph_format.tab_stops]
    for section in made.sections:
        room = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
        for line in (section.header.paragraphs[0], section.footer.paragraphs[0]):
            (stop,) = line.paragraph_format.tab_stops
            assert (stop.alignment, abs(stop.position - room) < 1000) == (WD_TAB_ALIGNMENT.RIGHT, True)


def test_no_empty_paragraph_stands_before_another_section(pair: tuple[Document, bytes]) -> None:
    body = docx.Document(io.BytesIO(pair[1])).element.body
    ends = [each for each in body if each.tag.endswith("}p") and each.find(".//{*}sectPr") is not None]
    assert ends
    for each in ends:
        before = each.getprevious()
        assert before.tag.endswith("}tbl") or before.find(".//{*}r") is not None


def test_latin_letters_are_english_so_that_no_editor_breaks_a_code_within(pair: tuple[Document, bytes]) -> None:
    _, content = pair
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        styles = ElementTree.fromstring(packed.read("word/styles.xml"))
    named = [each for each in styles.iter(f"{W}style") if each.find(f"{W}rPr/{W}lang") is not None]
    spoken = {(each.get(f"{W}val"), each.get(f"{W}eastAsia")) for style in named for each in style.iter(f"{W}lang")}
    assert spoken == {("en-US", "zh-CN")}
