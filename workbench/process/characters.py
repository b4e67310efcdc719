"""What can be doubtful about the characters of a file: its encoding, controls that turn text round, orders to other programs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from workbench.findings import NO_FACTS, Finding, Place, Severity
from workbench.process.xml_source import BOMS, declared_encoding

_TURNS: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Controls that change the direction of text (Unicode UAX 9); right-to-left letters need none of them."""

_ONE_BYTE: Final = re.compile(r"(?i)(iso-8859|latin|windows-125|cp125|us-ascii|mac)")


def check_characters(content: bytes, root: etree._Element, path: str) -> Iterator[Finding]:
    """Find what may make a reader see something else than what is there, in a fixed order."""
    yield from _encoding(content, path)
    for instruction in root.xpath("//processing-instruction()"):
        yield doubt(path, "XML_PI_IGNORED", instruction.target, instruction.sourceline)
    for element in root.iter(etree.Element):
        if any(_TURNS.search(str(text)) for text in (element.text or "", *element.attrib.values())):
            name = element.get("id") or etree.QName(element).localname
            yield doubt(path, "TEXT_BIDI_CONTROL", name, element.sourceline)


def _encoding(content: bytes, path: str) -> Iterator[Finding]:
    """A declaration that the bytes contradict: a byte-order mark of another encoding, or text that is UTF-8 to the last byte."""
    declared = declared_encoding(content)
    if declared is None or declared.upper().replace("_", "-") in ("UTF-8", "UTF8", "UTF-7"):
        return
    mark = next((name for bom, name in BOMS if content.startswith(bom)), None)
    if mark is not None:
        if declared.casefold()[:6] != mark[:6]:
            yield doubt(path, "XML_ENCODING_DOUBTFUL", declared, 1, {"declared": declared, "likely": mark.upper()})
        return
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return
    last = max(text, default="")
    if last > ("\x7f" if _ONE_BYTE.match(declared) else "\u07ff"):
        yield doubt(path, "XML_ENCODING_DOUBTFUL", declared, 1, {"declared": declared, "likely": "UTF-8"})


def doubt(path: str, code: str, element: str, line: int | None, facts: Mapping[str, object] = NO_FACTS) -> Finding:
    """Return a finding about a part of a file that can be read all the same."""
    return Finding(
        code=code,
        severity=Severity.MINOR,
        place=Place(file=path, line=line, element=element),
        facts={"element": element, "line": line or "?", **facts},
        scope=path,
        object=(element,),
    )
