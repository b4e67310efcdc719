"""The report as text: safe, complete in both languages, the same bytes every time."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from importlib import resources

import pytest

from tests.report.pages import HOSTILE, hostile_page, small_page
from workbench.report.html import render_html

if not resources.files("workbench.report").joinpath("static/diagram.js").is_file():
    pytest.skip("the front end is not built; set up the checkout first", allow_module_level=True)


class Outline(HTMLParser):
    """Collects what a browser would act on: elements, attributes, and the data of JSON scripts."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.scripts: list[dict[str, str | None]] = []
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag == "script":
            self.scripts.append(dict(attrs))


def without_bundle(document: str) -> str:
    return re.sub(r'<script type="module">.*?</script>', "", document, flags=re.DOTALL)


def test_the_same_page_gives_the_same_bytes() -> None:
    assert render_html(small_page()) == render_html(small_page())


def test_nothing_from_a_file_becomes_an_element_or_an_attribute() -> None:
    calm, hostile = Outline(render_html(small_page())), Outline(render_html(hostile_page()))
    assert set(hostile.tags) == set(calm.tags)
    assert {name for name, _ in hostile.attributes} == {name for name, _ in calm.attributes}
    assert not any(value.strip().lower().startswith("javascript:") for _, value in hostile.attributes)


def test_hostile_labels_are_shown_as_they_are() -> None:
    document = without_bundle(render_html(hostile_page()))
    assert HOSTILE not in document
    assert "&lt;script&gt;alert(1)" in document


def test_data_for_the_diagram_survives_its_script_element() -> None:
    document = render_html(hostile_page())
    data = re.search(r'<script type="application/json">(.*?)</script>', document, flags=re.DOTALL)
    assert data is not None
    assert json.loads(data[1])["marks"][0]["hint"]["en"] == HOSTILE


def test_no_address_outside_the_file_is_ever_asked_for() -> None:
    document = without_bundle(render_html(small_page()))
    assert "default-src 'none'" in document
    assert not re.search(r'(?:src|href)="(?!#)', document)


def test_the_contents_lead_to_places_that_exist() -> None:
    calm = small_page()
    document = render_html(replace(calm, processes=(*calm.processes, replace(calm.processes[0], id="Q"))))
    outline = Outline(document)
    places = {value for name, value in outline.attributes if name == "id"}
    leading = [value[1:] for name, value in outline.attributes if name == "href"]
    assert {"process-1", "process-2", "findings-2", "made-from"} <= set(leading)
    assert set(leading) <= places


def test_every_diagram_stands_still_beside_the_living_one() -> None:
    document = without_bundle(render_html(small_page()))
    assert document.count('class="wb-still"') == 1
    assert document.index("30/300</text>") > document.index('class="wb-still"')


def test_both_languages_are_in_one_file() -> None:
    document = render_html(small_page())
    assert "发现" in document
    assert "Findings" in document
    assert '<html lang="zh-CN">' in document


def test_every_case_id_is_in_the_file() -> None:
    document = render_html(small_page())
    assert all(f"SO{number}" in document for number in range(30))


def test_an_unknown_figure_gives_its_reason_and_no_number() -> None:
    document = without_bundle(render_html(small_page()))
    assert "no complete case" in document
    assert "nan" not in document
