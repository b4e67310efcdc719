"""The document register (文件清单): every document of a release with number, version, day, process and hashes (MD1.6)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.organization import Letter
from workbench.report.csv_text import csv_text
from workbench.report.documents.edition import Edition
from workbench.report.documents.parts import Document, DocumentKind, Heading, Paragraph, Remark
from workbench.report.documents.wording import Wording

_SHOWN = 16
"""So many digits of a hash stand in the document; all of them stand in the CSV file."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """A document and its files: names in the folder of its language, and bytes."""

    document: Document
    files: Mapping[str, bytes]


def document_register(written: Sequence[Written], edition: Edition) -> Document:
    """Return the register of the documents of one language."""
    words = edition.wording
    columns = (
        ("doc-no", 0.5),
        ("doc-number", 1.1),
        ("doc-title", 2.0),
        ("doc-version", 0.7),
        ("doc-effective", 1.1),
        ("doc-processes", 2.0),
        ("doc-files-hashes", 2.3),
    )
    rows = (
        (
            str(number),
            each.document.number,
            each.document.title,
            each.document.version,
            each.document.effective.isoformat(),
            processes_of(each.document, words),
            "\n".join(f"{name.rpartition('.')[2].upper()} {_hash(content)[:_SHOWN]}…" for name, content in each.files.items()),
        )
        for number, each in enumerate(written, 1)
    )
    parts = (
        Heading(text=words.say("doc-purpose")),
        Paragraph(text=words.say("doc-register-purpose")),
        Heading(text=words.say("doc-documents")),
        words.table(columns, rows),
        Remark(text=words.say("doc-hash-short")),
    )
    return edition.document(DocumentKind.REGISTER, "", "", parts)


def register_csv(written: Sequence[Written], words: Wording) -> bytes:
    """Return the register as CSV (UTF-8 with a byte order mark, for spreadsheets), one row a file; no cell runs as a formula."""
    keys = ("doc-number", "doc-title", "doc-version", "doc-effective", "doc-processes", "doc-file", "doc-hash")
    rows = [
        (
            each.document.number,
            each.document.title,
            each.document.version,
            each.document.effective.isoformat(),
            processes_of(each.document, words),
            name,
            _hash(content),
        )
        for each in written
        for name, content in each.files.items()
    ]
    return csv_text([tuple(map(words.say, keys)), *rows]).encode("utf-8-sig")


def processes_of(document: Document, words: Wording) -> str:
    """Return the processes that a document bears on: its own, those in which its post has a part, or all."""
    if document.kind is DocumentKind.PROCESS:
        return words.process_of(document.subject)
    if document.kind is DocumentKind.JOB:
        activities = words.design.activities
        return (
            words.joined(words.process_of(each.process) for each in activities if _takes_part(document.subject, each.duties))
            or words.none
        )
    return words.say("doc-all-processes")


def _takes_part(post: str, duties: Mapping[Letter, frozenset[str]] | None) -> bool:
    return any(post in posts for posts in (duties or {}).values())


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
