"""All processes on one page: how each conforms, how far it fits, what weighs most; and what was found of the enterprise."""

from __future__ import annotations

from typing import Final

import streamlit as st

from workbench.app import state
from workbench.app.deciding import decided_enterprise, decided_verdicts, standing_today
from workbench.app.finding_rows import show_findings
from workbench.app.opened import Opened
from workbench.app.showing import plain, said, show_table, word
from workbench.findings import ENTERPRISE
from workbench.normalization import Standing
from workbench.report.verdict_table import verdict_table
from workbench.report.verdicts import Verdict

_SHOWN: Final = 3
"""Findings that are shown of each process: the weightiest."""


def show(opened: Opened) -> None:
    """Show the overview of a workspace."""
    st.title(plain(said(opened.page.title)))
    if not opened.page.processes:
        st.info(word("app-no-processes"))
        return
    standing = standing_today(opened)
    if standing.fault is not None:
        st.error(plain(standing.fault.text(state.language())))
    verdicts = decided_verdicts(opened, standing)
    show_table(verdict_table(verdicts), "processes")
    for verdict in verdicts:
        with st.container(border=True):
            st.header(plain(said(verdict.name)))
            if verdict.scope == ENTERPRISE:
                _show_enterprise(opened, verdict, standing)
            else:
                _show_process(verdict)


def _show_process(verdict: Verdict) -> None:
    """Show what is behind a row: why there are no figures, what weighs most, what is not known, and the way to the rest."""
    if verdict.reason is not None:
        st.warning(plain(said(verdict.reason)))
    for finding in verdict.findings[:_SHOWN]:
        st.markdown(f"**{plain(word(f'severity-{finding.severity.value}'))}** · {plain(finding.text(state.language()))}")
    if len(verdict.findings) > _SHOWN:
        st.caption(plain(word("overview-more", count=len(verdict.findings) - _SHOWN)))
    _show_unknown(verdict)
    st.button(
        word("overview-open"),
        key=f"open-{verdict.scope}",
        on_click=state.go,
        args=("process",),
        kwargs={"process": verdict.scope},
    )


def _show_enterprise(opened: Opened, verdict: Verdict, standing: Standing) -> None:
    """Show what belongs to no process: all that was found, to be decided on here, and what is not known."""
    _show_unknown(verdict)
    section = decided_enterprise(opened, standing)
    if section is None:
        return
    if not len(section.findings):
        st.info(word("process-no-findings"))
    behind = {"process-further": section.findings.further, "process-below": section.below_threshold}
    show_findings(opened, ENTERPRISE, section.findings.first, behind, standing)


def _show_unknown(verdict: Verdict) -> None:
    if verdict.unknown:
        codes = sorted({code for each in verdict.unknown for code in each.codes})
        st.caption(plain(word("overview-unknown", count=len(codes), codes=", ".join(codes))))
