"""Looking after the system itself: audits, checklists, corrective actions, warnings, and the management review."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final

import streamlit as st

from workbench.app import state
from workbench.app.choosing import narrow
from workbench.app.deciding import standing_today
from workbench.app.intended import intentions_today
from workbench.app.levels import rated_today
from workbench.app.opened import Opened
from workbench.app.panels import choose_part, choose_process, show_panel
from workbench.app.preventing import ask_prevention
from workbench.app.recording import ask_by, author_in, now_in, read, register_of, save, sent
from workbench.app.showing import WORKBOOK, ask, plain, said, show_table, word
from workbench.app.views.correcting import show_corrections
from workbench.fit.codes import Element
from workbench.normalization.audit import (
    CaseResult,
    EnteredAudit,
    Sample,
    SampleRequest,
    Strata,
    audit_id,
    audits_in,
    enter_audit,
    sample_of,
)
from workbench.normalization.review import (
    FollowedUp,
    ReviewDecision,
    ReviewDecisions,
    demands_of,
    follow_up,
    review_decisions,
)
from workbench.report.normalization.audits import (
    audits_panel,
    checklist_panel,
    conclusions_panel,
    sample_panels,
)
from workbench.report.normalization.corrections import warnings_panel
from workbench.report.normalization.review import decisions_panel, review_html, review_page, review_workbook
from workbench.report.register_head import heads_said
from workbench.study import Assessment, ReviewPack, forecasts_of
from workbench.study.auditing import audit_of, begun_on_other_evidence
from workbench.study.findings_over_time import runs_until
from workbench.study.review_decided import decide_in_review
from workbench.study.review_given import whole_review_pack
from workbench.trace import Kept, checklist_in, requirements_of


def show(opened: Opened) -> None:
    """Show audits, corrective actions and the management review of a workspace."""
    st.title(word("app-view-review"))
    _PARTS[choose_part(tuple(_PARTS))](opened)


def _audit(opened: Opened) -> None:
    entered = read(lambda: audits_in(register_of(opened), now_in(opened).date())) or ()
    by_id = {each.id: each for each in entered}
    chosen = st.selectbox(
        word("audit-choose"),
        ["", *by_id],
        format_func=lambda each: _named(by_id[each]) if each else word("audit-new"),
        key="audit",
    )
    if chosen:
        _show_sample(opened, by_id[chosen].audit.sample, by_id[chosen])
    else:
        _draw(opened, entered)
    show_panel(audits_panel(entered))


def _named(entered: EnteredAudit) -> str:
    audit, request = entered.audit, entered.audit.request
    facts = {"seed": request.seed, "process": request.process, "day": entered.at.date().isoformat()}
    return word("audit-named", **facts, examined=len(audit.results), drawn=len(audit.drawn))


def _draw(opened: Opened, entered: Collection[EnteredAudit]) -> None:
    """Draw a sample of today's evidence; where the same request began on other evidence, say so."""
    process = choose_process(opened)
    request = _ask_request(process) if process is not None else None
    if request is None:
        return
    sample = read(lambda: sample_of(opened.assessment.evidence, opened.assessment.findings, request))
    if sample is None:
        return
    begun = begun_on_other_evidence(entered, sample)
    if begun is not None:
        st.info(plain(word("audit-other-evidence", audit=begun.id)))
    _show_sample(opened, sample, audit_of(entered, sample))


def _show_sample(opened: Opened, sample: Sample, entered: EnteredAudit | None) -> None:
    """Show a sample, and ask what was found in its cases."""
    for panel in sample_panels(sample):
        show_panel(panel)
    _show_head(opened)
    _show_results(opened, sample, entered)


def _ask_request(process: str) -> SampleRequest | None:
    """Return what sample is asked for, None until it has a seed."""
    left, middle, right = st.columns(3)
    seed = left.text_input(word("audit-seed"), key="audit-seed")
    strata = left.selectbox(
        word("audit-strata"), [each.value for each in Strata], index=1, format_func=lambda each: word(f"strata-{each}")
    )
    size = middle.number_input(word("audit-size"), min_value=0, value=0, step=5)
    confidence = right.slider(word("audit-confidence"), 80, 99, 95, format="%d %%")
    tolerable = right.slider(word("audit-tolerable"), 1, 20, 5, format="%d %%")
    if not seed.strip():
        st.info(word("audit-needs-seed"))
        return None
    return SampleRequest(
        process=process,
        seed=seed.strip(),
        strata=Strata(strata),
        size=size or None,
        confidence=confidence / 100,
        tolerable=tolerable / 100,
    )


def _show_results(opened: Opened, sample: Sample, entered: EnteredAudit | None) -> None:
    """Ask what was found in the cases, beginning with what was entered before, and say what that means for all."""
    known = {each.case: each for each in (entered.audit.results if entered is not None else ())}
    cases = [each.case for each in sample.rows]
    found = [known.get(case) for case in cases]
    st.subheader(word("audit-results"))
    st.caption(word("audit-results-said"))
    names = {"case": "column-case", "examined": "audit-is-examined", "deviates": "audit-deviates", "remark": "column-remark"}
    with st.form("audit-results", border=False):
        told = st.data_editor(
            [
                {
                    "case": case,
                    "examined": each is not None,
                    "deviates": each is not None and each.deviates,
                    "remark": each.remark if each is not None else "",
                }
                for case, each in zip(cases, found, strict=True)
            ],
            column_config={key: word(name) for key, name in names.items()},
            disabled=["case"],
            hide_index=True,
            key=f"results-{audit_id(sample)}",
        )
        by = ask_by()
        seen = sent("audit-results", word("audit-record"), entered.number if entered is not None else 0)
        if seen is not None:
            save(lambda: enter_audit(register_of(opened), sample, _results(told), by, now_in(opened), seen))
    if entered is not None:
        show_panel(conclusions_panel(entered.audit.conclusions))


def _results(told: Sequence[Mapping[str, object]]) -> tuple[CaseResult, ...]:
    """Return what was found in the cases that are said to be examined."""
    return tuple(
        CaseResult(case=str(each["case"]), deviates=bool(each["deviates"]), remark=str(each["remark"] or ""))
        for each in told
        if each["examined"]
    )


def _checklist(opened: Opened) -> None:
    design = opened.assessment.study.design
    units = [each.id for each in design.organization.departments or ()]
    department = narrow(word("checklist-department"), word("checklist-all"), units, design.vocabulary.departments)
    register, today = register_of(opened), now_in(opened).date()
    told = read(lambda: (requirements_of(opened.folder), register.head))
    if told is None:
        return
    requirements, head = told
    kept = Kept(workspace=opened.folder, register=register, on=today)
    names = ("checklist", department, requirements, head.hash, str(today))
    panel = read(
        lambda: opened.made(names, lambda: checklist_panel(checklist_in(opened.assessment, requirements, kept, department)))
    )
    if panel is not None:
        show_panel(panel)
        _show_head(opened)


def _show_head(opened: Opened) -> None:
    """Show the last record of the register, where there is one."""
    head = read(lambda: register_of(opened).head)
    for each in () if head is None else heads_said(head):
        st.caption(plain(said(each)))


def _warnings(opened: Opened) -> None:
    today, register = now_in(opened).date(), register_of(opened)
    runs = read(lambda: runs_until(register, today))
    if runs is not None:
        names = ("warnings", *(each.subject for each in runs))
        forecasts = opened.made(names, lambda: forecasts_of(opened.assessment, runs))
        show_panel(warnings_panel(forecasts))
        ask_prevention(opened, forecasts)


def _judged_today(opened: Opened) -> Assessment:
    """Return the assessment with the levels and the decisions of today."""
    return replace(rated_today(opened), standing=standing_today(opened))


def _pack(opened: Opened) -> None:
    register, now = register_of(opened), now_in(opened)
    decisions = read(lambda: review_decisions(register, now.date()))
    pack = read(lambda: whole_review_pack(_judged_today(opened), now.date(), register, intentions_today(opened)))
    if decisions is None or pack is None:
        return
    show_panel(decisions_panel(decisions, opened.assessment.study.design.vocabulary.posts))
    demands = demands_of(decisions)
    if demands:
        st.caption(plain(word("review-demands", count=len(demands))))
    left, right = st.columns(2)
    if left.button(word("review-decide"), width="stretch"):
        st.dialog(word("review-decide"), width="large")(_decide)(opened)
    is_waiting = any(each.done is None for each in decisions.rows)
    if right.button(word("review-follow"), width="stretch", disabled=not is_waiting):
        st.dialog(word("review-follow"), width="large")(_follow)(opened, decisions)
    _show_pack(opened, pack)


def _decide(opened: Opened) -> None:
    today = now_in(opened).date()
    posts = opened.assessment.study.design.vocabulary.posts
    language = state.language().value
    with st.form("review-decision", border=False):
        review = st.text_input(word("review-name"))
        text = st.text_area(word("review-text"))
        responsible = ask(word("review-responsible"), list(posts.ids), "review-post", lambda each: posts.called(each)[language])
        due = st.date_input(word("review-due"), value=today, min_value=today)
        elements = st.multiselect(
            word("review-elements"),
            list(Element),
            format_func=lambda each: word(f"element-{each.value}"),
            placeholder=word("app-choose"),
        )
        about = st.text_input(word("review-about"))
        by = ask_by()
        if st.form_submit_button(word("process-save"), type="primary"):
            decision = ReviewDecision(
                review=review,
                text=text,
                responsible=responsible or "",
                due=due,
                about=tuple(each.strip() for each in about.split(",") if each.strip()),
                elements=tuple(elements),
            )
            design = opened.assessment.study.design
            save(lambda: decide_in_review(register_of(opened), decision, design, author_in(opened, by)))


def _follow(opened: Opened, decisions: ReviewDecisions) -> None:
    today = now_in(opened).date()
    names = {each.decision: f"{each.review}: {each.text}" for each in decisions.rows if each.done is None}
    with st.form("review-followed", border=False):
        decision = st.selectbox(word("review-decision"), list(names), format_func=names.__getitem__)
        result = st.text_area(word("review-result"))
        done = st.date_input(word("review-done"), value=today, max_value=today)
        by = ask_by()
        if st.form_submit_button(word("process-save"), type="primary"):
            save(lambda: follow_up(register_of(opened), decision, FollowedUp(on=done, result=result), by, now_in(opened)))


def _show_pack(opened: Opened, pack: ReviewPack) -> None:
    """Show the input of the review part by part, and offer it as files."""
    name, language = opened.assessment.study.name, state.language()
    st.header(word("review-kicker"))
    left, right = st.columns(2)
    left.download_button(
        word("review-as-html"), review_html(pack, name, language), "review.html", "text/html", on_click="ignore", width="stretch"
    )
    workbook = review_workbook(pack, name, language)
    right.download_button(word("review-as-workbook"), workbook, "review.xlsx", WORKBOOK, on_click="ignore", width="stretch")
    page = review_page(pack, name, language)
    for number, section in enumerate(page.sections, start=1):
        st.subheader(plain(said(section.title)))
        for note in section.notes:
            st.caption(plain(said(note)))
        if section.table is not None:
            show_table(section.table, f"review-{number}")
    for each in page.sources:
        st.caption(plain(said(each)))


_PARTS: Final[Mapping[str, Callable[[Opened], None]]] = {
    "audit": _audit,
    "checklist": _checklist,
    "corrections": show_corrections,
    "warnings": _warnings,
    "pack": _pack,
}
