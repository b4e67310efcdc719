"""The management representative's releases: every version with its state, one opened, and what can be done next."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from workbench.app import state
from workbench.app.choosing import choose
from workbench.app.deciding import standing_today
from workbench.app.diagram import diagram
from workbench.app.jobs import show_failure
from workbench.app.opened import Opened, stamp_of
from workbench.app.releasing import Desk, ask_draft, ask_next, desk_of, show_publication
from workbench.app.showing import ask, plain, said, show_table, word
from workbench.findings import WorkbenchError
from workbench.normalization.heads import head_from
from workbench.normalization.release import Condition, Release, Verified, unrated, verify_workspace
from workbench.report.normalization.release_differences import DifferencesPage, Sides, differences_page
from workbench.report.normalization.releases import (
    ReleasePage,
    conditions_table,
    faults_table,
    opened_page,
    releases_table,
    verdict_of,
)
from workbench.report.register_head import head_said
from workbench.study.release_steps import before, proposed_version
from workbench.study.releasing import conditions_asked, planned_standard, standard_at

_HEIGHT = 420
_VERIFIED = "verified"


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
    verified = _verified(desk)
    _show_verification(verified)
    if desk.releases.releases:
        _show_version(desk, verified)


def _verified(desk: Desk) -> Verified:
    """Return what was verified, of this session and the register as it is now; anew where that is asked for.

    To hash every file of every release takes time, which a page that is drawn with each click has not.
    """
    st.header(word("app-releases-verify"))
    with st.form("verify-heads", border=False):
        heads = st.text_area(word("app-releases-heads"))
        is_asked = st.form_submit_button(word("app-releases-verify-now"))
    try:
        noted = tuple(head_from(each) for each in heads.splitlines() if each.strip())
    except WorkbenchError as error:
        show_failure(error)
        noted = ()
    names, known = (desk.opened.folder, desk.register.head, noted), state.kept(_VERIFIED)
    if is_asked or known is None or known[0] != names:
        known = (names, verify_workspace(desk.opened.folder, desk.register, noted, word("app-releases-heads")))
        state.keep(_VERIFIED, known)
    verified: Verified = known[1]
    return verified


def _show_verification(verified: Verified) -> None:
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
    page = opened_page(desk.opened.folder, release, verified)
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
        asked = _conditions(desk, page.version)
        unknown = unrated(page.version, release.processes, asked)
        if unknown is not None:
            st.warning(plain(unknown.text(state.language())))
        table = conditions_table(asked, None, desk.now.date())
    show_table(table, "release-conditions")


def _conditions(desk: Desk, version: str) -> tuple[Condition, ...]:
    """Return the conditions as they are today: worked out once, and again when anything is recorded."""
    standing = standing_today(desk.opened)

    def make() -> tuple[Condition, ...]:
        return tuple(conditions_asked(replace(desk.opened.assessment, standing=standing), version, desk.releases))

    return desk.opened.made(("conditions", version, desk.register.head.hash, str(desk.now.date())), make)


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
    """Show what a release has otherwise than another, the one before to begin with; of one to come, what the workspace has."""
    folder, now = desk.opened.folder, page.folder is None
    released = [each.version for each in desk.releases.releases if each.released and each.version != release.version]
    if not released:
        st.info(word("app-releases-nothing-before"))
        return
    meant = before(desk.releases, release.version) or released[-1]
    earlier = st.selectbox(word("app-releases-before"), released, index=released.index(meant), key=f"before-{release.version}")
    st.subheader(word("app-releases-now" if now else "app-releases-differences", version=str(earlier)))

    def make() -> DifferencesPage:
        before = standard_at(folder, desk.releases, earlier)
        if now:
            return differences_page(before, planned_standard(folder, desk.releases, release.drafted))
        return differences_page(before, standard_at(folder, desk.releases, release.version))

    key = ("release-differences", str(earlier), page.version, stamp_of(page.folder or folder), desk.register.head.hash)
    _show_found(desk.opened.made(key, make), (page.folder or folder).name)


def _show_found(found: DifferencesPage, later: str) -> None:
    st.write(plain(said(found.said)))
    if found.rows.rows:
        show_table(found.rows, f"release-differences-{later}")
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
