"""Panels of the report in Streamlit: made once for all sessions, each with its drawing, its table, and the way to findings."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from workbench.app import state
from workbench.app.choosing import choose, narrow
from workbench.app.opened import Opened
from workbench.app.showing import plain, said, show_choice, show_drawing, show_table, word
from workbench.report.looks import FindingLink, Panel

Panels = tuple[Panel, ...]


def choose_part(parts: Sequence[str]) -> str:
    """Let one part of a view be chosen, the first to begin with; the address says which."""
    wanted = state.chosen("part")
    now = parts[0] if wanted is None or wanted not in parts else wanted
    chosen = st.segmented_control(
        word("app-part"),
        list(parts),
        format_func=lambda part: word(f"app-part-{part}"),
        default=now,
        label_visibility="collapsed",
    )
    if chosen is not None and chosen != now:
        state.choose("part", chosen)
        st.rerun()
    return now


def choose_process(opened: Opened) -> str | None:
    """Let a process be chosen, the first to begin with; None where there is none."""
    names = {each.id: said(each.name) for each in opened.page.processes}
    if not names:
        st.info(word("app-no-processes"))
        return None
    return choose(word("app-process"), "process", names)


def choose_unit(opened: Opened) -> str | None:
    """Let a department be chosen to look at it alone; None stands for all."""
    design = opened.assessment.study.design
    units = [each.id for each in design.organization.departments or ()]
    return narrow(word("app-department"), word("app-all-departments"), units, design.vocabulary.departments)


@st.fragment
def show_panel(panel: Panel) -> None:
    """Show a panel; a cell chosen in its table leads to the findings about its row."""
    st.header(plain(said(panel.title)))
    st.caption(plain(said(panel.said)))
    for column, fact in zip(st.columns(max(1, len(panel.facts))), panel.facts, strict=False):
        column.metric(plain(said(fact.label)), said(fact.value), border=True)
    for note in panel.notes:
        st.markdown(plain(said(note)))
    if panel.missing is not None:
        st.info(plain(said(panel.missing)))
    if panel.drawing is not None:
        show_drawing(panel.drawing, said(panel.title))
    if panel.table is None:
        return
    if not any(panel.links):
        show_table(panel.table, panel.key)
        return
    st.caption(word("app-choose-cell"))
    row = show_choice(panel.table, panel.key, said(panel.title))
    if row is not None and row < len(panel.links):
        _show_links(panel.links[row], panel)


def _show_links(links: tuple[FindingLink, ...], panel: Panel) -> None:
    if not links:
        st.caption(word("app-no-finding-here"))
    for link in links:
        sentence, button = st.columns([5, 1], vertical_alignment="center")
        sentence.markdown(f"**{plain(link.code)}** {plain(said(link.sentence))}")
        if link.cases and button.button(word("app-see-cases", count=link.cases), key=f"cases-{panel.key}-{link.id}"):
            state.go("cases", finding=link.id)
            st.rerun()
