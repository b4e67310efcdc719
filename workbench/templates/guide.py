"""The README of a new workspace: what stands where, and what each column of each table means to hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from workbench.language import Language, say
from workbench.tables import COLUMNS, Table
from workbench.templates.chinese_headers import chinese_header

PARTS: Final = (
    ("workbench.yaml", "guide-settings"),
    ("models/processes/", "guide-processes"),
    ("models/organization/calendars.yaml", "guide-calendars"),
    ("models/strategy.yaml", "guide-strategy"),
    ("event_logs/", "guide-logs"),
    ("policy.yaml", "guide-policy"),
)
"""What a workspace holds beside its tables, and the sentence that explains it."""


def guide_to(tables: Sequence[Table], language: Language, parts: Sequence[tuple[str, str]] = PARTS) -> str:
    """Return the guide in a language, as Markdown; required columns are bold."""
    lines = [f"# {say('guide-title', language)}", "", say("guide-intro", language), ""]
    lines += [f"- `{part}`: {say(key, language)}" for part, key in parts]
    lines += ["", say("guide-tables", language), ""]
    for table in tables:
        lines += [*_about(table, language), ""]
    return "\n".join(lines)


def _about(table: Table, language: Language) -> Iterator[str]:
    kind = table.kind
    yield f"## {kind.value} · {COLUMNS[kind].title}"
    yield ""
    yield say(f"guide-{kind.value}", language)
    yield ""
    needed = {column for group in COLUMNS[kind].required for column in group}
    columns = (f"**{column}**" if column in needed else column for column in table.columns)
    headers = (chinese_header(kind, column) for column in table.columns)
    yield ", ".join(f"{column} ({header})" for column, header in zip(columns, headers, strict=True))
