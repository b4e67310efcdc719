"""The one way XML comes in: no document type, no entity, no network, and every refusal with its line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from lxml import etree

from workbench.findings import NO_FACTS, Finding, InputError, LimitError, Place, Severity
from workbench.language import Language, say
from workbench.process.model import grouped

_HEAD: Final = 65_536
_SIGNATURES: Final = (
    (b"\x89PNG", "PNG image"),
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "zip archive"),
    (b"\x1f\x8b", "gzip archive"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF8", "GIF image"),
    (b"\xd0\xcf\x11\xe0", "old Office file"),
    (b"SQLite format 3", "SQLite database"),
    (b"PAR1", "Parquet file"),
)

BOMS: Final = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def foreign_signature(content: bytes) -> str | None:
    """Return what the first bytes look like where they are certainly not XML, else None."""
    return next((kind for magic, kind in _SIGNATURES if content.startswith(magic)), None)


def parse_xml(content: bytes, path: str, wanted: str = "BPMN 2.0 XML") -> etree._Element:
    """Parse XML bytes, which are `wanted` to be of some kind, to their root element.

    Raises InputError for what is not well-formed, wrongly encoded or bears a document type, LimitError for too deep nesting.
    """
    kind = foreign_signature(content) or (None if "<" in _decoded_head(content) else "plain text")
    if kind is not None:
        raise refused(path, "FILE_WRONG_FORMAT", None, {"found": kind, "wanted": wanted})
    _refuse_document_type(content, path, wanted)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=False,
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as cause:
        raise _explained(cause, content, path) from cause
    except ValueError as cause:
        raise refused(path, "XML_NOT_WELLFORMED", 1, {"detail": str(cause)}) from cause


def _refuse_document_type(content: bytes, path: str, wanted: str) -> None:
    text = _decoded_head(content)
    found = re.search(r"<!DOCTYPE", re.sub(r"<!--.*?-->", lambda c: "\n" * c[0].count("\n"), text, flags=re.DOTALL))
    root = re.search(r"<[A-Za-z_]", text)
    if found and (root is None or found.start() <= root.start()):
        line = text.count("\n", 0, found.start()) + 1
        if text[found.end() :].lstrip().lower().startswith("html"):
            raise refused(path, "FILE_WRONG_FORMAT", line, {"found": "HTML page", "wanted": wanted})
        raise refused(path, "XML_DTD_FORBIDDEN", line)


def _decoded_head(content: bytes, size: int = _HEAD) -> str:
    head = content[:size]
    encoding = next((name for mark, name in BOMS if head.startswith(mark)), None)
    if encoding is None and b"\x00" in head[:4]:
        encoding = "utf-16-le" if head[1:2] == b"\x00" else "utf-16-be"
    return head.decode(encoding or "latin-1", "replace").replace("\r\n", "\n").replace("\r", "\n")


def _explained(cause: etree.XMLSyntaxError, content: bytes, path: str) -> InputError:
    line, detail = cause.lineno or 1, " ".join((cause.msg or "").removesuffix(f", line {cause.lineno}").split())
    lowered = detail.lower()
    if "depth" in lowered:
        remedy = {language.value: say("limit-nesting", language) for language in Language}
        return LimitError(_finding(path, "LIMIT_DEPTH", line, {"limit": 256, "remedy": remedy}))
    if "huge" in lowered or "amplification" in lowered or "too long" in lowered:
        return LimitError(_finding(path, "LIMIT_SIZE", line, {"detail": "> 10 MB in one piece"}))
    if "encoding" in lowered or "not proper utf-8" in lowered or "invalid bytes" in lowered:
        detail = f"{detail}; encoding {declared_encoding(content) or 'UTF-8'}"
        return InputError(_finding(path, "XML_ENCODING", line, {"detail": detail}))
    if "namespace prefix" in lowered or "is not defined" in lowered:
        return InputError(_finding(path, "XML_UNBOUND_PREFIX", line, {"detail": detail}))
    return InputError(_finding(path, "XML_NOT_WELLFORMED", line, {"detail": detail}))


def root_name(content: bytes) -> str | None:
    """Return the local name of the first element that XML begins with, None for what does not begin like XML."""
    text = content[:_HEAD].replace(b"\x00", b"").decode("latin-1")
    root = re.search(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)[\s/>]", re.sub(r"<[?!].*?>", "", text, flags=re.DOTALL))
    return root[1] if root and text.lstrip("\ufeffÿþï»¿ \r\n\t").startswith("<") else None


def refuse_twice(nodes: Iterable[etree._Element], path: str) -> None:
    """Raise InputError where two of some elements bear one id."""
    lines = grouped((node.get("id", ""), node.sourceline) for node in nodes)
    for identity, where in lines.items():
        if len(where) > 1:
            facts = {"element": identity, "lines": ", ".join(map(str, where))}
            raise refused(path, "BPMN_DUPLICATE_ID", where[1], facts)


def declared_encoding(content: bytes) -> str | None:
    """Return the encoding that the XML declaration names, None where it names none."""
    declared = re.search(r"encoding\s*=\s*[\"']([^\"']*)[\"']", _decoded_head(content, 200))
    return declared[1] if declared else None


def _finding(path: str, code: str, line: int | None, facts: Mapping[str, object] = NO_FACTS) -> Finding:
    return Finding(code=code, severity=Severity.CRITICAL, place=Place(file=path, line=line), facts={"line": line or "?", **facts})


def refused(path: str, code: str, line: int | None, facts: Mapping[str, object] = NO_FACTS) -> InputError:
    """Return the error that refuses a file, with the line."""
    return InputError(_finding(path, code, line, facts))
