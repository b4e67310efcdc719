"""What the settings say of files that come – their time zone, their process –, and where they are entered in turn."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from workbench.atomic import write_atomically
from workbench.tables import read_yaml
from workbench.tables.faults import misuse
from workbench.workspace import DEFAULT_ZONE

_SETTINGS: Final = "workbench.yaml"
_LOGS: Final = "event_logs/"
_BLOCK: Final = re.compile(r"^processes:.*\n(?:(?:[ \t#].*)?\n)*", re.MULTILINE)
"""The key and all below it that is indented, blank or a comment."""


def timezone_in(workspace: Path) -> str:
    """Return the time zone that the settings name for times without one. Raises InputError where they cannot be read."""
    return str(_settings(workspace).get("timezone") or DEFAULT_ZONE)


def declared_processes(workspace: Path) -> Mapping[str, Mapping[str, str]]:
    """Return process → its files (model, log) as the settings list them; empty where files belong together by their names.

    Raises InputError where the settings cannot be read.
    """
    listed = _settings(workspace).get("processes")
    if not isinstance(listed, Mapping):
        return {}
    return {str(name): dict(files) for name, files in listed.items() if isinstance(files, Mapping)}


def declare(workspace: Path, process: str, file: str) -> None:
    """Enter a file, by its path from the workspace's root, as the log or the model of a process, where processes are listed.

    What else the settings say stays as it is, comments included, but for those inside the list. Raises UsageError where the list
    cannot be rewritten so that it reads as meant.
    """
    listed = declared_processes(workspace)
    key = "log" if file.startswith(_LOGS) else "model"
    if not listed or listed.get(process, {}).get(key) == file:
        return
    path = workspace / _SETTINGS
    wanted = {**listed, process: {**listed.get(process, {}), key: file}}
    text = path.read_text(encoding="utf-8-sig")
    changed = _BLOCK.sub(lambda _: _written(wanted), text if text.endswith("\n") else f"{text}\n", count=1)
    beside = path.with_name(".workbench.yaml.trial")
    write_atomically(beside, changed.encode())
    try:
        before, after = read_yaml(path).content, read_yaml(beside).content
    finally:
        beside.unlink()
    if after != {**before, "processes": wanted}:
        raise misuse("SETTINGS_BY_HAND", {"process": process, "file": file}, path=_SETTINGS)
    write_atomically(path, changed.encode())


def _settings(workspace: Path) -> Mapping[str, Any]:
    path = workspace / _SETTINGS
    content = read_yaml(path).content if path.is_file() else None
    return content if isinstance(content, Mapping) else {}


def _written(processes: Mapping[str, Mapping[str, Any]]) -> str:
    """Write the list, a line a process, in JSON's way of quoting, which is YAML's too."""
    lines = (f"  {_quoted(name)}: {{{', '.join(_pair(*each) for each in files.items())}}}\n" for name, files in processes.items())
    return "processes:\n" + "".join(lines)


def _pair(key: str, value: object) -> str:
    return f"{_quoted(key)}: {_quoted(value)}"


def _quoted(text: object) -> str:
    return json.dumps(text, ensure_ascii=False)
