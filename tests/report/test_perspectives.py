"""The demo from all sides: in the findings file and on the page, in both languages."""

import json
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest

from workbench.fit import Privacy
from workbench.language import Language
from workbench.report.findings_file import findings_json
from workbench.report.html import render_html
from workbench.report.page import Table
from workbench.report.perspectives_file import perspectives_content
from workbench.report.perspectives_section import sides_section
from workbench.report.summary import summarize
from workbench.study import Assessment, assess, open_study

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    return assess(open_study(ROOT))


def activities_of(assessment: Assessment, process: int) -> Table:
    sides = summarize(assessment, Language.EN).processes[process].sides
    assert sides is not None
    return sides.activities


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
    assert [cell.en for cell in approval] == ["Payment approval", "as designed", "400 agree", "18.2 h"]
    assert [cell.zh for cell in approval] == ["付款审批", "符合设计", "相符 400", "18.2 小时"]
    assert [row.code for row in page.processes[2].findings.first] == [
        "PO-SOD",
        "PO-NOTAUTH",
        "PO-NOTAUTH",
        "PF-BATCH",
        "PO-APPR",
        "CF-EXTRA",
    ]


def test_only_what_there_is_is_said_of_an_activity(assessment: Assessment) -> None:
    rows = {row[0].en: [cell.en for cell in row[1:]] for row in activities_of(assessment, 0).rows}
    assert rows["Contract review"] == ["36 × missing", "264 agree", "0.0 h"]
    assert rows["Material kitting check"][1] == "300 differ"
    assert rows["Run MRP"][1] == "300 unknown"
    assert rows["Customer acceptance receipt"] == ["not observable", "–", "–"]


def test_a_side_of_which_nothing_is_known_is_one_notice_and_no_column(assessment: Assessment) -> None:
    assert [each.text.en for each in activities_of(assessment, 0).headings] == [
        "Activity",
        "Flow",
        "Who",
        "Waiting (median, working h)",
    ]
    section = summarize(assessment, Language.EN).processes[0].sides
    assert section is not None
    assert [each.en for each in section.notices] == [
        "Whether conditions on flows held is known nowhere, so the activities do not show it: the log has no such attribute."
    ]


def test_the_balanced_cost_names_only_what_it_is_made_of(assessment: Assessment) -> None:
    section = summarize(assessment, Language.EN).processes[0].sides
    assert section is not None
    assert "84 alignment moves, 300 executions by another group than designed. 1,096 executions" in section.summary.en
    assert "0 conditions" not in section.summary.en


def test_a_gateway_is_called_by_its_name_in_the_table_of_conditions(assessment: Assessment) -> None:
    section = summarize(assessment, Language.EN).processes[0].sides
    assert section is not None
    conditions = next(each.table for each in section.sides if each.key == "conditions")
    assert (conditions.rows[0][0].zh, conditions.rows[0][0].en) == ("定制订单？", "Custom order?")


def test_what_nothing_speaks_of_is_left_out_and_said(assessment: Assessment) -> None:
    process = assessment.processes[1]
    bare = replace(process, executions=None)
    assert bare.perspectives is not None
    assert process.study.design is not None
    section = sides_section(bare.perspectives, process.study.design)
    assert section.sides == ()
    assert "20 million" in section.notices[0].en


@pytest.mark.skipif(
    not resources.files("workbench.report").joinpath("static/diagram.js").is_file(), reason="the front end is not built"
)
def test_the_report_holds_the_tables(assessment: Assessment) -> None:
    document = render_html(summarize(assessment, Language.ZH_CN))
    assert "多视角：控制流、执行者、时间、数据" in document
    assert "Batch not yet whole (h)" in document


def test_a_time_limit_that_was_kept_is_known_and_said(assessment: Assessment) -> None:
    perspectives, design = assessment.processes[0].perspectives, assessment.processes[0].study.design
    assert perspectives is not None
    assert design is not None
    first, *rest = perspectives.activities
    kept = replace(perspectives, activities=(replace(first, waited=None, late=0), *rest))
    assert sides_section(kept, design).activities.rows[0][-1].en == "0 late"


def test_conditions_that_held_or_not_are_told_of_the_activities_behind_them(assessment: Assessment) -> None:
    perspectives, design = assessment.processes[0].perspectives, assessment.processes[0].study.design
    assert perspectives is not None
    assert perspectives.choices is not None
    assert design is not None
    first, second, *rest = perspectives.activities
    choices = replace(perspectives.choices, rows=tuple(replace(each, held=1, reason=None) for each in perspectives.choices.rows))
    views = (replace(first, failed=0, untold=0), replace(second, failed=2, untold=0), *rest)
    rows = sides_section(replace(perspectives, choices=choices, activities=views), design).activities.rows
    assert [row[-1].en for row in rows[:2]] == ["conditions held", "2 × against the condition"]


def test_a_group_with_few_events_is_suppressed_on_the_page_and_in_the_file(assessment: Assessment) -> None:
    process = assessment.processes[2]
    kept, design = process.perspectives, process.study.design
    assert kept is not None
    assert kept.performances is not None
    assert design is not None
    strict = Privacy(least_events=101)
    few = sum(each.events < 101 for each in kept.performances.rows if each.group is not None)
    table = next(each.table for each in sides_section(kept, design, (), strict).sides if each.key == "performers")
    assert few > 0
    assert sum(row[-1].en == row[-2].en == "suppressed" for row in table.rows) == few
    content = perspectives_content(process, strict, Language.EN)
    assert content is not None
    assert sum(each["suppressed"] and each["events"] is None for each in content["performers"]) == few
