"""All documents of a release at once: every kind, every language, every format, under names that any system can hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from workbench.design import Design
from workbench.language import Language
from workbench.report.documents.change_record import change_record
from workbench.report.documents.data_dictionary import data_dictionary
from workbench.report.documents.document_register import Written, document_register, register_csv
from workbench.report.documents.docx import render_docx
from workbench.report.documents.edition import Edition
from workbench.report.documents.facts import ReleaseFacts
from workbench.report.documents.job_description import job_description
from workbench.report.documents.parts import Document
from workbench.report.documents.pdf import render_pdf
from workbench.report.documents.process_description import process_description
from workbench.report.documents.responsibility_table import responsibility_table
from workbench.report.documents.wording import Wording

_FORMATS: Final[Mapping[str, Callable[[Document, Wording], bytes]]] = MappingProxyType({"docx": render_docx, "pdf": render_pdf})
_UNFIT: Final = re.compile(r"[^\w.-]+", re.ASCII)
_LONGEST: Final = 60
_FOLDER: Final = "documents"


def documents_of(
    design: Design,
    facts: ReleaseFacts,
    languages: Iterable[Language] = tuple(Language),
    on_document: Callable[[str], None] = lambda _: None,
) -> Mapping[str, bytes]:
    """Return every institutional document of a release by its path, in DOCX and PDF, with a register of them in each language.

    Paths are such as `documents/zh-CN/流程说明书-OTD.docx`; the same design and facts give the same bytes. `on_document` is told
    the path of each before it is written.
    """
    found: dict[str, bytes] = {}
    for language in languages:
        edition = Edition(wording=Wording(design=design, language=language), facts=facts)
        folder = f"{_FOLDER}/{language}"
        written = [
            _written(document, edition, name, folder, on_document) for name, document in _named(contents(edition), edition)
        ]
        register = document_register(written, edition)
        own = _kind_name(register, edition)
        listing = {f"{own}.csv": register_csv(written, edition.wording)}
        for each in (*written, _written(register, edition, own, folder, on_document)):
            found |= {f"{folder}/{name}": content for name, content in each.files.items()}
        found |= {f"{folder}/{name}": content for name, content in listing.items()}
    return MappingProxyType(found)


def contents(edition: Edition) -> Iterator[Document]:
    """Yield the documents of a release in one language: its own processes, then duties, posts, data of all, changes."""
    design, own = edition.wording.design, edition.facts.processes
    yield from (process_description(each, edition) for each in design.processes if own is None or each.id in own)
    yield responsibility_table(edition)
    yield from (job_description(each, edition) for each in design.organization.posts or ())
    yield data_dictionary(edition)
    yield change_record(edition)


def _written(document: Document, edition: Edition, name: str, folder: str, on_document: Callable[[str], None]) -> Written:
    files: dict[str, bytes] = {}
    for ending, render in _FORMATS.items():
        on_document(f"{folder}/{name}.{ending}")
        files[f"{name}.{ending}"] = render(document, edition.wording)
    return Written(document=document, files=MappingProxyType(files))


def _named(documents: Iterable[Document], edition: Edition) -> Iterator[tuple[str, Document]]:
    """Yield each document with the name of its files: its kind and what it is about; names that fall together are counted."""
    taken: set[str] = set()
    for document in documents:
        base = "-".join(filter(None, (_kind_name(document, edition), _safe(document.subject))))
        name, count = base, 1
        while name.casefold() in taken:
            count += 1
            name = f"{base}-{count}"
        taken.add(name.casefold())
        yield name, document


def _kind_name(document: Document, edition: Edition) -> str:
    return edition.wording.say(f"doc-title-{document.kind}").replace(" ", "-")


def _safe(subject: str) -> str:
    """Return an id as a part of a file name: letters, digits, points and dashes alone; what is left of others is a dash."""
    plain = unicodedata.normalize("NFKC", subject)
    return _UNFIT.sub("-", plain).strip(".-")[:_LONGEST] or ("-" if subject else "")
