"""What changes name, looked up in a design: found, or refused with the nearest that exists."""

from __future__ import annotations

from typing import Any, TypeVar

from workbench.design import Design, DesignedActivity, DesignedProcess, Names
from workbench.organization import RESERVED, Department, Post
from workbench.redesign.changes.change import conflict, unknown
from workbench.redesign.changes.edits import RowEdit, Rows

_Thing = TypeVar("_Thing")


def post_in(design: Design, post: str) -> Post:
    """Return a post. Raises ConflictError where there is none of that id."""
    return _found(design.organization.post.get(post), "post", post, design.vocabulary.posts)


def department_in(design: Design, department: str) -> Department:
    """Return a department. Raises ConflictError where there is none of that id."""
    return _found(design.organization.department.get(department), "department", department, design.vocabulary.departments)


def require_function(design: Design, function: str) -> None:
    """Raise ConflictError where there is no such function, nor an offline system that stands for itself."""
    known = design.landscape.function
    offline = {each.id for each in design.landscape.systems or () if each.is_offline}
    _found(function if function in known or function in offline else None, "function", function, design.vocabulary.functions)


def process_in(design: Design, process: str) -> DesignedProcess:
    """Return a process. Raises ConflictError where there is none of that id."""
    found = design.process.get(process)
    if found is None:
        raise unknown("process", process)
    return found


def activity_in(design: Design, process: str, activity: str) -> DesignedActivity:
    """Return an activity of a process. Raises ConflictError where there is none of that id."""
    known = {each.id: each for each in design.activities_in(process_in(design, process).id)}
    return _found(known.get(activity), "activity", activity, None)


def require_activity(design: Design, activity: str) -> None:
    """Raise ConflictError where no process has an activity."""
    _found(next((each for each in design.activities if each.id == activity), None), "activity", activity, None)


def require_performer(design: Design, post: str) -> None:
    """Raise ConflictError where neither a post nor the system itself nor a party outside is meant."""
    if post not in RESERVED:
        post_in(design, post)


def require_system(design: Design, system: str) -> None:
    """Raise ConflictError where there is no such system."""
    _found(design.landscape.system.get(system), "system", system, design.vocabulary.systems)


def require_data(design: Design, data: str) -> None:
    """Raise ConflictError where there is no such data object."""
    _found(design.information.data_object.get(data), "data", data, design.vocabulary.data)


def require_person(design: Design, person: str) -> None:
    """Raise ConflictError where there is no such person; the nearest is not told, people are called otherwise elsewhere."""
    _found(person if person in design.organization.persons else None, "person", person, None)


def replacing(table: Rows, row: Any, by: Any) -> RowEdit:
    """Return the edit that puts one row in place of another. Raises ConflictError where both are the same."""
    if row == by:
        raise conflict("CHANGE_ALREADY", table.name, table=table.name.lower())
    return RowEdit(table=table, out=(row,), into=(by,))


def adding(design: Design, table: Rows, row: Any, is_same: Any) -> RowEdit:
    """Return the edit that adds a row. Raises ConflictError where a row says the same, or the table is absent."""
    if any(is_same(each) for each in _rows(design, table)):
        raise conflict("CHANGE_ALREADY", table.name, table=table.name.lower())
    return RowEdit(table=table, into=(row,))


def removing(design: Design, table: Rows, is_meant: Any) -> RowEdit:
    """Return the edit that removes the rows that are meant. Raises ConflictError where there are none."""
    meant = tuple(each for each in _rows(design, table) if is_meant(each))
    if not meant:
        raise conflict("CHANGE_NOT_THERE", table.name, table=table.name.lower())
    return RowEdit(table=table, out=meant)


def _rows(design: Design, table: Rows) -> tuple[Any, ...]:
    rows = table.of(design)
    if rows is None:
        raise conflict("CHANGE_NO_TABLE", table.name, table=table.name.lower())
    return rows


def _found(found: _Thing | None, sort: str, value: str, names: Names | None) -> _Thing:
    if found is None:
        raise unknown(sort, value, names.nearest(value) if names else None)
    return found
