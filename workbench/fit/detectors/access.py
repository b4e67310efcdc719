"""TO-NOACC and TO-EXCESS: permissions against what duties need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workbench.design import Design
from workbench.findings import ENTERPRISE
from workbench.fit.detection import Evidence, Verdict, structural, without
from workbench.language.listing import listed
from workbench.usage import AccessRow, Grant, access_of

NOACC = "TO-NOACC"
EXCESS = "TO-EXCESS"


def without_access(evidence: Evidence) -> Iterator[Verdict]:
    """Claim TO-NOACC of posts that are responsible for an activity and are not granted one of its functions."""
    yield from _ungranted(evidence.design, NOACC)
    for row, facts in _rows(evidence.design, Grant.MISSING):
        needing = [each for each in evidence.design.activities if each.id in row.activities]
        elements = [element for each in needing for element in each.elements]
        named = {**facts, "activity": listed(each.texts for each in needing)}
        yield structural(NOACC, ENTERPRISE, (row.post, row.function), named, elements)


def with_excess_access(evidence: Evidence) -> Iterator[Verdict]:
    """Claim TO-EXCESS of posts that are granted a function which none of their duties needs, nor allows them to hold."""
    yield from _ungranted(evidence.design, EXCESS)
    for row, facts in _rows(evidence.design, Grant.EXCESS):
        yield structural(EXCESS, ENTERPRISE, (row.post, row.function), facts)


def _rows(design: Design, grant: Grant) -> Iterator[tuple[AccessRow, Mapping[str, object]]]:
    """Yield what is missing or in excess, and how it is called; nothing where a table is missing."""
    if any(True for _ in _ungranted(design, NOACC)):
        return
    names = design.vocabulary
    for row in access_of(design).of(grant):
        system = design.landscape.function[row.function].system
        yield (
            row,
            {
                "post": names.posts.called(row.post),
                "function": names.functions.called(row.function),
                "system": names.systems.called(system),
            },
        )


def _ungranted(design: Design, code: str) -> Iterator[Verdict]:
    """Say which table is missing; accounts and persons are wanted only where they lead from a permission to posts."""
    tables: dict[str, object | None] = {
        "permissions": design.landscape.permissions,
        "responsibilities": design.organization.responsibilities,
        "functions": design.landscape.functions,
    }
    if any(each.account is not None for each in design.landscape.permissions or ()):
        tables |= {"accounts": design.landscape.accounts, "persons": design.organization.holdings}
    return (without(name, code) for name, table in tables.items() if table is None)
