"""The head of the register as every report bears it: what shows later that records were cut off or written anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from workbench.normalization import Head, Standing
from workbench.report.page import Provenance, Texts
from workbench.report.sheet import Kind, Sheet, sheet
from workbench.report.tables import both, in_both

_OF_SOURCES: Final = (("sheet-source", Kind.WORD), ("card-value", Kind.SENTENCE))


def head_said(head: Head) -> Texts:
    """Say which record is the register's last: what is noted elsewhere, as `workbench verify --head` takes it."""
    return both("release-register-head", head=head)


def heads_said(head: Head) -> tuple[Texts, ...]:
    """Say the same where there is a record at all."""
    return (head_said(head),) if head.number else ()


def register_provenance(standing: Standing) -> Iterator[Provenance]:
    """Yield the register among the sources of a report: its last record, or why it cannot be read; nothing where it is empty."""
    if standing.fault is not None:
        yield Provenance(label="register", value=in_both(standing.fault.text))
    elif standing.head.number:
        yield Provenance(label="register", value=str(standing.head))


def sources_sheet(sources: Iterable[Provenance]) -> Sheet:
    """Return what a result was made from as a sheet."""
    return sheet("sheet-provenance", _OF_SOURCES, ((each.label, each.value) for each in sources))


def sources_sheets(head: Head) -> tuple[Sheet, ...]:
    """Return the register as the one source of a workbook; no sheet where it is empty."""
    return (sources_sheet([Provenance(label="register", value=str(head))]),) if head.number else ()
