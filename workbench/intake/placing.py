"""What has been looked at put in its place: whole or not at all, and over nothing that nobody agreed to replace."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.design import Alias
from workbench.eventlog import LogMapping
from workbench.eventlog.mappings.mapping_writing import write_mapping
from workbench.intake.alias_rows import add_aliases
from workbench.intake.arrivals import Present, present_at
from workbench.intake.safe_names import file_name, within
from workbench.intake.settings_file import declare
from workbench.released import refuse_released
from workbench.tables.faults import misuse
from workbench.workspace import log_stem


@dataclass(frozen=True, kw_only=True)
class Placement:
    """One file that waits and where it goes, from the workspace's root.

    `over` is what may be replaced there, None for nothing. `mapping` is written beside a log unless it says nothing; `process`
    is the one that a log or a model belongs to, where the settings list processes; `aliases` are what labels of a log mean.
    """

    name: str
    target: str
    over: Present | None = None
    mapping: LogMapping | None = None
    process: str | None = None
    aliases: tuple[Alias, ...] = ()


def store(folder: Path, workspace: Path, placements: Sequence[Placement]) -> tuple[Path, ...]:
    """Move files that wait in a folder to their places and return these; settings and aliases are brought up to date.

    Raises UsageError, before the file is touched, where something else stands at a place than what may be replaced, or where a
    place lies outside the workspace; ImmutableRelease where the workspace is a release. Files placed before it stay.
    """
    placed = []
    refuse_released(workspace)
    for each in placements:
        target = within(workspace, workspace / each.target)
        file_name(target.name)
        _move(within(folder, folder / file_name(each.name)), target, each.over)
        placed.append(target)
        mapping = each.mapping
        if mapping is not None and mapping != LogMapping():
            write_mapping(mapping, target.with_name(f"{log_stem(target.name)}.mapping.yaml"))
        if each.process is not None:
            declare(workspace, each.process, each.target)
        if each.aliases:
            add_aliases(workspace, each.aliases)
    return tuple(placed)


def _move(source: Path, target: Path, over: Present | None) -> None:
    """Move a file on one disk; nothing is replaced but what was seen there."""
    target.parent.mkdir(parents=True, exist_ok=True)
    there = present_at(target)
    if there is not None:
        if there != over:
            raise _there(target)
        source.replace(target)
        return
    try:
        os.link(source, target)
    except FileExistsError as cause:
        raise _there(target) from cause
    source.unlink()


def _there(target: Path) -> Exception:
    return misuse("FILE_THERE", {"name": target.name}, path=target.name)
