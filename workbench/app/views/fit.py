"""Fit of the enterprise and of each process: the triangle, what pulls it down, every indicator, and how firm all of it is."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import streamlit as st

from workbench.app import state
from workbench.app.choosing import choose
from workbench.app.levels import fit_today
from workbench.app.opened import Opened, Openings
from workbench.app.showing import plain, said, show_look, show_picture, show_table, word
from workbench.fit.scoring.robustness import WEIGHTINGS
from workbench.report.contributions import contributions_of, sensitivity_of
from workbench.report.drawings.standing_triangle import standing_triangle
from workbench.report.fit_section import compared
from workbench.report.score_card import FitSection, IndicatorRow, ScoreCard
from workbench.report.tables import percent

_PARTS: Final = ("contributions", "indicators", "sensitivity", "comparison", "structure")


def show(opened: Opened, openings: Openings, workspaces: tuple[Path, ...]) -> None:
    """Show how far a workspace fits; it can be held against the others of `workspaces`."""
    st.title(word("app-view-fit"))
    section = fit_today(opened)
    if section is None:
        st.info(word("fit-none"))
        return
    st.caption(plain(word("card-explained")))
    st.caption(plain(said(section.origin)))
    for each in section.unstable:
        st.warning(plain(said(each)))
    card = _card(section)
    _show_card(card, section)
    part = st.segmented_control(
        word("fit-part"), _PARTS, format_func=lambda each: word(f"fit-tab-{each}"), default=_PARTS[0], key="fit-part"
    )
    if part == "indicators":
        _show_indicators(card)
    elif part == "sensitivity":
        _show_sensitivity(opened, card)
    elif part == "comparison":
        _show_comparison(opened, openings, workspaces)
    elif part == "structure":
        st.caption(plain(word("card-structure-explained")))
        show_table(section.structure, "structure")
    else:
        st.caption(plain(word("card-loss-explained")))
        show_look(contributions_of(card), f"contributions-{card.scope}", word("fit-tab-contributions"))


def _card(section: FitSection) -> ScoreCard:
    """Return the card of the chosen process, else the first; offer the others."""
    cards = {each.scope: each for each in section.cards}
    return cards[choose(word("fit-scope"), "process", {scope: said(each.name) for scope, each in cards.items()})]


def _show_card(card: ScoreCard, section: FitSection) -> None:
    left, right = st.columns([2, 3])
    with left:
        show_picture(standing_triangle(card.triangle), card.name)
        st.caption(plain(said(section.colours)))
    with right:
        level, score = st.columns(2)
        level.metric(word("fit-level"), card.level)
        level.caption(plain(said(card.meaning)))
        score.metric(word("card-score"), card.figure.value)
        score.caption(plain(f"{word('card-interval')} {card.figure.interval}"))
        for each in card.facts:
            st.write(plain(f"{said(each.label)}: {said(each.value)}"))
    for reason in card.reasons:
        st.write(f"- {plain(said(reason))}")
    if card.vetoes:
        st.caption(word("card-vetoes"))
    for veto in card.vetoes:
        st.button(
            plain(f"{veto.code} {said(veto.sentence)}"),
            key=f"veto-{veto.finding}",
            on_click=state.go,
            args=("cases",),
            kwargs={"finding": veto.finding, "process": None, "case": None, "filter": None, "element": None},
        )


def _show_indicators(card: ScoreCard) -> None:
    sides = {each.code: each for each in card.dimensions}
    for each in card.dimensions:
        figures = f"{each.figure.value} {each.figure.interval} · {word('card-coverage')} {each.coverage} · {word('card-weight')}"
        st.write(plain(f"{each.code} {said(each.name)}: {figures} {each.weight}"))
    side = st.segmented_control(word("fit-side"), list(sides), default=next(iter(sides)), key="fit-side")
    for row in sides[side or next(iter(sides))].indicators:
        _show_indicator(row, card)


def _show_indicator(row: IndicatorRow, card: ScoreCard) -> None:
    figures = " ".join(part for part in (row.figure.value, row.figure.interval) if part)
    with st.expander(plain(f"{row.code} {said(row.name)} · {figures} · {said(row.told)}")):
        if row.reason is not None:
            st.info(plain(said(row.reason)))
        told = {"card-weight": row.weight, "card-loss": percent(row.loss), "card-lift": row.lift}
        told.update({"card-target": row.target, "card-n": row.n})
        st.write(plain(" · ".join(f"{word(key)} {value}" for key, value in told.items() if value)))
        for key, texts in (("card-formula", row.formula), ("card-reference", row.reference), ("card-sources", row.sources)):
            st.write(f"**{word(key)}** {plain(said(texts))}")
        if row.evidence is not None:
            st.caption(word("card-evidence"))
            show_table(row.evidence, f"evidence-{card.scope}-{row.code}")


def _show_sensitivity(opened: Opened, card: ScoreCard) -> None:
    st.caption(plain(word("fit-sensitivity-explained", count=WEIGHTINGS)))
    show_look(sensitivity_of(opened.assessment), "sensitivity", word("fit-tab-sensitivity"))
    st.header(word("card-levers"))
    for lever in card.levers:
        st.write(f"- {plain(said(lever))}")
    if not card.levers:
        st.write(word("card-no-lever"))
    if card.levers_note is not None:
        st.caption(plain(said(card.levers_note)))


def _show_comparison(opened: Opened, openings: Openings, workspaces: tuple[Path, ...]) -> None:
    others = {each.name: each for each in workspaces if each != opened.folder}
    if not others:
        st.info(word("fit-other-none"))
        return
    name = choose(word("fit-other"), "other", {each: each for each in others})
    other = openings.of(others[name])
    if other is None:
        st.info(plain(word("fit-other-open", name=name)))
        st.button(
            plain(word("fit-other-assess", name=name)),
            on_click=state.go,
            args=("begin",),
            kwargs={"workspace": name},
            key="other",
        )
        return
    section = opened.made(("compared", name, other.stamp), lambda: compared(other.assessment, opened.assessment))
    for note in section.notes:
        st.caption(plain(said(note)))
    for number, scope in enumerate(section.scopes):
        st.header(plain(said(scope.name)))
        show_table(scope.table, f"comparison-{number}")
