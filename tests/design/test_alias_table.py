"""aliases.csv: what it calls the kinds in either language, and which of its rows name something."""

from pathlib import Path

import pytest

from tests.workspace_tables import tables
from workbench.design import Alias, aliases_of
from workbench.findings import NOWHERE


def aliases(root: Path, *rows: str) -> list[Alias]:
    return list(aliases_of(tables(root, aliases="\n".join(("kind,alias,id,process", *rows))).tables))


@pytest.mark.parametrize(
    ("called", "kind"),
    [
        ("activity", "activity"),
        ("Activity", "activity"),
        ("role", "post"),
        ("data_object", "data"),
        *(("活动", "activity"), ("岗位", "post"), ("角色", "post"), ("部门", "department"), ("系统", "system")),
        *(
            ("功能", "function"),
            ("人员", "person"),
            ("员工", "person"),
            ("数据", "data"),
            ("数据对象", "data"),
            ("账号", "account"),
        ),
    ],
)
def test_a_kind_is_known_in_both_languages(tmp_path: Path, called: str, kind: str) -> None:
    assert [each.kind for each in aliases(tmp_path, f"{called},other,A1,")] == [kind]


def test_a_kind_that_nobody_knows_stays_as_it_is_written(tmp_path: Path) -> None:
    assert [each.kind for each in aliases(tmp_path, "Machine,lathe,M1,")] == ["Machine"]


def test_a_row_says_in_which_process_it_holds_and_where_it_stands(tmp_path: Path) -> None:
    anywhere, in_one = aliases(tmp_path, "post,planner,P1,", "activity,check,A1,OTD")
    assert (anywhere.alias, anywhere.id, anywhere.process, anywhere.place.row) == ("planner", "P1", None, 2)
    assert (in_one.alias, in_one.id, in_one.process, in_one.place.row) == ("check", "A1", "OTD", 3)
    assert anywhere.place != NOWHERE


@pytest.mark.parametrize("row", [",planner,P1,", "post,,P1,", "post,planner,,"])
def test_a_row_with_a_gap_names_nothing(tmp_path: Path, row: str) -> None:
    assert [each.alias for each in aliases(tmp_path, row, "post,buyer,P2,")] == ["buyer"]
