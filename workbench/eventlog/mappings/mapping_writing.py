"""Mapping files written: what a mapping says as YAML that reads back as the same."""

from __future__ import annotations

from pathlib import Path

import yaml

from workbench.atomic import write_atomically
from workbench.eventlog.mappings.mapping import LogMapping


def write_mapping(mapping: LogMapping, path: Path) -> None:
    """Write a mapping file that reads back as a mapping, whole or not at all; what says nothing is left out."""
    write_atomically(path, mapping_text(mapping).encode())


def mapping_text(mapping: LogMapping) -> str:
    """Return the text of a mapping file."""
    said: dict[str, object] = {
        "columns": dict(mapping.columns),
        "encoding": mapping.encoding,
        "delimiter": mapping.delimiter,
        "timezone": mapping.timezone,
        "formats": dict(mapping.formats),
        "unobservable": list(mapping.unobservable),
        "censored": dict(mapping.censored),
    }
    content = {key: value for key, value in said.items() if value}
    return str(yaml.safe_dump(content, allow_unicode=True, sort_keys=False))
