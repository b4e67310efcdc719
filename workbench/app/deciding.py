"""Decisions made in the app: what stands today, forms that ask for what a decision must say, and what comes of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import streamlit as st

from workbench.app import state
from workbench.app.levels import rated_today
from workbench.app.opened import Opened
from workbench.app.recording import now_in, register_of, register_url, save
from workbench.app.showing import plain, said, word
from workbench.findings import Finding, WorkbenchError
from workbench.normalization import (
    Acceptance,
    Confirmation,
    Decision,
    Dispute,
    Standing,
    Verdict,
    Withdrawal,
    subject_of,
)
from workbench.report.decided import enterprise_as_decided, process_as_decided
from workbench.report.nonconformities import draft_nonconformity, nonconformity_markdown
from workbench.report.owner_figures import owner_figures
from workbench.report.page import EnterpriseSection, FindingRow, ProcessPage
from workbench.report.verdicts import Verdict as Told
from workbench.report.verdicts import verdicts_under
from workbench.shown import SHORT
from workbench.study.frozen import standing_on
from workbench.trace import requirements_of

_A_QUARTER = timedelta(days=90)
_PARTS = ("evidence", "requirement", "statement")


def standing_today(opened: Opened) -> Standing:
    """Return the decisions of a workspace as they hold today; of a release, as they held when it was frozen."""
    return standing_on(opened.folder, register_url(), now_in(opened).date())


def decided_page(opened: Opened, process: str, standing: Standing) -> ProcessPage:
    """Return the page of a process as decisions stand: worked out once for all sessions, and again when one is added."""

    def make() -> ProcessPage:
        assessed, today = opened.process(process), rated_today(opened)
        page = replace(opened.process_page(process), three=owner_figures(assessed, today))
        return process_as_decided(page, assessed, today, standing)

    return opened.made(("decided", process, *_key(standing)), make)


def decided_verdicts(opened: Opened, standing: Standing) -> tuple[Told, ...]:
    """Return what came of each process and of the enterprise as decisions stand, worked out once as `decided_page` is."""
    return opened.made(("verdicts", *_key(standing)), lambda: verdicts_under(rated_today(opened), standing))


def decided_enterprise(opened: Opened, standing: Standing) -> EnterpriseSection | None:
    """Return what holds beyond one process as decisions stand; None where nothing is told of it."""
    section = opened.page.enterprise
    return section and enterprise_as_decided(section, standing)


def ask(opened: Opened, row: FindingRow, finding: Finding, standing: Standing) -> None:
    """Show the buttons that decide on a finding; each opens a form that has seen what stands now."""
    seen = standing.seen(finding.id)
    forms: dict[str, Callable[[Opened, FindingRow, Finding, int], None]]
    forms = {"accept": _accept, "confirm": _confirm, "dispute": _dispute, "nonconformity": _nonconformity}
    if row.decided is not None and row.decided.state != "reopened":
        forms["withdraw"] = _withdraw
    for column, (name, form) in zip(st.columns(len(forms)), forms.items(), strict=True):
        if column.button(word(f"process-{name}"), key=f"{name}-{row.id}", width="stretch"):
            st.dialog(word(f"process-{name}"), width="large")(form)(opened, row, finding, seen)


def _accept(opened: Opened, row: FindingRow, finding: Finding, seen: int) -> None:
    st.write(plain(said(row.sentence)))
    today = now_in(opened).date()
    with st.form("accept", border=False):
        reason = st.text_area(word("process-reason"))
        owner = st.text_input(word("process-owner"))
        until = st.date_input(word("process-until"), value=today + _A_QUARTER, min_value=today)
        clause = st.text_input(word("process-clause"))
        by = st.text_input(word("process-by"))
        if st.form_submit_button(word("process-save"), type="primary"):
            _save(opened, finding, Acceptance(reason=reason, owner=owner, until=until, clause=clause), by, seen)


def _confirm(opened: Opened, row: FindingRow, finding: Finding, seen: int) -> None:
    st.write(plain(said(row.sentence)))
    _ask_why(opened, finding, Confirmation, seen)


def _dispute(opened: Opened, row: FindingRow, finding: Finding, seen: int) -> None:
    st.write(plain(said(row.sentence)))
    _ask_why(opened, finding, Dispute, seen)


def _withdraw(opened: Opened, row: FindingRow, finding: Finding, seen: int) -> None:
    if row.decided is not None:
        st.write(plain(said(row.decided.sentence)))
    _ask_why(opened, finding, Withdrawal, seen)


def _ask_why(opened: Opened, finding: Finding, kind: type[Confirmation | Dispute | Withdrawal], seen: int) -> None:
    """Ask for the reason of a decision that needs nothing else, and record it."""
    with st.form(kind.name, border=False):
        reason = st.text_area(word("process-reason"))
        by = st.text_input(word("process-by"))
        if st.form_submit_button(word("process-save"), type="primary"):
            _save(opened, finding, kind(reason=reason), by, seen)


def _nonconformity(opened: Opened, row: FindingRow, finding: Finding, seen: int) -> None:
    language = state.language()
    try:
        draft = draft_nonconformity(finding, opened.assessment, requirements_of(opened.folder), language)
    except WorkbenchError as error:
        st.error(plain(error.finding.text(language)))
        return
    texts = {part: st.text_area(word(f"decision-field-{part}"), value=getattr(draft, part)) for part in _PARTS}
    called = replace(draft, **texts, clause=st.text_input(word("process-clause"), value=draft.clause))
    page = nonconformity_markdown(called, finding, language)
    st.download_button(word("process-download"), page, f"nonconformity-{row.id[:SHORT]}.md", "text/markdown", on_click="ignore")
    with st.form("nonconformity", border=False):
        by = st.text_input(word("process-by"))
        if st.form_submit_button(word("process-record")):
            _save(opened, finding, called, by, seen)


def _save(opened: Opened, finding: Finding, verdict: Verdict, by: str, seen: int) -> None:
    decision = Decision(subject=subject_of(finding), verdict=verdict, by=by, at=now_in(opened), seen=seen)
    save(lambda: register_of(opened).decide(decision))


def _key(standing: Standing) -> tuple[str, ...]:
    """Tell one standing from another."""
    return (str(standing.head), str(standing.on), standing.fault.code if standing.fault is not None else "")
