"""The environment of a checkout: `.venv` with the locked dependencies and the built front end. Standard library only."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

RUN: Final = "run"
DEV: Final = "dev"
_OLDEST: Final = (3, 11)
_PATIENCE: Final = 1800
_CHECKS: Final = (
    ("format", ("-m", "ruff", "format", "--check", ".")),
    ("lint", ("-m", "ruff", "check", ".")),
    ("types", ("-m", "mypy")),
    ("floors", ("-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())")),
)


def run_command(root: Path, arguments: Sequence[str]) -> int:
    """Set up the run environment if needed and run `workbench` with these arguments in it; return the exit code."""
    ensure(root, RUN)
    return subprocess.call([_python(root), "-m", "workbench", *arguments])


def run_tests(root: Path, arguments: Sequence[str]) -> int:
    """Set up the development environment if needed, run the checks, then the tests; return 0 only if all passed."""
    ensure(root, DEV)
    python, failed = _python(root), []
    for name, command in () if arguments else _CHECKS:
        print(f"== {name}", flush=True)
        if subprocess.call([python, *command], cwd=root):
            failed.append(name)
    if failed:
        print(f"== failed: {', '.join(failed)}", flush=True)
    print("== tests", flush=True)
    code = subprocess.call([python, "-m", "pytest", *arguments], cwd=root)
    return code or int(bool(failed))


def ensure(root: Path, kind: str) -> None:
    """Create or update `.venv` so that it holds what `kind` needs; two processes at once take turns."""
    if sys.version_info < _OLDEST:
        _stop(f"workbench needs Python {'.'.join(map(str, _OLDEST))} or newer; this is {sys.version.split()[0]}.")
    if is_ready(root, kind):
        return
    with _turn(root / ".venv.lock"):
        if not is_ready(root, kind):
            print("workbench: setting up .venv (once; a few minutes on a slow line) …", file=sys.stderr, flush=True)
            _set_up(root, kind)


def is_ready(root: Path, kind: str) -> bool:
    """Return whether `.venv` was set up from the files that are here now, for this purpose or a larger one."""
    stamp = root / ".venv" / "workbench-ready"
    lines = stamp.read_text(encoding="ascii").split() if stamp.exists() else []
    bundle = root / "workbench" / "report" / "static" / "diagram.js"
    return fingerprint(root) in lines and kind in lines and bundle.exists()


def fingerprint(root: Path) -> str:
    """Return a hash over everything that the environment is made from."""
    sources = [root / "pyproject.toml", root / "hatch_build.py", *sorted((root / "requirements").glob("*.lock"))]
    frontend = root / "frontend"
    sources += [frontend / "package-lock.json", frontend / "build.mjs", *sorted((frontend / "src").glob("*"))]
    digest = hashlib.sha256(b"\0".join(source.read_bytes() for source in sources))
    return digest.hexdigest()


def _set_up(root: Path, kind: str) -> None:
    stamp = root / ".venv" / "workbench-ready"
    stamp.unlink(missing_ok=True)
    python = _python(root)
    if not Path(python).exists():
        hint = "Python's venv module is missing or broken; on Debian and Ubuntu: apt install python3-venv"
        _step([sys.executable, "-m", "venv", root / ".venv"], root, hint)
    hint = "packages could not be installed; check the network and the lines above, then run the command again"
    if subprocess.call([python, "-c", "import uv"], stderr=subprocess.DEVNULL):
        _step([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "uv>=0.9"], root, hint)
    lock = root / "requirements" / f"{kind}.lock"
    _step(
        [python, "-m", "uv", "pip", "install", "--quiet", "--python", python, "--require-hashes", "-r", lock],
        root,
        hint,
    )
    editable = ["--no-deps", "--no-build-isolation", "--reinstall", "--editable", "."]
    _step([python, "-m", "uv", "pip", "install", "--quiet", "--python", python, *editable], root, hint)
    purposes = [RUN, DEV] if kind == DEV else [RUN]
    stamp.write_text("\n".join([fingerprint(root), *purposes]), encoding="ascii")


def _step(command: Sequence[str | Path], root: Path, hint: str) -> None:
    try:
        subprocess.run(command, cwd=root, check=True, stdout=sys.stderr)
    except (subprocess.CalledProcessError, OSError):
        _stop(f"workbench: {hint}.")


def _python(root: Path) -> str:
    folder = root / ".venv" / ("Scripts" if os.name == "nt" else "bin")
    return str(folder / ("python.exe" if os.name == "nt" else "python"))


@contextmanager
def _turn(lock: Path) -> Iterator[None]:
    """Hold the lock file; wait while a living process holds it."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            handle = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
            break
        except FileExistsError:
            if _is_abandoned(lock):
                lock.unlink(missing_ok=True)
            elif time.monotonic() > deadline:
                _stop(f"workbench: another set-up has held {lock.name} for long; delete that file if none is running.")
            else:
                time.sleep(0.5)
    try:
        os.write(handle, str(os.getpid()).encode())
        os.close(handle)
        yield
    finally:
        lock.unlink(missing_ok=True)


def _is_abandoned(lock: Path) -> bool:
    try:
        holder = int(lock.read_text(encoding="ascii") or "0")
        if holder:
            os.kill(holder, 0)
    except (FileNotFoundError, PermissionError):
        return False
    except (ProcessLookupError, ValueError):
        return True
    return False


def _stop(message: str) -> None:
    raise SystemExit(message)
