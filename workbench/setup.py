"""The environment of a checkout: `.venv` with the locked dependencies and the built front end. Standard library only."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final, NoReturn

RUN: Final = "run"
DEV: Final = "dev"
FAILED: Final = 4
INTERRUPTED: Final = 130
_OLDEST: Final = (3, 11)
_CHECKS: Final = (
    ("format", ("-m", "ruff", "format", "--check", ".")),
    ("lint", ("-m", "ruff", "check", ".")),
    ("types", ("-m", "mypy")),
    ("floors", ("-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())")),
)

_WAITING: Final = tuple(f"tests/{each}" for each in ("app", "browser", "docs", "notebooks", "report", "widget"))
"""Tests that mostly wait, for a browser, a kernel or a child: they run beside the others."""


def is_checkout(root: Path) -> bool:
    """Return whether this is a checkout, which has an environment of its own, rather than an installed package."""
    return (root / "pyproject.toml").is_file() and _lock(root, RUN).is_file()


def run_command(root: Path, arguments: Sequence[str]) -> int:
    """Set up the run environment if needed and run `workbench` with these arguments in it; return the exit code."""
    ensure(root, RUN)
    command = [_python(root), "-m", "workbench", *arguments]
    if os.name != "nt":
        os.execv(command[0], command)  # signals and the exit code are the command's own
    return subprocess.call(command)


def run_tests(root: Path, arguments: Sequence[str]) -> int:
    """Set up the development environment if needed, run the checks, then the tests; return 0 only if all passed.

    With arguments for pytest only the tests run.
    """
    ensure(root, DEV)
    python, failed = _python(root), []
    for name, command in () if arguments else _CHECKS:
        print(f"== {name}", flush=True)
        if subprocess.call([python, *command], cwd=root):
            failed.append(name)
    if failed:
        print(f"== failed: {', '.join(failed)}", flush=True)
    print("== tests", flush=True)
    return _test(root, [python, "-m", "pytest", *arguments]) or int(bool(failed))


def _test(root: Path, command: Sequence[str]) -> int:
    """Run the tests; all of them in two halves at once where there are two cores, the one that waits most told last."""
    is_whole = command[-1] == "pytest" and all((root / each).is_dir() for each in _WAITING)
    if not is_whole or (os.cpu_count() or 1) < 2:
        return subprocess.call(command, cwd=root)
    with tempfile.TemporaryFile() as told:
        waiting = subprocess.Popen([*command, *_WAITING], cwd=root, stdout=told, stderr=subprocess.STDOUT)
        code = subprocess.call([*command, *(f"--ignore={each}" for each in _WAITING)], cwd=root)
        code = waiting.wait() or code
        told.seek(0)
        print(told.read().decode(errors="replace"), flush=True)
    return code


def ensure(root: Path, kind: str) -> None:
    """Create or update `.venv` so that it holds what `kind` needs; two processes at once take turns."""
    _refuse_old_python()
    if is_ready(root, kind):
        return
    try:
        with _turn(root / ".venv.lock"):
            if not is_ready(root, kind):
                _say("setting up .venv (once; a few minutes on a slow line) …")
                _set_up(root, kind)
    except KeyboardInterrupt:
        _stop("set-up interrupted; the same command starts it again.", INTERRUPTED)
    except OSError as error:
        _stop(f"{error.filename or root}: {error.strerror}; make it writable, or free some space, then run this again.")


def is_ready(root: Path, kind: str) -> bool:
    """Return whether `.venv` was set up from the files that are here now, for this purpose or a larger one."""
    stamp = _stamp(root)
    lines = stamp.read_text(encoding="ascii").split() if stamp.exists() else []
    return kind in lines and _bundle(root).exists() and Path(_python(root)).exists() and fingerprint(root) in lines


def fingerprint(root: Path) -> str:
    """Return a hash over everything that the environment is made from, the place and the interpreter included."""
    sources = [root / "pyproject.toml", root / "hatch_build.py", *(_lock(root, name) for name in ("installer", RUN, DEV))]
    frontend = root / "frontend"
    sources += [frontend / name for name in ("package.json", "package-lock.json", "build.mjs")]
    sources += sorted(path for path in (frontend / "src").rglob("*") if path.is_file())
    digest = hashlib.sha256(f"{root}\0{os.path.realpath(_python(root))}".encode())
    for source in sources:
        digest.update(f"\0{source.relative_to(root).as_posix()}\0".encode() + source.read_bytes())
    return digest.hexdigest()


def _refuse_old_python() -> None:
    if sys.version_info < _OLDEST:
        oldest = ".".join(map(str, _OLDEST))
        _stop(f"Python {oldest} or newer is needed, this is {sys.version.split()[0]}: install it and start with python{oldest}.")


def _set_up(root: Path, kind: str) -> None:
    _stamp(root).unlink(missing_ok=True)
    _make_venv(root)
    _install(root, kind)
    _build(root)
    _compile(root)
    _mark_ready(root, [RUN, DEV] if kind == DEV else [RUN])


def _make_venv(root: Path) -> None:
    """Make `.venv`, anew where what is there has no pip: half-made, or its Python was replaced."""
    if _runs([_python(root), "-c", "import pip"]):
        return
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        _stop(f"Python's {missing[0]} module is missing; on Debian and Ubuntu: apt install python3-venv. Then run this again.")
    _step(root, [sys.executable, "-m", "venv", "--clear", root / ".venv"], ".venv could not be made; is this folder writable?")


def _install(root: Path, kind: str) -> None:
    hint = "packages could not be installed; check the network, then run this again."
    _say("installing packages …")
    python = _python(root)
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _step(root, [*pip, "--require-hashes", "-r", _lock(root, "installer")], hint)
    _step(root, [*_uv(root), "--require-hashes", "-r", _lock(root, kind)], hint, index_of_pip(python))


def _build(root: Path) -> None:
    """Install the project itself; its build hook bundles the front end."""
    hint = "the diagram module could not be built; check the network, then run this again."
    _say("building the diagram module …")
    if not _bundle(root).exists():
        shutil.rmtree(_bundle(root).parent, ignore_errors=True)  # the hook keeps what bears its mark, whole or not
    editable = ["--no-deps", "--no-build-isolation", "--reinstall", "--editable", "."]
    _step(root, [*_uv(root), *editable], hint, index_of_pip(_python(root)))
    if not _bundle(root).exists():
        _stop(hint)


def _compile(root: Path) -> None:
    """Make the machine code that most commands need by a first report; what fails here is made when it is needed."""
    _say("compiling (once; half a minute) …")
    with tempfile.TemporaryDirectory() as folder:
        first = ["report", str(root), "-o", str(Path(folder) / "first.html")]
        _runs([_python(root), "-c", f"import sys; from workbench.cli import main; sys.argv = {['workbench', *first]!r}; main()"])


def _mark_ready(root: Path, purposes: Sequence[str]) -> None:
    """Write the stamp in one move, last of all: a set-up that was killed has none and is done again."""
    fresh = _stamp(root).with_suffix(".new")
    fresh.write_text("\n".join([fingerprint(root), *purposes]), encoding="ascii")
    fresh.replace(_stamp(root))
    _log(root).unlink(missing_ok=True)


def index_of_pip(python: str) -> dict[str, str]:
    """Return the machine's index for pip as a setting for uv, which does not read pip's."""
    if {"UV_DEFAULT_INDEX", "UV_INDEX_URL"} & os.environ.keys():
        return {}
    listed = subprocess.run([python, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False).stdout
    found = dict(re.findall(r"^(\S+)\.index-url='(.+)'$", listed, flags=re.MULTILINE))
    sections = [section for section in (":env:", "install", "global") if section in found]
    return {"UV_DEFAULT_INDEX": found[sections[0]]} if sections else {}


def _step(root: Path, command: Sequence[str | Path], hint: str, settings: dict[str, str] | None = None) -> None:
    """Run one step of the set-up; where it fails, keep what it said and stop with one line."""
    try:
        done = subprocess.run(
            command,
            cwd=root,
            env={**os.environ, **(settings or {})},
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            close_fds=os.name == "nt",  # a step that outlives this process keeps the turn
        )
        failed, said = done.returncode != 0, done.stdout
    except OSError as error:
        failed, said = True, str(error).encode()
    if failed and (root / ".venv").is_dir():
        _log(root).write_bytes(said)
        hint += f" Details: {_log(root).relative_to(root)}"
    if failed:
        _stop(hint)


def _runs(command: Sequence[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _uv(root: Path) -> list[str]:
    return [_python(root), "-m", "uv", "pip", "install", "--python", _python(root)]


def _python(root: Path) -> str:
    folder = root / ".venv" / ("Scripts" if os.name == "nt" else "bin")
    return str(folder / ("python.exe" if os.name == "nt" else "python"))


def _lock(root: Path, name: str) -> Path:
    return root / "requirements" / f"{name}.lock"


def _stamp(root: Path) -> Path:
    return root / ".venv" / "workbench-ready"


def _log(root: Path) -> Path:
    return root / ".venv" / "set-up.log"


def _bundle(root: Path) -> Path:
    return root / "workbench" / "report" / "static" / "diagram.js"


@contextmanager
def _turn(lock: Path) -> Iterator[None]:
    """Hold the lock file, after whoever holds it now; the system lets go of it when its holder ends, however it ends."""
    with lock.open("a+b") as handle:
        if not _take(handle):
            _say("another set-up is running; waiting for it …")
            while not _take(handle):
                time.sleep(0.5)
        os.set_inheritable(handle.fileno(), os.name != "nt")
        yield


if sys.platform == "win32":
    import msvcrt

    def _take(handle: IO[bytes]) -> bool:
        handle.seek(0)
        try:
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _take(handle: IO[bytes]) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def _say(message: str) -> None:
    print(f"workbench: {message}", file=sys.stderr, flush=True)


def _stop(message: str, code: int = FAILED) -> NoReturn:
    _say(message)
    raise SystemExit(code)
