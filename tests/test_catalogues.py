"""Every sentence of the catalogues is said somewhere: by its key, or by one that is put together from words of the code."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from workbench.language import Language, catalogue

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "workbench").rglob("*.py"))
TEMPLATES = sorted(
    (*(ROOT / "workbench").rglob("*.jinja"), *(ROOT / "workbench").rglob("*.typ"), *(ROOT / "frontend" / "src").rglob("*.js"))
)
QUOTED = re.compile(r"""["'`]([\w-]+)["'`]""")
GLUED = re.compile(r"""["']([\w-]+-)["']\s*~|~\s*["'](-[\w-]+)["']""")


@cache
def nodes() -> tuple[ast.AST, ...]:
    return tuple(node for path in SOURCES for node in ast.walk(ast.parse(path.read_text("utf-8"))))


@cache
def texts() -> frozenset[str]:
    """Return every text that stands in the code by itself."""
    literals = (node.value for node in nodes() if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return frozenset((*literals, *(text for path in TEMPLATES for text in QUOTED.findall(path.read_text("utf-8")))))


@cache
def words() -> frozenset[str]:
    """Return every word of the code, its data and its templates, in small letters."""
    data = sorted((ROOT / "workbench").rglob("*.yaml"))
    return frozenset(
        word.lower() for path in (*SOURCES, *TEMPLATES, *data) for word in re.findall(r"[\w.-]+", path.read_text("utf-8"))
    )


@cache
def patterns() -> tuple[re.Pattern[str], ...]:
    """Return the keys that are put together, each part that varies as a group."""
    found = {pattern for node in nodes() if isinstance(node, ast.JoinedStr) for pattern in put_together(node)}
    for path in TEMPLATES:
        for before, behind in GLUED.findall(path.read_text("utf-8")):
            found.add(re.escape(before) + "(.+)" if before else "(.+)" + re.escape(behind))
    return tuple(map(re.compile, sorted(found)))


def put_together(node: ast.JoinedStr) -> Iterator[str]:
    parts = [re.escape(str(part.value)) if isinstance(part, ast.Constant) else "(.+)" for part in node.values]
    if any(part != "(.+)" for part in parts):
        yield "".join(parts)


def is_said(key: str) -> bool:
    if key in texts():
        return True
    matches = (pattern.fullmatch(key) for pattern in patterns())
    return any(all(part.lower() in words() for part in found.groups()) for found in matches if found)


def test_no_sentence_is_left_that_nobody_says() -> None:
    assert [key for key in catalogue(Language.EN) if not is_said(key)] == []
