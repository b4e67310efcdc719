"""Where a session begins: a workspace chosen or made, files brought in, what will be unknown, and the work that assesses it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import streamlit as st

from workbench.app import state
from workbench.app.jobs import awaited, show_failure
from workbench.app.opened import Opened, Openings, stamp_of
from workbench.app.showing import plain, said, show_table, word
from workbench.app.views import importing
from workbench.findings import WorkbenchError
from workbench.intake import create_workspace
from workbench.language import Language
from workbench.report.foresight_section import AsItStands, foreseen
from workbench.templates import WorkspaceContents, bare_workspace, example_workspace
from workbench.workspace import holds_files

_CONTENTS: Final[dict[str, Callable[[Language], WorkspaceContents]]] = {
    "bare": bare_workspace,
    "example": example_workspace,
}
"""How a workspace may begin. The key `app-begin-NAME` says what each is."""


def show(openings: Openings, workspace: Path | None, root: Path, onward: str | None = None) -> None:
    """Show what leads to an assessment, after which the view `onward` is turned to, None for the one that is open."""
    st.title(word("app-view-begin"))
    if workspace is None:
        st.info(word("app-no-workspace", folder=plain(root.name)))
    elif openings.running(workspace) is not None:
        _show_progress(openings, workspace, onward)
        return
    if workspace != root:
        with st.expander(word("app-create"), expanded=workspace is None, icon=":material/create_new_folder:"):
            _offer_creation(root)
    if workspace is None:
        return
    st.write(word("app-workspace-found", name=plain(workspace.name)))
    if (failure := openings.failure(workspace)) is not None:
        show_failure(failure)
        st.info(word("app-way-on"))
    importing.show(workspace, root)
    _offer_assessment(openings, workspace)


def show_changes(openings: Openings, opened: Opened) -> None:
    """Say that files have changed since they were assessed, and lead to where they can be assessed again."""
    if openings.running(opened.folder) is not None:
        _show_progress(openings, opened.folder, None)
    elif stamp_of(opened.folder) != opened.stamp:
        st.warning(word("app-files-changed"))
        st.button(word("app-assess-again"), on_click=state.go, args=("begin",), key="assess-again")


def _offer_creation(root: Path) -> None:
    with st.form("create", border=False):
        st.text_input(word("app-create-name"), key="create-name", max_chars=80, help=word("app-create-help"))
        st.radio(word("app-create-with"), list(_CONTENTS), format_func=lambda each: word(f"app-begin-{each}"), key="create-with")
        st.form_submit_button(word("app-create-do"), type="primary", on_click=_create, args=(root,))
    if (refused := state.kept("create-refused")) is not None:
        show_failure(refused)


def _create(root: Path) -> None:
    contents = _CONTENTS[state.kept("create-with")](state.language())
    state.drop("create-refused")
    try:
        made = create_workspace(root, state.kept("create-name") or "", contents)
    except WorkbenchError as error:
        state.keep("create-refused", error)
    else:
        state.choose("workspace", made.name)


def _offer_assessment(openings: Openings, workspace: Path) -> None:
    """Show what is here and what will be unknown; only then can the work begin."""
    st.header(word("app-foresight"))
    if not holds_files(workspace):
        st.info(word("app-no-processes"))
        return
    section = awaited("foresight", foreseen, AsItStands(folder=workspace, stamp=stamp_of(workspace)))
    if section is None:
        return
    show_table(section.processes, "foresight-processes")
    if section.is_complete:
        st.success(word("app-foresight-nothing"))
    else:
        st.write(word("app-foresight-unknown"))
        for reason, codes, _ in section.unknown.rows:
            st.markdown(f"- {plain(said(reason))} {plain(said(codes))}")
        with st.expander(word("app-as-table")):
            show_table(section.unknown, "foresight-unknown")
    for notice in section.notices:
        st.warning(plain(said(notice)))
    st.button(word("app-assess"), type="primary", on_click=openings.start, args=(workspace,), key="assess")


@st.fragment(run_every=0.5)
def _show_progress(openings: Openings, workspace: Path, onward: str | None) -> None:
    work = openings.running(workspace)
    if work is not None and work.is_running:
        st.progress(0.0, text=word("app-assessing", process=plain(work.told[-1])) if work.told else word("app-reading"))
        st.button(word("app-cancel"), on_click=openings.stop, args=(workspace,), key="cancel")
        return
    openings.collect(workspace)
    if onward is not None and openings.failure(workspace) is None:
        state.go(onward)
    st.rerun()
