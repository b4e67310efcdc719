"""Every door tells the same figures: app, notebook, JSON, workbook, Markdown, JUnit, index and terminal, of each demo process."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from workbench.app.opened import Opened
from workbench.language import Language
from workbench.report.assessing import Item
from workbench.report.batch import Done, Standing
from workbench.report.batch_index import index_json
from workbench.report.findings_file import findings_json
from workbench.report.junit import junit_xml
from workbench.report.lines.assessed import assessed_text
from workbench.report.markdown import markdown_summary
from workbench.report.sheets import sheets_of
from workbench.report.summary import summarize
from workbench.report.verdicts import verdicts_of
from workbench.report.workbook import workbook_bytes
from workbench.study import Assessment, assess, open_study

ROOT = Path(__file__).resolve().parents[2]
PROCESSES = ("OTD", "ECM", "P2P")
SEVERITIES = ("critical", "major", "minor", "info")

Figures = dict[str, tuple[Any, ...]]
"""Of each process: cases, conforming cases, fitness, score, level, findings by severity; as far as digits are told."""


@pytest.fixture(scope="module")
def demo() -> Assessment:
    return assess(open_study(ROOT))


@pytest.fixture(scope="module")
def told(demo: Assessment) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(findings_json(demo, Language.EN))
    return content


@pytest.fixture(scope="module")
def figures(told: dict[str, Any], demo: Assessment) -> Figures:
    """Return what the findings file says, by process."""
    found: Figures = {}
    for each in told["processes"]:
        counts = [
            sum(one["scope"] == each["id"] and one["severity"] == severity for one in told["findings"]) for severity in SEVERITIES
        ]
        flow = each["conformance"]
        fit = (each["score"]["value"], each["level"])
        found[each["id"]] = (each["cases"], flow["conforming_cases_observable"], flow["fitness_observable"], *fit, *counts)
    assert set(found) == set(PROCESSES) == {each.id for each in demo.processes}
    return found


def shown(figures: tuple[Any, ...]) -> list[str]:
    """Return figures as tables show them where nobody asked for decisions."""
    cases, conforming, fitness, score, level, *counts = figures
    return [str(cases), f"{conforming:.2%}", "–", f"{fitness:.3f}", f"{score:.3f}", level, *map(str, counts), "–"]


def test_the_workbook_tells_the_findings_files_figures(demo: Assessment, figures: Figures) -> None:
    page = openpyxl.load_workbook(BytesIO(workbook_bytes("demo", sheets_of(demo), Language.EN)))["Summary"]
    head, *rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
    wanted = ("Complete cases", "Conforming cases", "Fitness", "Fit score", "Level", "critical", "major", "minor", "note")
    by_process = {row[0]: tuple(row[head.index(each)] for each in wanted) for row in rows}
    for process, expected in figures.items():
        rounded = tuple(round(each, 6) if isinstance(each, float) else each for each in by_process[process])
        assert rounded == expected


def test_the_workbook_counts_what_the_findings_file_counts(demo: Assessment, told: dict[str, Any]) -> None:
    book = openpyxl.load_workbook(BytesIO(workbook_bytes("demo", sheets_of(demo), Language.EN)))
    rows = {}
    for name in book.sheetnames:
        if re.match("(CF|PO|TP|TO|DT|PF) ", name):
            rows |= {
                row[-1]: (row[0], row[1], row[4], row[5], row[6]) for row in book[name].iter_rows(min_row=3, values_only=True)
            }
    assert rows.keys() == {each["id"] for each in told["findings"]}
    for each in told["findings"]:
        scope, code, count, exposed, rate = rows[each["id"]]
        assert (scope, code, count, exposed) == (each["scope"], each["code"], each["count"], each["exposed"])
        assert rate == pytest.approx(each["rate"], abs=1e-6)


def test_markdown_tells_them(demo: Assessment, figures: Figures) -> None:
    lines = markdown_summary("demo", verdicts_of(demo), (), Language.EN).splitlines()
    for process, expected in figures.items():
        (line,) = [each for each in lines if each.startswith(f"| {process} ")]
        assert line.strip("| ").split(" | ")[2:] == shown(expected)


def test_junit_tells_them(demo: Assessment, figures: Figures) -> None:
    root = fromstring(junit_xml("demo", verdicts_of(demo), (), Language.EN))
    for process, (cases, conforming, fitness, score, level, *_) in figures.items():
        out = root.findtext(f"testsuite[@name='{process}']/testcase[1]/system-out")
        assert out is not None
        said = dict(line.split("=") for line in out.splitlines())
        assert (int(said["cases"]), said["level"]) == (cases, level)
        assert [float(said[key]) for key in ("conforming", "fitness", "score")] == [conforming, fitness, score]


def test_junit_names_every_finding(demo: Assessment, told: dict[str, Any]) -> None:
    text = junit_xml("demo", verdicts_of(demo), (), Language.EN)
    assert all(each["id"] in text for each in told["findings"])


def test_the_index_tells_them(demo: Assessment, figures: Figures, told: dict[str, Any]) -> None:
    done = Done(
        item=Item(name="demo", path="."), title="demo", standing=Standing.MET, language=Language.EN, verdicts=verdicts_of(demo)
    )
    content = json.loads(index_json([done], (), ROOT, Language.EN))["items"][0]
    for each in content["processes"]:
        of_flow = (each["cases"], each["conforming_cases_observable"], each["fitness_observable"])
        assert (*of_flow, each["score"], each["level"], *each["findings"].values()) == figures[each["id"]]
    assert content["enterprise"]["score"] == told["enterprise"]["score"]["value"]
    assert content["enterprise"]["level"] == told["enterprise"]["level"]


def test_the_terminal_tells_them(demo: Assessment, figures: Figures) -> None:
    lines = assessed_text(demo, Language.EN).splitlines()
    for process, (cases, conforming, fitness, score, level, *_) in figures.items():
        number = next(index for index, line in enumerate(lines) if line.startswith(f"{process}: "))
        for said in (f"{cases}", f"{conforming:.2%}", f"{fitness:.3f}"):
            assert said in lines[number]
        assert f"{score:.3f}" in lines[number + 1]
        assert level in lines[number + 1]


OPENED: list[Opened] = []
"""What the app shows: its script runs by itself and finds it here."""


def app() -> None:
    from tests.report.test_same_figures import OPENED  # noqa: PLC0415 - the script runs by itself
    from workbench.app.views import overview  # noqa: PLC0415 - as above

    overview.show(OPENED[0])


def test_the_app_tells_them(demo: Assessment, figures: Figures) -> None:
    OPENED[:] = [Opened(folder=ROOT, stamp="", assessment=demo, page=summarize(demo, Language.EN))]
    script = AppTest.from_function(app, default_timeout=120)
    script.session_state["choice-lang"] = "en"
    script.run()
    assert not script.exception
    table = script.dataframe[0].value
    headings = ("Complete cases", "Conforming cases", "Fitness", "Fit score", "Level", "critical", "major", "minor", "note")
    for process, expected in figures.items():
        (row,) = [each for _, each in table.iterrows() if each["Process"].startswith(f"{process} ")]
        gross = shown(expected)
        assert [row[each] for each in headings] == [*gross[:2], *gross[3:-1]]


def test_a_notebook_tells_them(demo: Assessment, figures: Figures) -> None:
    scores = demo.fit.to_pandas()
    found = demo.to_pandas()
    for process, (cases, conforming, fitness, score, level, *counts) in figures.items():
        flow = demo.conformance[process].to_pandas().set_index("measure")["observable"]
        assert (demo.conformance[process].measures.cases, demo.fit.process[process].rating.level.value) == (cases, level)
        assert [round(flow[each], 6) for each in ("conforming_cases", "fitness")] == [conforming, fitness]
        (whole,) = scores[(scores["scope"] == process) & (scores["side"] == "")]["value"]
        assert round(whole, 6) == score
        assert [((found["scope"] == process) & (found["severity"] == each)).sum() for each in SEVERITIES] == counts
