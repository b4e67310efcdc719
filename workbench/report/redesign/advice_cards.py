"""Advice as cards: what was noticed, what to change, what it brings by simulation, what it breaks, who must agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.findings import ENTERPRISE
from workbench.language import Language
from workbench.redesign.advice import Advice, ProcessEffect, Simulated
from workbench.redesign.changes import Change, named_facts
from workbench.report.page import Table, Texts
from workbench.report.redesign.shown import AdviceCard
from workbench.report.tables import UNKNOWN, both, called, count, in_both, listed, same, scope_named, spoken, table
from workbench.simulation.experiment import Interval
from workbench.study.recommending import Recommendation

_SIGNS = {1: "＋", 0: "○", -1: "－", None: "?"}


def advice_cards(recommendation: Recommendation) -> tuple[AdviceCard, ...]:
    """Return a card for each piece of advice, in its order."""
    return tuple(advice_card(each, recommendation) for each in recommendation.advice)


def advice_card(advice: Advice, recommendation: Recommendation) -> AdviceCard:
    """Return one card."""
    proposal = advice.proposal
    return AdviceCard(
        key=key_of(advice),
        heuristic=proposal.heuristic,
        title=in_both(proposal.name),
        scope=scope_named(proposal.scope),
        about=about_of(advice, recommendation),
        trigger=in_both(proposal.reason),
        proposed=in_both(proposal.text),
        changes=tuple(change_texts(proposal.changes, recommendation)),
        expected=expected_of(advice),
        effects=None if advice.effect is None else effects_table(advice.effect),
        saved=saved_text(advice.effect),
        limits=tuple(_limits(advice, recommendation)),
        agree=agree_text(advice, recommendation),
        cases=proposal.trigger.cases,
        is_feasible=advice.is_feasible,
    )


def key_of(advice: Advice) -> str:
    """Return what names a piece of advice in an address: heuristic, scope, and what it is about."""
    return "·".join((advice.proposal.heuristic, advice.proposal.scope, *advice.proposal.about))


def about_of(advice: Advice, recommendation: Recommendation) -> Texts:
    """Name what a piece of advice is about, its scope left out."""
    design = recommendation.assessment.study.design
    activities = {each.id: each.texts for each in design.activities}
    names = design.vocabulary

    def named(about: str) -> Texts:
        if about in activities:
            return called(activities[about])
        found = next((kind for kind in (names.posts, names.departments, names.systems, names.data) if about in kind.texts), None)
        return same(about) if found is None else called(found.called(about))

    return listed([named(each) for each in advice.proposal.about if each != advice.proposal.scope])


def change_texts(changes: Sequence[Change], recommendation: Recommendation) -> Iterator[Texts]:
    """Say what each change is, in the terms of the design, people as they are called in what is shown."""
    study = recommendation.assessment.study
    for change in changes:
        yield both(f"change-{change.kind}", **named_facts(change, study.design, study.names))


def expected_of(advice: Advice) -> Texts:
    """Say which way time, cost, quality and flexibility are expected to move, before anything was simulated."""
    expected = advice.proposal.expected
    signs = {name: _SIGNS[getattr(expected, name)] for name in ("time", "cost", "quality", "flexibility")}
    return both("advice-expected", **signs)


def effects_table(effect: Simulated) -> Table:
    """Return what simulation says of each process that a change touches, with 95 % intervals."""
    rows = [_effect_row(each) for each in effect.processes if _is_touched(each)]
    numbers = ("effect-base", "effect-mean", "effect-p90", "effect-minutes", "effect-repeats")
    return table(("effect-process", "effect-verdict"), numbers, rows)


def _is_touched(effect: ProcessEffect) -> bool:
    return any(each.mean or each.low or each.high for each in (effect.cycle_time, effect.minutes, effect.repeats))


def _effect_row(effect: ProcessEffect) -> list[Texts | str]:
    verdict = "advice-clear" if effect.cycle_time.excludes_zero else "advice-chance"
    return [
        effect.process,
        both(verdict),
        f"{effect.base.mean:.2f}",
        interval_text(effect.cycle_time, 2),
        interval_text(effect.p90, 2),
        interval_text(effect.minutes, 1),
        interval_text(effect.repeats, 2),
    ]


def interval_text(interval: Interval, digits: int) -> str:
    """Write a difference with its interval."""
    if interval.mean != interval.mean:
        return UNKNOWN
    if interval.mean == interval.low == interval.high == 0:
        return "0"
    return f"{interval.mean:+.{digits}f} [{interval.low:+.{digits}f}, {interval.high:+.{digits}f}]"


def saved_text(effect: Simulated | None) -> Texts:
    """Say how many days all cases together take less or more, or that nothing was simulated."""
    if effect is None:
        return both("advice-not-simulated")
    if not effect.saved:
        return both("advice-no-saving")
    return both("advice-saved" if effect.saved > 0 else "advice-lost", days=count(round(abs(effect.saved))))


def agree_text(advice: Advice, recommendation: Recommendation) -> Texts:
    """Name the posts that must agree; says so where nobody is named."""
    posts = dict.fromkeys(post for _, posts in advice.agree for post in posts)
    names = recommendation.assessment.study.design.vocabulary.posts
    return listed([called(names.called(each)) for each in posts]) if posts else both("advice-nobody-named")


def _limits(advice: Advice, recommendation: Recommendation) -> Iterator[Texts]:
    if advice.refusal is not None:
        yield both("advice-refused", why=spoken(in_both(advice.refusal.text)))
    for each in advice.broken:
        yield both("advice-breaks", what=spoken(in_both(each.text)))
    zh, en = (advice.proposal.assumptions(language) for language in (Language.ZH_CN, Language.EN))
    yield from (Texts(zh=one, en=other) for one, other in zip(zh, en, strict=True))
    scopes = recommendation.gate.indicative
    if advice.effect is not None and (scopes if advice.proposal.scope == ENTERPRISE else advice.proposal.scope in scopes):
        yield both("advice-indicative", processes=", ".join(sorted(scopes)))
