"""The levels of today: what is assessed once for all sessions, rated with the weeks that a register has counted until now."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from workbench.app.opened import Opened, kept_under
from workbench.app.recording import now_in, register_of
from workbench.app.showing import word
from workbench.findings import WorkbenchError
from workbench.report.fit_section import fit_section
from workbench.report.score_card import FitSection
from workbench.study import Assessment
from workbench.study.quiet_weeks import quiet_weeks_on


def rated_today(opened: Opened) -> Assessment:
    """Return an assessment with the quiet weeks of today: counted anew when anything is recorded, rated when they are others."""
    weeks = _quiet_weeks(opened)
    if not weeks:
        return opened.assessment
    return opened.made(("rated", *weeks), lambda: replace(opened.assessment, quiet_weeks=dict(weeks)))


def fit_today(opened: Opened) -> FitSection | None:
    """Return how far all of it fits, with the levels of today."""
    weeks = _quiet_weeks(opened)
    return opened.page.fit if not weeks else opened.made(("fit", *weeks), lambda: fit_section(rated_today(opened)))


def _quiet_weeks(opened: Opened) -> tuple[tuple[str, int], ...]:
    """Return the quiet weeks by process; none where the register cannot be read, which is said with the decisions."""
    register, today = register_of(opened), now_in(opened).date()
    try:
        head = register.head
    except WorkbenchError:
        return ()

    def make() -> tuple[tuple[str, int], ...]:
        with st.spinner(word("monitor-looking")):
            return tuple(sorted(quiet_weeks_on(opened.folder, register, opened.assessment, today, kept_under(opened)).items()))

    return opened.made(("quiet-weeks", head.hash, today.isoformat()), make)
