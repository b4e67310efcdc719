"""What the library offers by name."""

import subprocess
import sys

import workbench


def test_names_are_sorted_and_all_there() -> None:
    assert list(workbench.__all__) == sorted(workbench.__all__)
    assert [name for name in workbench.__all__ if getattr(workbench, name, None) is None] == []


def test_every_room_is_opened_only_when_it_is_asked_for() -> None:
    script = "import sys, workbench; print([name for name in ('numpy', 'numba', 'lxml', 'typer') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_an_unknown_name_is_an_attribute_error() -> None:
    assert not hasattr(workbench, "align_everything")
