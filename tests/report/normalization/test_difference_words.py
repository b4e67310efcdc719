"""What differs is told by names: objects, columns and codes in the words of the reader, whole rows cell by cell."""

import pytest

from tests.report.documents.small import design
from workbench.normalization.release import Area, StandardDifference, StandardDifferences
from workbench.process import Change
from workbench.report.normalization.difference_words import DifferenceWords, column_named
from workbench.report.normalization.release_differences import differences_table
from workbench.report.page import Texts

WORDS = DifferenceWords(designs=(design(),))


def changed(area: Area, *key: str, name: str, before: str = "", after: str = "") -> StandardDifference:
    return StandardDifference(area=area, change=Change.CHANGED, object=key, name=name, before=before, after=after)


def test_an_object_is_called_by_its_name_with_its_id() -> None:
    row = changed(Area.DEPARTMENT, "D1", name="head", before="P1", after="P2")
    assert WORDS.about(row).zh == "部门：销售部（D1）"
    assert (WORDS.aspect(row).zh, WORDS.aspect(row).en) == ("负责人（岗位）", "Head (post)")


def test_ids_in_cells_are_called_by_their_names() -> None:
    before, after = WORDS.sides(changed(Area.DATA, "D", name="owner_department", before="D1", after="D2"))
    assert before is not None
    assert after is not None
    assert (before.zh, after.zh) == ("销售部（D1）", "物流部（D2）")


@pytest.mark.parametrize(
    ("name", "code", "zh"),
    [
        ("severity", "critical", "严重"),
        ("letter", "R|A", "执行，负责"),
        ("automatic", "yes", "是"),
        ("operations", "C|U", "新增，修改"),
        ("lane", "post nobody", "nobody"),
        ("kind", "something of their own", "something of their own"),
    ],
)
def test_codes_are_said_in_words(name: str, code: str, zh: str) -> None:
    _, after = WORDS.sides(changed(Area.ACTIVITY, "check", name=name, after=code))
    assert after is not None
    assert after.zh == zh


def test_a_row_that_came_is_told_cell_by_cell() -> None:
    row = StandardDifference(
        area=Area.POST, change=Change.ADDED, object=("P9",), after="…", says={"department_id": "D1", "headcount": "2"}
    )
    before, after = WORDS.sides(row)
    assert before is None
    assert after is not None
    assert after.zh == "所属部门：销售部（D1），编制人数：2"
    assert WORDS.aspect(row).zh == "整项"


@pytest.mark.parametrize("name", ["closed", "make_up", "lane", "备用字段"])
def test_a_column_that_a_user_added_says_what_he_wrote_though_another_table_has_one_of_that_name(name: str) -> None:
    before, after = WORDS.sides(changed(Area.POST, "P1", name=name, before="Sundays", after="x"))
    assert (before, after) == (Texts(zh="Sundays", en="Sundays"), Texts(zh="x", en="x"))
    assert column_named("备用字段").en == "备用字段"


def test_a_difference_is_one_sentence_without_a_column_or_a_bare_id() -> None:
    told = WORDS.told(changed(Area.DEPARTMENT, "D1", name="owner_department", before="D1", after="D2"))
    assert told.sentence.zh == "部门：销售部（D1），责任部门：销售部（D1） → 物流部（D2）"
    gone = StandardDifference(area=Area.POST, change=Change.REMOVED, object=("P9",), before="…", says={"headcount": "2"})
    assert WORDS.told(gone).sentence.zh == "岗位：P9，整项：取消（编制人数：2）"


def test_doors_tell_what_differs_in_these_words() -> None:
    """The table of the app and of the command line, that of the record of changes: one value says them all."""
    row = changed(Area.DEPARTMENT, "D1", name="head", before="P1", after="P2")
    shown = differences_table(StandardDifferences(rows=(row,)), WORDS)
    told = WORDS.told(row)
    assert shown.rows[0][2:] == (told.about, told.aspect, told.before, told.after)


def test_days_are_told_as_stretches_one_a_line_and_hours_by_weekday() -> None:
    days = "2025-04-04|2025-04-05|2025-04-06|2025-05-31|2025-06-01|2025-10-01|2025-12-31|2026-01-01"
    row = changed(Area.CALENDAR, "OFFICE", name="closed", before="2025-04-04", after=days)
    before, after = WORDS.sides(row)
    assert before is not None
    assert after is not None
    assert before.zh == "2025-04-04"
    assert after.en.splitlines() == ["2025-04-04–06", "2025-05-31–06-01", "2025-10-01", "2025-12-31–2026-01-01"]
    assert (WORDS.aspect(row).zh, column_named("monday").zh, column_named("make_up").zh) == ("休息日", "星期一", "调休工作日")
