"""Cases of one process: chosen by filters that the address bears, as variants, as a list, over time, and one by one."""

from __future__ import annotations

from typing import Final

import streamlit as st

from workbench.app import state
from workbench.app.case_looks import CaseLooks, Choices, looks_at
from workbench.app.choosing import choose
from workbench.app.diagram import diagram
from workbench.app.opened import Opened
from workbench.app.showing import ask, plain, said, show_drawing, show_figure, show_look, show_picture, show_table, word
from workbench.app.views.case_filters import chosen_filters, show_adding, show_filters, with_variant
from workbench.findings import WorkbenchError
from workbench.report.cases.case_choices import OfVariant
from workbench.report.cases.case_timeline import process_of_case
from workbench.report.cases.cases_seen import SeenCases
from workbench.report.cases.chosen_cases import ChosenCases, case_ids, cases_table
from workbench.report.cases.variants_section import VariantRow
from workbench.report.explanation import deviation_table, deviation_text

_PARTS: Final = ("variants", "list", "dots", "finding")
_PAGE: Final = 25
_HEIGHT: Final = 460


def show(opened: Opened) -> None:
    """Show the cases of one process."""
    st.title(word("app-view-cases"))
    process = _process(opened)
    if process is None:
        st.info(word("app-no-cases"))
        return
    looks, choices = looks_at(opened, process), chosen_filters()
    show_filters(looks.seen, choices)
    show_adding(looks.seen)
    try:
        chosen = looks.chosen(choices)
    except WorkbenchError as error:
        st.warning(plain(error.finding.text(state.language())))
        return
    _show_figures(chosen)
    if (case := state.chosen("case")) is not None:
        _show_case(looks, case)
    elif chosen.nothing is None:
        _show_part(looks, choices)


def _process(opened: Opened) -> str | None:
    """Return the process that is looked at: as chosen, else that of the chosen case or finding, else the first; offer others."""
    names = {each.id: said(each.name) for each in opened.page.processes if each.refused is None}
    if not names:
        return None
    case, finding = state.chosen("case"), state.chosen("finding")
    scope = next((each.scope for each in opened.assessment.findings if each.id == finding), None)
    meant = (process_of_case(opened.assessment, case) if case else None, scope)
    return choose(word("app-process"), "process", names, meant=meant, forgotten=("case", "finding", "element", "filter"))


def _show_figures(chosen: ChosenCases) -> None:
    st.header(plain(said(chosen.of_all)))
    if chosen.nothing is not None:
        st.info(said(chosen.nothing))
        return
    for column, figure in zip(st.columns(len(chosen.figures)), chosen.figures, strict=True):
        with column:
            show_figure(figure)
    for column, fact in zip(st.columns(len(chosen.facts)), chosen.facts, strict=True):
        column.metric(said(fact.label), said(fact.value))


def _show_part(looks: CaseLooks, choices: Choices) -> None:
    seen, finding = looks.seen, state.chosen("finding")
    parts = [each for each in _PARTS if each != "finding" or finding in seen.findings]
    part = st.segmented_control(
        word("cases-part"), parts, format_func=lambda each: word(f"cases-tab-{each}"), default="variants", key="cases-part"
    )
    if part == "list":
        _show_list(seen, looks.chosen(choices))
    elif part == "dots":
        st.caption(word("cases-dots-explained"))
        show_look(looks.dots(choices), f"dots-{seen.process.id}", word("cases-tab-dots"))
    elif part == "finding" and finding is not None:
        _show_finding(looks, finding)
    else:
        _show_variants(looks, choices)


def _show_variants(looks: CaseLooks, choices: Choices) -> None:
    number = next((each.number for each in choices if isinstance(each, OfVariant)), None)
    shown = looks.diagram(number) if number is not None else None
    if shown is not None:
        st.caption(word("cases-path-explained"))
        diagram(shown, selected=None, key=f"path-{looks.seen.process.id}-{number}", height=_HEIGHT)
    section = looks.variants(choices)
    st.caption(plain(said(section.summary)))
    for row in section.rows:
        _show_variant(row)
    if section.rest is not None:
        st.caption(plain(said(section.rest)))
    show_table(section.table, f"variants-{looks.seen.process.id}")


def _show_variant(row: VariantRow) -> None:
    left, right = st.columns([1, 4], vertical_alignment="center")
    left.button(
        word("choice-variant", number=row.number),
        key=f"variant-{row.number}",
        help=word("cases-show-variant", number=row.number),
        on_click=with_variant,
        args=(row.number,),
    )
    left.caption(plain(word("cases-variant-line", cases=row.cases, share=row.share, duration=said(row.duration))))
    left.markdown(plain(said(row.standing)))
    with right:
        show_picture(row.steps, row.said)


@st.fragment
def _show_list(seen: SeenCases, chosen: ChosenCases) -> None:
    pages = max(1, -(-int(chosen.kept.sum()) // _PAGE))
    page = st.number_input(word("cases-page", count=pages), 1, pages, 1, key="cases-page") - 1 if pages > 1 else 0
    first = min(int(page), pages - 1) * _PAGE
    show_table(cases_table(seen, chosen.kept, first, _PAGE), f"cases-{seen.process.id}-{first // _PAGE + 1}")
    ids = case_ids(seen, chosen.kept, first, _PAGE)
    case = ask(word("cases-choose"), ids, f"cases-choose-{first}")
    if st.button(word("cases-open"), disabled=case is None, key="cases-open"):
        state.choose("case", case)
        st.rerun()


def _show_case(looks: CaseLooks, case: str) -> None:
    st.header(plain(word("cases-timeline", case=case)))
    st.button(word("cases-close"), on_click=state.choose, args=("case", None), key="close-case")
    try:
        timeline = looks.timeline(case)
    except WorkbenchError as error:
        st.warning(plain(error.finding.text(state.language())))
        return
    for line in said(timeline.said).splitlines():
        st.write(plain(line))
    show_drawing(timeline.chart, word("cases-timeline", case=case))
    show_table(timeline.table, f"case-{case}")


def _show_finding(looks: CaseLooks, finding: str) -> None:
    explained = looks.explained(finding)
    for line in deviation_text(explained, state.language()).splitlines():
        st.write(plain(line))
    if explained.concentrations:
        show_table(deviation_table(explained), f"finding-{finding}")
