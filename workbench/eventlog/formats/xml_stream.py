"""XML fed to a parser piece by piece: no document type, the encoding as declared, every refusal with its line."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from itertools import chain
from typing import Final
from xml.parsers import expat

from workbench.findings import InputError
from workbench.tables.faults import rejection

_DECLARED: Final = re.compile(rb"""\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']""")
_NATIVE: Final = frozenset({"utf-8", "utf-16", "utf-16-le", "utf-16-be", "iso8859-1", "ascii"})


class XmlStream:
    """A stream of XML bytes, and the parser that its handlers are set on before it is fed."""

    def __init__(self, chunks: Iterator[bytes], path: str) -> None:
        first = next(chunks, b"")
        self._declared = _declared(first, path)
        self._contents = chain((first,), chunks)
        self._path = path
        self.parser = expat.ParserCreate("utf-8") if self._declared else expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._document_type

    @property
    def line(self) -> int:
        """Return the line that the parser has come to."""
        return self.parser.CurrentLineNumber

    def feed(self) -> None:
        """Let the parser read everything. Raises InputError for what is not well-formed or bears a document type."""
        contents = _decoded(self._contents, self._declared) if self._declared else self._contents
        before, content, fed = b"", b"", 0
        try:
            for each in contents:
                before, content, fed = content, each, fed + len(content)
                self.parser.Parse(content, False)
            self.parser.Parse(b"", True)
        except expat.ExpatError as cause:
            byte = (before + content)[len(before) + self.parser.ErrorByteIndex - fed :][:1]
            raise _explained(self._path, cause, byte) from cause
        except UnicodeDecodeError as cause:
            raise rejection(self._path, "XML_ENCODING", {"detail": cause.reason}, line=self.line) from cause

    def _document_type(self, *_: object) -> None:
        """Refuse a document type before anything in it is read."""
        raise rejection(self._path, "XML_DTD_FORBIDDEN", line=self.line)


def is_xml(first: bytes) -> bool:
    """Return whether the first bytes of a content are those of XML, in any encoding."""
    text = first[:400].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return text.startswith(b"<")


def _explained(path: str, cause: expat.ExpatError, byte: bytes) -> InputError:
    """Say what stopped the parser at this byte: one that is not ASCII stands there only if the encoding is another."""
    detail = re.sub(r": line.*", "", str(cause))
    if "encoding" in detail or ("token" in detail and byte > b"\x7f"):
        return rejection(path, "XML_ENCODING", {"detail": detail}, line=cause.lineno)
    return rejection(path, "XML_NOT_WELLFORMED", {"detail": detail}, line=cause.lineno)


def _declared(first: bytes, path: str) -> str | None:
    """Return the declared encoding if the parser does not know it by itself: one of several bytes a letter, such as GBK."""
    match = _DECLARED.match(first.removeprefix(b"\xef\xbb\xbf"))
    if match is None:
        return None
    name = match[1].decode("ascii")
    try:
        known = codecs.lookup(name).name
        letters = len(bytes(range(256)).decode(name, "replace"))
    except LookupError as cause:
        raise rejection(path, "XML_ENCODING", {"detail": str(cause)}, line=1) from cause
    return known if known not in _NATIVE and letters != 256 else None


def _decoded(contents: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)()
    for content in contents:
        yield decoder.decode(content).encode()
    yield decoder.decode(b"", True).encode()
