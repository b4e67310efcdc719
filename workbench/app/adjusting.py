"""Cases of dynamic adjustment in the app: forms that open one, plan what deals with it, and close it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import streamlit as st

from workbench.app import state
from workbench.app.opened import Opened, kept_under
from workbench.app.recording import ask_by, author_in, register_of, save
from workbench.app.showing import plain, said, word
from workbench.findings import ENTERPRISE
from workbench.fit.plan.items import LOOP, longest_window
from workbench.normalization.release import State
from workbench.normalization.watch import AdjustmentCase, CaseClosed
from workbench.report.normalization.monitor import case_card
from workbench.study.case_steps import begin_monitoring, close_case, open_case, plan_case
from workbench.study.monitoring import Asked, look_at
from workbench.study.remedies import Remedy
from workbench.study.under_watch import UnderWatch

_SCOPE: Final = "scope-enterprise"
_NOTICE: Final = "case-notice"


def looked_at(opened: Opened, asked: Asked) -> UnderWatch:
    """Look at the releases in force."""
    return look_at(opened.folder, register_of(opened), opened.assessment, asked, kept_under(opened))


def ask_monitoring(opened: Opened, seen: UnderWatch) -> None:
    """Ask who states that a release is monitored from now on, where nobody has."""
    if seen.release.state is not State.RELEASED:
        return
    with st.form("begin-monitoring"):
        st.markdown(plain(word("monitor-begin-said")))
        by = ask_by()
        if st.form_submit_button(word("monitor-begin"), type="primary"):
            save(lambda: begin_monitoring(register_of(opened), seen.release, author_in(opened, by)))


def ask_case(opened: Opened, seen: UnderWatch, asked: Asked) -> None:
    """Ask who opens a case from the signals of a look that are in none, and what changed beside the data."""
    if (notice := state.kept(_NOTICE)) is not None:
        st.info(plain(notice))
        state.drop(_NOTICE)
    with st.form("open-case"):
        st.subheader(word("case-open"))
        st.markdown(plain(word("case-open-said", count=len(seen.fresh))))
        declared = st.text_area(word("case-declared"), help=word("case-declared-help"))
        by = ask_by()
        if st.form_submit_button(word("case-open"), type="primary"):
            changes = tuple(filter(None, map(str.strip, declared.splitlines())))
            _open(opened, seen, replace(asked, version=seen.version, changes=changes), by)


def ask_planning(opened: Opened, case: AdjustmentCase) -> None:
    """Show the button that leads to the form of an item that deals with a case."""
    if st.button(word("case-plan"), key=f"plan-{case.id}", width="stretch"):
        st.dialog(word("case-plan"), width="large")(_plan)(opened, case)


def ask_closing(opened: Opened, case: AdjustmentCase) -> None:
    """Show the button that leads to the form that closes a case."""
    if st.button(word("case-close"), key=f"close-{case.id}", width="stretch"):
        st.dialog(word("case-close"), width="large")(_close)(opened, case)


def _open(opened: Opened, seen: UnderWatch, asked: Asked, by: str) -> None:
    def work() -> None:
        looked = looked_at(opened, asked) if asked.changes else seen
        if open_case(register_of(opened), looked, opened.assessment.study.design, author_in(opened, by)) is None:
            state.keep(_NOTICE, word("case-nothing-to-open"))

    save(work)


def _plan(opened: Opened, case: AdjustmentCase) -> None:
    design = opened.assessment.study.design
    st.write(plain(said(case_card(case, opened.assessment).title)))
    scopes = dict.fromkeys((*case.opened.touched.processes, ENTERPRISE, *design.process))
    with st.form("plan-case", border=False):
        scope = st.selectbox(
            word("case-plan-scope"), list(scopes), format_func=lambda each: word(_SCOPE) if each == ENTERPRISE else each
        )
        remedy = replace(ask_remedy(opened, case.opened.touched.posts), scope=scope)
        by = ask_by()
        if st.form_submit_button(word("process-save"), type="primary"):
            save(lambda: plan_case(register_of(opened), case, remedy, design, author_in(opened, by)))


def ask_remedy(opened: Opened, touched: Sequence[str] = ()) -> Remedy:
    """Ask what is to be done, by whom and how long it may take; the first post that is touched answers for it to begin with."""
    study, language = opened.assessment.study, state.language().value
    posts = study.design.vocabulary.posts
    text = st.text_area(word("case-plan-text"))
    elements = st.multiselect(word("case-plan-elements"), LOOP, format_func=lambda each: word(f"element-{each.value}"))
    known = [each for each in touched if each in posts.ids]
    responsible = st.multiselect(
        word("case-plan-responsible"), posts.ids, known[:1], format_func=lambda each: posts.called(each)[language]
    )
    days = st.number_input(word("case-plan-days"), min_value=1, max_value=1000, value=None)
    usual = longest_window(elements, study.policy.rules)
    return Remedy(text=text, elements=tuple(elements), responsible=tuple(responsible), days=int(days or usual))


def _close(opened: Opened, case: AdjustmentCase) -> None:
    st.write(plain(said(case_card(case, opened.assessment).title)))
    with st.form("close-case", border=False):
        reason = st.text_area(word("case-close-reason"))
        release = st.text_input(word("case-close-release"))
        by = ask_by()
        if st.form_submit_button(word("process-save"), type="primary"):
            closed = CaseClosed(reason=reason, release=release.strip() or None)
            save(lambda: close_case(register_of(opened), case, closed, author_in(opened, by)))
