"""How much of one file is accepted before it is refused as an attack or an accident; another value raises a limit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Final

from workbench.tables.faults import misuse

_SIZE: Final = re.compile(r"(\d+)\s*(|[kmgt]i?b)", re.IGNORECASE)
_UNITS: Final = MappingProxyType(
    {"": 1, "kb": 10**3, "mb": 10**6, "gb": 10**9, "tb": 10**12} | {f"{u}ib": 1 << n * 10 for n, u in enumerate("kmgt", 1)}
)


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Sizes in bytes, lengths in characters, counts.

    A packed file may unpack to `unpacked_bytes`, or to `ratio` times its own size where that is more; a plain one may be
    `file_bytes` large. Values are at most `value_characters` long, XML is nested at most `depth` deep, rows have at most
    `columns`. A table that a user keeps has at most `table_bytes` and `table_rows`, a YAML file `yaml_bytes`. A statement to
    a database takes at most `seconds`.
    """

    unpacked_bytes: int = 1 << 29
    ratio: int = 50
    file_bytes: int = 1 << 36
    value_characters: int = 1 << 20
    depth: int = 100
    columns: int = 1000
    table_bytes: int = 1 << 28
    table_rows: int = 1 << 20
    yaml_bytes: int = 1 << 22
    seconds: int = 120

    def unpacked_from(self, size: int) -> int:
        """Return how many bytes a packed file of a size may unpack to."""
        return max(self.unpacked_bytes, self.ratio * size)


def limits_of(settings: Iterable[str]) -> Limits:
    """Return limits of which some are set as a user writes them: `unpacked_bytes=2GiB`, `columns=5000`.

    Raises UsageError for a name that no limit has, and for a value that is no size.
    """
    names = [field.name for field in fields(Limits)]
    given: dict[str, int] = {}
    for setting in settings:
        name, _, value = (part.strip() for part in setting.partition("="))
        if name not in names:
            raise misuse("SETTING_UNKNOWN", {"key": "--limit", "value": name, "wanted": ", ".join(f"{each}=…" for each in names)})
        size = _SIZE.fullmatch(value)
        if size is None or int(size[1]) < 1:
            raise misuse("SETTING_UNKNOWN", {"key": f"--limit {name}", "value": value, "wanted": "1, 2, 3, …, 500MB, 2GiB"})
        given[name] = int(size[1]) * _UNITS[size[2].casefold()]
    return Limits(**given)
