"""Preventive warnings in the app: the form that puts what is to be done about one into the plan."""

from __future__ import annotations

import streamlit as st

from workbench.app import state
from workbench.app.opened import Opened
from workbench.app.recording import ask_by, author_in, register_of, save
from workbench.app.showing import plain, word
from workbench.fit.plan.items import LOOP, longest_window
from workbench.normalization.corrections import Forecasts
from workbench.study.preventing import plan_warning
from workbench.study.remedies import Remedy


def ask_prevention(opened: Opened, forecasts: Forecasts) -> None:
    """Show the button that leads to the form, where there is a warning."""
    if forecasts.warnings and st.button(word("case-plan"), key="plan-warning-open"):
        st.dialog(word("case-plan"), width="large")(_form)(opened, forecasts)


def _form(opened: Opened, forecasts: Forecasts) -> None:
    design, language = opened.assessment.study.design, state.language()
    posts, known = design.vocabulary.posts, {each.id: each for each in forecasts.warnings}
    with st.form("plan-warning", border=False):
        chosen = st.selectbox(word("warnings-choose"), list(known), format_func=lambda each: plain(known[each].text(language)))
        text = st.text_area(word("case-plan-text"))
        elements = st.multiselect(word("case-plan-elements"), LOOP, format_func=lambda each: word(f"element-{each.value}"))
        responsible = st.multiselect(
            word("case-plan-responsible"), posts.ids, format_func=lambda each: posts.called(each)[language.value]
        )
        days = st.number_input(word("case-plan-days"), min_value=1, max_value=1000, value=None)
        by = ask_by()
        if st.form_submit_button(word("process-save"), type="primary"):
            warning = known[chosen]
            usual = longest_window(elements, opened.assessment.study.policy.rules)
            remedy = Remedy(
                text=text,
                elements=tuple(elements),
                responsible=tuple(responsible),
                days=int(days or usual),
                scope=warning.scope,
            )
            save(lambda: plan_warning(register_of(opened), warning, remedy, design, author_in(opened, by)))
