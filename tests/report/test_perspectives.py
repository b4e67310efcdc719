"""The demo from all sides: in the findings file and on the page, in both languages."""

import json
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest

from workbench.language import Language
from workbench.report.findings_file import findings_json
from workbench.report.html import render_html
from workbench.report.perspectives_section import sides_section
from workbench.report.summary import summarize
from workbench.study import Assessment, assess, open_study

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    return assess(open_study(ROOT))


def test_the_findings_file_tells_times_performers_and_data(assessment: Assessment) -> None:
    processes = {each["id"]: each["perspectives"] for each in json.loads(findings_json(assessment, Language.EN))["processes"]}
    friday = next(each for each in processes["P2P"]["waiting"] if each["to"] == "P2P-12")
    assert (friday["from"], friday["count"], friday["told"]) == ("P2P-11", 400, 400)
    assert friday["causes_hours"]["batching"] > 0.8 * (friday["elapsed_hours"] - friday["causes_hours"]["unavailability"])
    assert sum(friday["causes_hours"].values()) == pytest.approx(friday["elapsed_hours"], abs=1e-4)
    differing = [each for each in processes["P2P"]["performers"] if each["agreement"] == "differs"]
    by_others = {(each["activity"], each["group"]): each["events"] for each in differing}
    assert by_others["P2P-03", "物控员"] == 40
    assert by_others["P2P-10", "采购员"] == 20
    kitting = next(each for each in processes["OTD"]["activities"] if each["activity"] == "OTD-08")
    assert kitting["performer"] == {"agrees": 0, "differs": 300, "unknown": 0}
    assert {each["reason"] for each in processes["ECM"]["conditions"]} == {"the log has no such attribute"}
    assert processes["OTD"]["balanced_cost"]["flow"] == 84


def test_other_names_of_a_post_are_no_disagreement(assessment: Assessment) -> None:
    content = findings_json(assessment, Language.EN)
    rows = [each for process in json.loads(content)["processes"] for each in process["perspectives"]["performers"]]
    assert {each["agreement"] for each in rows if each["group"] == "仓库管理员"} == {"agrees"}


def test_the_page_shows_every_activity_from_all_sides(assessment: Assessment) -> None:
    page = summarize(assessment, Language.EN)
    sides = page.processes[2].sides
    assert sides is not None
    assert [each.key for each in sides.sides] == ["waiting", "limits", "performers", "conditions"]
    assert len(sides.activities.rows) == 13 + 2
    approval = next(row for row in sides.activities.rows if row[0].en == "Payment approval")
    assert [cell.en for cell in approval] == [
        "Payment approval",
        "0",
        "0 differ, 400 agree, 0 unknown",
        "waits 18.2 working hours (median)",
        "–",
    ]
    assert [row.code for row in page.processes[2].deviations] == ["PO-APPR", "CF-EXTRA", "PF-BATCH"]


def test_what_nothing_speaks_of_is_left_out_and_said(assessment: Assessment) -> None:
    process = assessment.processes[1]
    bare = replace(process, executions=None)
    assert bare.perspectives is not None
    assert process.study.design is not None
    section = sides_section(bare.perspectives, process.study.design.naming)
    assert section.sides == ()
    assert "20 million" in section.notices[0].en


@pytest.mark.skipif(
    not resources.files("workbench.report").joinpath("static/diagram.js").is_file(), reason="the front end is not built"
)
def test_the_report_holds_the_tables(assessment: Assessment) -> None:
    document = render_html(summarize(assessment, Language.ZH_CN))
    assert "多视角：控制流、执行者、时间、数据" in document
    assert "Batch not yet whole (h)" in document
