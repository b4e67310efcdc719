"""All processes on one page: how each conforms, how far it fits, what was found, and what could not be judged."""

from __future__ import annotations

import streamlit as st

from workbench.app.opened import Opened
from workbench.app.showing import plain, said, show_figure, word


def show(opened: Opened) -> None:
    """Show the overview of a workspace."""
    st.title(plain(said(opened.page.title)))
    for process in opened.page.processes:
        st.subheader(plain(said(process.name)))
        if process.refused is not None:
            st.warning(plain(said(process.refused)))
            continue
        columns = st.columns(max(1, len(process.figures)))
        for column, figure in zip(columns, process.figures, strict=True):
            with column:
                show_figure(figure)
    if not opened.page.processes:
        st.info(word("app-no-processes"))
