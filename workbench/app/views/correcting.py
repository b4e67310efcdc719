"""Corrective actions in the app: how each stands, and the forms of what may be entered next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from types import MappingProxyType
from typing import Final

import streamlit as st

from workbench.app import state
from workbench.app.opened import Opened
from workbench.app.panels import show_panel
from workbench.app.recording import ask_by, author_in, now_in, read, register_of, save, sent, tell_unsaved
from workbench.app.showing import ask, plain, said, word
from workbench.normalization.corrections import (
    ActionAgreed,
    CarriedOut,
    CauseFound,
    CauseKind,
    Closed,
    Correction,
    CorrectionEvent,
    Corrections,
    Step,
    corrections_in,
    enter_correction,
    next_steps,
)
from workbench.report.normalization.corrections import correction_named, corrections_panel
from workbench.study.correcting import check_for, enter_judgements

_A_MONTH: Final = timedelta(days=30)


def show_corrections(opened: Opened) -> None:
    """Show all corrective actions, and what may be entered about one of them."""
    corrections = read(lambda: corrections_in(register_of(opened), now_in(opened).date()))
    if corrections is None:
        return
    show_panel(corrections_panel(corrections, opened.assessment.study.design.vocabulary.posts))
    if not corrections.corrections:
        return
    _ask_judgement(opened, corrections)
    names = {each.id: said(correction_named(each)) for each in corrections.corrections}
    chosen = st.selectbox(word("corrections-choose"), list(names), format_func=names.__getitem__)
    _ask_step(opened, corrections.by_id[chosen])


def _ask_step(opened: Opened, correction: Correction) -> None:
    """Show a form for each step that people may take now."""
    steps = [each for each in next_steps(correction) if each in _FORMS]
    if not steps:
        st.caption(word("corrections-nothing-more"))
    for column, step in zip(st.columns(max(1, len(steps))), steps, strict=False):
        with column, st.form(f"{step.name}-{correction.id}"):
            st.markdown(f"**{plain(word(f'correction-step-{step.name}'))}**")
            said_step = _FORMS[step](opened, correction)
            by = ask_by(f"by-{step.name}")
            seen = sent(f"{step.name}-{correction.id}", word("process-save"), correction.seen)
            if seen is not None:
                event = CorrectionEvent(step=said_step(), by=by, at=now_in(opened))
                save(partial(enter_correction, register_of(opened), correction.id, event, seen))
    tell_unsaved()


def _cause(_opened: Opened, _correction: Correction) -> Callable[[], Step]:
    kinds = [each.value for each in CauseKind]
    kind = st.selectbox(word("corrections-cause-kind"), kinds, format_func=lambda each: word(f"cause-{each}"))
    cause = st.text_area(word("corrections-cause"))
    return lambda: CauseFound(kind=CauseKind(kind), cause=cause)


def _action(opened: Opened, correction: Correction) -> Callable[[], Step]:
    today, posts = now_in(opened).date(), opened.assessment.study.design.vocabulary.posts
    language, check = state.language().value, check_for(correction, opened.assessment)
    action = st.text_area(word("corrections-action"))
    owner = ask(word("corrections-owner"), list(posts.ids), "correction-owner", lambda each: posts.called(each)[language])
    due = st.date_input(word("corrections-due"), value=today + _A_MONTH, min_value=today)
    st.caption(word("corrections-check"))
    return lambda: ActionAgreed(action=action, owner=owner or "", due=due, check=check)


def _carried_out(opened: Opened, _correction: Correction) -> Callable[[], Step]:
    today = now_in(opened).date()
    day = st.date_input(word("corrections-on"), value=today, max_value=today)
    return lambda: CarriedOut(on=day)


def _closed(_opened: Opened, _correction: Correction) -> Callable[[], Step]:
    reason = st.text_area(word("corrections-reason"))
    return lambda: Closed(reason=reason)


def _ask_judgement(opened: Opened, corrections: Corrections) -> None:
    """Offer to hold what was carried out against the cases that began since."""
    if all(each.carried_out is None for each in corrections.corrections):
        return
    with st.form("judge"):
        by = ask_by()
        seen = sent("judge", word("corrections-judge"), corrections)
        if seen is not None:
            _judge(opened, seen, by)


def _judge(opened: Opened, corrections: Corrections, by: str) -> None:
    """Enter what new evidence says of corrective actions, as the form that was sent showed them."""
    register, author = register_of(opened), author_in(opened, by)
    judged = read(lambda: enter_judgements(register, corrections, opened.assessment, author))
    if judged:
        st.rerun()
    elif judged is not None:
        st.info(word("corrections-judged-none"))


_FORMS: Final[Mapping[type[Step], Callable[[Opened, Correction], Callable[[], Step]]]] = MappingProxyType(
    {CauseFound: _cause, ActionAgreed: _action, CarriedOut: _carried_out, Closed: _closed}
)
"""What asks for a step: it returns what makes one of what was asked for, once the form is sent."""
