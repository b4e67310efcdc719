"""What a job description says of a post: where it stands, its duties, limits, permissions, data, and what it keeps apart."""

from dataclasses import replace

from tests.report.documents.small import edition, enterprise, told, under
from workbench.language import Language
from workbench.report.documents.job_description import job_description
from workbench.report.documents.parts import Document


def sheet(post: str, language: Language = Language.ZH_CN) -> Document:
    made = edition(language)
    return job_description(made.wording.design.organization.post[post], made)


def test_it_says_where_a_post_stands() -> None:
    basics = under(sheet("P1"), "基本信息")
    assert {"岗位 | post P1（P1）", "部门 | 销售部", "领导的部门 | 销售部", "直接下级 | post P2", "编制（人数） | 2"} <= set(
        basics
    )
    assert {"直接上级 | –", "担任负责人的流程 | 订单", "工作时间 | 未规定"} <= set(basics)


def test_who_reports_to_nobody_is_at_the_top_only_where_no_other_post_stands_at_its_level() -> None:
    of = enterprise().post("P3", "D2", level=1).design()
    made = edition(of=of)
    assert "直接上级 | 未规定" in under(job_description(of.organization.post["P1"], made), "基本信息")


def test_a_post_without_duties_explains_no_letters() -> None:
    made = edition(of=enterprise().post("P3", "D2").design())
    sheet = job_description(made.wording.design.organization.post["P3"], made)
    assert under(sheet, "岗位职责") == ["无。"]


def test_it_has_every_activity_in_which_the_post_has_a_letter() -> None:
    assert under(sheet("P1"), "岗位职责")[1:4] == [
        "订单 | 检查 / check | 执行（R）、负责（A） | system ERP（F1） | 4 个工作小时",
        "订单 | 补正 / mend | 执行（R）、负责（A） | 未规定 | –",
        "订单 | 付款 / pay | 负责（A） | 未规定 | –",
    ]


def test_a_permission_that_nobody_granted_is_not_taken_for_granted() -> None:
    assert under(sheet("P1"), "系统与权限")[-1] == "system ERP | F1 | 检查 | 未规定"


def test_it_says_what_must_not_be_combined() -> None:
    assert under(sheet("P2"), "不相容职责")[1].startswith("“发货” | “检查” | 不得由同一人完成：同一案例内")


def test_a_delegation_is_one_of_posts_not_of_persons() -> None:
    assert under(sheet("P2"), "授权委托")[1] == "post P1 | post P2 | “检查” | 2025-03-01至… | 未规定"
    assert not [line for line in told(sheet("P2")) if "anna" in line or "bert" in line]


def test_a_delegation_that_has_ended_is_not_laid_down() -> None:
    ended = enterprise().delegation("bert", "anna", "ship", start="2025-03-01", end="2025-08-31").design()
    made = edition(of=ended)
    assert len(under(job_description(made.wording.design.organization.post["P1"], made), "授权委托")) == 2


def test_further_columns_of_the_table_are_told() -> None:
    post = replace(edition().wording.design.organization.post["P1"], attributes={"任职要求": "本科"})
    assert "任职要求 | 本科" in under(job_description(post, edition()), "基本信息")
    assert "任职要求 | 未规定" in under(sheet("P2"), "基本信息")


def test_coordination_is_told_from_its_own_department() -> None:
    assert under(sheet("P2"), "协调与沟通机制")[1] == "物流部 – 销售部 | meeting | 未规定"


def test_its_approval_is_printed_and_acts_without_anybody_have_an_empty_line() -> None:
    first = sheet("P1", Language.EN).parts[0]
    assert [(row.act, row.post, row.name, row.day) for row in first.rows] == [  # type: ignore[union-attr]
        ("Prepared", "not specified", "", ""),
        ("Checked", "not specified", "", ""),
        ("Approved", "post P1", "王敏", "2025-08-30"),
    ]
