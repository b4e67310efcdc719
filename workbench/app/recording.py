"""What a session states: in which register, at what time, by whom – and what went wrong in saving it."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from typing import Final, TypeVar, cast

import streamlit as st

from workbench.app import state
from workbench.app.launching import REGISTER
from workbench.app.opened import Opened
from workbench.app.showing import plain, word
from workbench.eventlog.rows.times import zone_of
from workbench.findings import WorkbenchError
from workbench.normalization import Author, Register, open_register

_Read = TypeVar("_Read")
_Known = TypeVar("_Known")
_SENT: Final = "sent"


def register_of(opened: Opened) -> Register:
    """Return the register that the app was started with, else the workspace's own."""
    return open_register(opened.folder, register_url())


def register_url() -> str | None:
    """Return the URL of the register that the app was started with, None where there is none."""
    return os.environ.get(REGISTER)


def now_in(opened: Opened) -> datetime:
    """Return the time that the clocks of a workspace show."""
    return datetime.now(zone_of(opened.assessment.study.timezone))


def read(work: Callable[[], _Read]) -> _Read | None:
    """Return what is read from the register; where it cannot be, that is shown, and there is None."""
    try:
        return work()
    except WorkbenchError as error:
        st.error(plain(error.finding.text(state.language())))
        return None


def save(record: Callable[[], object]) -> None:
    """Record something and show the page anew; what went wrong is said where it was asked for."""
    try:
        record()
    except WorkbenchError as error:
        st.error(plain(error.finding.text(state.language())))
        return
    st.rerun()


def author_in(opened: Opened, by: str) -> Author:
    """Return somebody who states something now."""
    return Author(by=by, at=now_in(opened))


def ask_by(key: str | None = None) -> str:
    """Ask who states it."""
    return st.text_input(word("app-by"), key=key)


def sent(form: str, label: str, known: _Known) -> _Known | None:
    """Offer to send the form that is drawn; return what its author saw, None as long as it is not sent.

    `known` is what the register says as the page is drawn now, such as the number of its last record. A page is drawn anew, with
    what others recorded meanwhile, before what was sent is saved: what counts is the drawing before, from which it was sent.
    """
    if not st.form_submit_button(label, type="primary", on_click=state.keep, args=(_SENT, (form, known))):
        return None
    _, seen = cast("tuple[str, _Known]", state.kept(_SENT))
    state.drop(_SENT)
    return seen


def tell_unsaved() -> None:
    """Say that what was sent is not saved, where its form is not drawn any more after what somebody recorded meanwhile."""
    if state.kept(_SENT) is not None:
        state.drop(_SENT)
        st.error(plain(word("app-form-gone")))
