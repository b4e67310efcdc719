"""How people work together: duties against deeds, handovers, load, the chart with what happens on it, roles."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import streamlit as st

from workbench.app.opened import Opened
from workbench.app.panels import choose_part, choose_process, choose_unit, show_panel
from workbench.app.showing import WORKBOOK, word
from workbench.report.looks import (
    Panel,
    chart_panel,
    department_handovers,
    department_network,
    duties_kept,
    duties_panel,
    load_panels,
    post_handovers,
    post_network,
    roles_panel,
)
from workbench.study import Assessment
from workbench.tables import packed_workbook


def show(opened: Opened) -> None:
    """Show the organization of a workspace."""
    st.title(word("app-view-organization"))
    _PARTS[choose_part(tuple(_PARTS))](opened)


def _duties(opened: Opened) -> None:
    process = choose_process(opened)
    if process is None:
        return
    unit = choose_unit(opened)
    panel = opened.made(("duties", process, unit), lambda: duties_panel(opened.assessment, process, unit))
    show_panel(panel)
    if panel.table is not None:
        kept = packed_workbook([duties_kept(opened.assessment.study.design, process)])
        st.download_button(word("app-download-duties"), kept, "responsibilities.xlsx", WORKBOOK, on_click="ignore")


def _handovers(opened: Opened) -> None:
    left, right = st.columns(2)
    with left:
        unit = _toggle("app-between", ("departments", "posts"))
    with right:
        picture = _toggle("app-picture", ("heat", "network"))
    show_panel(opened.made(("handovers", unit, picture), lambda: _HANDOVERS[unit, picture](opened.assessment)))


def _loads(opened: Opened) -> None:
    for panel in opened.made(("loads",), lambda: load_panels(opened.assessment)):
        show_panel(panel)


def _chart(opened: Opened) -> None:
    unit = choose_unit(opened)
    show_panel(opened.made(("chart", unit), lambda: chart_panel(opened.assessment, unit)))


def _roles(opened: Opened) -> None:
    show_panel(opened.made(("roles",), lambda: roles_panel(opened.assessment)))


def _toggle(label: str, options: Sequence[str]) -> str:
    chosen = st.segmented_control(
        word(label), options, format_func=lambda each: word(f"{label}-{each}"), default=options[0], key=label
    )
    return chosen or options[0]


_HANDOVERS: Final[Mapping[tuple[str, str], Callable[[Assessment], Panel]]] = {
    ("departments", "heat"): department_handovers,
    ("departments", "network"): department_network,
    ("posts", "heat"): post_handovers,
    ("posts", "network"): post_network,
}


_PARTS: Final[Mapping[str, Callable[[Opened], None]]] = {
    "duties": _duties,
    "handovers": _handovers,
    "loads": _loads,
    "chart": _chart,
    "roles": _roles,
}
