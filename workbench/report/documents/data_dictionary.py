"""The data table (数据表): every data object with its master and owner, and what activities do with it (CRUD)."""

from __future__ import annotations

from workbench.design import DesignedActivity
from workbench.information import DataObject, Operation
from workbench.report.documents.edition import Edition
from workbench.report.documents.parts import Document, DocumentKind, Heading, Paragraph, Part, Remark, Table, Wide
from workbench.report.documents.wording import Wording

_CRUD = (
    (Operation.CREATE, "doc-create"),
    (Operation.READ, "doc-read"),
    (Operation.UPDATE, "doc-update"),
    (Operation.DELETE, "doc-delete"),
)


def data_dictionary(edition: Edition) -> Document:
    """Return the dictionary of all data objects, and who creates, reads, updates and deletes each."""
    words = edition.wording
    parts: tuple[Part, ...] = (
        Heading(text=words.say("doc-purpose")),
        Paragraph(text=words.say("doc-data-purpose")),
        Heading(text=words.say("doc-integrations")),
        _integrations(words),
        Wide(
            parts=(
                Heading(text=words.say("doc-data-objects")),
                _objects(words),
                Remark(text=words.say("doc-retention")),
                Heading(text=words.say("doc-crud")),
                _crud(words),
                Remark(text=words.say("doc-crud-letters")),
            )
        ),
    )
    return edition.document(DocumentKind.DATA, "", "", parts)


def _objects(words: Wording) -> Table | Paragraph:
    columns = (
        ("doc-number", 0.8),
        ("doc-data", 1.6),
        ("doc-master-system", 1.5),
        ("doc-data-owner", 1.5),
        ("doc-steward", 1.4),
        ("doc-external-origin", 1.2),
        ("doc-external-consumer", 1.2),
    )
    objects = words.design.information.data_objects
    return words.table(columns, None if objects is None else (_object(each, words) for each in objects))


def _object(of: DataObject, words: Wording) -> tuple[str, ...]:
    return (
        of.id,
        words.data(of.id),
        words.system(of.master_system),
        words.department(of.owner_department),
        words.post(of.steward_post),
        of.external_origin or words.none,
        of.external_consumer or words.none,
    )


def _crud(words: Wording) -> Table | Paragraph:
    columns = (("doc-number", 0.8), ("doc-data", 1.5), *((heading, 2.2) for _, heading in _CRUD))
    known = [each.id for each in words.design.information.data_objects or ()]
    used = {data for each in words.design.activities for data in each.uses}
    if words.design.information.uses is None and not used:
        return words.table(columns, None)
    rows = (
        (key, words.data(key), *(_doing(words.design.activities, key, operation, words) for operation, _ in _CRUD))
        for key in (*known, *sorted(used - set(known)))
    )
    return words.table(columns, rows)


def _doing(activities: tuple[DesignedActivity, ...], data: str, operation: Operation, words: Wording) -> str:
    found = (each for each in activities if operation in each.uses.get(data, frozenset()))
    return words.joined(map(words.coded, found)) or words.none


def _integrations(words: Wording) -> Table | Paragraph:
    columns = (("doc-from-system", 1.4), ("doc-to-system", 1.4), ("doc-carries", 1.8), ("doc-mode", 0.9))
    declared = words.design.landscape.integrations
    if declared is None:
        return words.table(columns, None)
    rows = (
        (
            words.system(each.source),
            words.system(each.target),
            words.joined(map(words.data, each.data)) or words.say("doc-all-data"),
            words.or_unspecified(_mode(each.mode, words)),
        )
        for each in declared
    )
    return words.table(columns, rows)


def _mode(mode: str | None, words: Wording) -> str | None:
    return words.say(f"doc-mode-{mode}") if mode in ("real_time", "batch", "manual") else mode
