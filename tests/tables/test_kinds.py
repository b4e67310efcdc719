"""Headers in two languages mean the same columns, and the columns tell which table it is."""

from pathlib import Path

import pytest

from tests.tables.files import workbook, written
from workbench.tables import COLUMNS, TableKind, kind_of_sheet, kind_of_table
from workbench.tables.kinds import columns_named, folded_header

CHINESE = {
    TableKind.DEPARTMENTS: "部门编号,部门名称,英文名称,上级部门,负责人,类型,地点",
    TableKind.POSTS: "岗位编号,岗位名称,英文名称,部门编号,编制,日历,层级,汇报对象,审批限额",
    TableKind.PERSONS: "人员编号,岗位编号,生效日期,失效日期,技能,账号",
    TableKind.RESPONSIBILITIES: "活动编号,岗位编号,职责",
    TableKind.DELEGATIONS: "委托人,受托人,活动,开始,结束,限额",
    TableKind.SEPARATION_OF_DUTIES: "活动甲,活动乙,名称,范围,严重程度",
    TableKind.COORDINATION: "部门甲,部门乙,机制,频率",
    TableKind.AUTHORITY: "活动编号,最低岗位,属性,运算符,值",
    TableKind.HOSTS: "岗位编号,部门编号",
    TableKind.TEAMS: "流程编号,岗位编号",
    TableKind.SYSTEMS: "系统编号,名称,类型,业务负责人,技术负责人,维护计划,依赖",
    TableKind.FUNCTIONS: "功能编号,系统编号,名称,自动,支持活动",
    TableKind.INTEGRATIONS: "源系统,目标系统,数据对象,方式,时延",
    TableKind.PERMISSIONS: "岗位编号,功能编号",
    TableKind.ACCOUNTS: "账号,系统编号,人员编号,类型",
    TableKind.DATA_OBJECTS: "数据编号,名称,主系统,责任部门,数据管理员,外部来源,外部消费者",
    TableKind.CRUD: "活动编号,数据编号,操作",
    TableKind.ALIASES: "种类,别名,标识,流程",
}


@pytest.mark.parametrize("kind", TableKind)
def test_a_table_is_told_by_its_headers_in_either_language(tmp_path: Path, kind: TableKind) -> None:
    english = [name for name in COLUMNS[kind].names if name not in ("R", "A", "S", "C", "I")]
    for headers in (english, CHINESE[kind].split(",")):
        path = written(tmp_path, "any.csv", ",".join(headers) + "\n" + ",".join("R" * len(headers)) + "\n")
        assert kind_of_table(path) is kind
        assert len(columns_named(headers, kind)) == len(headers)


@pytest.mark.parametrize("kind", TableKind)
def test_no_header_of_a_table_means_a_column_of_another_name_in_english(kind: TableKind) -> None:
    names = COLUMNS[kind].names
    assert dict(enumerate(names)) == columns_named(names, kind)


@pytest.mark.parametrize(
    "written_as", ["部门编号*（必填）", " 部门 编号 ", "部门ＩＤ", "Unit_ID", "DEPARTMENT ID", "department-id"]
)
def test_case_width_blanks_and_marks_of_a_header_are_forgiven(written_as: str) -> None:
    assert columns_named([written_as, "name"], TableKind.DEPARTMENTS) == {0: "department_id", 1: "name"}


def test_a_header_of_two_meanings_takes_the_one_that_is_still_wanted() -> None:
    assert columns_named(["部门", "名称"], TableKind.DEPARTMENTS) == {0: "department_id", 1: "name"}
    assert columns_named(["部门编号", "部门"], TableKind.DEPARTMENTS) == {0: "department_id", 1: "name"}
    assert columns_named(["活动名称", "总经理"], TableKind.RESPONSIBILITIES) == {0: "activity_id"}
    assert columns_named(["活动名称", "活动编号"], TableKind.RESPONSIBILITIES) == {0: "name", 1: "activity_id"}


def test_the_standard_name_goes_before_a_synonym() -> None:
    assert columns_named(["unit_id", "name", "department_id"], TableKind.DEPARTMENTS) == {2: "department_id", 1: "name"}


@pytest.mark.parametrize(
    "content",
    [
        "case_id,activity,timestamp,resource\n1,a,2025-03-03,P1\n",
        "activity,count\na,3\nb,4\n",
        "a,b,c\n1,2,3\n",
        "process: OTD\n",
    ],
)
def test_what_is_no_table_of_a_workspace_is_none(tmp_path: Path, content: str) -> None:
    assert kind_of_table(written(tmp_path, "log.csv", content)) is None


def test_the_name_of_a_file_decides_where_its_headers_suit(tmp_path: Path) -> None:
    many = "工号,岗位,手机,邮箱,入职,籍贯,学历\nU1,P1,1,2,3,4,5\n"
    assert kind_of_table(written(tmp_path, "hr.csv", many)) is None
    assert kind_of_table(written(tmp_path, "人员.csv", many)) is TableKind.PERSONS
    assert kind_of_table(written(tmp_path, "posts.csv", "function_id,system_id\nF1,S1\n")) is TableKind.FUNCTIONS


def test_a_matrix_is_told_by_its_letters(tmp_path: Path) -> None:
    assert kind_of_table(written(tmp_path, "m.csv", "活动;总经理;采购员\n付款;A;R\n收货;;X\n")) is TableKind.RESPONSIBILITIES


def test_a_sheet_of_any_name_is_told_by_its_headers(tmp_path: Path) -> None:
    assert kind_of_table(workbook(tmp_path, Sheet1=[["岗位", "部门"], ["P1", "D1"]])) is TableKind.HOSTS


@pytest.mark.parametrize(("title", "kind"), [("部门", TableKind.DEPARTMENTS), ("CRUD", TableKind.CRUD), ("x", None)])
def test_sheets_bear_file_names_or_chinese_titles(title: str, kind: TableKind | None) -> None:
    assert kind_of_sheet(title) is kind
    assert kind_of_sheet("posts.csv") is TableKind.POSTS


def test_titles_are_not_shared() -> None:
    assert len({folded_header(columns.title) for columns in COLUMNS.values()}) == len(TableKind)
