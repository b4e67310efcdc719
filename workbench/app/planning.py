"""Forms of the adjustment plan: what may be stated of an item now, each saved as its author saw the item."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from types import MappingProxyType
from typing import Final

import streamlit as st

from workbench.app import state
from workbench.app.opened import Opened
from workbench.app.recording import now_in, register_of, save
from workbench.app.showing import plain, word
from workbench.normalization import Register
from workbench.normalization.plan import (
    Cancelled,
    Done,
    Happening,
    Item,
    Plan,
    PlannedItem,
    Reopened,
    Revised,
    SignedOff,
    Started,
    enter_event,
)
from workbench.study.adjusting import Verification, adopt, moved_window, verify
from workbench.study.author import Author

_Make = Callable[[], Happening]
_SAID: Final = "plan-said"


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A plan as a session sees it today, and the register that it was read from."""

    opened: Opened
    register: Register
    plan: Plan

    def called(self, post: str) -> str:
        """Return how a post is called."""
        return self.opened.assessment.study.design.vocabulary.posts.called(post)[state.language().value]

    def author(self, by: str) -> Author:
        """Return somebody who states something now."""
        return Author(by=by, at=now_in(self.opened))


def show_saved() -> None:
    """Say once what was saved last."""
    said = state.kept(_SAID)
    if said is not None:
        st.success(said)
        state.drop(_SAID)


def ask(desk: Desk, item: Item, may: Sequence[str]) -> None:
    """Show a button for each thing that may be stated of an item; each opens a form that has seen the item as it is now."""
    forms = [name for name in _FIELDS if name in may]
    for column, name in zip(st.columns(max(1, len(forms))), forms, strict=False):
        title = word(f"item-event-{name}")
        if column.button(title, key=f"{name}-{item.id}", width="stretch"):
            st.dialog(title, width="large")(_form)(desk, item, name)


def ask_drafts(desk: Desk, drafts: Sequence[PlannedItem], named: Mapping[str, str]) -> None:
    """Ask which drafts are put into the plan; all are offered as chosen."""
    with st.form("adopt-form"):
        chosen = st.multiselect(
            word("plan-ask-drafts"),
            list(named),
            default=list(named),
            format_func=named.__getitem__,
            placeholder=word("app-choose"),
        )
        by = st.text_input(word("plan-ask-by"))
        if st.form_submit_button(word("plan-adopt"), type="primary"):
            save(partial(_adopt, desk, [each for each in drafts if each.id in chosen], by))


def ask_verification(desk: Desk) -> None:
    """Offer to hold what is done against the cases that began since."""
    if st.button(word("plan-verify"), key="verify"):
        st.dialog(word("plan-verify"))(_verification_form)(desk)


def _verification_form(desk: Desk) -> None:
    st.write(plain(word("plan-verify-explained")))
    with st.form("verify-form", border=False):
        by = st.text_input(word("plan-ask-by"))
        if st.form_submit_button(word("plan-verify"), type="primary"):
            with st.spinner(word("plan-verifying")):
                save(partial(_verify, desk, by))


def _form(desk: Desk, item: Item, name: str) -> None:
    with st.form(name, border=False):
        make = _FIELDS[name](desk, item)
        by = st.text_input(word("plan-ask-by"))
        if st.form_submit_button(word("process-save"), type="primary"):
            save(lambda: enter_event(register_of(desk.opened), item.id, desk.author(by).says(make()), item.seen))


def _adopt(desk: Desk, drafts: Sequence[PlannedItem], by: str) -> None:
    adopted = adopt(desk.register, desk.opened.assessment, drafts, desk.author(by))
    state.keep(_SAID, word("plan-adopted", count=len(adopted.recorded), number=adopted.run.recorded.number))


def _verify(desk: Desk, by: str) -> None:
    found: Verification = verify(desk.register, desk.opened.assessment, desk.author(by))
    run = found.run.run.subject[:8]
    state.keep(_SAID, word("plan-verified", count=len(found.judgements), run=run))


def _signed(desk: Desk, item: Item) -> _Make:
    post = st.selectbox(word("plan-ask-post"), item.unsigned, format_func=desk.called)
    return lambda: SignedOff(post=post)


def _day(desk: Desk) -> date:
    today = desk.plan.on
    return st.date_input(word("plan-ask-day"), value=today, max_value=today)


def _started(desk: Desk, _item: Item) -> _Make:
    day = _day(desk)
    return lambda: Started(on=day)


def _done(desk: Desk, _item: Item) -> _Make:
    day = _day(desk)
    return lambda: Done(on=day)


def _cancelled(_desk: Desk, _item: Item) -> _Make:
    reason = st.text_area(word("process-reason"))
    return lambda: Cancelled(reason=reason)


def _revised(desk: Desk, item: Item) -> _Make:
    """Ask for what takes the place of what is planned; what is left as it is is not recorded."""
    reason, planned = st.text_area(word("process-reason")), item.planned
    known = desk.opened.assessment.study.design.vocabulary.posts.ids
    posts = list(dict.fromkeys((*planned.responsible, *known)))
    responsible = st.multiselect(word("plan-column-responsible"), posts, default=planned.responsible, format_func=desk.called)
    first, last = _days(planned.window.first, planned.window.last)
    cost = st.number_input(word("plan-column-cost"), min_value=0.0, value=planned.cost)
    risk, control = st.text_input(word("plan-ask-risk")), st.text_input(word("plan-ask-control"))
    return lambda: Revised(
        reason=reason,
        responsible=None if tuple(responsible) == planned.responsible else tuple(responsible),
        window=None if (first, last) == (planned.window.first, planned.window.last) else moved_window(item, first, last),
        cost=None if cost == planned.cost else cost,
        risk=risk or None,
        control=control or None,
    )


def _reopened(desk: Desk, item: Item) -> _Make:
    reason = st.text_area(word("process-reason"))
    first, last = _days(desk.plan.on, desk.plan.on + timedelta(days=item.planned.window.days - 1))
    return lambda: Reopened(reason=reason, window=moved_window(item, first, last))


def _days(first: date, last: date) -> tuple[date, date]:
    """Ask for the first and the last day of a window."""
    left, right = st.columns(2)
    return left.date_input(word("plan-ask-first"), value=first), right.date_input(word("plan-ask-last"), value=last)


_FIELDS: Final[Mapping[str, Callable[[Desk, Item], _Make]]] = MappingProxyType(
    {
        SignedOff.name: _signed,
        Started.name: _started,
        Done.name: _done,
        Revised.name: _revised,
        Reopened.name: _reopened,
        Cancelled.name: _cancelled,
    }
)
"""What is asked for each thing that may be stated, in the order of the buttons."""
