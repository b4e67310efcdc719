"""Loops as plain functions and as kernels, with a folder for machine code and without."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np

import workbench
from workbench.compiled import compiled, kernel

ALIGNMENT = """
import sys
from tests.builders import process, variants
from workbench.conformance import align_variants
from workbench.process import behavior_of
automaton = behavior_of(process().start().task("a").task("b").end().build()).automaton()
aligned = align_variants(variants(["ab", "axb", "a"]), automaton, {"a": ["a"], "b": ["b"]})
print(sys.modules["workbench"].__file__, *aligned.costs.tolist())
"""


def doubled(values, size):  # type: ignore[no-untyped-def]
    for each in range(size):
        values[each] = twice(values[each])
    return size


def twice(value):  # type: ignore[no-untyped-def]
    return 2 * value


def test_a_plain_function_is_compiled_with_those_that_it_calls() -> None:
    plain, machine = np.arange(3), np.arange(3)
    assert doubled(plain, 3) == compiled(doubled)(machine, 3) == 3
    assert plain.tolist() == machine.tolist() == [0, 2, 4]
    assert compiled(doubled) is compiled(doubled)


def test_a_kernel_may_call_what_was_compiled_elsewhere() -> None:
    ready = compiled(twice)

    def four_times(value):  # type: ignore[no-untyped-def]
        return ready(ready(value))

    assert kernel(four_times)(3) == 12


CALLED = "FACTOR = {factor}\n\ndef times(value):\n    return FACTOR * value\n"
CALLING = """
from workbench.compiled import compiled, kernel
from called import times

ready = compiled(times)

@kernel
def calling(value):
    return ready(value) + 1
"""


def said_by(folder: Path) -> str:
    """Call a kernel from another process, which keeps its machine code in a folder."""
    settings = {"NUMBA_CACHE_DIR": str(folder / "code"), "PYTHONPATH": os.pathsep.join([str(folder), *sys.path])}
    script = "from calling import calling; print(calling(7), sum(calling.stats.cache_hits.values()))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env={**os.environ, **settings}
    )
    assert done.stderr == ""
    return done.stdout.strip()


def test_machine_code_is_kept_until_something_changes_that_it_draws_on(tmp_path: Path) -> None:
    (tmp_path / "calling.py").write_text(CALLING)
    (tmp_path / "called.py").write_text(CALLED.format(factor=2))
    assert [said_by(tmp_path), said_by(tmp_path)] == ["15 0", "15 1"]
    (tmp_path / "called.py").write_text(CALLED.format(factor=30))
    assert said_by(tmp_path) == "211 0"


def test_machine_code_that_cannot_be_read_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "calling.py").write_text(CALLING)
    (tmp_path / "called.py").write_text(CALLED.format(factor=2))
    assert said_by(tmp_path) == "15 0"
    for file in (tmp_path / "code").rglob("*.nb?"):
        file.write_bytes(file.read_bytes()[:-9])
    assert [said_by(tmp_path), said_by(tmp_path)] == ["15 0", "15 1"]


def test_reading_models_loads_no_numba() -> None:
    script = "import sys, workbench.process; print('numba' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_without_a_folder_for_machine_code_alignments_are_the_same_and_nothing_is_said(tmp_path: Path) -> None:
    sources = Path(workbench.__file__).parent
    shutil.copytree(sources, tmp_path / "workbench", ignore=shutil.ignore_patterns("__pycache__", "static"))
    (tmp_path / "tests").mkdir()
    for name in ("__init__.py", "builders.py"):
        shutil.copy(Path(__file__).with_name(name), tmp_path / "tests")
    for folder in [tmp_path, *(path for path in tmp_path.rglob("*") if path.is_dir())]:
        (folder / "__pycache__").touch()  # a file where the folder would be stops whom no permission stops
        folder.chmod(0o555)
    nowhere = {"HOME": "/dev/null", "PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    settings = {name: value for name, value in os.environ.items() if name not in ("NUMBA_CACHE_DIR", "XDG_CACHE_HOME")}
    done = subprocess.run(
        [sys.executable, "-c", ALIGNMENT], capture_output=True, text=True, check=False, env={**settings, **nowhere}, cwd=tmp_path
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == [str(tmp_path / "workbench" / "__init__.py"), "0", "1", "1"]
