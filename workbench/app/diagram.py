"""The diagram as a component of the app: the browser takes the front-end module from a file, once, not with every rerun."""

from __future__ import annotations

from functools import cache
from importlib import import_module, metadata, resources
from pathlib import Path
from typing import Any, Final

import streamlit as st

from workbench.app import state
from workbench.report.diagrams.diagram_data import diagram_data
from workbench.report.page import Diagram

_DISTRIBUTION: Final = "process-fit-workbench"
_NAME: Final = f"{_DISTRIBUTION}.diagram"


def diagram(shown: Diagram, *, selected: str | None, key: str, height: int) -> str | None:
    """Show a diagram in the session's language and theme, `height` pixels high, and return the id of the selected element.

    That is what the reader has just chosen on the diagram – None where the choice was just cleared –, else `selected`: who
    calls keeps it. The diagram follows `selected` whenever that changes.
    """
    told = _component()(
        key=key,
        data={
            **diagram_data(shown),
            "language": state.language().value,
            "theme": st.context.theme.type or "light",
            "selected": selected,
            "name": key,
            "height": height,
        },
        on_chosen_change=_nothing,
    )
    return told.chosen["element"] if told.chosen else selected


def _nothing() -> None:
    """Stand where Streamlit wants a callback, without which it passes no choice on."""


def _component() -> Any:
    """Return the component, known to the server that is running."""
    try:
        _declare_folder()
    except (ImportError, AttributeError):
        return _inline()
    return _from_file()


@cache
def _from_file() -> Any:
    return st.components.v2.component(_NAME, js="diagram.js")


@cache
def _inline() -> Any:
    """Return the component of a Streamlit that has no such folders: it works, and is sent with every rerun."""
    return st.components.v2.component(_DISTRIBUTION, js=(_folder() / "static" / "diagram.js").read_text(encoding="utf-8"))


def _declare_folder() -> None:
    """Tell Streamlit in which folder the component's file is.

    Streamlit finds that out by itself only for distributions that carry a manifest of their own, which an editable one cannot.
    """
    manager = import_module("streamlit.components.v2.get_bidi_component_manager").get_bidi_component_manager()
    if manager.get_component_asset_root(_NAME) is None:
        scanner = import_module("streamlit.components.v2.manifest_scanner")
        parts = [scanner.ComponentConfig(name="diagram", asset_dir="static")]
        manifest = scanner.ComponentManifest(name=_DISTRIBUTION, version=metadata.version(_DISTRIBUTION), components=parts)
        manager.register_from_manifest(manifest, _folder())


def _folder() -> Path:
    return Path(str(resources.files("workbench.report")))
