"""What should change: groupings of posts, advice with its effects, a plan, and what-ifs to try."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
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
from workbench.redesign.grouping import FrontPoint
from workbench.report.looks import Panel
from workbench.report.redesign.advice_cards import advice_cards
from workbench.report.redesign.after import ChangedProcess, changed_by_each, changed_processes
from workbench.report.redesign.charts import chart_panels
from workbench.report.redesign.panels import front_panel, knee_of, load_of, plan_panel, point_panels, singles_panel
from workbench.report.redesign.reassigned import assignment_panel, layers_panel
from workbench.report.redesign.shown import AdviceCard
from workbench.report.redesign.trials import Trial, posts_that_work, trial_edits, trial_panel
from workbench.report.redesign.trust import trust_panels
from workbench.report.tables import percent
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
    found = awaited("recommend", _recommended, opened.assessment, _working) if _is_wanted(opened) else None
    if found is None:
        return None
    opened.made(("recommendation",), lambda: found)
    state.drop(_wanted(opened))
    st.rerun()


def _recommended(assessment: Assessment, tell: Tell) -> Recommendation:
    return recommend(assessment, tell=tell)


def _working(step: str) -> str:
    """Say what is being worked out."""
    return f"{word(step)} …"


def _is_wanted(opened: Opened) -> bool:
    """Return whether the work was asked for: it takes a while, so it does not begin by itself."""
    if state.kept(_wanted(opened)):
        return True
    st.button(word("redesign-start"), on_click=state.keep, args=(_wanted(opened), True))
    return False


def _wanted(opened: Opened) -> str:
    """Return under which key this session keeps that the work was asked for, of this workspace as it stands."""
    return f"recommend-wanted-{opened.stamp}"


def _plan(opened: Opened, recommendation: Recommendation) -> None:
    show_panel(opened.made(("redesign", "plan"), lambda: plan_panel(recommendation)))
    steps = [step.advice for step in recommendation.plan.steps]
    _show_changed(opened.made(("redesign", "after"), lambda: changed_processes(recommendation, steps)), "plan")


def _show_changed(processes: Sequence[ChangedProcess], key: str) -> None:
    """Show processes before and after on one diagram each, and what is different."""
    for process in processes:
        st.markdown(f"**{plain(f'{process.id} {said(process.name)}')}**")
        diagram(process.diagram, selected=None, key=f"after-{key}-{process.id}", height=420)
        for difference in process.differences:
            st.markdown(f"- {plain(said(difference))}")


def _advice(opened: Opened, recommendation: Recommendation) -> None:
    cards = _cards(opened, recommendation)
    if not cards:
        st.info(word("advice-nothing"))
    each_changes = opened.made(("redesign", "afters"), lambda: changed_by_each(recommendation))
    is_all = len(cards) > _SHOWN and st.toggle(word("redesign-further", count=len(cards) - _SHOWN))
    for number, (card, changed) in enumerate(zip(cards, each_changes, strict=True), start=1):
        if is_all or number <= _SHOWN:
            _show_card(card, changed, number)


def _cards(opened: Opened, recommendation: Recommendation) -> tuple[AdviceCard, ...]:
    return opened.made(("redesign", "advice"), lambda: advice_cards(recommendation))


def _show_card(card: AdviceCard, changed: Sequence[ChangedProcess], number: int) -> None:
    """Show one piece of advice: what it is and brings; what it changes in detail is folded up, its diagram shown when asked."""
    with st.container(border=True):
        st.markdown(f"**{card.heuristic} {plain(said(card.title))}** · {plain(said(card.scope))} · {plain(said(card.about))}")
        st.markdown(plain(said(card.trigger)))
        st.markdown(f"→ {plain(said(card.proposed))}")
        st.markdown(f"**{plain(said(card.saved))}** · {plain(said(card.expected))}")
        _show_limits(card)
        st.caption(plain(f"{word('advice-agree')} {said(card.agree)}"))
        if card.changes or card.effects is not None:
            with st.expander(word("advice-details")):
                for change in card.changes:
                    st.markdown(f"- {plain(said(change))}")
                if card.effects is not None:
                    show_table(card.effects, f"effects-{number}")
        if changed and st.toggle(word("advice-on-diagram"), key=f"diagram-{number}"):
            _show_changed(changed, f"{number}")


def _show_limits(card: AdviceCard) -> None:
    """Show what stands against a piece of advice, or limits what is said of it."""
    for limit in card.limits:
        st.markdown(f":material/warning: {plain(said(limit))}")


def _front(opened: Opened, recommendation: Recommendation) -> None:
    points = sorted(recommendation.front.points, key=lambda point: point.change)
    whole = opened.made(("redesign", "front", None), lambda: front_panel(recommendation))
    if whole.missing is not None or not points:
        show_panel(whole)
        return
    point = _chosen_point(recommendation, points)
    chosen = point.change
    show_panel(opened.made(("redesign", "front", chosen), lambda: front_panel(recommendation, chosen)))
    for panel in opened.made(("redesign", "point", chosen), lambda: point_panels(recommendation, point)):
        show_panel(panel)
    _show_charts(*opened.made(("redesign", "charts", chosen), lambda: chart_panels(recommendation, point)))
    show_panel(opened.made(("redesign", "singles"), lambda: singles_panel(recommendation)))


def _chosen_point(recommendation: Recommendation, points: Sequence[FrontPoint]) -> FrontPoint:
    """Let a point of the front be chosen, its knee to begin with."""
    names = {
        str(point.change): word("front-point", cost=point.change, load=percent(load_of(point, recommendation)))
        for point in points
    }
    knee = knee_of(recommendation)
    chosen = choose(word("front-choose"), "other", names, meant=(None if knee is None else str(knee.change),))
    return next(point for point in points if str(point.change) == chosen)


def _show_charts(*panels: Panel) -> None:
    """Show charts one behind another, so that turning from one to the next shows what is different."""
    for tab, panel in zip(st.tabs([plain(said(panel.title)) for panel in panels]), panels, strict=True):
        with tab:
            show_panel(panel)


def _jobs(opened: Opened, recommendation: Recommendation) -> None:
    for make in (assignment_panel, layers_panel):
        show_panel(opened.made(("redesign", make.__name__), partial(make, recommendation)))


def _whatif(opened: Opened, recommendation: Recommendation) -> None:
    """Let changes be put together and played: advice, more people on a post, more or fewer cases."""
    if recommendation.bench.world is None:
        st.info(word("advice-not-simulated"))
        return
    cards = {card.key: card for card in _cards(opened, recommendation) if card.effects is not None}
    asked, kept = _ask_trial(recommendation, cards), f"trial-{opened.stamp}"
    if asked is not None:
        state.keep(kept, asked)
    trial: Trial | None = state.kept(kept)
    edits = () if trial is None else trial_edits(recommendation, trial)
    if trial is None or not edits:
        st.info(word("trial-nothing"))
        return
    for key in trial.advice:
        _show_limits(cards[key])
    effect = awaited("trial", _played, (recommendation.bench, edits), _working)
    if effect is not None:
        show_panel(trial_panel(effect, recommendation.gate))


def _ask_trial(recommendation: Recommendation, cards: Mapping[str, AdviceCard]) -> Trial | None:
    """Return what is to be tried, None until the button is pressed: nothing is played while somebody still chooses.

    Offered is the advice of `cards`, by key.
    """
    names = recommendation.assessment.study.design.vocabulary.posts
    with st.form("trial-form"):
        chosen = st.multiselect(
            word("trial-advice"),
            list(cards),
            format_func=lambda key: f"{cards[key].heuristic} {said(cards[key].title)} · {said(cards[key].about)}",
            placeholder=word("app-choose"),
        )
        left, middle, right = st.columns(3)
        post = left.selectbox(
            word("trial-post"),
            posts_that_work(recommendation),
            format_func=lambda each: names.called(each)[state.language().value],
        )
        more = middle.slider(word("trial-people"), 0, 5, 0)
        arrivals = right.slider(word("trial-arrivals"), 50, 200, 100, step=5, format="%d %%")
        is_asked = st.form_submit_button(word("trial-start"))
    return Trial(advice=tuple(chosen), post=post, more=more, arrivals=arrivals / 100) if is_asked else None


def _played(asked: tuple[Bench, tuple[Edit, ...]], tell: Tell) -> Simulated | None:
    bench, edits = asked
    tell("trial-playing")
    return bench.effect_of(edits)


def _trust(opened: Opened, recommendation: Recommendation) -> None:
    for panel in opened.made(("redesign", "trust"), lambda: trust_panels(recommendation)):
        show_panel(panel)


_PARTS: Final[Mapping[str, Callable[[Opened, Recommendation], None]]] = {
    "plan": _plan,
    "advice": _advice,
    "front": _front,
    "jobs": _jobs,
    "whatif": _whatif,
    "trust": _trust,
}
