"""All processes on one page: how each conforms, how far it fits, what weighs most, and what could not be judged."""

from __future__ import annotations

from typing import Final

import streamlit as st

from workbench.app import state
from workbench.app.opened import Opened
from workbench.app.showing import plain, said, show_table, word
from workbench.report.verdict_table import verdict_table
from workbench.report.verdicts import Verdict, verdicts_of

_SHOWN: Final = 3
"""Findings that are shown of each scope: the weightiest."""


def show(opened: Opened) -> None:
    """Show the overview of a workspace."""
    st.title(plain(said(opened.page.title)))
    if not opened.page.processes:
        st.info(word("app-no-processes"))
        return
    verdicts = verdicts_of(opened.assessment)
    show_table(verdict_table(verdicts), "processes")
    for verdict in verdicts:
        _show(verdict, verdict.scope in {each.id for each in opened.page.processes})


def _show(verdict: Verdict, is_process: bool) -> None:
    """Show what is behind a row: why there are no figures, what weighs most, and what is not known."""
    with st.container(border=True):
        st.subheader(plain(said(verdict.name)))
        if verdict.reason is not None:
            st.warning(plain(said(verdict.reason)))
        for finding in verdict.findings[:_SHOWN]:
            st.markdown(f"**{plain(word(f'severity-{finding.severity.value}'))}** · {plain(finding.text(state.language()))}")
        if len(verdict.findings) > _SHOWN:
            st.caption(plain(word("overview-more", count=len(verdict.findings) - _SHOWN)))
        if verdict.unknown:
            codes = sorted({code for each in verdict.unknown for code in each.codes})
            st.caption(plain(word("overview-unknown", count=len(codes), codes=", ".join(codes))))
        if is_process:
            st.button(
                word("overview-open"),
                key=f"open-{verdict.scope}",
                on_click=state.go,
                args=("process",),
                kwargs={"process": verdict.scope},
            )
