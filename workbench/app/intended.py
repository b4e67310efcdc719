"""What is intended, held against the log until today: measured once for all sessions, and again where a release came in."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from workbench.app.opened import Opened
from workbench.app.recording import now_in, read, register_of
from workbench.app.showing import word
from workbench.fit.kpis import ReleaseDay
from workbench.normalization.chain import Intentions
from workbench.normalization.heads import BEFORE_ALL
from workbench.study.chaining import Sheets, intentions_in, sheets_of
from workbench.study.following import release_days


def intentions_today(opened: Opened) -> Intentions:
    """Return every KPI with its figure, and every objective with how it stands."""
    return _intentions(opened, _releases(opened))


def sheets_today(opened: Opened) -> Sheets:
    """Return all sheets for those who judge."""
    releases = _releases(opened)

    def make() -> Sheets:
        with st.spinner(word("app-measuring")):
            return sheets_of(opened.assessment, _intentions(opened, releases))

    head = read(lambda: register_of(opened).head) or BEFORE_ALL
    return replace(opened.made(("sheets", releases), make), head=head)


def _intentions(opened: Opened, releases: tuple[ReleaseDay, ...]) -> Intentions:
    def make() -> Intentions:
        with st.spinner(word("app-measuring")):
            return intentions_in(opened.assessment, releases)

    return opened.made(("intentions", releases), make)


def _releases(opened: Opened) -> tuple[ReleaseDay, ...]:
    """Return the releases until today; none where the register cannot be read, which is shown."""
    return read(lambda: release_days(register_of(opened), now_in(opened).date())) or ()
