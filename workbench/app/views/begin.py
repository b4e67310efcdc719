"""Where a session begins: a workspace that is there, or not yet, and the work that assesses it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from workbench.apart import BrokenError, StoppedError
from workbench.app import state
from workbench.app.opened import Opened, Openings, stamp_of
from workbench.app.showing import plain, word
from workbench.findings import WorkbenchError


def show(openings: Openings, workspace: Path | None, root: Path) -> None:
    """Show what leads to an assessment."""
    st.title(word("app-view-begin"))
    if workspace is None:
        st.info(word("app-no-workspace", folder=plain(root.name)))
        return
    if openings.running(workspace) is not None:
        _show_progress(openings, workspace)
        return
    st.write(word("app-workspace-found", name=plain(workspace.name)))
    st.button(word("app-assess"), type="primary", on_click=openings.start, args=(workspace,), key="assess")


def show_changes(openings: Openings, opened: Opened) -> None:
    """Say that files have changed since they were assessed, and offer to assess them again."""
    if openings.running(opened.folder) is not None:
        _show_progress(openings, opened.folder)
    elif stamp_of(opened.folder) != opened.stamp:
        st.warning(word("app-files-changed"))
        st.button(word("app-assess-again"), on_click=openings.start, args=(opened.folder,), key="assess-again")


@st.fragment(run_every=0.5)
def _show_progress(openings: Openings, workspace: Path) -> None:
    work = openings.running(workspace)
    if work is not None and work.is_running:
        st.progress(0.0, text=word("app-assessing", process=plain(work.told[-1])) if work.told else word("app-reading"))
        st.button(word("app-cancel"), on_click=openings.stop, args=(workspace,), key="cancel")
        return
    try:
        openings.collect(workspace)
    except WorkbenchError as error:
        st.error(plain(error.finding.text(state.language())))
        return
    except (BrokenError, StoppedError):
        st.error(word("app-broken"))
        return
    st.rerun()
