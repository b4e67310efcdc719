"""The steps of a release as forms: what is stated goes to the same register, by the same functions, as from the command line."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

import streamlit as st

from workbench.app import state
from workbench.app.jobs import awaited, show_failure
from workbench.app.launching import REGISTER
from workbench.app.opened import Opened
from workbench.app.recording import ask_by, now_in, register_of, save, sent, tell_unsaved
from workbench.app.showing import plain, word
from workbench.findings import WorkbenchError
from workbench.normalization import Author, Register
from workbench.normalization.release import (
    CONDITIONS,
    Drafted,
    Event,
    Monitored,
    Release,
    Releases,
    State,
    TrialBegun,
    TrialWindow,
    Withdrawn,
    standing_in,
)
from workbench.report.normalization.publishing import Publication, publish
from workbench.study import release_steps
from workbench.study.release_steps import Answers, waiver_from
from workbench.study.releasing import ReleaseRequest

_A_QUARTER = timedelta(days=90)
_ASKED, _DONE = "publication", "published"
_ANSWERS: Final = {"checked": "checked", "approved": "approvals", "refused": "refused"}
"""What is asked of those who answer, by the name of its sentence."""


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Where steps are stated: a workspace, its register, its versions as they stand now, the moment, the last record `seen`."""

    opened: Opened
    register: Register
    releases: Releases
    now: datetime
    seen: int


def desk_of(opened: Opened) -> Desk:
    """Return the desk of a workspace. Raises InputError where its register cannot be read."""
    now, register = now_in(opened), register_of(opened)
    seen = register.head.number
    return Desk(opened=opened, register=register, releases=standing_in(register, now.date()), now=now, seen=seen)


def show_publication() -> None:
    """Show how far a publication is that was asked for, what was wrong with it, or that it is done."""
    asked: Publication | None = state.kept(_ASKED)
    if asked is not None and (frozen := awaited("publish", publish, asked, _working)) is not None:
        state.drop(_ASKED)
        facts = {"version": frozen.manifest.version, "files": len(frozen.manifest.files)}
        state.keep(_DONE, facts)
        st.rerun()
    if (facts := state.kept(_DONE)) is not None:
        st.success(plain(word("app-releases-published", **facts)))
        state.drop(_DONE)


def ask_draft(desk: Desk, proposed: str) -> None:
    """Ask for a new version, the proposed one to begin with."""
    processes = {each.id: each.texts[state.language().value] for each in desk.opened.assessment.study.design.processes}
    with st.form("draft", border=False):
        version = st.text_input(word("app-releases-version"), value=proposed)
        chosen = st.multiselect(
            word("app-releases-processes"), list(processes), default=list(processes), format_func=processes.__getitem__
        )
        abolished = st.multiselect(word("app-releases-abolished"), release_steps.standing_processes(desk.releases))
        title = st.text_input(word("app-releases-title"))
        by = ask_by()
        seen = sent("draft", word("app-releases-draft"), desk.seen)
        if seen is not None:
            kept = tuple(each for each in chosen if each not in abolished)
            drafted, author = Drafted(processes=kept, title=title, abolished=tuple(abolished)), Author(by=by, at=desk.now)
            save(lambda: release_steps.draft(desk.opened.folder, desk.register, version, drafted, author, seen))


@dataclass(frozen=True, kw_only=True)
class _Said:
    """Who states something, and the last record that they saw."""

    by: str
    seen: int


def ask_next(desk: Desk, release: Release) -> None:
    """Offer what may happen next to a version, each as a form of its own."""
    for name, form in _FORMS[release.state].items():
        with st.expander(word(f"app-releases-{name}")):
            form(desk, release)
    tell_unsaved()


def _trial(desk: Desk, release: Release) -> None:
    today = desk.now.date()
    with st.form("trial", border=False):
        first = st.date_input(word("app-releases-first"), value=today, min_value=date.min)
        last = st.date_input(word("app-releases-last"), value=today + _A_QUARTER, min_value=date.min)
        by = ask_by()
        seen = sent("trial", word("app-releases-trial"), desk.seen)
        if seen is not None:
            _state(desk, release, TrialBegun(window=TrialWindow(start=first, end=last)), _Said(by=by, seen=seen))


def _publish(desk: Desk, release: Release) -> None:
    today = desk.now.date()
    st.caption(word("app-releases-publish-takes"))
    with st.form("publish", border=False):
        effective = st.date_input(word("app-releases-effective"), value=today, min_value=date.min)
        answers = Answers(**{name: _lines(st.text_area(word(f"app-releases-{asked}-asked"))) for name, asked in _ANSWERS.items()})
        reason = st.text_input(word("app-releases-waive"))
        waived = st.multiselect(
            word("app-releases-waived"),
            CONDITIONS,
            default=CONDITIONS,
            format_func=lambda each: word(f"release-condition-name-{each}"),
        )
        until = st.date_input(word("app-releases-until"), value=today + 2 * _A_QUARTER, min_value=today)
        by = ask_by()
        seen = sent("publish", word("app-releases-publish"), desk.seen)
        if seen is not None:
            waive = (reason, until, waived) if reason.strip() else ("", None, ())
            _begin(desk, release, _Words(effective=effective, answers=answers, waive=waive, by=by, seen=seen))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, text.splitlines())))


@dataclass(frozen=True, kw_only=True)
class _Words:
    """What the form of a publication says."""

    effective: date
    answers: Answers
    waive: tuple[str, date | None, tuple[str, ...] | list[str]]
    by: str
    seen: int


def _begin(desk: Desk, release: Release, words: _Words) -> None:
    """Ask for a publication; what is written wrongly is said at once, all else by the work itself."""
    try:
        request = ReleaseRequest(
            workspace=desk.opened.folder,
            version=str(release.version),
            effective=words.effective,
            approvals=words.answers.on(desk.now.date()),
            by=words.by,
            at=desk.now,
            waiver=waiver_from(*words.waive, words.by),
            seen=words.seen,
        )
    except WorkbenchError as error:
        show_failure(error)
        return
    state.keep(_ASKED, Publication(request=request, register=os.environ.get(REGISTER)))
    st.rerun()


def _withdraw(desk: Desk, release: Release) -> None:
    with st.form("withdraw-release", border=False):
        reason = st.text_input(word("app-releases-reason"))
        by = ask_by()
        seen = sent("withdraw-release", word("app-releases-withdraw"), desk.seen)
        if seen is not None:
            _state(desk, release, Withdrawn(reason=reason), _Said(by=by, seen=seen))


def _monitor(desk: Desk, release: Release) -> None:
    with st.form("monitor-release", border=False):
        by = ask_by()
        label = word("app-releases-monitor" if release.state is State.RELEASED else "app-releases-monitor-again")
        seen = sent("monitor-release", label, desk.seen)
        if seen is not None:
            _state(desk, release, Monitored(), _Said(by=by, seen=seen))


def _state(desk: Desk, release: Release, event: Event, said: _Said) -> None:
    author = Author(by=said.by, at=desk.now)
    save(lambda: release_steps.state(desk.register, str(release.version), event, author, said.seen))


def _working(step: str) -> str:
    return word("app-releases-publishing", step=plain(step))


_FORMS: dict[State, dict[str, Callable[[Desk, Release], None]]] = {
    State.DRAFT: {"trial": _trial, "withdraw": _withdraw},
    State.TRIAL: {"publish": _publish, "trial": _trial, "withdraw": _withdraw},
    State.RELEASED: {"monitor": _monitor, "withdraw": _withdraw},
    State.MONITORED: {"withdraw": _withdraw},
    State.ADJUSTING: {"monitor-again": _monitor, "withdraw": _withdraw},
    State.WITHDRAWN: {},
}
"""What may happen next in each state, by the name of its form."""
