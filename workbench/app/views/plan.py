"""The adjustment plan for the management representative: what is open, late and proven, one item; what changes for a post."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

import streamlit as st

from workbench.app import state
from workbench.app.choosing import choose, one_or_all
from workbench.app.opened import Opened
from workbench.app.panels import choose_part, show_panel
from workbench.app.planning import Desk, ask, ask_drafts, ask_recording, ask_verification, show_saved
from workbench.app.recording import now_in, read, register_of
from workbench.app.showing import plain, said, show_choice, show_table, word
from workbench.design.names import Names
from workbench.findings import WorkbenchError
from workbench.fit.codes import Element
from workbench.normalization.plan import Item, ItemState, PlannedItem, given_up, item_events, plan_in
from workbench.report.looks import links_to
from workbench.report.normalization.lifelines import lifelines_panel
from workbench.report.normalization.plan_board import (
    PlanChoice,
    changes_table,
    drafts_table,
    item_named,
    plan_facts,
    plan_of_drafts,
    plan_posts,
    plan_table,
)
from workbench.report.normalization.plan_item import ItemPage, item_page
from workbench.report.page import Fact
from workbench.report.register_head import head_said
from workbench.shown import SHORT
from workbench.study.adjusting import drafted_items
from workbench.study.findings_over_time import lifelines_in
from workbench.study.recommending import Recommendation

_IN_A_ROW: Final = 4


def show(opened: Opened, earlier: Mapping[str, Opened]) -> None:
    """Show the adjustment plan of a workspace as it stands today; `earlier` are workspaces that may tell what was before."""
    st.title(word("app-view-plan"))
    register = register_of(opened)
    try:
        desk = Desk(opened=opened, register=register, plan=plan_in(register, now_in(opened).date()), earlier=earlier)
        head = register.head
    except WorkbenchError as error:
        st.error(plain(error.finding.text(state.language())))
        return
    st.caption(plain(said(head_said(head))))
    show_saved()
    _show_facts(plan_facts(desk.plan))
    for texts in desk.plan.said:
        st.caption(plain(texts[state.language().value]))
    _PARTS[choose_part(tuple(_PARTS))](desk)


def _items(desk: Desk) -> None:
    """Show the items that are looked at, and the one that is opened."""
    if not desk.plan.items:
        st.info(word("plan-empty"))
        return
    choice = _choice(desk)
    items = choice.of(desk.plan)
    if any(each.state.is_done for each in desk.plan.items):
        ask_verification(desk)
    if not items:
        st.info(word("plan-none-such"))
        return
    _show_items(desk, items, choice)
    names = {each.id: said(item_named(each, desk.plan)) for each in items}
    _show_item(desk, desk.plan.item[choose(word("plan-open-item"), "item", names)])


def _show_items(desk: Desk, items: Sequence[Item], choice: PlanChoice) -> None:
    """Show the items as a table; the row of a cell that is chosen is opened."""
    key = "-".join(["plan", *(each for each in (choice.state, choice.element, choice.post) if each is not None)])
    row = show_choice(plan_table(desk.plan, items, _posts(desk)), key, word("app-view-plan"))
    if row is not None and row != state.kept(f"row-{key}"):
        state.keep(f"row-{key}", row)
        state.choose("item", items[row].id)


def _choice(desk: Desk) -> PlanChoice:
    """Ask which items are looked at."""
    left, middle, right = st.columns(3)
    with left:
        item_state = one_or_all(word("plan-column-state"), list(ItemState), "item-state")
    with middle:
        element = one_or_all(word("plan-column-elements"), list(Element), "element")
    with right:
        posts = [None, *plan_posts(desk.plan)]
        post = st.selectbox(word("plan-ask-any-post"), posts, format_func=lambda each: _called(desk, each))
    return PlanChoice(state=item_state, element=element, post=post)


def _called(desk: Desk, post: str | None) -> str:
    return word("app-all") if post is None else desk.called(post)


def _show_item(desk: Desk, item: Item) -> None:
    """Show one item with all that is known of it, and what may be stated now."""
    page = item_page(item, desk.plan, item_events(desk.register).get(item.id, ()), _posts(desk))
    with st.container(border=True, key=f"item-{item.id}"):
        st.header(plain(said(page.title)))
        _show_move(page)
        _show_ways(desk, item)
        ask(desk, item, page.may)
        _show_said(page.facts)
        for note in page.notes:
            st.caption(plain(said(note)))
        for key, texts in page.lists:
            st.markdown("\n".join((f"**{plain(word(f'plan-list-{key}'))}**", "", *(f"- {plain(said(each))}" for each in texts))))
        if page.proofs is not None:
            show_table(page.proofs, f"proofs-{item.id[:SHORT]}")
        if page.effects is not None:
            st.markdown(f"**{plain(word('plan-effects'))}**")
            show_table(page.effects, f"effects-{item.id[:SHORT]}")
        st.markdown(f"**{plain(word('plan-history'))}**")
        show_table(page.history, f"history-{item.id[:SHORT]}")


def _show_move(page: ItemPage) -> None:
    """Show from where to where."""
    for text in page.moved_from:
        st.markdown(plain(said(text)))
    for text in page.moved_to:
        st.markdown(f"→ **{plain(said(text))}**")


def _show_facts(facts: Sequence[Fact]) -> None:
    """Show figures side by side."""
    for column, fact in zip(st.columns(len(facts)), facts, strict=True):
        column.metric(plain(said(fact.label)), said(fact.value), border=True)


def _show_said(facts: Sequence[Fact]) -> None:
    """Show what is said of an item, some in a row: names and days, which a figure would cut off."""
    for begin in range(0, len(facts), _IN_A_ROW):
        for column, fact in zip(st.columns(_IN_A_ROW), facts[begin : begin + _IN_A_ROW], strict=False):
            column.caption(plain(said(fact.label)))
            column.markdown(f"**{plain(said(fact.value))}**")


def _show_ways(desk: Desk, item: Item) -> None:
    """Show the way to the cases of those of its findings that the assessment still sees."""
    assessment = desk.opened.assessment
    known = (*assessment.findings, *assessment.below_threshold)
    with st.container(horizontal=True):
        for way in links_to(each for each in known if each.id in item.planned.findings):
            if way.cases:
                label = plain(f"{way.code} · {word('app-see-cases', count=way.cases)}")
                st.button(label, key=f"way-{way.id}", on_click=state.go, args=("cases",), kwargs={"finding": way.id})


def _drafts(desk: Desk) -> None:
    """Show what findings, and what was recommended, would bring into the plan."""
    recommendation = desk.opened.known(("recommendation",), Recommendation)
    st.markdown(plain(word("plan-drafts-advised" if recommendation is not None else "plan-drafts-said")))
    drafts = _drafted(desk, recommendation)
    if not drafts:
        st.info(word("plan-no-drafts"))
        return
    plan = plan_of_drafts(drafts, desk.plan.on, given_up(desk.register, drafts))
    show_table(drafts_table(plan, _posts(desk)), "drafts")
    ask_drafts(desk, plan, {each.id: said(item_named(each, plan)) for each in plan.items})


def _drafted(desk: Desk, recommendation: Recommendation | None) -> tuple[PlannedItem, ...]:
    """Return the drafts of today: worked out once for all sessions, and again when anything is recorded."""
    today, assessment = desk.plan.on, desk.opened.assessment
    names = ("drafts", today.isoformat(), desk.register.head.hash, recommendation is not None)
    return desk.opened.made(names, lambda: drafted_items(desk.register, assessment, recommendation, today))


def _changes(desk: Desk) -> None:
    """Show what the plan changes for one post."""
    posts = plan_posts(desk.plan)
    if not posts:
        st.info(word("plan-empty"))
        return
    post = st.selectbox(word("plan-ask-my-post"), posts, format_func=desk.called)
    table = changes_table(post, desk.plan, _posts(desk))
    if table.rows:
        show_table(table, f"changes-{post}")
    else:
        st.info(word("plan-no-change"))


def _lifelines(desk: Desk) -> None:
    """Show findings over the recorded assessments, and offer to record this one."""
    ask_recording(desk)
    lives = read(lambda: lifelines_in(desk.register, desk.plan.on))
    if lives is not None:
        show_panel(lifelines_panel(lives))


def _posts(desk: Desk) -> Names:
    return desk.opened.assessment.study.design.vocabulary.posts


_PARTS: Final[Mapping[str, Callable[[Desk], None]]] = MappingProxyType(
    {"items": _items, "drafts": _drafts, "changes": _changes, "lifelines": _lifelines}
)
