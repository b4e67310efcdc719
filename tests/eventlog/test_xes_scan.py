"""The compiled scan of XES and the full parser say the same, or the scan leaves the document to the parser."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.eventlog.files import event, text, trace, written
from workbench.eventlog import Limits, read_log
from workbench.eventlog.formats import xes as xes_module
from workbench.eventlog.formats.unpacking import unpacked
from workbench.eventlog.formats.xes import parse_xes
from workbench.eventlog.formats.xes_content import TypedColumn, XesContent
from workbench.eventlog.formats.xes_pieces import scan_xes
from workbench.findings import InputError

_PUBLIC = ("sepsis", "bpic2013_open_problems", "receipt_wabo", "junit412_software", "production_levy")


def _columns(columns: dict[str, TypedColumn]) -> object:
    return [(key, each.kind, each.codes.dtype, each.codes.tolist(), tuple(each.texts)) for key, each in columns.items()]


def said(content: XesContent) -> object:
    """Return all that a document says, in a form that compares."""
    places = (content.lines.dtype, content.lines.tolist(), content.trace_of.dtype, content.trace_of.tolist(), content.n_traces)
    return _columns(dict(content.events)), _columns(dict(content.traces)), places, content.repeats, content.repeated


def parsed(document: bytes) -> object:
    return said(parse_xes(iter([document]), "log.xes", Limits()))


def scanned(pieces: Iterable[bytes], limits: Limits | None = None) -> object:
    content = scan_xes(iter(pieces), limits or Limits())
    return said(content) if content is not None else None


def cut(document: bytes, size: int) -> Iterator[bytes]:
    return (document[at : at + size] for at in range(0, len(document), size))


BLANKS = st.sampled_from([" ", "  ", "\n", "\r\n", "\t", "\r", " \n\t"])
GAPS = st.sampled_from(["", "", " ", "\n", "\r\n", "\n\t\t", "\r", "<!-- <event> & - -->", "\n<!--\r\n中-->\r"])
LETTERS = st.sampled_from([*"abAZ09 :/.-_'\"<>&\n\t\r=", "中", "é", "\U0001f600", "\ud7ff", "\ue000", "\ufffd", "\x7f", "\x85"])
SPELLED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;"}
KEYS = ["concept:name", "time:timestamp", "org:resource", "k", "a<b", "é"]


@st.composite
def values(draw: st.DrawFn) -> str:
    """Return a value between its quotation marks, its letters as they are or referred to."""
    quote = draw(st.sampled_from("\"'"))
    written_as: list[str] = []
    for letter in draw(st.lists(LETTERS, max_size=8)):
        form = draw(st.integers(0, 3))
        if form == 0:
            written_as.append(f"&#{ord(letter)};")
        elif form == 1:
            written_as.append(f"&#x{ord(letter):{draw(st.sampled_from('xX'))}};")
        elif letter in "&<" or letter == quote:
            written_as.append(SPELLED[letter])
        else:
            written_as.append(letter if form == 2 else SPELLED.get(letter, letter))
    return quote + "".join(written_as) + quote


@st.composite
def attributes(draw: st.DrawFn, key: str) -> str:
    """Return one attribute of a trace or an event."""
    tag = draw(st.sampled_from(["string", "date", "int", "float", "boolean", "id", "list", "container"]))
    spelled = "".join(SPELLED.get(letter, letter) for letter in key)
    equals = draw(st.sampled_from(["=", " = ", "\n="]))
    parts = [f"key{equals}'{spelled}'", f"value{equals}{draw(values())}"]
    parts += draw(st.sampled_from([[], [], ["xmlns:x='y'"]]))
    if draw(st.booleans()):
        parts.reverse()
    if draw(st.integers(0, 9)) == 0:
        parts = [part for part in parts if not part.startswith("value")]
    start = f"<{tag}" + "".join(draw(BLANKS) + part for part in parts)
    return draw(GAPS) + start + draw(st.sampled_from(["/>", " />", f"></{tag}>", f" >\r\n</{tag} >"]))


@st.composite
def bearers(draw: st.DrawFn, tag: str, within: str = "") -> str:
    keys = draw(st.lists(st.sampled_from(KEYS), unique=True, max_size=4))
    inner = [draw(attributes(key)) for key in keys]
    inner += [draw(bearers(within)) for _ in range(draw(st.integers(0, 3)))] if within else []
    if not inner and draw(st.booleans()):
        return f"{draw(GAPS)}<{tag}/>"
    return f"{draw(GAPS)}<{tag}>{''.join(draw(st.permutations(inner)))}{draw(GAPS)}</{tag}>"


HEADS = st.sampled_from(
    [
        "",
        "<?xml version='1.0'?>",
        '<?xml version="1.0" encoding="UTF-8" ?>\r\n<!-- a -->',
        "\ufeff<?xml version='1.0' encoding='utf-8' standalone='no'?>",
        "\ufeff\n",
    ]
)
DESCRIBED = st.sampled_from(
    ["", "<extension name='x' prefix='p' uri='u'/>", "\n<global scope='event'>\n<string key='k' value='&#13;'/></global>"]
)


@st.composite
def documents(draw: st.DrawFn) -> bytes:
    traces = "".join(draw(bearers("trace", "event")) for _ in range(draw(st.integers(0, 3))))
    log = f"<log xes.version='1.0'{draw(BLANKS)}xmlns=\"u\">{draw(DESCRIBED)}{traces}{draw(GAPS)}</log>{draw(GAPS)}"
    return (draw(HEADS) + log).encode()


@settings(max_examples=100)
@given(document=documents(), size=st.integers(60, 400))
def test_however_it_is_written_and_cut_the_scan_says_what_the_parser_says(document: bytes, size: int) -> None:
    assert scanned([document]) == parsed(document)
    assert scanned(cut(document, size)) == parsed(document)


PIECES = [
    *(b"<", b">", b"/", b"&", b";", b"'", b'"', b"=", b" ", b"\n", b"\r", b"-", b"--", b"!", b"?", b"]]>", b"", b"a", b":", b"0"),
    *(b"\0", b"\x1f", b"\x80", b"\xc3", b"\xed\xa0\x80", b"\xef\xbf\xbf", b"&#0;", b"&#xD800;", b"&x;", b"&#x110000;"),
    *(
        b"<event>",
        b"</trace>",
        b"key='k'",
        b"<log>",
        b"<!-- -->",
        b"<?x?>",
        b"<![CDATA[]]>",
        b"<!DOCTYPE log>",
        b"<string key='k'/>",
    ),
]


@settings(max_examples=250)
@given(document=documents(), data=st.data())
def test_a_damaged_document_is_left_to_the_parser_or_said_alike(document: bytes, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 2))):
        first = data.draw(st.integers(0, len(document)))
        last = data.draw(st.integers(first, min(first + 3, len(document))))
        document = document[:first] + data.draw(st.sampled_from(PIECES)) + document[last:]
    found = scanned([document])
    assert found is None or found == parsed(document)


EVENT = event("a")
UNUSUAL = {
    "document type": f"<!DOCTYPE log><log>{trace('C', EVENT)}</log>",
    "CDATA": f"<log><![CDATA[x]]>{trace('C', EVENT)}</log>",
    "text": f"<log>x{trace('C', EVENT)}</log>",
    "instruction": f"<log><?x y?>{trace('C', EVENT)}</log>",
    "comment that is none": f"<log><!-- a -- b -->{trace('C', EVENT)}</log>",
    "tags that do not match": "<log><trace><event></trace></event></log>",
    "no end": f"<log>{trace('C', EVENT)}",
    "more after the end": f"<log>{trace('C', EVENT)}</log><log/>",
    "entity not declared": f"<log>{trace('&nbsp;', EVENT)}</log>",
    "reference to nothing": f"<log>{trace('&#0;', EVENT)}</log>",
    "attribute twice": f"<log x='1' x='2'>{trace('C', EVENT)}</log>",
    "no blank between attributes": f"<log x='1'y='2'>{trace('C', EVENT)}</log>",
    "less-than in a value": f"<log>{trace('<', EVENT)}</log>",
    "prefix": f"<x:log>{trace('C', EVENT)}</x:log>",
    "letter that XML forbids": f"<log>{trace(chr(1), EVENT)}</log>",
    "U+FFFF": f"<log>{trace(chr(0xFFFF), EVENT)}</log>",
    "nested attribute": f"<log>{trace('C', event('a', inner='<list key=' + repr('l') + '>' + text('k', 'v') + '</list>'))}</log>",
    "key twice": f"<log>{trace('C', event('a', inner=text('concept:name', 'b')))}</log>",
    "no key": f"<log>{trace('C', event('a', inner='<string value=' + repr('v') + '/>'))}</log>",
    "unknown element": f"<log>{trace('C', event('a', inner='<number/>'))}</log>",
    "event outside": f"<log>{trace('C', EVENT)}{EVENT}</log>",
    "name that is not ASCII": f"<log é='1'>{trace('C', EVENT)}</log>",
    "another root": f"<logs>{trace('C', EVENT)}</logs>",
    "OCEL": f"<log><objects/>{trace('C', EVENT)}</log>",
    "another version": f"<?xml version='1.1'?><log>{trace('C', EVENT)}</log>",
    "blank before the declaration": f" <?xml version='1.0'?><log>{trace('C', EVENT)}</log>",
    "seventeen attributes": f"<log {' '.join(f'a{n}=' + repr('') for n in range(17))}>{trace('C', EVENT)}</log>",
    "a name of 33 letters": f"<log><{'a' * 33}/>{trace('C', EVENT)}</log>",
    "nothing": "",
}
CODED = {
    "another encoding": f"<?xml version='1.0' encoding='ISO-8859-1'?><log>{trace('é', EVENT)}</log>".encode("latin-1"),
    "UTF-16": f"<log>{trace('C', EVENT)}</log>".encode("utf-16"),
    "invalid UTF-8": f"<log>{trace('é', EVENT)}</log>".encode("latin-1"),
    "surrogate": f"<log>{trace(chr(0xD800), EVENT)}</log>".encode(errors="surrogatepass"),
}


def test_a_piece_of_more_tags_than_are_scanned_at_a_time_is_scanned() -> None:
    document = f"<log><trace>{'<event/>' * 70_000}</trace>{trace('C', EVENT)}</log>".encode()
    found = scanned([document])
    assert found is not None
    assert found == parsed(document)


@pytest.mark.parametrize("document", [pytest.param(each.encode(), id=name) for name, each in UNUSUAL.items()])
def test_the_unusual_is_left_to_the_parser(document: bytes) -> None:
    assert scanned([document]) is None


@pytest.mark.parametrize("document", [pytest.param(each, id=name) for name, each in CODED.items()])
def test_another_encoding_is_left_to_the_parser(document: bytes) -> None:
    assert scanned([document]) is None


def test_a_regular_log_is_not_left() -> None:
    assert scanned([f"<log>{trace('C', EVENT)}</log>".encode()]) is not None


NARROW = {
    "value": Limits(value_characters=3),
    "columns": Limits(columns=1),
    "depth": Limits(depth=3),
    "no depth": Limits(depth=0),
}


@pytest.mark.parametrize("limits", NARROW.values(), ids=NARROW)
def test_what_nears_a_limit_is_left_to_the_parser(limits: Limits) -> None:
    assert scanned([f"<log>{trace('long', EVENT)}</log>".encode()], limits) is None


def test_a_source_that_breaks_off_is_left_to_the_parser() -> None:
    def broken() -> Iterator[bytes]:
        yield b"<log><trace>"
        parse_xes(iter([b"<"]), "log.xes", Limits())

    assert scanned(broken()) is None


def long_log(last: str = "") -> bytes:
    """Return a document of more than one piece."""
    traces = (trace(f"C&#{48 + n % 10};{n}", event("a\r\n中", inner=text("k", f"{n}")), "\r\n" + event("b")) for n in range(5000))
    return f"<log>{''.join(traces)}{last}</log>".encode()


@pytest.mark.parametrize("last", ["", trace("C", event("a", inner=text("concept:name", "b")))], ids=["regular", "key twice"])
def test_a_long_log_is_the_same_either_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, last: str) -> None:
    path = written(tmp_path, "log.xes", long_log(last))
    fast = read_log(path)
    monkeypatch.setattr(xes_module, "scan_xes", lambda *_: None)
    slow = read_log(path)
    assert (fast.findings, fast.source, fast.cases, fast.activities) == (slow.findings, slow.source, slow.cases, slow.activities)
    for name in ("case", "activity", "end", "start", "recorded", "position"):
        assert getattr(fast, name).tobytes() == getattr(slow, name).tobytes()
    assert {name: (each.codes.tolist(), each.values) for name, each in fast.columns.items()} == {
        name: (each.codes.tolist(), each.values) for name, each in slow.columns.items()
    }


def test_a_fault_far_into_a_long_log_bears_its_line(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_log(written(tmp_path, "log.xes", long_log("\n<trace>")))
    assert (caught.value.finding.code, caught.value.finding.place.line) == ("XML_NOT_WELLFORMED", 10002)


@pytest.mark.parametrize("name", _PUBLIC)
def test_public_logs_are_scanned_and_say_the_same(shared_data: Path, name: str) -> None:
    path = shared_data / "logs" / "real" / f"{name}.xes.gz"
    with path.open("rb") as file:
        found = scanned(unpacked(file, str(path), Limits()))
        assert found is not None
        assert found == said(parse_xes(unpacked(file, str(path), Limits()), str(path), Limits()))
