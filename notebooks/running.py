"""Run a notebook in a fresh kernel of this interpreter, and keep of its outputs what is the same on every machine."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any, Final

import nbformat
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbformat import NotebookNode

FOLDER: Final = Path(__file__).resolve().parent
NOTEBOOKS: Final = tuple(sorted(FOLDER.glob("*.ipynb")))

_SECONDS: Final = 600
_LOCALES: Final = {"zh-CN": "zh_CN.UTF-8", "en": "en_US.UTF-8"}
_ALIVE: Final = "application/vnd.jupyter.widget-view+json"
"""A widget of the kernel that has ended: beside it stands what shows without one."""

_METADATA: Final = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


class ThisInterpreter(AsyncKernelManager):
    """A kernel of the interpreter that runs, whatever kernels are installed on the machine."""

    @property
    def kernel_spec(self) -> KernelSpec:
        """Return how it is started."""
        command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}", "--log-level=40"]
        return KernelSpec(argv=command, display_name="Python 3", language="python")


def executed(path: Path, workplace: Path) -> NotebookNode:
    """Run a notebook from a folder; return it as it is to be stored. Raises CellExecutionError where a cell fails."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=_SECONDS,
        kernel_manager_class=ThisInterpreter,
        resources={"metadata": {"path": str(workplace)}},
    )
    client.execute(env=_environment(path))
    return _settled(notebook)


def _environment(path: Path) -> dict[str, str]:
    """Return the environment of a kernel that speaks the language of the notebook, which its name tells."""
    language = next((each for each in _LOCALES if path.stem.endswith(f".{each}")), "en")
    search = os.pathsep.join((str(FOLDER.parent), *filter(None, [os.environ.get("PYTHONPATH")])))
    return {**os.environ, "LC_ALL": _LOCALES[language], "PYTHONUTF8": "1", "PYTHONPATH": search}


def _settled(notebook: NotebookNode) -> NotebookNode:
    """Return a notebook without what differs from run to run: times, counts of executions, random ids of cells."""
    notebook.metadata = nbformat.from_dict(_METADATA)
    for number, cell in enumerate(notebook.cells, 1):
        cell.id = f"cell-{number:02}"
        cell.metadata = nbformat.from_dict({})
        if cell.cell_type == "code":
            cell.execution_count = None
            cell.outputs = [_output(each) for each in cell.outputs]
    return notebook


def _output(output: Any) -> Any:
    output.get("data", {}).pop(_ALIVE, None)
    if output.output_type == "execute_result":
        output.execution_count = None
    return output
