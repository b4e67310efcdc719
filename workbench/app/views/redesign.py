"""What should change: groupings of posts, advice with its effects, a plan, and what-ifs to try."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from workbench.apart import Tell
from workbench.app import state
from workbench.app.choosing import choose
from workbench.app.diagram import diagram
from workbench.app.jobs import awaited
from workbench.app.opened import Opened
from workbench.app.panels import choose_part, show_panel
from workbench.app.showing import plain, said, show_table, word
from workbench.redesign.advice import Bench, Simulated
from workbench.report.redesign.advice_cards import advice_cards
from workbench.report.redesign.after import changed_processes
from workbench.report.redesign.panels import front_panel, moves_panel, plan_panel, point_at, predicted_panel, singles_panel
from workbench.report.redesign.reassigned import assignment_panel, layers_panel
from workbench.report.redesign.shown import AdviceCard
from workbench.report.redesign.trials import Trial, trial_edits, trial_panel
from workbench.report.redesign.trust import trust_panels
from workbench.simulation.edits import Edit
from workbench.study import Assessment
from workbench.study.recommending import Recommendation, recommend

_SHOWN: Final = 10


def show(opened: Opened) -> None:
    """Show what should change in a workspace, once it was worked out."""
    st.title(word("app-view-redesign"))
    recommendation = opened.known(("recommendation",), Recommendation) or _worked_out(opened)
    if recommendation is not None:
        _PARTS[choose_part(tuple(_PARTS))](opened, recommendation)


def _worked_out(opened: Opened) -> Recommendation | None:
    """Return the recommendation once it is asked for and done: for all sessions."""
    st.markdown(plain(word("redesign-begin")))
    found = awaited("recommend", _recommended, opened.assessment) if _is_wanted() else None
    return None if found is None else opened.made(("recommendation",), lambda: found)


def _recommended(assessment: Assessment, tell: Tell) -> Recommendation:
    return recommend(assessment, tell=tell)


def _is_wanted() -> bool:
    """Return whether the work was asked for: it takes a while, so it does not begin by itself."""
    if state.kept("recommend-wanted"):
        return True
    st.button(word("redesign-start"), type="primary", on_click=state.keep, args=("recommend-wanted", True))
    return False


def _plan(_: Opened, recommendation: Recommendation) -> None:
    show_panel(plan_panel(recommendation))
    for process in changed_processes(recommendation, [step.advice for step in recommendation.plan.steps]):
        st.subheader(plain(f"{process.id} {said(process.name)}"))
        diagram(process.diagram, selected=None, key=f"after-{process.id}", height=420)
        for difference in process.differences:
            st.markdown(f"- {plain(said(difference))}")


def _advice(opened: Opened, recommendation: Recommendation) -> None:
    cards = opened.made(("advice",), lambda: advice_cards(recommendation))
    if not cards:
        st.info(word("advice-nothing"))
    for card in cards[:_SHOWN]:
        _show_card(card)
    if cards[_SHOWN:] and st.toggle(word("redesign-further", count=len(cards) - _SHOWN)):
        for card in cards[_SHOWN:]:
            _show_card(card)


def _show_card(card: AdviceCard) -> None:
    """Show one piece of advice."""
    with st.container(border=True, key=f"advice-{card.key}"):
        st.markdown(f"**{card.heuristic} {plain(said(card.title))}** · {plain(said(card.scope))} · {plain(said(card.about))}")
        st.markdown(plain(said(card.trigger)))
        st.markdown(f"→ {plain(said(card.proposed))}")
        st.markdown(f"**{plain(said(card.saved))}** · {plain(said(card.expected))}")
        if card.effects is not None:
            show_table(card.effects, f"effects-{card.key}")
        for limit in card.limits:
            st.warning(plain(said(limit)))
        st.caption(plain(f"{word('advice-agree')} {said(card.agree)}"))


def _front(_: Opened, recommendation: Recommendation) -> None:
    points = sorted(recommendation.front.points, key=lambda point: point.change)
    show_panel(front_panel(recommendation))
    if not points:
        return
    names = {str(point.change): word("front-point", cost=point.change) for point in points}
    cost = choose(word("front-choose"), "other", names)
    point = point_at(recommendation, int(cost))
    if point is not None:
        show_panel(moves_panel(recommendation, point))
        show_panel(predicted_panel(recommendation, point))
    show_panel(singles_panel(recommendation))


def _whatif(_: Opened, recommendation: Recommendation) -> None:
    """Let changes be put together and played: advice, more people on a post, more or fewer cases."""
    world = recommendation.bench.world
    if world is None:
        st.info(word("advice-not-simulated"))
        return
    cards = {card.key: card for card in advice_cards(recommendation)}
    chosen = st.multiselect(
        word("trial-advice"),
        list(cards),
        format_func=lambda key: f"{cards[key].heuristic} {said(cards[key].title)} · {said(cards[key].about)}",
    )
    left, middle, right = st.columns(3)
    posts = sorted({worker.post for worker in world.workers if worker.post})
    names = recommendation.assessment.study.design.vocabulary.posts
    post = left.selectbox(word("trial-post"), posts, format_func=lambda each: names.called(each)[state.language().value])
    more = middle.slider(word("trial-people"), 0, 5, 0)
    arrivals = right.slider(word("trial-arrivals"), 50, 200, 100, step=5, format="%d %%")
    trial = Trial(advice=tuple(chosen), post=post, more=more, arrivals=arrivals / 100)
    if trial.is_nothing:
        st.info(word("trial-nothing"))
        return
    effect = awaited("trial", _played, (recommendation.bench, trial_edits(recommendation, trial)))
    if effect is not None:
        show_panel(trial_panel(effect))


def _played(asked: tuple[Bench, tuple[Edit, ...]], _: Tell) -> Simulated | None:
    bench, edits = asked
    return bench.effect_of(edits)


def _assigned(_: Opened, recommendation: Recommendation) -> None:
    show_panel(assignment_panel(recommendation))
    show_panel(layers_panel(recommendation))


def _trust(_: Opened, recommendation: Recommendation) -> None:
    for panel in trust_panels(recommendation):
        show_panel(panel)


_PARTS: Final[Mapping[str, Callable[[Opened, Recommendation], None]]] = {
    "plan": _plan,
    "advice": _advice,
    "front": _front,
    "assigned": _assigned,
    "whatif": _whatif,
    "trust": _trust,
}
