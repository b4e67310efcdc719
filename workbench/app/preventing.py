"""Preventive warnings in the app: the form that puts what is to be done about one into the plan."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from workbench.app import state
from workbench.app.adjusting import ask_remedy
from workbench.app.opened import Opened
from workbench.app.recording import ask_by, author_in, register_of, save
from workbench.app.showing import plain, word
from workbench.normalization.corrections import Forecasts
from workbench.study.preventing import plan_warning


def ask_prevention(opened: Opened, forecasts: Forecasts) -> None:
    """Show the button that leads to the form, where there is a warning."""
    if forecasts.warnings and st.button(word("case-plan"), key="plan-warning-open"):
        st.dialog(word("case-plan"), width="large")(_form)(opened, forecasts)


def _form(opened: Opened, forecasts: Forecasts) -> None:
    design, language = opened.assessment.study.design, state.language()
    known = {each.id: each for each in forecasts.warnings}
    with st.form("plan-warning", border=False):
        chosen = st.selectbox(word("warnings-choose"), list(known), format_func=lambda each: plain(known[each].text(language)))
        remedy = ask_remedy(opened)
        by = ask_by()
        if st.form_submit_button(word("process-save"), type="primary"):
            asked = replace(remedy, scope=known[chosen].scope)
            save(lambda: plan_warning(register_of(opened), known[chosen], asked, design, author_in(opened, by)))
