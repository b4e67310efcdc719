"""What becomes of data: which activities create, read, update or delete it, where it is mastered, and what is doubtful of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workbench.information import Operation
from workbench.report.looks.panel import Panel, empty, lacking, links_about, links_of
from workbench.report.matrix import ON_A_SCREEN, Cell, Matrix, matrix_table, rows_shown
from workbench.report.page import Texts
from workbench.report.tables import both, called, listed, same, table
from workbench.study import Assessment
from workbench.technology import Landscape
from workbench.usage import DataLife, data_lives_of, says_where_supported, uses_data, writes_data

_MOST_ROWS: Final = 200


def data_use_panel(assessment: Assessment, process: str) -> Panel:
    """Return activities by data objects with the letters C, R, U, D; doubtful data bears a sign."""
    design = assessment.study.design
    if not uses_data(design):
        return lacking("data-use", "crud")
    doubtful = {each.data.id for each in data_lives_of(design) if any(_doubts(each, assessment))}
    cells = {
        (activity.id, data): Cell(designed=same("".join(each.value for each in Operation if each in operations)))
        for activity in design.activities_in(process)
        for data, operations in activity.uses.items()
    }
    names = {data: called(design.vocabulary.data.called(data)) for data in sorted({data for _, data in cells})}
    matrix = Matrix(
        corner="sides-activity",
        rows={each.id: called(each.texts) for each in design.activities_in(process)},
        columns={data: _signed(name) if data in doubtful else name for data, name in names.items()},
        cells=cells,
    )
    made = matrix_table(matrix, assessment.study.policy.privacy, ON_A_SCREEN)
    if made is None:
        return empty("data-use", "panel-no-data")
    about = links_about([each for each in assessment.findings if each.scope == process])
    links = links_of(about, [(activity,) for activity in rows_shown(matrix, ON_A_SCREEN)])
    return Panel(key="data-use", table=made, links=links)


def data_objects_panel(assessment: Assessment) -> Panel:
    """Return every declared data object with its master system, who answers for it, where it is written, and what is doubtful."""
    design = assessment.study.design
    if design.information.data_objects is None:
        return lacking("data-objects", "data_objects")
    names = design.vocabulary
    lives = data_lives_of(design)
    rows = [
        (
            called(names.data.called(each.data.id)),
            listed(tuple(_doubts(each, assessment))),
            _called(each.data.master_system, assessment),
            listed([called(names.systems.called(system)) for system in each.writing_systems]),
            same("") if each.data.owner_department is None else called(names.departments.called(each.data.owner_department)),
            same("") if each.data.steward_post is None else called(names.posts.called(each.data.steward_post)),
        )
        for each in lives[:_MOST_ROWS]
    ]
    words = ("data-object", "data-doubt", "data-master", "data-written", "data-owner", "data-steward")
    links = links_of(links_about(assessment.findings), [(each.data.id,) for each in lives[:_MOST_ROWS]])
    return Panel(key="data-objects", table=table(words, (), rows, len(lives)), links=links)


def _called(system: str | None, assessment: Assessment) -> Texts:
    return same("") if system is None else called(assessment.study.design.vocabulary.systems.called(system))


def _signed(name: Texts) -> Texts:
    return Texts(zh=f"! {name.zh}", en=f"! {name.en}")


def _doubts(life: DataLife, assessment: Assessment) -> Iterator[Texts]:
    """Yield what is doubtful of a data object, as far as the tables can say: by the rules of the findings DT-…."""
    design = assessment.study.design
    if life.data.owner_department is None:
        yield both("data-no-owner")
    if life.is_used and uses_data(design):
        if not life.has_origin:
            yield both("data-no-origin")
        if life.is_written and not life.has_consumer:
            yield both("data-no-reader")
    if life.is_used and writes_data(design) and says_where_supported(design) and _has_several_sources(life, design.landscape):
        yield both("data-several-masters")


def _has_several_sources(life: DataLife, landscape: Landscape) -> bool:
    """Return whether several systems that nothing joins write it; not said where nothing tells of integrations."""
    is_known = life.data.master_system is None or landscape.integrations is not None
    return is_known and not life.has_one_source(landscape)
