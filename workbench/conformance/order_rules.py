"""Declared order rules judged on the log alone: those that the flow does not demand, and the critical ones that it does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.conformance.expectation import Expectation
from workbench.eventlog.log import Variants
from workbench.findings import Severity
from workbench.process.automaton import Automaton
from workbench.process.sidecar import OrderRule

_NEVER: Final = np.iinfo(np.int64).max


@dataclass(frozen=True, kw_only=True)
class JudgedRule:
    """One order rule and the variants that it is about: those with `after`, of which `broken` lack a `before` ahead of it.

    In those `reversed` it comes behind.
    """

    rule: OrderRule
    exposed: frozenset[int]
    broken: frozenset[int]
    reversed: frozenset[int]


def elements_of(activity: str, expectation: Expectation) -> tuple[str, ...]:
    """Return the elements that bear an activity id, sorted."""
    named = expectation.naming.activity_ids
    return tuple(sorted(element for element in named if activity in (element, named[element])))


def declared_pairs(expectation: Expectation) -> frozenset[tuple[str, str]]:
    """Return the declared (before, after) as elements."""
    return frozenset(
        (before, after)
        for rule in expectation.sidecar.order_rules
        for before in elements_of(rule.before, expectation)
        for after in elements_of(rule.after, expectation)
    )


def judged_rules(
    variants: Variants, automaton: Automaton | None, matches: Mapping[str, Sequence[str]], expectation: Expectation
) -> Iterator[JudgedRule]:
    """Judge the rules of `all_judged_rules` that the flow does not imply; without an automaton nothing is implied."""
    for judged in all_judged_rules(variants, matches, expectation):
        if not _is_of_the_flow(judged.rule, automaton, expectation):
            yield judged


def critical_orders(
    variants: Variants, automaton: Automaton | None, matches: Mapping[str, Sequence[str]], expectation: Expectation
) -> Iterator[JudgedRule]:
    """Judge the rules of `all_judged_rules` that are critical and implied by the flow.

    An alignment of least cost may tell a trace that reverses one by other moves, as two other orders.
    """
    for judged in all_judged_rules(variants, matches, expectation):
        if judged.rule.severity is Severity.CRITICAL and _is_of_the_flow(judged.rule, automaton, expectation):
            yield judged


def _is_of_the_flow(rule: OrderRule, automaton: Automaton | None, expectation: Expectation) -> bool:
    before, after = (elements_of(activity, expectation) for activity in (rule.before, rule.after))
    return automaton is not None and is_implied(automaton, before, after)


def all_judged_rules(variants: Variants, matches: Mapping[str, Sequence[str]], expectation: Expectation) -> Iterator[JudgedRule]:
    """Judge every declared rule that the log can show, be it implied by the flow or not.

    A rule is kept where the first `after` has a `before` ahead of it (the precedence constraint of van der Aalst, Pesic,
    Schonenberg 2009, doi 10.1007/s00450-009-0057-9). Events of one and the same time have no order: they keep it. A label
    that may mean several activities is a `before` if one of them is, an `after` only if all are.
    """
    for rule in expectation.sidecar.order_rules:
        before, after = (elements_of(activity, expectation) for activity in (rule.before, rule.after))
        unseen = bool(before) and expectation.unobservable.issuperset(before)
        if not unseen:
            yield _judged(rule, variants, matches, (before or (rule.before,), after or (rule.after,)))


def is_implied(automaton: Automaton, before: Sequence[str], after: Sequence[str]) -> bool:
    """Return whether every trace of the process has one of `before` ahead of each of `after`.

    What the process does not hold at all is not implied by it.
    """
    names = automaton.symbols
    if not set(before) & set(names) or not set(after) & set(names):
        return False
    opens, closes = (np.isin(automaton.symbol, [names.index(each) for each in some if each in names]) for some in (before, after))
    reached = np.arange(automaton.n_states) == 0
    while not reached[onward := automaton.target[reached[automaton.source] & ~opens]].all():
        reached[onward] = True
    return not bool((reached[automaton.source] & closes).any())


def _judged(
    rule: OrderRule, variants: Variants, matches: Mapping[str, Sequence[str]], pair: tuple[tuple[str, ...], tuple[str, ...]]
) -> JudgedRule:
    meanings = [set(matches.get(label, (label,))) for label in variants.activities]
    opening = np.array([bool(meaning & set(pair[0])) for meaning in meanings], dtype=np.bool_)
    closing = np.array([meaning <= set(pair[1]) for meaning in meanings], dtype=np.bool_)
    begun, done = _first(variants, opening), _first(variants, closing)
    is_broken = (done != _NEVER) & (begun > done)
    return JudgedRule(
        rule=rule,
        exposed=frozenset(np.flatnonzero(done != _NEVER).tolist()),
        broken=frozenset(np.flatnonzero(is_broken).tolist()),
        reversed=frozenset(np.flatnonzero(is_broken & (begun != _NEVER)).tolist()),
    )


def _first(variants: Variants, wanted: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return for each variant the first moment of a wanted label (bool, one a label); tied events share their moment."""
    moment = np.cumsum(~variants.tied, dtype=np.int64)
    number = np.repeat(np.arange(len(variants)), np.diff(variants.offsets))
    first = np.full(len(variants), _NEVER, dtype=np.int64)
    found = wanted[variants.labels]
    np.minimum.at(first, number[found], moment[found])
    return first
