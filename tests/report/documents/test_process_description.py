"""What a process description says: every step with its post and system, rules, decisions, exceptions, and what is not known."""

import re
from dataclasses import replace

import pytest

from tests.builders import process
from tests.enterprise_builder import Enterprise
from tests.report.documents.small import design, edition, enterprise, told, under, without_organization
from workbench.language import Language
from workbench.process import Sidecar
from workbench.process.sidecar import ActivityFacts
from workbench.report.documents.facts import Baseline
from workbench.report.documents.parts import Document
from workbench.report.documents.process_description import process_description
from workbench.report.documents.process_picture import picture_of
from workbench.report.documents.responsibility_table import responsibility_table
from workbench.report.documents.wording import Wording
from workbench.strategy import KPI, Advantage, Capability, Objective, Strategy


def description(language: Language = Language.ZH_CN) -> Document:
    made = edition(language)
    return process_description(made.wording.design.processes[0], made)


def test_each_step_stands_in_its_order_with_posts_system_data_and_rules() -> None:
    steps = under(description(), "流程步骤")
    assert [step.split(" | ")[1] for step in steps[1:5]] == ["检查 / check", "补正 / mend", "付款 / pay", "发货 / ship"]
    assert steps[1].split(" | ")[2:10] == [
        "用户任务",
        "post P1",
        "post P1",
        "C：post P2",
        "–",
        "system ERP（F1）",
        "–",
        "单据（新增）",
    ]
    assert steps[1].split(" | ")[10].split(" / ") == [
        "审批权限：amount > 100 时，最低由post P1决定。",
        "与“发货”职责分离",
        "时限：4 个工作小时。",
    ]


def test_who_is_missing_is_said_and_counted_among_the_open_points() -> None:
    assert under(description(), "流程步骤")[4].split(" | ")[3:5] == ["post P2", "未规定"]
    assert under(description(), "待明确事项")[1:] == [
        "订单 | 补正（mend） | 负责岗位（A）不止一个",
        "订单 | 发货（ship） | 未规定负责岗位（A）",
    ]


def test_the_system_itself_is_a_word_not_an_id() -> None:
    assert under(description(Language.EN), "Steps")[3].split(" | ")[3] == "the system itself"


def test_a_lane_of_the_system_itself_or_of_a_party_outside_bears_words_on_the_diagram_not_an_id() -> None:
    drawn = process("order").lane("SYS").start().task("pay", "付款", tag="serviceTask").end()
    of = Enterprise().duty("pay", R="SYS").process(drawn).design()
    for language, said in ((Language.ZH_CN, "系统自动执行"), (Language.EN, "the system itself")):
        picture = picture_of(of.processes[0], Wording(design=of, language=language))
        assert picture is not None
        shown = " ".join(re.findall(r">([^<>]+)<", picture.svg))
        assert all(word in shown for word in said.split())
        assert "SYS" not in shown


def test_names_are_english_where_they_are_kept_and_the_others_stay() -> None:
    names = [step.split(" | ")[1] for step in under(description(Language.EN), "Steps")[1:5]]
    assert names == ["Check / check", "补正 / mend", "付款 / pay", "Ship / ship"]
    assert description(Language.EN).title == "Process description: Order"


def test_decisions_say_what_comes_next_and_that_no_condition_is_laid_down() -> None:
    assert under(description(), "判断与条件")[1:] == ["ok | 排他网关 | 未规定 | 补正", "ok | 排他网关 | 未规定 | 付款"]


def test_a_decision_and_what_it_is_answered_with_are_said_in_the_language_of_the_document() -> None:
    drawn = process("order").start().task("a", "检查").node("exclusiveGateway", "ok", "合格？").to("a", name="否")
    drawn.at("ok").task("b", "放行").end()
    facts = {"ok": ActivityFacts(name_en="Passed?"), "a": ActivityFacts(name_en="Check")}
    of = Enterprise().process(drawn, Sidecar(activities=facts)).design()
    chinese, english = (process_description(of.processes[0], edition(language, of)) for language in Language)
    assert under(chinese, "判断与条件")[1] == "合格？ | 排他网关 | 否 | 检查"
    assert under(english, "Decisions and conditions")[1] == "Passed? | exclusive gateway | no | Check"
    picture = picture_of(of.processes[0], Wording(design=of, language=Language.EN))
    assert picture is not None
    assert {">Passed?<", ">no<", ">Check<"} <= set(re.findall(r">[^<>]+<", picture.svg))


def test_what_a_process_is_for_is_said_in_the_language_of_the_document_where_that_is_kept() -> None:
    capability = Capability(id="C", name="准时", name_en="Punctual", advantages=("A",), processes=("order",))
    advantages = (Advantage(id="A", statement="快", statement_en="Fast"),)
    of = replace(design(), strategy=Strategy(capabilities=(capability,), advantages=advantages))
    for language, said in ((Language.ZH_CN, ("准时", "快")), (Language.EN, ("Punctual", "Fast"))):
        made = edition(language, of)
        (purpose, *_) = under(process_description(of.processes[0], made), made.wording.say("doc-purpose"))
        assert all(word in purpose for word in said)
        assert said[0] in " ".join(told(responsibility_table(made)))


def test_exceptions_say_what_they_interrupt() -> None:
    assert under(description(), "异常处理")[1:] == ["付款 | late（定时） | 中断该活动 | given-up"]


def test_controls_are_told() -> None:
    assert under(description(), "顺序要求")[1] == "付款（pay） | 发货（ship） | 先款后货 | 严重"
    assert under(description(), "职责分离")[1].startswith(
        "未规定 | 检查（check） / post P1 | 发货（ship） / post P2 | 不得由同一人完成"
    )


def test_a_table_that_is_absent_is_unspecified_and_an_empty_one_is_none() -> None:
    bare = edition(of=without_organization())
    absent = process_description(bare.wording.design.processes[0], bare)
    assert under(absent, "审批权限") == ["未规定。"]
    empty = edition(of=enterprise().without_rows("authorities").design())
    assert under(process_description(empty.wording.design.processes[0], empty), "审批权限") == ["无。"]


def test_without_a_matrix_no_post_is_made_up() -> None:
    bare = edition(of=without_organization())
    steps = under(process_description(bare.wording.design.processes[0], bare), "流程步骤")
    assert [step.split(" | ")[3:7] for step in steps[1:5]] == [["未规定"] * 4] * 4


def test_targets_and_what_they_were_in_the_trial_stand_side_by_side() -> None:
    kpi = KPI(id="K", name="周期", process="order", measure="cycle_time", statistic="p90", unit="d", direction="down")
    strategy = Strategy(
        capabilities=(Capability(id="C", name="准时", processes=("order",)),),
        objectives=(Objective(id="O", capability="C", kpi="K", target=16, owner="P1"),),
        kpis=(kpi,),
    )
    facts = replace(edition().facts, baseline=(Baseline(kpi="K", value=18.96, n=300, low=18.1, high=20.2),))
    made = edition(of=replace(design(), strategy=strategy), facts=facts)
    document = process_description(made.wording.design.processes[0], made)
    row = "周期 | 周期时间、第 90 百分位数 | ≤ 16 天 | 未规定 | post P1 | 18.96 天（95% 区间 18.10 天–20.20 天，n = 300）"
    assert under(document, "考核指标")[1] == row
    assert "承载新型能力“准时”" in under(document, "目的")[0]


@pytest.mark.parametrize(
    ("measure", "statistic", "told"),
    [
        ("in_system_share", None, "系统内执行率 | ≥ 95.0%"),
        ("waiting_time", "p95", "等待时间、第 95 百分位数 | ≥ 0.95 小时"),
        ("PX3", None, "合规"),
    ],
)
def test_every_measure_is_called_by_its_name_and_figures_bear_their_unit(measure: str, statistic: str | None, told: str) -> None:
    kpi = KPI(id="K", name="指标", process="order", measure=measure, statistic=statistic, direction="up")
    strategy = Strategy(kpis=(kpi,), objectives=(Objective(id="O", capability="C", kpi="K", target=0.95),))
    made = edition(of=replace(design(), strategy=strategy))
    document = process_description(made.wording.design.processes[0], made)
    assert told in under(document, "考核指标")[1]


def test_no_person_is_named() -> None:
    assert not [line for line in told(description()) if "anna" in line or "bert" in line]
