"""The management representative's releases: every version with its state, one opened, and what can be done next."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import streamlit as st

from workbench.app import state
from workbench.app.choosing import choose
from workbench.app.deciding import standing_today
from workbench.app.diagram import diagram
from workbench.app.jobs import show_failure
from workbench.app.opened import Opened, stamp_of
from workbench.app.recording import register_of
from workbench.app.releasing import Desk, ask_draft, ask_next, desk_of, show_publication
from workbench.app.showing import ask, plain, said, show_table, word
from workbench.findings import WorkbenchError
from workbench.normalization.release import Release, Verified, release_folder, verify_workspace
from workbench.report.normalization.release_differences import DifferencesPage, Sides, differences_page
from workbench.report.normalization.releases import (
    ReleasePage,
    conditions_table,
    faults_table,
    head_said,
    opened_page,
    releases_table,
    verdict_of,
)
from workbench.study.release_steps import before, proposed_version
from workbench.study.releasing import conditions_asked

_HEIGHT = 420


def show(opened: Opened) -> None:
    """Show the releases of a workspace; what cannot be read is said, and the rest is shown."""
    st.title(word("app-view-releases"))
    st.caption(word("app-releases-intro"))
    show_publication()
    try:
        _show(desk_of(opened))
    except WorkbenchError as error:
        show_failure(error)


def _show(desk: Desk) -> None:
    proposed = str(proposed_version(desk.opened.folder, desk.releases))
    if desk.releases.releases:
        show_table(releases_table(desk.releases), "releases")
    else:
        st.info(word("app-releases-none"))
    st.write(plain(word("app-releases-proposed", version=proposed)))
    with st.expander(word("app-releases-draft"), expanded=not desk.releases.releases):
        ask_draft(desk, proposed)
    verified = verify_workspace(desk.opened.folder, desk.register)
    _show_verification(verified)
    if desk.releases.releases:
        _show_version(desk, verified)


def _show_verification(verified: Verified) -> None:
    st.header(word("app-releases-verify"))
    told = plain(said(verdict_of(verified)))
    if verified.faults:
        st.error(told)
        show_table(faults_table(verified.faults), "faults")
    else:
        st.success(told)
    if verified.head is not None:
        st.caption(plain(said(head_said(verified.head))))


def _show_version(desk: Desk, verified: Verified) -> None:
    known = desk.releases.version
    release = known[choose(word("app-releases-open"), "other", {each: each for each in reversed(tuple(known))})]
    page = opened_page(desk.opened.folder, release, verified, desk.now.tzinfo)
    st.header(f"{plain(page.version)} · {plain(said(page.state))}")
    if page.verdict is not None:
        (st.error if page.faults else st.success)(plain(said(page.verdict)))
    for fault in page.faults:
        st.markdown(f"- {plain(said(fault))}")
    ask_next(desk, release)
    _show_conditions(desk, release, page)
    for name, table in (("approvals", page.approvals), ("events", page.events)):
        if table is not None:
            st.subheader(word(f"app-releases-{name}"))
            show_table(table, f"release-{name}")
    if page.facts is not None:
        with st.expander(word("app-releases-manifest")):
            show_table(page.facts, "release-manifest")
    _show_documents(page)
    _show_differences(desk, release, page)


def _show_conditions(desk: Desk, release: Release, page: ReleasePage) -> None:
    """Show the conditions as they were at the release, or of a version on trial as they are now."""
    table = page.conditions
    if table is None and release.trial is None:
        return
    st.subheader(word("app-releases-conditions"))
    if table is None:
        st.caption(word("app-releases-conditions-now"))
        assessment = replace(desk.opened.assessment, standing=standing_today(desk.opened))
        asked = desk.opened.made(
            ("release-conditions", page.version, register_of(desk.opened).head.hash),
            lambda: conditions_asked(assessment, page.version, desk.releases),
        )
        table = conditions_table(asked, None, desk.now.date())
    show_table(table, "release-conditions")


def _show_documents(page: ReleasePage) -> None:
    """Let one document be chosen and downloaded; a file is read when it is chosen."""
    if not page.documents or page.folder is None:
        return
    st.subheader(word("app-releases-documents"))
    mine = {f"{each.parent.name}/{each.name}": each for each in page.documents}
    own = [name for name in mine if name.startswith(state.language().value)]
    name = ask(word("app-releases-document"), [*own, *(each for each in mine if each not in own)], "release-document")
    if name is not None and mine[name].is_file():
        label = word("app-releases-download", name=plain(mine[name].name))
        st.download_button(label, mine[name].read_bytes(), mine[name].name, key="download-document", on_click="ignore")


def _show_differences(desk: Desk, release: Release, page: ReleasePage) -> None:
    """Show what a release has otherwise than the one before; of a version that is to come, what the workspace has now."""
    earlier, folder = before(desk.releases, release.version), desk.opened.folder
    now = page.folder is None
    if earlier is None:
        st.info(word("app-releases-nothing-before"))
        return
    st.subheader(word("app-releases-now" if now else "app-releases-differences", version=str(earlier)))
    later = folder if page.folder is None else page.folder
    key = ("release-differences", str(earlier), str(later), stamp_of(later))
    _show_found(desk.opened.made(key, partial(differences_page, release_folder(folder, earlier), later)), later)


def _show_found(found: DifferencesPage, later: Path) -> None:
    st.write(plain(said(found.said)))
    if found.rows.rows:
        show_table(found.rows, f"release-differences-{later.name}")
    for each in found.sides:
        _show_sides(each)


def _show_sides(sides: Sides) -> None:
    st.markdown(f"**{plain(said(sides.name))}**")
    shown = (("before", sides.before), ("after", sides.after))
    for column, (name, drawn) in zip(st.columns(2), shown, strict=True):
        with column:
            st.caption(word(f"app-releases-{name}-diagram"))
            if drawn is not None:
                diagram(drawn, selected=None, key=f"release-{name}-{sides.process}", height=_HEIGHT)
