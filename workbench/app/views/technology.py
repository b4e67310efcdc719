"""What supports the work: systems, media breaks, access, data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from workbench.app.choosing import narrow
from workbench.app.opened import Opened
from workbench.app.panels import Panels, choose_part, choose_process, show_panel
from workbench.app.showing import word
from workbench.report.looks import (
    access_panels,
    accounts_panel,
    automation_panel,
    data_objects_panel,
    data_use_panel,
    passages_panel,
    placement_panel,
    systems_panel,
    way_panel,
)
from workbench.study import Assessment


def show(opened: Opened) -> None:
    """Show technology and data of a workspace."""
    st.title(word("app-view-technology"))
    _PARTS[choose_part(tuple(_PARTS))](opened)


def _systems(opened: Opened) -> None:
    _of_process(
        opened, "systems", lambda given, of: (systems_panel(given, of), placement_panel(given, of), automation_panel(given, of))
    )


def _breaks(opened: Opened) -> None:
    _of_process(opened, "breaks", lambda given, of: (way_panel(given, of), passages_panel(given, of)))


def _data(opened: Opened) -> None:
    _of_process(opened, "data", lambda given, of: (data_use_panel(given, of), data_objects_panel(given)))


def _access(opened: Opened) -> None:
    system = _choose_system(opened)
    for panel in opened.made(("access", system), lambda: access_panels(opened.assessment, system)):
        show_panel(panel)
    show_panel(opened.made(("accounts",), lambda: accounts_panel(opened.assessment)))


def _of_process(opened: Opened, name: str, make: Callable[[Assessment, str], Panels]) -> None:
    process = choose_process(opened)
    if process is None:
        return
    for panel in opened.made((name, process), lambda: make(opened.assessment, process)):
        show_panel(panel)


def _choose_system(opened: Opened) -> str | None:
    design = opened.assessment.study.design
    return narrow(word("app-system"), word("app-all-systems"), sorted(design.landscape.system), design.vocabulary.systems)


_PARTS: Final[Mapping[str, Callable[[Opened], None]]] = {
    "systems": _systems,
    "breaks": _breaks,
    "access": _access,
    "data": _data,
}
