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
from workbench.app.recording import ask_by, author_in, register_of, save
from workbench.app.showing import plain, word
from workbench.normalization import Register
from workbench.normalization.plan import (
    Cancelled,
    Done,
    Happening,
    Item,
    ItemState,
    Plan,
    PlannedItem,
    Reopened,
    Revised,
    SignedOff,
    Started,
    departments_under,
)
from workbench.shown import SHORT
from workbench.study import Assessment
from workbench.study.adjusting import adopt, moved_window, record_run, verify
from workbench.study.adjusting import state as state_item

_Make = Callable[[], Happening]
_SAID: Final = "plan-said"


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A plan as a session sees it today, the register that it was read from, and workspaces that may tell what was before."""

    opened: Opened
    register: Register
    plan: Plan
    earlier: Mapping[str, Opened]

    def called(self, post: str) -> str:
        """Return how a post is called."""
        return self.opened.assessment.study.design.vocabulary.posts.called(post)[state.language().value]


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


def ask_drafts(desk: Desk, drafts: Plan, named: Mapping[str, str]) -> None:
    """Ask which drafts are put into the plan; all that were not cancelled before are offered as chosen."""
    with st.form("adopt-form"):
        chosen = st.multiselect(
            word("plan-ask-drafts"),
            list(named),
            default=[each.id for each in drafts.items if each.state is not ItemState.CANCELLED],
            format_func=named.__getitem__,
            placeholder=word("app-choose"),
        )
        by = ask_by()
        if st.form_submit_button(word("plan-adopt"), type="primary"):
            save(partial(_adopt, desk, [each.planned for each in drafts.items if each.id in chosen], by))


def ask_recording(desk: Desk) -> None:
    """Offer to put on record what this assessment saw."""
    if st.button(word("plan-record"), key="record-run"):
        st.dialog(word("plan-record"))(_recording_form)(desk)


def ask_verification(desk: Desk) -> None:
    """Offer to hold what is done against the cases that began since."""
    if st.button(word("plan-verify"), key="verify"):
        st.dialog(word("plan-verify"))(_verification_form)(desk)


def _recording_form(desk: Desk) -> None:
    st.write(plain(word("plan-record-explained")))
    with st.form("record-form", border=False):
        by = ask_by()
        if st.form_submit_button(word("plan-record"), type="primary"):
            save(partial(_record, desk, by))


def _verification_form(desk: Desk) -> None:
    st.write(plain(word("plan-verify-explained")))
    with st.form("verify-form", border=False):
        against = st.selectbox(
            word("plan-against"), [None, *desk.earlier], format_func=lambda each: each or word("plan-against-none")
        )
        by = ask_by()
        if st.form_submit_button(word("plan-verify"), type="primary"):
            with st.spinner(word("plan-verifying")):
                save(partial(_verify, desk, by, None if against is None else desk.earlier[against].assessment))


def _form(desk: Desk, item: Item, name: str) -> None:
    with st.form(name, border=False):
        make = _FIELDS[name](desk, item)
        by = ask_by()
        if st.form_submit_button(word("process-save"), type="primary"):
            save(lambda: state_item(register_of(desk.opened), item, make(), author_in(desk.opened, by)))


def _adopt(desk: Desk, drafts: Sequence[PlannedItem], by: str) -> None:
    adopted = adopt(desk.register, desk.opened.assessment, drafts, author_in(desk.opened, by))
    state.keep(_SAID, word("plan-adopted", count=len(adopted.recorded), number=adopted.run.recorded.number))


def _record(desk: Desk, by: str) -> None:
    entered = record_run(desk.register, desk.opened.assessment, author_in(desk.opened, by))
    known = entered.recorded.statement
    facts = {"number": entered.recorded.number, "by": known.by, "at": f"{known.at:%Y-%m-%d}", "hash": entered.recorded.hash}
    state.keep(_SAID, word("run-recorded" if entered.is_new else "run-known", **facts))


def _verify(desk: Desk, by: str, earlier: Assessment | None) -> None:
    found = verify(desk.register, desk.opened.assessment, author_in(desk.opened, by), earlier)
    run = found.run.run.subject[:SHORT]
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
    design = desk.opened.assessment.study.design
    posts = list(dict.fromkeys((*planned.responsible, *design.vocabulary.posts.ids)))
    responsible = st.multiselect(word("plan-column-responsible"), posts, default=planned.responsible, format_func=desk.called)
    answering = None if tuple(responsible) == planned.responsible else tuple(responsible)
    first, last = _days(planned.window.first, planned.window.last)
    cost = st.number_input(word("plan-column-cost"), min_value=0.0, value=planned.cost)
    risk, control = st.text_input(word("plan-ask-risk")), st.text_input(word("plan-ask-control"))
    return lambda: Revised(
        reason=reason,
        responsible=answering,
        departments=None if answering is None else departments_under(answering, planned, design),
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
