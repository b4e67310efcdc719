"""Whatever bytes a file holds, it is read or refused by name; nothing else ever comes out of a reader."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.findings import Finding, InputError
from workbench.language import Language
from workbench.tables import TableKind, kind_of_table, read_table, read_yaml

SOUND = (
    b"department_id,name\r\nD1,a\r\n",
    "部门编号;部门名称\nD1;“财务”\n".encode("gbk"),
    b"a: &x {b: [1, 2]}\nc: *x\nd: 2025-03-03\n",
    b"? [k]\n: - |\n  text\n",
)
PIECES = st.one_of(
    st.binary(min_size=1, max_size=4), st.sampled_from([b'"', b"\n", b"\x00", b"*x", b"&x ", b"!!t ", b"[", b"<<: "])
)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    content = draw(st.sampled_from(SOUND))
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(content)))
        content = content[:place] + draw(PIECES) + content[place + draw(st.integers(0, 4)) :]
    return content


def said_of(path: Path) -> list[Finding]:
    found: list[Finding] = []
    for read in (kind_of_table, lambda file: read_table(file, TableKind.DEPARTMENTS), read_yaml):
        try:
            found += getattr(read(path), "findings", ())
        except InputError as refused:
            found.append(refused.finding)
    return found


@given(content=damaged() | st.binary(max_size=60))
def test_a_file_is_read_or_refused_in_both_languages(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("bytes") / "any"
    path.write_bytes(content)
    for finding in said_of(path):
        assert finding.place.file == str(path)
        assert all(finding.text(language) for language in Language)
