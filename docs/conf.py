"""How Sphinx makes the site of these pages: `python -m sphinx -W docs site`."""

import shutil
from pathlib import Path

from sphinx.application import Sphinx

from workbench import __version__

project = "Workbench"
version = release = __version__
extensions = ["myst_parser", "sphinx.ext.autodoc"]
html_theme = "alabaster"
html_theme_options = {"description": "Design, witness, fit", "page_width": "72rem"}
html_copy_source = False
myst_heading_anchors = 3
autodoc_typehints = "description"
autodoc_member_order = "bysource"
suppress_warnings = ["docutils"]  # docstrings are plain sentences, not reStructuredText

_HERE = Path(__file__).parent
_PAGES = "../workbench/fit/pages/"
_COPIED = "_pages"


def setup(app: Sphinx) -> None:
    """Bring the pages of finding codes, which the package holds, into the site."""
    shutil.copytree(_HERE / _PAGES, _HERE / _COPIED, dirs_exist_ok=True, ignore=lambda _, names: [n for n in names if ".py" in n])
    app.connect("source-read", _led_to_the_copies)


def _led_to_the_copies(_app: Sphinx, _page: str, source: list[str]) -> None:
    source[0] = source[0].replace(f"({_PAGES}", f"({_COPIED}/")
