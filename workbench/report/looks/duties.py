"""Who is to do what against who does it: one process as activities by posts, and the letters as a table to be read back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from workbench.design import Design
from workbench.findings import NOWHERE
from workbench.organization import Letter
from workbench.report.looks.panel import Panel, empty, lacking, links_about, links_of
from workbench.report.matrix import ON_A_SCREEN, matrix_table, rows_shown
from workbench.report.process_matrices import responsibility_matrix
from workbench.study import Assessment
from workbench.tables import Row, TableKind
from workbench.tables import Table as Kept

_KEY: Final = "duties"
_FILE: Final = "responsibilities.xlsx"


def duties_panel(assessment: Assessment, process: str, department: str | None = None) -> Panel:
    """Return activities by posts: letters, and the share of executions that each post did; what is not as designed has a sign.

    Of a `department` only its posts are shown.
    """
    matrix = responsibility_matrix(process, assessment)
    if department is not None:
        posts = assessment.study.design.organization.post
        mine = {key: name for key, name in matrix.columns.items() if key in posts and posts[key].department == department}
        matrix = replace(matrix, columns=mine)
    table = matrix_table(matrix, assessment.study.policy.privacy, ON_A_SCREEN)
    untold = lacking(_KEY, "responsibilities") if assessment.study.design.organization.responsibilities is None else None
    if table is None or not any(matrix.columns):
        return untold or empty(_KEY, "panel-no-activity")
    about = links_about([each for each in assessment.findings if each.scope == process])
    links = links_of(about, [(activity,) for activity in rows_shown(matrix, ON_A_SCREEN)])
    return replace(untold or Panel(key=_KEY), table=table, links=links)


def duties_kept(design: Design, process: str) -> Kept:
    """Return the letters of a process as the matrix that a user keeps: a row an activity, a column a post by id."""
    activities = design.activities_in(process)
    posts = tuple(sorted({post for each in activities for post in each.posts(*Letter)}))
    rows = (
        Row(
            place=NOWHERE,
            cells={"activity_id": each.id, "name": each.texts["zh-CN"], "name_en": each.texts["en"], "process": process},
            attributes={post: "".join(letter for letter in Letter if post in each.posts(letter)) for post in posts},
        )
        for each in activities
    )
    columns = ("activity_id", "name", "name_en", "process", *posts)
    return Kept(kind=TableKind.RESPONSIBILITIES, path=Path(_FILE), columns=columns, rows=tuple(rows))
