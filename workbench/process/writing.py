"""BPMN XML out: what was read goes back as it was, and an edit touches what it names and nothing else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from workbench.atomic import write_atomically
from workbench.findings import Finding, Place, Severity, UsageError
from workbench.process.bpmn_xml import parse_bpmn
from workbench.process.model import ProcessModel
from workbench.process.xml_source import BOMS, declared_encoding

_START_TAG: Final = re.compile(rb"""(<[^\s/>]+)(?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>""")
_NAME: Final = re.compile(rb"""\sname\s*=\s*("[^"]*"|'[^']*')""")


def bpmn_bytes(model: ProcessModel) -> bytes:
    """Return the file of a model: for a model that was read and not edited, the very bytes that were read."""
    return model.source


def write_bpmn(model: ProcessModel, path: str | Path) -> None:
    """Write a model as a BPMN file, whole or not at all; a model that was read and not edited gives the bytes that were read."""
    write_atomically(Path(path), bpmn_bytes(model))


def with_name(model: ProcessModel, element: str, name: str) -> ProcessModel:
    """Return the model with one element's name changed; no other byte of the file changes.

    Raises UsageError where no element, or more than one, bears the id.
    """
    encoding = _encoding_of(model.source)
    source = model.source.decode(encoding).encode()
    bearers = _start_tags(source, element)
    if len(bearers) != 1:
        place = Place(file=model.path, element=element)
        facts = {"element": element, "count": len(bearers)}
        raise UsageError(Finding(code="ELEMENT_NOT_FOUND", severity=Severity.CRITICAL, place=place, facts=facts))
    edited = _renamed(source, bearers[0], name).decode().encode(encoding, "xmlcharrefreplace")
    return parse_bpmn(edited, model.path)


def _encoding_of(source: bytes) -> str:
    """Return the encoding that a file can be decoded and written with, its byte-order mark a letter like any other."""
    marked = next((name for mark, name in BOMS if source.startswith(mark)), None)
    if marked is None and b"\x00" in source[:4]:
        marked = "utf-16-le" if source[1:2] == b"\x00" else "utf-16-be"
    return marked or declared_encoding(source) or "utf-8"


def _start_tags(source: bytes, element: str) -> list[int]:
    """Return the positions of the start tags that bear an id, in UTF-8."""
    found: list[int] = []
    parser = expat.ParserCreate("utf-8")

    def start(_: str, attributes: dict[str, str]) -> None:
        if attributes.get("id") == element:
            found.append(parser.CurrentByteIndex)

    parser.StartElementHandler = start
    parser.Parse(source, True)
    return found


def _renamed(source: bytes, begin: int, name: str) -> bytes:
    """Return the file with the name of the start tag at `begin` changed, or given to it."""
    value = quoteattr(name, {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}).encode()
    tag = _START_TAG.match(source, begin)
    assert tag is not None, "the parser found a start tag here"
    named = _NAME.search(source, tag.end(1), tag.end())
    if named is not None:
        return source[: named.start(1)] + value + source[named.end(1) :]
    return source[: tag.end(1)] + b" name=" + value + source[tag.end(1) :]
