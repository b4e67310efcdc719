"""The key of the pseudonyms: a file of the user's own, outside every workspace, made on first use and readable by nobody else."""

from __future__ import annotations

import os
import secrets
import stat
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from workbench.findings import Finding, InputError, Place, Severity

VARIABLE: Final = "WORKBENCH_KEY_FILE"
_BYTES: Final = 32


@dataclass(frozen=True, kw_only=True)
class PseudonymKey:
    """The secret (32 bytes) that pseudonyms are made with; `findings` say where it is that of one run alone."""

    secret: bytes = field(repr=False)
    findings: tuple[Finding, ...] = ()


def key_file(environment: Mapping[str, str] = os.environ) -> Path:
    """Return where the user's key stands: as WORKBENCH_KEY_FILE says, else in the folder of the user's settings."""
    if environment.get(VARIABLE):
        return Path(environment[VARIABLE]).expanduser()
    settings = environment.get("XDG_CONFIG_HOME", "")
    folder = Path(settings) if Path(settings).is_absolute() else Path("~/.config").expanduser()
    return folder / "process-fit-workbench" / "pseudonyms.key"


def read_key(path: Path) -> PseudonymKey:
    """Read the key of a file, and make it, readable by its owner alone, where there is none.

    Where it cannot be made, the key is that of this run, and a finding says so. Raises InputError where the file is open to
    others, cannot be read, or holds no key.
    """
    try:
        if not path.exists():
            _make(path)
    except (OSError, RuntimeError) as cause:
        facts = {"path": path, "detail": getattr(cause, "strerror", None) or str(cause)}
        finding = Finding(code="KEY_NOT_KEPT", severity=Severity.MINOR, place=Place(file=str(path)), facts=facts)
        return PseudonymKey(secret=secrets.token_bytes(_BYTES), findings=(finding,))
    return PseudonymKey(secret=_secret(path))


def _secret(path: Path) -> bytes:
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        text = path.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as cause:
        raise _fault(path, "KEY_NOT_READABLE", getattr(cause, "strerror", None) or type(cause).__name__) from cause
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise _fault(path, "KEY_OPEN_TO_OTHERS", f"{mode:04o}")
    try:
        secret = bytes.fromhex(text)
    except ValueError as cause:
        raise _fault(path, "KEY_DAMAGED", f"{2 * _BYTES}") from cause
    if len(secret) != _BYTES:
        raise _fault(path, "KEY_DAMAGED", f"{2 * _BYTES}")
    return secret


def _make(path: Path) -> None:
    """Write a new key beside its place and link it there, so that of two runs at once both read the one that was first."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-key-")  # made with mode 0600
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(_BYTES) + "\n")
        os.link(name, path)
    except FileExistsError:
        return
    finally:
        Path(name).unlink()


def _fault(path: Path, code: str, detail: str) -> InputError:
    place = Place(file=str(path))
    return InputError(Finding(code=code, severity=Severity.CRITICAL, place=place, facts={"path": path, "detail": detail}))
