"""A standard put together: each process as one version says, or another, and what is of no process as one of them does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from workbench.design import Design
from workbench.normalization.release.differences import Standard
from workbench.organization import Organization, Responsibilities

_Row = TypeVar("_Row")


def put_together(base: Standard, processes: Mapping[str, Design]) -> Standard:
    """Return a standard of some processes, each with its activities and what tables say of these as a design of its own has it.

    All that is of no process is as in `base`.
    """
    order = (*base.design.process, *processes)
    designs = {each: processes[each] for each in order if each in processes}
    design = replace(
        base.design,
        processes=tuple(of.process[each] for each, of in designs.items()),
        activities=tuple(it for each, of in sorted(designs.items(), key=lambda it: it[0]) for it in of.activities_in(each)),
        organization=_organization(base.design, designs),
    )
    return replace(base, design=design)


def _organization(base: Design, designs: Mapping[str, Design]) -> Organization:
    """Return the organization of a design with the rows on activities that are those of their processes."""
    pairs = _rows(base, designs, lambda it: it.duty_pairs, lambda it: it.activity_a)
    authorities = _rows(base, designs, lambda it: it.authorities, lambda it: it.activity)
    duties = _rows(base, designs, lambda it: None if (of := it.responsibilities) is None else of.duties, lambda it: it.activity)
    named = _rows(base, designs, lambda it: None if (of := it.responsibilities) is None else of.activities, str)
    responsibilities = None if duties is None else Responsibilities(duties=duties, activities=named or ())
    return replace(base.organization, duty_pairs=pairs, authorities=authorities, responsibilities=responsibilities)


def _rows(
    base: Design,
    designs: Mapping[str, Design],
    rows_of: Callable[[Organization], Iterable[_Row] | None],
    activity_of: Callable[[_Row], str],
) -> tuple[_Row, ...] | None:
    """Return the rows of a table, of each process from its design and all others from `base`; None where no design has it."""
    sources = [base, *(each for each in {id(of): of for of in designs.values()}.values() if each is not base)]
    if all(rows_of(each.organization) is None for each in sources):
        return None

    def kept(source: Design) -> Iterator[_Row]:
        process = {each.id: each.process for each in reversed(source.activities)}
        for row in rows_of(source.organization) or ():
            of = process.get(activity_of(row))
            if (source is base) if of is None else (designs.get(of) is source):
                yield row

    return tuple(row for source in sources for row in kept(source))
