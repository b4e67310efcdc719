"""The files that a change leads to, written and read again, say what the changed design says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.redesign.changes.designs import demo, laboratory
from workbench.design import Design, Subjects, aliases_of, join
from workbench.information import read_information
from workbench.organization import Letter, read_organization
from workbench.process import write_bpmn
from workbench.redesign.changes import (
    AddDuty,
    Changes,
    JoinTeam,
    MergeActivities,
    MovePost,
    SetHeadcount,
    SupportActivity,
    handout_of,
)
from workbench.redesign.changes.edits import Rows
from workbench.redesign.changes.handing_out import tables_of
from workbench.tables import TableKind, read_tables, write_table
from workbench.technology import read_landscape


def read_again(design: Design, root: Path) -> Design:
    """Write all tables of a design and read them again, around the same processes."""
    for table in tables_of(design).values():
        write_table(table, root / table.path)
    found = read_tables(root)
    assert found.findings == ()
    subjects = Subjects(
        organization=read_organization(found.tables, design.organization.calendars),
        landscape=read_landscape(found.tables),
        information=read_information(found.tables),
        strategy=design.strategy,
        aliases=aliases_of(found.tables),
    )
    return join(design.processes, subjects)


def said(design: Design, table: Rows) -> list[str] | None:
    """Return the rows of a table without their places, in any order."""
    rows = table.of(design)
    return None if rows is None else sorted(repr(each).partition("place=")[0] for each in rows)


@pytest.mark.parametrize("enterprise", [demo, laboratory])
def test_tables_that_are_written_say_what_the_design_says(enterprise: Callable[[], Design], tmp_path: Path) -> None:
    design = JoinTeam(process=enterprise().processes[0].id, post=(enterprise().organization.posts or ())[1].id).apply(
        enterprise()
    )
    again = read_again(design, tmp_path)
    for table in Rows:
        assert said(again, table) == said(design, table), table
    assert again.landscape.systems is not None
    assert again.activities == design.activities
    assert {each.id for each in again.findings} <= {each.id for each in design.findings}


def test_only_what_changed_is_handed_out(tmp_path: Path) -> None:
    before = laboratory()
    moved = handout_of(before, MovePost(post="QE", department="L2").apply(before))
    assert [table.kind for table in moved.tables] == [TableKind.POSTS]
    assert (moved.models, moved.sidecars) == ({}, ())
    parts = (
        MergeActivities(process="REA", first="REA-08", second="REA-09"),
        SetHeadcount(post="AN", number=5),
        AddDuty(activity="c_note", post="CC", letter=Letter.RESPONSIBLE),
        SupportActivity(process="SMP", activity="val", function="PAP"),
    )
    after = Changes(parts=parts).apply(before)
    handed = handout_of(before, after)
    assert {TableKind.POSTS, TableKind.RESPONSIBILITIES} <= {table.kind for table in handed.tables}
    assert "SMP" in handed.sidecars
    assert [*handed.models] == ["REA"]
    write_bpmn(handed.models["REA"], tmp_path / "REA.bpmn")
    assert (tmp_path / "REA.bpmn").read_bytes() == handed.models["REA"].source


def test_nothing_is_handed_out_where_nothing_changed() -> None:
    assert handout_of(demo(), demo()).tables == ()
