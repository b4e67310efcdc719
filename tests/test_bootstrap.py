"""The set-up of a bare checkout, as far as it can be held without a network."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from workbench import setup

ROOT = Path(__file__).resolve().parents[1]
MADE_FROM = [
    "pyproject.toml",
    "hatch_build.py",
    "requirements/installer.lock",
    "requirements/run.lock",
    "requirements/dev.lock",
    "frontend/package.json",
    "frontend/package-lock.json",
    "frontend/build.mjs",
    "frontend/src/index.js",
    "frontend/src/marks/badge.js",
]
PYTHON = setup._python(Path())
PRODUCTS = [".venv/workbench-ready", "workbench/report/static/diagram.js", PYTHON]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout in small whose environment is ready for running, not for developing."""
    root = tmp_path / "checkout"
    for name in [*MADE_FROM, *PRODUCTS]:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(f"{name}\n", encoding="ascii")
    setup._mark_ready(root, [setup.RUN])
    return root


def one_line(capsys: pytest.CaptureFixture[str]) -> str:
    """What was said on stderr, which must be a single line."""
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    return lines[0]


def nothing(*_: object) -> None:
    """Stand in for a step that has nothing to do."""


@pytest.mark.parametrize("name", MADE_FROM)
def test_a_change_of_what_it_is_made_from_makes_it_stale(checkout: Path, name: str) -> None:
    assert setup.is_ready(checkout, setup.RUN)
    (checkout / name).write_text("changed\n", encoding="ascii")
    assert not setup.is_ready(checkout, setup.RUN)


@pytest.mark.parametrize("name", PRODUCTS)
def test_a_product_that_is_missing_makes_it_stale(checkout: Path, name: str) -> None:
    (checkout / name).unlink()
    assert not setup.is_ready(checkout, setup.RUN)


def test_a_renamed_source_makes_it_stale(checkout: Path) -> None:
    (checkout / "frontend/src/index.js").rename(checkout / "frontend/src/main.js")
    assert not setup.is_ready(checkout, setup.RUN)


def test_a_moved_checkout_is_set_up_again(checkout: Path) -> None:
    (checkout / PYTHON).unlink()
    (checkout / PYTHON).symlink_to(sys.executable)  # the same interpreter before and after
    setup._mark_ready(checkout, [setup.RUN])
    assert setup.is_ready(checkout, setup.RUN)
    moved = checkout.rename(checkout.with_name("moved"))
    assert not setup.is_ready(moved, setup.RUN)


def test_an_environment_for_running_is_not_one_for_developing(checkout: Path) -> None:
    assert not setup.is_ready(checkout, setup.DEV)
    setup._mark_ready(checkout, [setup.RUN, setup.DEV])
    assert setup.is_ready(checkout, setup.DEV)


def test_an_installed_package_is_not_a_checkout(tmp_path: Path) -> None:
    assert setup.is_checkout(ROOT)
    (tmp_path / "pyproject.toml").touch()  # some packages leave theirs among the installed ones
    assert not setup.is_checkout(tmp_path)


def test_it_starts_without_any_installed_package() -> None:
    done = subprocess.run([sys.executable, "-S", "-c", "import workbench.__main__, workbench.setup"], cwd=ROOT, check=False)
    assert done.returncode == 0


def test_an_old_python_is_refused_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(setup, "_OLDEST", (3, 99))
    with pytest.raises(SystemExit) as stopped:
        setup.ensure(tmp_path, setup.RUN)
    assert stopped.value.code == setup.FAILED
    assert "Python 3.99 or newer is needed" in one_line(capsys)


@pytest.mark.parametrize("name", ["venv", "ensurepip"])
def test_a_missing_module_of_python_is_named_in_one_line(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda asked: None if asked == name else object())
    with pytest.raises(SystemExit) as stopped:
        setup._make_venv(tmp_path)
    assert stopped.value.code == setup.FAILED
    line = one_line(capsys)
    assert f"Python's {name} module is missing" in line
    assert "python3-venv" in line


def test_a_folder_that_takes_no_files_is_named_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    no_folder = tmp_path / "file"
    no_folder.touch()
    with pytest.raises(SystemExit) as stopped:
        setup.ensure(no_folder, setup.RUN)
    assert stopped.value.code == setup.FAILED
    assert str(no_folder) in one_line(capsys)


def test_a_step_that_fails_says_what_to_do_and_keeps_the_details(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        setup._step(checkout, [sys.executable, "-c", "raise SystemExit('the reason')"], "check the network.")
    assert stopped.value.code == setup.FAILED
    assert "check the network." in one_line(capsys)
    assert "the reason" in (checkout / ".venv/set-up.log").read_text(encoding="utf-8")


def test_an_interrupted_set_up_leaves_no_stamp(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(setup, "_make_venv", nothing)
    monkeypatch.setattr(setup, "_install", interrupted)
    with pytest.raises(SystemExit) as stopped:
        setup.ensure(checkout, setup.DEV)
    assert stopped.value.code == setup.INTERRUPTED
    assert "interrupted" in capsys.readouterr().err
    assert not (checkout / ".venv/workbench-ready").exists()


def test_a_bundle_that_is_not_built_stops_the_set_up(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (checkout / "workbench/report/static/diagram.js").unlink()
    (checkout / "workbench/report/static/mark").touch()
    for step in ("_make_venv", "_install", "_step"):
        monkeypatch.setattr(setup, step, nothing)
    monkeypatch.setattr(setup, "index_of_pip", lambda _: {})
    with pytest.raises(SystemExit):
        setup.ensure(checkout, setup.RUN)
    assert "diagram module could not be built" in capsys.readouterr().err
    assert not (checkout / "workbench/report/static").exists()


def test_two_set_ups_take_turns_and_a_killed_one_gives_its_turn_up(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    hold = (
        "import sys, pathlib, workbench.setup as s\nwith s._turn(pathlib.Path(sys.argv[1])): print('held', flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold, lock], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with lock.open("a+b") as handle:
            assert not setup._take(handle)
            holder.kill()
            holder.wait()
            assert setup._take(handle)


def test_the_index_of_the_machine_is_handed_to_uv(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_INDEX_URL", "https://mirror.example/simple")
    assert setup.index_of_pip(sys.executable) == {"UV_DEFAULT_INDEX": "https://mirror.example/simple"}
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://own.example/simple")
    assert setup.index_of_pip(sys.executable) == {}


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[str]]:
    """Let commands be recorded instead of run; the one that holds the given word fails."""
    run: list[str] = []

    def failing(word: str) -> list[str]:
        def call(command: list[str], **_: object) -> int:
            run.append(" ".join(command[1:]))
            return int(word in run[-1])

        monkeypatch.setattr(setup, "ensure", nothing)
        monkeypatch.setattr("subprocess.call", call)
        return run

    return failing


@pytest.mark.parametrize("word", ["ruff format", "ruff check", "mypy", "importlinter", "pytest"])
def test_one_failed_check_fails_all_and_the_tests_still_run_last(
    word: str, commands: Callable[[str], list[str]], tmp_path: Path
) -> None:
    run = commands(word)
    assert setup.run_tests(tmp_path, []) == 1
    assert run[-1] == "-m pytest"


def test_all_passing_is_success(commands: Callable[[str], list[str]], tmp_path: Path) -> None:
    commands("no such command")
    assert setup.run_tests(tmp_path, []) == 0


@pytest.mark.parametrize(("waiting", "others", "code"), [(0, 0, 0), (1, 0, 1), (0, 1, 1)])
def test_on_two_cores_all_tests_run_in_two_halves_and_either_can_fail(
    waiting: int, others: int, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(setup, "ensure", nothing)
    monkeypatch.setattr(setup, "_CHECKS", ())
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    for each in setup._WAITING:
        (tmp_path / each).mkdir(parents=True)
    (tmp_path / "pytest.py").write_text(
        f"import sys; print(*sys.argv[1:]); sys.exit({others} if '--ignore=tests/browser' in sys.argv else {waiting})"
    )
    monkeypatch.setattr(setup, "_python", lambda _: sys.executable)
    assert setup.run_tests(tmp_path, []) == code
    first, last = capfd.readouterr().out.split("== tests")[1].strip().splitlines()
    assert first == " ".join(f"--ignore={each}" for each in setup._WAITING)
    assert last.split() == list(setup._WAITING)


def test_arguments_go_to_the_tests_alone(commands: Callable[[str], list[str]], tmp_path: Path) -> None:
    run = commands("no such command")
    setup.run_tests(tmp_path, ["-k", "process"])
    assert run == ["-m pytest -k process"]
