"""Names and paths that come from outside, checked before anything is read or written under them."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Final

from workbench.findings import UsageError
from workbench.tables.faults import misuse

_LONGEST: Final = 200
_FORBIDDEN: Final = re.compile(r'[<>:"/\\|?*]')
_DEVICES: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
"""Names that Windows keeps for devices: a workspace is to be carried anywhere."""

_OWN: Final = frozenset({"models", "event_logs", "register", "reports"})
_KEPT: Final = _OWN | {"README.md", "workbench.yaml", "policy.yaml"}
"""What stands at its place in a workspace already."""


def file_name(name: str) -> str:
    """Return a name under which a file may be kept, composed (Unicode NFC).

    Raises UsageError for one that leads elsewhere (separators, drives, dots in front), that a system keeps for itself, that holds
    characters nobody sees, or that is longer than 200 bytes.
    """
    plain = unicodedata.normalize("NFC", name)
    is_odd = any(unicodedata.category(letter) in ("Cc", "Cf", "Cs") for letter in plain)
    is_outer = plain != plain.strip() or plain.startswith((".", "~", "-")) or plain.endswith(".")
    if not plain or is_odd or is_outer or _FORBIDDEN.search(plain) or _DEVICES.fullmatch(plain):
        raise _unsafe(name)
    if len(plain.encode("utf-8", "surrogatepass")) > _LONGEST:
        raise _unsafe(name)
    return plain


def workspace_name(name: str) -> str:
    """Return a name that a workspace may have.

    Raises UsageError as `file_name`, and for the names of a workspace's own folders.
    """
    plain = file_name(name.strip())
    if plain.casefold() in _OWN:
        raise _unsafe(name)
    return plain


def within(root: Path, path: Path) -> Path:
    """Return a path with every link followed. Raises UsageError where it does not lie in the root."""
    resolved = path.resolve()
    if not resolved.is_relative_to(root.resolve()):
        raise misuse("PATH_OUTSIDE", {"path": path.name}, path=path.name)
    return resolved


def files_within(root: Path, most: int = 500) -> tuple[Path, ...]:
    """Return the files under a root by their path from there, sorted, at most so many.

    Hidden ones, links, and those that stand at their place in a workspace are left out.
    """
    found: list[Path] = []
    for path in sorted(root.rglob("*")):
        inner = path.relative_to(root)
        if path.is_file() and not path.is_symlink() and not any(part.startswith(".") or part in _KEPT for part in inner.parts):
            found.append(inner)
        if len(found) == most:
            break
    return tuple(found)


def _unsafe(name: str) -> UsageError:
    shown = "".join(letter if letter.isprintable() else "�" for letter in name[:80])
    return misuse("NAME_UNSAFE", {"name": shown}, path=shown)
