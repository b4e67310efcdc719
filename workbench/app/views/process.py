"""The owner's page of one process: can the data be relied on, three figures, what was found and where, and what is decided."""

from __future__ import annotations

from typing import Final

import streamlit as st

from workbench.app import state
from workbench.app.choosing import choose
from workbench.app.deciding import decided_page, standing_today
from workbench.app.diagram import diagram
from workbench.app.finding_rows import show_findings
from workbench.app.opened import Opened
from workbench.app.showing import plain, said, show_drawing, show_figure, show_table, word
from workbench.normalization import Standing
from workbench.report.owner_view import found_elements, ledger_table, shown_on
from workbench.report.page import Figure, ProcessPage, QualitySection
from workbench.report.tables import percent
from workbench.study import AssessedProcess

_HIGH: Final = 520
"""Of the diagram, in pixels."""


def show(opened: Opened) -> None:
    """Show one process of a workspace."""
    if not opened.page.processes:
        st.info(word("app-no-processes"))
        return
    process = opened.process(_chosen(opened))
    standing = standing_today(opened)
    page = decided_page(opened, process.id, standing)
    st.title(plain(said(page.name)))
    _show_head(page)
    if standing.fault is not None:
        st.error(plain(standing.fault.text(state.language())))
    for number, (column, figure) in enumerate(zip(st.columns(len(page.three)), page.three, strict=True)):
        with column:
            _show_figure(figure, f"{page.id}-{number}")
    if page.families is not None:
        with st.expander(word("families-heading")):
            st.caption(word("families-explained"))
            show_table(page.families, f"families-{page.id}")
    _show_diagram(page)
    _show_findings(opened, page, process, standing)


def _show_diagram(page: ProcessPage) -> None:
    """Show the owner's own diagram; what is chosen on it is what findings are shown of."""
    if page.diagram is None:
        if page.undrawn is not None:
            st.info(plain(said(page.undrawn)))
        return
    st.header(word("process-diagram"))
    wanted = state.chosen("element")
    chosen = diagram(page.diagram, selected=wanted, key=f"diagram-{page.id}", height=_HIGH)
    if chosen != wanted:
        state.choose("element", chosen)
        st.rerun()


def _chosen(opened: Opened) -> str:
    names = {each.id: f"{each.id} · {said(each.name)}" for each in opened.page.processes}
    return choose(word("app-process"), "process", names, forgotten=("element",))


def _show_head(page: ProcessPage) -> None:
    """Show how much there is, and how far it can be relied on; the tables behind open on a click."""
    if page.refused is not None:
        st.warning(f"{plain(word('process-refused'))}: {plain(said(page.refused))}")
    else:
        facts = {"cases": page.cases, "incomplete": page.incomplete, "events": page.events, "variants": page.variants}
        st.caption(plain(word("process-head", period=page.period, **facts)))
    _show_light(page, page.quality)
    if page.notices:
        with st.expander(f"{word('process-notices')} ({len(page.notices)})"):
            for each in page.notices:
                st.write(plain(said(each)))


def _show_light(page: ProcessPage, quality: QualitySection | None) -> None:
    light = quality.light if quality is not None else None
    with st.expander(plain(said(light.sentence) if light is not None else word("light-unknown"))):
        if quality is not None:
            st.write(plain(said(quality.summary)))
            show_table(quality.accounting, f"accounting-{page.id}")
            for doubt in quality.doubts:
                st.write(plain(f"{doubt.code} · {word(f'severity-{doubt.severity}')} · {said(doubt.sentence)}"))
                st.caption(plain(said(doubt.consequence)))
        if page.ledger:
            st.markdown(f"**{plain(word('process-ledger'))}**")
            show_table(ledger_table(page.ledger), f"ledger-{page.id}")


def _show_figure(figure: Figure, key: str) -> None:
    """Show a figure, gross and net, and how it went."""
    show_figure(figure)
    net = figure.net
    if net is not None and net.value is not None:
        st.markdown(f"**{plain(word('process-net', value=percent(net.value), part=net.part, whole=net.whole))}**")
    if figure.trend is not None and figure.trend.points:
        title = word("process-trend", label=said(figure.label))
        show_drawing(figure.trend.drawing, title)
        st.caption(plain(title))
        with st.expander(word("trend-heading")):
            st.caption(word("trend-explained"))
            show_table(figure.trend.table, f"trend-{key}")


def _show_findings(opened: Opened, page: ProcessPage, process: AssessedProcess, standing: Standing) -> None:
    st.header(word("process-findings"))
    if not len(page.findings):
        st.info(word("process-no-findings"))
    element = _chosen_element(page, process)
    if element is not None and not shown_on((*page.findings.first, *page.findings.further), element):
        st.info(word("process-nothing-here"))
    behind = {"process-further": page.findings.further, "process-below": page.below_threshold}
    show_findings(
        opened,
        page.id,
        shown_on(page.findings.first, element),
        {key: shown_on(rows, element) for key, rows in behind.items()},
        standing,
    )


def _chosen_element(page: ProcessPage, process: AssessedProcess) -> str | None:
    """Return the element that was chosen, on the diagram or by its name."""
    wanted = state.chosen("element")
    found = {each.element: f"{said(each.name)} ({each.findings})" for each in found_elements(page, process, wanted)}
    options = [None, *found]
    chosen = st.selectbox(
        word("process-element"),
        options,
        index=options.index(wanted) if wanted in found else 0,
        format_func=lambda each: word("process-element-all") if each is None else found[each],
    )
    if chosen != wanted:
        state.choose("element", chosen)
        st.rerun()
    return chosen
