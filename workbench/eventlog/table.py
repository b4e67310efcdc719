"""CSV and its kin: encoding and delimiter found and said, every row accounted for."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from workbench.eventlog.assembly import Coder, RawLog
from workbench.eventlog.faults import note, over_limit, rejection, warning
from workbench.eventlog.limits import Limits
from workbench.eventlog.mapping import LogMapping, columns_of
from workbench.findings import Finding

_DELIMITERS: Final = ",;\t|^"
_SAMPLE_LINES: Final = 50
_NAMED: Final = 3
_CASE_PREFIX: Final = "case:"


def read_table(content: bytes, path: str, name: str, sha256: str, mapping: LogMapping, limits: Limits) -> RawLog:
    """Read a delimited text file into raw columns.

    Raises InputError where no column can be the case, activity or time, where quotes are never closed, or the text cannot
    be decoded; rows with too few or too many fields are rejected and named.
    """
    findings: list[Finding] = []
    text = _decoded(content, path, findings)
    delimiter = _delimiter(text, path, findings)
    rows = _rows(text, delimiter, path, limits)
    header = next((row for _, row in rows if any(cell.strip() for cell in row)), None)
    if header is None:
        raise rejection(path, "LOG_EMPTY", {"rows": 0})
    attributes = _attributes(header, mapping, path, findings)
    coders = [Coder() for _ in header]
    lines: list[int] = []
    ragged: list[int] = []
    for line, row in rows:
        if len(row) != len(header):
            if row:
                ragged.append(line)
            continue
        for coder, cell in zip(coders, row, strict=True):
            if cell:
                coder.put(len(lines), cell)
        lines.append(line)
    if ragged:
        named = ", ".join(map(str, ragged[:_NAMED])) + (", …" if len(ragged) > _NAMED else "")
        findings.append(warning(path, "CSV_RAGGED", {"count": len(ragged), "lines": named}, line=ragged[0], row=ragged[0]))
    columns = {attribute: coder.column(len(lines)) for attribute, coder in zip(attributes, coders, strict=True) if attribute}
    return RawLog(
        path=path,
        sha256=sha256,
        name=name,
        n_rows=len(lines),
        columns={key: column for key, column in columns.items() if not key.startswith(_CASE_PREFIX)},
        lines=np.array(lines, dtype=np.int64),
        findings=tuple(findings),
        rows_rejected=len(ragged),
        case_columns={key.removeprefix(_CASE_PREFIX): column for key, column in columns.items() if key.startswith(_CASE_PREFIX)},
    )


def _decoded(content: bytes, path: str, findings: list[Finding]) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _strictly(content, encoding, path)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as cause:
        text = _guessed(content, cause.start, path, findings)
    if "\x00" in text:
        raise rejection(path, "CSV_NUL", line=text.count("\n", 0, text.index("\x00")) + 1)
    return text


def _strictly(content: bytes, encoding: str, path: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as cause:
        line = content.count(b"\n", 0, cause.start) + 1
        raise rejection(path, "CSV_ENCODING_BROKEN", {"encoding": encoding}, line=line) from cause


def _guessed(content: bytes, first_bad: int, path: str, findings: list[Finding]) -> str:
    """Take what is not UTF-8 for GB18030 or Latin-1 and say so; what begins as UTF-8 and goes on otherwise is refused."""
    line = content.count(b"\n", 0, first_bad) + 1
    if any(byte > 0x7F for byte in content[:first_bad]) and line > 1:
        raise rejection(path, "CSV_ENCODING_BROKEN", {"encoding": "UTF-8"}, line=line)
    for encoding in ("gb18030", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "cp1252" or any("\u4e00" <= letter <= "\u9fff" or letter > "\uffff" for letter in text):
            findings.append(note(path, "CSV_ENCODING", {"encoding": encoding}))
            return text
    raise rejection(path, "CSV_ENCODING_BROKEN", {"encoding": "UTF-8"}, line=line)


def _delimiter(text: str, path: str, findings: list[Finding]) -> str:
    """Choose the delimiter that splits the first lines into the same number of fields, more than one."""
    lines = [line for line in text[: 1 << 16].splitlines()[:_SAMPLE_LINES] if line]
    if not lines:
        raise rejection(path, "LOG_EMPTY", {"rows": 0})
    votes = {
        delimiter: Counter(len(row) for row in csv.reader(lines, delimiter=delimiter)).most_common(1)[0]
        for delimiter in _DELIMITERS
    }
    best = max(_DELIMITERS, key=lambda delimiter: (votes[delimiter][0] > 1, votes[delimiter][1], votes[delimiter][0]))
    if votes[best][0] < 2:
        return ","
    if best != ",":
        findings.append(note(path, "CSV_DELIMITER", {"delimiter": {"\t": "tab"}.get(best, best)}))
    return best


def _rows(text: str, delimiter: str, path: str, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """Yield (line where the row begins, cells)."""
    csv.field_size_limit(limits.value_characters)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in reader:
            yield line, row
            line = reader.line_num + 1
    except csv.Error as cause:
        if "field larger" in str(cause):
            raise over_limit(path, "LIMIT_FIELD", {"limit": limits.value_characters}, line=line) from cause
        raise rejection(path, "CSV_QUOTE", {"detail": str(cause)}, line=line) from cause


def _attributes(header: Sequence[str], mapping: LogMapping, path: str, findings: list[Finding]) -> list[str]:
    """Return the attribute or own name of each column; a column that another of the same name hides has none."""
    names = [cell.strip() for cell in header]
    attribute_of = {number: attribute for attribute, number in columns_of(names, mapping, path).items()}
    twice = [name for name, count in Counter(names).items() if count > 1 and name]
    findings += [warning(path, "CSV_DUP_COLUMN", {"column": name}, line=1) for name in twice]
    result: list[str] = []
    for number, name in enumerate(names):
        own = name or f"column {number + 1}"
        attribute = attribute_of.get(number, own)
        taken = attribute in result or (number not in attribute_of and attribute in attribute_of.values())
        result.append(f"{own} ({number + 1})" if taken else attribute)
    return result
