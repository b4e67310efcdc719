"""A released standard under watch: what is beyond its limits, how each monitor sees it, and the cases that came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

import streamlit as st

from workbench.app import state
from workbench.app.adjusting import ask_case, ask_closing, ask_monitoring, ask_planning, looked_at
from workbench.app.choosing import choose
from workbench.app.opened import Opened
from workbench.app.panels import choose_part, show_panel
from workbench.app.recording import now_in, read, register_of
from workbench.app.showing import plain, said, show_table, word
from workbench.normalization.release import Release
from workbench.report.normalization.monitor import MonitorPage, chart_panels, monitor_page
from workbench.study.monitoring import Asked, nothing_to_watch, release_in_force
from workbench.study.under_watch import UnderWatch

_BESIDE: Final = 3
"""Figures that stand beside each other."""


def show(opened: Opened) -> None:
    """Show a release that is in force, the newest to begin with, watched as of today."""
    st.title(word("app-view-monitor"))
    st.caption(plain(word("monitor-said")))
    register, today = register_of(opened), now_in(opened).date()
    head = read(lambda: register.head)
    if head is None:
        return
    nothing = read(lambda: (nothing_to_watch(opened.folder, register, Asked(on=today)),))
    if nothing is None:
        return
    if nothing[0] is not None:
        st.info(plain(nothing[0].text(state.language())))
        return
    asked = Asked(on=today, since=_ask_since(release_in_force(register, today), today))
    names = head.hash, str(today), str(asked.since)
    with st.spinner(word("monitor-looking")):
        seen = read(lambda: opened.made(("under-watch", *names), lambda: looked_at(opened, asked)))
    if seen is None:
        return
    seen = _chosen(seen)
    page = opened.made(("monitor", *names, seen.version), lambda: monitor_page(seen, opened.assessment))
    _show_facts(page)
    ask_monitoring(opened, seen)
    _PARTS[choose_part(tuple(_PARTS))](_Look(opened=opened, asked=asked, seen=seen, page=page))


@dataclass(frozen=True, kw_only=True)
class _Look:
    """What a part of the view shows: a look, what was asked of it, and its page."""

    opened: Opened
    asked: Asked
    seen: UnderWatch
    page: MonitorPage


def _ask_since(release: Release | None, today: date) -> date | None:
    """Ask from which day on data are new, the first day of the release to begin with; None for what its baseline has not seen.

    An empty field for a date would be one that nobody hears: whether there is a day is asked for first.
    """
    begin = today if release is None or release.released is None else release.released.effective
    left, right, _ = st.columns(3, vertical_alignment="bottom")
    if not left.toggle(word("monitor-ask-since"), help=word("monitor-ask-since-help"), key="monitor-has-since"):
        return None
    since: date = right.date_input(word("monitor-since-day"), value=begin, min_value=date.min, max_value=today)
    return since


def _chosen(seen: UnderWatch) -> UnderWatch:
    """Let one release be chosen, where earlier ones still hold for other processes."""
    looks = {each.version: each for each in seen.all}
    if len(looks) == 1:
        return seen
    names = {version: f"{version} · {'、'.join(each.id for each in look.baseline.processes)}" for version, look in looks.items()}
    return looks[choose(word("monitor-version"), "other", {version: plain(name) for version, name in names.items()})]


def _show_facts(page: MonitorPage) -> None:
    for facts in (page.facts[:_BESIDE], page.facts[_BESIDE:]):
        for column, fact in zip(st.columns(_BESIDE), facts, strict=False):
            column.metric(plain(said(fact.label)), said(fact.value), border=True)


def _signals(look: _Look) -> None:
    show_panel(look.page.signals)
    ask_case(look.opened, look.seen, look.asked)


def _charts(look: _Look) -> None:
    opened, seen = look.opened, look.seen
    process = choose(word("app-process"), "process", {each: _called(opened, each) for each in look.page.processes})
    made = opened.made(
        ("monitor-charts", process, str(look.asked), seen.version), lambda: chart_panels(seen, process, opened.assessment)
    )
    for panel in made:
        show_panel(panel)


def _unknown(look: _Look) -> None:
    show_panel(look.page.unknown)


def _cases(look: _Look) -> None:
    if not look.page.cases:
        st.info(word("cases-none"))
    known = {each.id: each for each in look.seen.cases}
    for card in look.page.cases:
        st.header(plain(said(card.title)))
        for sentence in card.signals:
            st.markdown(f"- {plain(said(sentence))}")
        show_table(card.touched, f"touched-{card.id}")
        if card.items is not None:
            st.markdown(plain(word("case-items", items=said(card.items))))
        if card.closed is not None:
            st.success(plain(said(card.closed)))
        if card.is_open:
            planning, closing, _ = st.columns([1, 1, 3])
            with planning:
                ask_planning(look.opened, known[card.id])
            with closing:
                ask_closing(look.opened, known[card.id])


def _called(opened: Opened, process: str) -> str:
    names = {each.id: said(each.name) for each in opened.page.processes}
    return f"{process} · {names[process]}" if process in names else process


_PARTS: Final[dict[str, Callable[[_Look], None]]] = {
    "signals": _signals,
    "monitors": _charts,
    "untold": _unknown,
    "adjusting": _cases,
}
"""Parts of the view; the key `app-part-NAME` says what each is called."""
