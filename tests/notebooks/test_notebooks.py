"""Every notebook runs from top to bottom in a fresh kernel, from any folder, and shows what is stored in it."""

from pathlib import Path
from typing import Any

import pytest

nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed")
pytest.importorskip("nbclient", reason="nbclient is not installed")
pytest.importorskip("ipykernel", reason="ipykernel is not installed")
pytest.importorskip("pandas", reason="pandas is not installed")
pytest.importorskip("anywidget", reason="anywidget, which shows diagrams, is not installed")

from notebooks.running import NOTEBOOKS, executed  # noqa: E402 - needs what is asked for above
from workbench.language import Language  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
HARMFUL = ("<script", "javascript:", "onerror", "onload")


def shown(notebook: Any) -> list[tuple[str, Any]]:
    """Return what each code cell shows, by its source: streams, and every form of a result."""
    return [
        (cell.source, output.get("text") or dict(output.get("data", {})))
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_shows_what_is_stored_in_it(path: Path, tmp_path: Path) -> None:
    stored = nbformat.read(path, as_version=4)
    fresh = executed(path, tmp_path)
    assert shown(fresh) == shown(stored), "store it anew: python -m notebooks"
    assert fresh == stored, "store it anew: python -m notebooks"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_what_is_stored_is_small_safe_and_of_no_machine(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.encode()) < 600_000
    assert [word for word in (*HARMFUL, str(ROOT), str(Path.home()), " at 0x", "psn-") if word in text] == []
    outputs = [output for cell in nbformat.read(path, as_version=4).cells for output in cell.get("outputs", ())]
    assert {output.output_type for output in outputs} <= {"execute_result", "display_data"}
    assert outputs


def test_the_first_look_is_there_in_both_languages() -> None:
    stems = {path.stem for path in NOTEBOOKS}
    assert {"01-first-look", f"01-first-look.{Language.ZH_CN.value}"} <= stems


def test_cells_are_short() -> None:
    code = [cell.source for path in NOTEBOOKS for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    assert max(len(source.splitlines()) for source in code) <= 16
