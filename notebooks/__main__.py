"""`python -m notebooks`: run every notebook anew and store what it shows."""

from __future__ import annotations

import tempfile
from pathlib import Path

import nbformat

from notebooks.running import NOTEBOOKS, executed


def main() -> None:
    """Run all notebooks, or stop at the first cell that fails."""
    for path in NOTEBOOKS:
        with tempfile.TemporaryDirectory() as folder:
            notebook = executed(path, Path(folder))
        nbformat.write(notebook, path)


if __name__ == "__main__":
    main()
