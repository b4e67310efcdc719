"""The report on paper: Chinese that can be searched, the same bytes every time, and texts that stay texts."""

import io
import re
from dataclasses import replace

import pypdf
import pytest

from tests.report.pages import hostile_page, same, small_page
from workbench.language import Language
from workbench.report.pdf import render_pdf
from workbench.report.report_page import ReportPage


def read(page: ReportPage, language: Language) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(render_pdf(page, language)))


def text_of(page: ReportPage, language: Language) -> str:
    return "".join(each.extract_text() for each in read(page, language).pages).replace("\n", "")


def test_chinese_can_be_found_in_it() -> None:
    said = text_of(small_page(), Language.ZH_CN)
    assert "《合同评审》被跳过" in said
    assert "订单到交付" in said


def test_it_speaks_one_language_at_a_time() -> None:
    said = text_of(small_page(), Language.EN)
    assert "was skipped" in said
    assert "被跳过" not in said


def test_two_runs_give_the_same_bytes() -> None:
    assert render_pdf(small_page(), Language.ZH_CN) == render_pdf(small_page(), Language.ZH_CN)


def test_it_bears_no_clock_and_no_machine() -> None:
    facts = read(small_page(), Language.EN).metadata
    assert facts is not None
    assert "/CreationDate" not in facts
    assert facts.title == "Yunling"


def test_figures_have_their_denominators_and_unknown_ones_their_reason() -> None:
    said = text_of(small_page(), Language.EN)
    assert "90.0%" in said
    assert "270 / 300" in said
    assert "no complete case" in said


def test_the_contents_lead_to_the_pages() -> None:
    document = read(small_page(), Language.EN)
    assert "Management summary" in [each.title for each in document.outline if not isinstance(each, list)]
    assert any(page.get("/Annots") for page in document.pages[:2])


@pytest.mark.parametrize("said", ['#panic("x")', "*bold* _x_ $1/0$ @ref <label>", "`#panic()`", ']#eval("1")[', "\u202eabc\x01"])
def test_what_would_be_markup_is_shown_as_it_is(said: str) -> None:
    small = small_page()
    row = replace(small.processes[0].findings.first[0], sentence=same(said), cases=(said,))
    findings = replace(small.processes[0].findings, first=(row,))
    hostile = replace(small, title=same(said), processes=(replace(small.processes[0], name=same(said), findings=findings),))
    shown = text_of(hostile, Language.EN).replace(" ", "")
    assert re.sub("[`\u202e\x01 ]", "", said) in shown


def test_a_hostile_page_becomes_no_action_and_no_link_outside() -> None:
    document = read(hostile_page(), Language.ZH_CN)
    assert "/JavaScript" not in str(document.trailer["/Root"])
    links = [note.get_object().get("/A", {}) for page in document.pages for note in page.get("/Annots", [])]
    assert not any("/URI" in link for link in links)


def test_a_wide_diagram_is_shown_as_a_whole_and_in_parts() -> None:
    small = small_page()
    diagram = small.processes[0].diagram
    assert diagram is not None
    wide = replace(diagram, xml=diagram.xml.replace('x="360"', 'x="9360"'))
    many, few = (
        len(read(replace(small, processes=(replace(small.processes[0], diagram=each),)), Language.EN).pages)
        for each in (wide, diagram)
    )
    assert many > few
