"""Findings as rows with what is decided on each and the buttons that decide: of a process, or of the enterprise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from workbench.app import state
from workbench.app.deciding import ask
from workbench.app.opened import Opened
from workbench.app.showing import plain, said, show_table, word
from workbench.normalization import Standing
from workbench.report.owner_view import cases_table
from workbench.report.page import FindingRow


def show_findings(
    opened: Opened, scope: str, first: Sequence[FindingRow], behind: Mapping[str, Sequence[FindingRow]], standing: Standing
) -> None:
    """Show the first findings of a scope, and others by the key of what they are called once they are asked for."""
    for row in first:
        _show_row(opened, row, standing)
    for key, rows in behind.items():
        if rows and st.toggle(f"{word(key)} ({len(rows)})", key=f"{key}-{scope}"):
            for row in rows:
                _show_row(opened, row, standing)


def _show_row(opened: Opened, row: FindingRow, standing: Standing) -> None:
    """Show one finding: what was found, in which cases, what is decided, and what can be."""
    with st.container(border=True, key=f"finding-{row.id}"):
        st.markdown(f"**{plain(word(f'severity-{row.severity}'))}** · {plain(said(row.sentence))}")
        for each in row.associations:
            st.caption(plain(said(each)))
        if row.decided is not None:
            st.info(plain(said(row.decided.sentence)))
        st.caption(plain(f"{row.code} · {said(row.evidence)} · {said(row.moves)} · {said(row.remedy)}"))
        if row.cases:
            _show_cases(row)
        ask(opened, row, opened.finding(row.id), standing)


def _show_cases(row: FindingRow) -> None:
    with st.expander(f"{word('process-cases')} ({len(row.cases)})"):
        show_table(cases_table(row), f"cases-{row.id}")
        st.button(word("process-see-cases"), key=f"see-{row.id}", on_click=state.go, args=("cases",), kwargs={"finding": row.id})
