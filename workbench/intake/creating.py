"""A new workspace, by name, inside the folder in which workspaces are kept and nowhere else."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

from workbench.fit import DEFAULT_POLICY, policy_text
from workbench.intake.safe_names import within, workspace_name
from workbench.tables.faults import misuse
from workbench.templates import WorkspaceContents, write_with_files

_SETTINGS: Final = "workbench.yaml"
_POLICY: Final = "policy.yaml"
_NAME: Final = re.compile(rb"^name:.*$", re.MULTILINE)


def create_workspace(root: Path, name: str, contents: WorkspaceContents) -> Path:
    """Write a workspace into a folder of its name under the root, and return the folder.

    Raises UsageError for a name that is unsafe or taken.
    """
    plain = workspace_name(name)
    folder = root / plain
    if folder.is_symlink() or folder.exists():
        raise misuse("WORKSPACE_TAKEN", {"name": plain}, path=plain)
    within(root, folder)
    named = f"name: {json.dumps(plain, ensure_ascii=False)}".encode()
    settings = _NAME.sub(lambda _: named, contents.files[_SETTINGS], count=1)
    whole = contents.with_file(_SETTINGS, settings.decode())
    if _POLICY not in whole.files:
        whole = whole.with_file(_POLICY, policy_text(DEFAULT_POLICY, contents.language))
    write_with_files(whole, folder)
    for part in ("models", "event_logs"):
        (folder / part).mkdir(exist_ok=True)
    return folder
