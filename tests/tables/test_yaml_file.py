"""YAML of a user is data and nothing else: what it hides is refused, with the line."""

from pathlib import Path

import pytest

from tests.tables.files import written
from workbench.findings import InputError, LimitError, UsageError
from workbench.language import Language
from workbench.tables import Limits, YamlDocument, read_yaml


def read(folder: Path, content: str | bytes) -> YamlDocument:
    return read_yaml(written(folder, "a.yaml", content))


def bomb(levels: int) -> str:
    lines = ["l0: &l0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, levels)]
    return "\n".join(lines)


def test_content_and_the_line_of_every_key(tmp_path: Path) -> None:
    document = read(tmp_path, "a: 1\nb:\n  c: [x, y]\n  d:\n    - {e: 2025-03-03}\n    - {e: no}\n")
    assert document.content["b"]["c"] == ["x", "y"]
    assert document.content["b"]["d"][1] == {"e": False}
    assert [document.line_of(*keys) for keys in (("a",), ("b", "c"), ("b", "d", 1, "e"), ("b", "zz"), ("zz",))] == [
        1,
        3,
        6,
        2,
        None,
    ]


def test_a_fault_names_the_keys_and_their_line(tmp_path: Path) -> None:
    fault = read(tmp_path, "a: 1\nb: {c: 2}\n").fault("YAML_WRONG_FORM", ("b", "c"), wanted="a list")
    assert (fault.finding.place.line, fault.finding.facts["key"]) == (2, "b: c")


@pytest.mark.parametrize("content", ["", "# nothing\n", "---\n"])
def test_an_empty_file_says_nothing(tmp_path: Path, content: str) -> None:
    assert read(tmp_path, content).content is None


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        ("a: 1\nb: !!python/object/apply:os.system ['true']\n", "YAML_TAG", 2),
        ("a: !custom 1\n", "YAML_TAG", 1),
        ("a: 1\nroles: &r\n  - x: *r\n", "YAML_ALIAS", 3),
        (bomb(10), "YAML_ALIAS", 5),
        ("a: 1\nb: 2\na: 3\n", "YAML_DUP_KEY", 3),
        ("x: {b: 1,\n b: 2}\n", "YAML_DUP_KEY", 2),
        ("a: [1\nb: 2\n", "YAML_NOT_WELLFORMED", 2),
        ("a: 1\nb: 2025-02-30\n", "YAML_NOT_WELLFORMED", 2),
        ("a: *gone\n", "YAML_NOT_WELLFORMED", 1),
        ("a: 1\nb: \x0b\n", "YAML_NOT_WELLFORMED", 2),
        ("{[1]: 2}\n", "YAML_NOT_WELLFORMED", 1),
        ("a: 1\n---\nb: 2\n", "YAML_NOT_WELLFORMED", 2),
        ("[" * 5000, "YAML_NOT_WELLFORMED", 1),
        ("a: 一\n".encode() + "b: 财务\n".encode("gbk"), "YAML_ENCODING_BROKEN", 2),
    ],
)
def test_what_is_no_plain_data_is_refused_with_the_line(tmp_path: Path, content: str | bytes, code: str, line: int) -> None:
    with pytest.raises(InputError) as refused:
        read(tmp_path, content)
    assert (refused.value.finding.code, refused.value.finding.place.line) == (code, line)
    assert all("{" not in refused.value.finding.text(language) for language in Language)


def test_ids_with_zeros_in_front_and_times_of_day_stay_texts(tmp_path: Path) -> None:
    content = read(tmp_path, "[007, 12:30, 0x1F, 12, -3, 0, 1.5]\n").content
    assert content == ["007", "12:30", "0x1F", 12, -3, 0, 1.5]


def test_aliases_and_merged_keys_within_reason_are_read(tmp_path: Path) -> None:
    content = read(tmp_path, "base: &b {x: 1, y: 2}\none: {<<: *b, y: 3}\ntwo: *b\n").content
    assert (content["one"], content["two"]) == ({"x": 1, "y": 3}, {"x": 1, "y": 2})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gbk"])
def test_encodings_are_found_and_a_guess_is_said(tmp_path: Path, encoding: str) -> None:
    document = read(tmp_path, "name: 云岭精密装备\n".encode(encoding))
    assert document.content == {"name": "云岭精密装备"}
    assert [finding.code for finding in document.findings] == (["YAML_ENCODING"] if encoding == "gbk" else [])


def test_a_large_file_and_a_missing_one(tmp_path: Path) -> None:
    with pytest.raises(LimitError, match="yaml_bytes"):
        read_yaml(written(tmp_path, "a.yaml", "a: 12345"), Limits(yaml_bytes=3))
    with pytest.raises(UsageError):
        read_yaml(tmp_path / "gone.yaml")
