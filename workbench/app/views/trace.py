"""Requirements of the management system against the evidence of a workspace: what there is, what is missing, what to do next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

import streamlit as st

from workbench.app import state
from workbench.app.choosing import choose, one_or_all
from workbench.app.opened import Opened
from workbench.app.recording import now_in, read, register_of
from workbench.app.showing import plain, said, show_choice, word
from workbench.report.normalization.requirements import (
    RequirementPage,
    Step,
    TraceChoice,
    requirement_named,
    requirement_page,
    requirements_table,
    role_counts,
    to_begin_with,
)
from workbench.report.page import Texts
from workbench.trace import Kept, Requirement, Role, Status, Traced, holdings_of, requirements_of
from workbench.trace import trace as traced_by

_WHERE: Final[Mapping[str, tuple[str, str | None]]] = MappingProxyType(
    {
        "assess": ("plan", "lifelines"),
        "decide": ("process", None),
        "adopt": ("plan", "drafts"),
        "revise": ("plan", "items"),
        "state": ("plan", "items"),
        "verify": ("plan", "items"),
        "correct": ("review", "corrections"),
        "audit": ("review", "audit"),
        "review": ("review", "pack"),
        "release": ("releases", None),
        "revise-standard": ("releases", None),
        "watch": ("monitor", None),
        "proposal": ("redesign", None),
        "intend": ("chain", None),
    }
)
"""In which view and part of the app a step is taken; what is not named here is done to the workspace's files."""


def show(opened: Opened) -> None:
    """Show the requirements as they stand today, and one of them with what to do next."""
    st.title(word("app-view-trace"))
    st.caption(plain(word("trace-said")))
    traced = _traced(opened)
    if traced is None:
        return
    counts = role_counts(traced)
    for column, each in zip(st.columns(len(counts)), counts, strict=True):
        column.metric(plain(said(each.evidenced.label)), said(each.evidenced.value), border=True)
        column.caption(plain(said(each.said)))
    choice = _choice()
    shown = choice.of(traced)
    if not shown:
        st.info(word("trace-none-such"))
        return
    _show_all(shown, choice)
    known = {each.requirement.id: each for each in shown}
    names = {key: said(requirement_named(each)) for key, each in known.items()}
    _show_one(requirement_page(known[choose(word("trace-open"), "other", names, meant=(to_begin_with(shown),))]))


def _traced(opened: Opened) -> tuple[Traced, ...] | None:
    """Return all requirements: gathered once for all sessions, and again when anything is recorded; None where none can be."""
    register, today = register_of(opened), now_in(opened).date()
    requirements = read(lambda: requirements_of(opened.folder))
    head = read(lambda: register.head)
    if requirements is None or head is None:
        return None
    asked, kept = requirements, Kept(workspace=opened.folder, register=register, on=today)
    names = ("trace", head.hash, str(today), asked)
    with st.spinner(word("trace-working")):
        return read(lambda: opened.made(names, lambda: _held_against(asked, opened, kept)))


def _held_against(requirements: Sequence[Requirement], opened: Opened, kept: Kept) -> tuple[Traced, ...]:
    return traced_by(requirements, holdings_of(opened.assessment, kept))


def _choice() -> TraceChoice:
    """Ask which requirements are looked at."""
    left, right, _ = st.columns(3)
    with left:
        role = one_or_all(word("trace-role"), list(Role), "trace-role")
    with right:
        status = one_or_all(word("trace-status"), list(Status), "trace-status")
    return TraceChoice(role=role, status=status)


def _show_all(shown: Sequence[Traced], choice: TraceChoice) -> None:
    """Show the requirements as a table; the row of a cell that is chosen is opened."""
    key = "-".join(["trace", *(each for each in (choice.role, choice.status) if each is not None)])
    row = show_choice(requirements_table(shown), key, word("app-view-trace"))
    if row is not None and row != state.kept(f"row-{key}"):
        state.keep(f"row-{key}", row)
        state.choose("other", shown[row].requirement.id)


def _show_one(page: RequirementPage) -> None:
    with st.container(border=True):
        st.header(plain(said(page.title)))
        for column, fact in zip(st.columns(len(page.facts)), page.facts, strict=True):
            column.caption(plain(said(fact.label)))
            column.markdown(f"**{plain(said(fact.value))}**")
        for number, step in enumerate(page.steps):
            _show_step(step, number)
        if not page.missing:
            st.success(word("trace-complete"))
        _show_list("trace-list-missing", page.missing)
        _show_list("trace-list-held", page.held)


def _show_step(step: Step, number: int) -> None:
    """Show what to do next, with the way to where it is done."""
    if number == 0:
        st.markdown(f"**{plain(word('trace-list-next'))}**")
    text, way = st.columns([5, 1], vertical_alignment="center")
    text.markdown(f"{number + 1}. {plain(said(step.said))}")
    if step.name in _WHERE:
        view, part = _WHERE[step.name]
        way.button(
            word("trace-go"), key=f"step-{number}", on_click=state.go, args=(view,), kwargs={"part": part}, width="stretch"
        )


def _show_list(key: str, texts: Sequence[Texts]) -> None:
    if texts:
        st.markdown("\n".join((f"**{plain(word(key))}**", "", *(f"- {plain(said(each))}" for each in texts))))
