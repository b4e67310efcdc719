"""Of what changes are made: rows of a table replaced, and processes drawn anew – each with its inverse."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Protocol

from workbench.design import Design, DesignedProcess, rejoined
from workbench.redesign.changes.change import conflict


class Rows(StrEnum):
    """The tables that changes edit; the value is the way to their rows from a design."""

    DEPARTMENTS = "organization.departments"
    POSTS = "organization.posts"
    HOLDINGS = "organization.holdings"
    DUTIES = "organization.responsibilities.duties"
    NAMED_ACTIVITIES = "organization.responsibilities.activities"
    DELEGATIONS = "organization.delegations"
    DUTY_PAIRS = "organization.duty_pairs"
    COORDINATIONS = "organization.coordinations"
    AUTHORITIES = "organization.authorities"
    TEAM_MEMBERS = "organization.team_members"
    FUNCTIONS = "landscape.functions"
    INTEGRATIONS = "landscape.integrations"
    PERMISSIONS = "landscape.permissions"
    DATA_OBJECTS = "information.data_objects"
    USES = "information.uses"
    ALIASES = "aliases"

    def of(self, design: Design) -> tuple[Any, ...] | None:
        """Return the rows of the table, None where it is absent."""
        found: Any = design
        for name in self.value.split("."):
            found = None if found is None else getattr(found, name)
        return None if found is None else tuple(found)

    def put(self, design: Design, rows: Sequence[Any] | None) -> Design:
        """Return the design with other rows in the table, or without the table; nothing is derived anew."""
        changed: Design = _with(design, self.value.split("."), None if rows is None else tuple(rows))
        return changed


class Edit(Protocol):
    """A small change of what a design rests on; `apply` leaves to `rejoined` what is derived."""

    def inverse(self, design: Design) -> Edit:
        """Return the edit that leads back to `design`, once this one is made."""
        ...

    def apply(self, design: Design) -> Design:
        """Return the edited design. Raises ConflictError where it is no longer what it was."""
        ...


@dataclass(frozen=True, kw_only=True)
class RowEdit:
    """Rows of a table go, others come where the first of these stood, or last.

    `places`, one for each that comes, ascending, is where they are to stand instead. `begins` lets it make a table that is
    absent, `ends` lets the table be absent where no row is left.
    """

    table: Rows
    out: tuple[Any, ...] = ()
    into: tuple[Any, ...] = ()
    begins: bool = False
    ends: bool = False
    places: tuple[int, ...] = field(default=(), compare=False)

    def inverse(self, design: Design) -> RowEdit:
        """Return the edit that takes out what comes in, and puts back what goes out where each of it stands in `design`."""
        gone = self._found_in(list(self.table.of(design) or ()))
        rows, places = tuple(row for _, row in gone), tuple(place for place, _ in gone)
        return RowEdit(table=self.table, out=self.into, into=rows, begins=self.ends, ends=self.begins, places=places)

    def apply(self, design: Design) -> Design:
        """Return the design with the rows replaced."""
        rows = self.table.of(design)
        if rows is None and not self.begins:
            raise conflict("CHANGE_NO_TABLE", self.table.name, table=self.table.name.lower())
        all_rows = list(rows or ())
        gone = {place for place, _ in self._found_in(all_rows)}
        left = [row for place, row in enumerate(all_rows) if place not in gone]
        first = all_rows.index(self.out[0]) if self.out else len(all_rows)
        first -= sum(place < first for place in gone)
        places = self.places or range(first, first + len(self.into))
        for place, row in zip(places, self.into, strict=True):
            left.insert(place, row)
        return self.table.put(design, None if self.ends and not left else left)

    def _found_in(self, rows: Sequence[Any]) -> list[tuple[int, Any]]:
        """Return what goes out with the places where it stands, in their order. Raises ConflictError where it is not there."""
        places: set[int] = set()
        for row in self.out:
            found = next((place for place, each in enumerate(rows) if each == row and place not in places), None)
            if found is None:
                raise conflict("CHANGE_OUTDATED", self.table.name, table=self.table.name.lower())
            places.add(found)
        return [(place, rows[place]) for place in sorted(places)]


@dataclass(frozen=True, kw_only=True)
class ProcessEdit:
    """A process is drawn anew, or its sidecar says something else."""

    before: DesignedProcess
    after: DesignedProcess

    def inverse(self, design: Design) -> ProcessEdit:  # noqa: ARG002 - every edit has it
        """Return the edit that draws it as before."""
        return ProcessEdit(before=self.after, after=self.before)

    def apply(self, design: Design) -> Design:
        """Return the design with the process replaced."""
        found = design.process.get(self.before.id)
        if found is None or found.process != self.before.process or found.sidecar != self.before.sidecar:
            raise conflict("CHANGE_OUTDATED", self.before.id, table=self.before.id)
        processes = tuple(self.after if each is found else each for each in design.processes)
        return replace(design, processes=processes)


def edited(design: Design, edits: Iterable[Edit]) -> Design:
    """Return the design with all edits made, joined anew."""
    changed = design
    for edit in edits:
        changed = edit.apply(changed)
    return rejoined(changed, design)


def _with(holder: Any, path: Sequence[str], value: Any) -> Any:
    """Return a nested value with one field replaced, at the end of a path of field names."""
    name, *rest = path
    return replace(holder, **{name: _with(getattr(holder, name), rest, value) if rest else value})
