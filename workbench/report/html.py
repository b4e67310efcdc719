"""The report as one HTML file that opens offline: no request leaves it, and nothing from a file can run in it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache, partial
from importlib import resources
from pathlib import Path
from typing import Any, Final, Protocol

import jinja2
from markupsafe import Markup, escape

from workbench.atomic import write_atomically
from workbench.fit.scoring import FitComparison
from workbench.language import Language, catalogue
from workbench.process import tag_in_words
from workbench.report.diagrams.diagram_data import diagram_data
from workbench.report.diagrams.still_diagram import looks_of, still_svg
from workbench.report.page import ComparisonPage, Diagram, DifferenceRow, Drawing, FindingRow, Texts
from workbench.report.redesign.shown import RedesignSection
from workbench.report.report_page import ReportPage
from workbench.report.summary import summarize
from workbench.report.tables import percent
from workbench.study import Assessment

_CODE: Final = re.compile("`([^`]+)`")


class Page(Protocol):
    """What is put on a page: in both languages, one of them shown first."""

    @property
    def language(self) -> str:
        """Return the language that is shown first: zh-CN or en."""
        ...


def write_report(
    assessment: Assessment,
    path: str | Path,
    language: Language | None = None,
    against: FitComparison | None = None,
    redesign: RedesignSection | None = None,
) -> None:
    """Write the HTML report of an assessment, whole or not at all; the same assessment gives the same bytes.

    Where fit was held `against` an earlier run (`compare_fits`), the differences stand with the score cards. What should change
    (`redesign_section` of a recommendation) stands at the end.
    """
    page = summarize(assessment, language or assessment.study.language, against, redesign)
    write_atomically(Path(path), render_html(page).encode())


def render_html(page: ReportPage) -> str:
    """Return a self-contained HTML document with both languages in it."""
    return _rendered("report.html.jinja", page, _static("diagram.js"))


def render_comparison(page: ComparisonPage) -> str:
    """Return two compared models as a self-contained HTML document with both languages in it."""
    return _rendered("comparison.html.jinja", page, _static("diagram.js"))


def rendered_still(template: str, page: Page) -> str:
    """Return a page without diagrams of models as a self-contained HTML document; its template finds it under `page`."""
    return _rendered(template, page, packaged("switch.js"))


def _rendered(template: str, page: Page, code: str) -> str:
    loader = jinja2.FunctionLoader(packaged)
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined, loader=loader
    )
    environment.filters.update(
        said_tag=_said_tag, both=_both, said=_said, percent=percent, data=_data, elements=_elements, drawn=_drawn, looks=looks_of
    )
    environment.filters["still"] = partial(_still, language=page.language)
    script = code.replace("</script", "<\\/script")
    style = "".join(map(packaged, ("report.css", "score_card.css", "triangle.css", "print.css")))
    return environment.get_template(template).render(
        page=page, script=Markup(script), style=Markup(style), script_hash=_hash(script)
    )


def _both(texts: Texts) -> Markup:
    """Show one text in both languages; the document's language decides which is seen."""
    if texts.zh == texts.en:
        return _in_code(texts.zh)
    return Markup('<span lang="zh-CN">{}</span><span lang="en">{}</span>').format(_in_code(texts.zh), _in_code(texts.en))


def _in_code(text: str) -> Markup:
    """Return a sentence, escaped, with what stands between backticks as code."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(text))))


def _said(key: str) -> Markup:
    return _both(Texts(zh=catalogue(Language.ZH_CN)[key], en=catalogue(Language.EN)[key]))


def _said_tag(tag: str) -> Markup:
    return _both(Texts(zh=tag_in_words(tag, Language.ZH_CN), en=tag_in_words(tag, Language.EN)))


def _drawn(drawing: Drawing) -> Markup:
    """Show one drawing in both languages; its makers have escaped what it says."""
    return Markup('<div lang="zh-CN">{}</div><div lang="en">{}</div>').format(Markup(drawing.zh), Markup(drawing.en))


def _still(diagram: Diagram, language: str) -> Markup:
    """Show a diagram to those who print the page, or run no scripts."""
    return Markup(still_svg(diagram, Language(language)))


def _data(diagram: Diagram) -> Markup:
    """Return what the diagram needs as JSON that cannot leave its script element."""
    return _json(diagram_data(diagram))


def _elements(row: FindingRow | DifferenceRow) -> str:
    return json.dumps(row.elements)


def _json(content: Any) -> Markup:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return Markup(text)


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


@cache
def packaged(name: str) -> str:
    """Return a text that lies beside this module."""
    return resources.files("workbench.report").joinpath(name).read_text(encoding="utf-8")


def _static(name: str) -> str:
    return packaged(f"static/{name}")
