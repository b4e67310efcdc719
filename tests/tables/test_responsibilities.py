"""Three forms of responsibilities say the same; letters that are none are named with activity, post and row."""

from pathlib import Path

import pytest

from tests.tables.files import table_of
from workbench.tables import Letter, Responsibilities, TableKind, normalized_responsibilities

LONG = "activity_id,post_id,letter\nA1,P1,A\nA1,P2,R\nA2,P1,A|R\nA2,P3,i\nA3,,\n"
WIDE = "activity_id,R,A,S,C,I\nA1,P2,P1,,,\nA2,P1,P1,,,P3\nA3,,,,,\n"
MATRIX = "activity_id,P1,P2,P3\nA1,A,R,\nA2,A|R,,Ｉ\nA3,,,\n"


def said(folder: Path, content: str) -> Responsibilities:
    return normalized_responsibilities(table_of(folder, content, TableKind.RESPONSIBILITIES))


@pytest.mark.parametrize("content", [LONG, WIDE, MATRIX])
def test_three_forms_say_the_same(tmp_path: Path, content: str) -> None:
    found = said(tmp_path, content)
    assert {(each.activity, each.post, each.letter.value) for each in found.entries} == {
        *(("A1", "P1", "A"), ("A1", "P2", "R"), ("A2", "P1", "A"), ("A2", "P1", "R"), ("A2", "P3", "I"))
    }
    assert [each.activity for each in found.activities] == ["A1", "A2", "A3"]
    assert {*found.posts} == {"P1", "P2", "P3"}
    assert found.findings == ()


def test_the_place_of_a_letter_is_its_cell(tmp_path: Path) -> None:
    entry = next(each for each in said(tmp_path, MATRIX).entries if each.post == "P3")
    assert (entry.place.row, entry.place.column, entry.letter) == (3, "P3", Letter.INFORMED)


def test_a_letter_that_is_none_is_named_with_activity_and_post(tmp_path: Path) -> None:
    found = said(tmp_path, "activity,总经理,财务经理\n提交申请,A,X\n付款,R,AC\n")
    (wrong,) = found.findings
    assert (wrong.code, wrong.place.row, wrong.place.column) == ("RACI_BAD_CODE", 2, "财务经理")
    assert all(word in wrong.text() for word in ("X", "提交申请", "财务经理", "Row 2"))
    assert {each.letter for each in found.entries if each.post == "财务经理"} == {Letter.ACCOUNTABLE, Letter.CONSULTED}


def test_columns_of_notes_and_numbers_are_no_posts(tmp_path: Path) -> None:
    found = said(tmp_path, "序号,活动编号,活动名称,总经理,说明,依据\n1,A1,付款,A,大额需复核,第三章第二节\n2,A2,收货,,,\n")
    assert {*found.posts} == {"总经理"}
    assert found.findings == ()


def test_words_stand_for_their_letters_and_a_letter_said_twice_counts_once(tmp_path: Path) -> None:
    found = said(tmp_path, "活动,岗位,职责\n付款,出纳,负责\n付款,出纳,R\n付款,经理,审批\n")
    assert [(each.post, each.letter.value) for each in found.entries] == [("出纳", "R"), ("经理", "A")]


def test_a_post_column_without_letters_is_still_named(tmp_path: Path) -> None:
    assert "P9" in said(tmp_path, "activity_id,P1,P9\nA1,A,\n").posts
