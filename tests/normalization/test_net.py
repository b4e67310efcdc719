"""What is accepted is left out of account, and nothing else is: the gross figures stay, net ones only rise."""

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import process
from tests.conformance.cases import held_against, log_of_traces
from tests.enterprise_builder import Enterprise
from workbench.conformance import Conformance
from workbench.findings import Finding, Severity
from workbench.normalization import families_of, net_authorized, uncovered_costs

TRACES = st.lists(st.text("abcx", max_size=5), min_size=1, max_size=8)


def conformance(traces: Sequence[str]) -> Conformance:
    return held_against(process("p").start().task("a").task("b").task("c").end(), log_of_traces(traces))


def findings(of: Conformance) -> tuple[Finding, ...]:
    return (*of.deviations.findings, *of.deviations.below_threshold)


def identity(of: Conformance, code: str, *about: str) -> str:
    (found,) = (each.id for each in findings(of) if (each.code, each.object) == (code, about))
    return found


def net_conforming(of: Conformance, accepted: Collection[str]) -> np.ndarray:
    """Return which cases are complete and cost nothing beyond what is accepted."""
    return (uncovered_costs(of, accepted) == 0)[of.variants.of_case] & of.complete


def test_nothing_accepted_leaves_the_gross() -> None:
    of = conformance(["abc", "ac", "abxc"])
    assert net_conforming(of, ()).tolist() == [True, False, False]


def test_a_case_conforms_when_all_its_deviations_are_accepted_and_not_before() -> None:
    of = conformance(["abc", "ac", "axc", "abxc"])
    skipped, extra = identity(of, "CF-SKIP", "b"), identity(of, "CF-EXTRA", "x")
    assert net_conforming(of, {skipped}).tolist() == [True, True, False, False]
    assert net_conforming(of, {extra}).tolist() == [True, False, False, True]
    assert net_conforming(of, {skipped, extra}).all()


def test_both_moves_of_a_swap_are_one_finding() -> None:
    of = conformance(["bac"])
    assert net_conforming(of, {identity(of, "CF-ORDER", "a", "b")}).tolist() == [True]


def test_a_deviation_that_nothing_is_claimed_of_is_covered_by_nothing() -> None:
    of = conformance(["axc", "ac"])
    skipped, extra = identity(of, "CF-SKIP", "b"), identity(of, "CF-EXTRA", "x")
    unclaimed = tuple(each for each in of.deviations.rare if each.finding.id != extra)
    silent = replace(of, deviations=replace(of.deviations, rare=unclaimed))
    assert net_conforming(silent, {skipped, extra}).tolist() == [False, True]


def test_an_incomplete_case_never_counts() -> None:
    of = conformance(["abc", "ac"])
    cut = replace(of, aligned=replace(of.aligned, complete=np.array([False, True])))
    assert net_conforming(cut, {identity(of, "CF-SKIP", "b")}).tolist() == [False, True]


@settings(max_examples=40)
@given(TRACES, st.data())
def test_accepting_more_only_raises_the_net_and_never_touches_the_gross(traces: list[str], data: st.DataObject) -> None:
    of = conformance(traces)
    ids = [each.id for each in findings(of)]
    some = frozenset(data.draw(st.sets(st.sampled_from(ids)))) if ids else frozenset()
    more = some | (frozenset(data.draw(st.sets(st.sampled_from(ids)))) if ids else frozenset())
    less, further = net_conforming(of, some), net_conforming(of, more)
    gross = of.complete & (of.observable.costs[of.variants.of_case] == 0)
    assert (gross <= less).all()
    assert (less <= further).all()
    assert int(gross.sum()) == of.measures.conforming
    assert (net_conforming(of, frozenset(ids)) == of.complete).all()


@settings(max_examples=40)
@given(TRACES)
def test_accepting_what_a_case_shows_makes_exactly_that_case_conform(traces: list[str]) -> None:
    of = conformance(traces)
    for place, case in enumerate(of.log.cases):
        shown = {each.id for each in findings(of) if case in each.cases}
        assert net_conforming(of, shown)[place] == of.complete[place]
        for one in shown:
            assert not net_conforming(of, shown - {one})[place]


def finding(code: str, about: str, *cases: str) -> Finding:
    return Finding(code=code, severity=Severity.MINOR, scope="p", object=(about,), count=len(cases) or None, cases=cases)


def test_findings_are_counted_by_family_gross_and_net() -> None:
    skip, extra, lane = finding("CF-SKIP", "a", "1", "2"), finding("CF-EXTRA", "x", "2", "9"), finding("PO-LANE", "a")
    flow, posts = families_of((skip, extra, lane), {extra.id}, ("1", "2", "3"))
    assert (flow.family, flow.findings, flow.open) == ("CF", 2, 1)
    assert (flow.affected, flow.open_affected, flow.cases) == (2, 2, 3)
    assert (posts.family, posts.findings, posts.open, posts.affected) == ("PO", 1, 1, None)


def test_events_that_nobody_was_allowed_to_do_are_left_out_where_that_is_accepted() -> None:
    drawn = process("p").start().task("a").task("b").end()
    people = Enterprise().department("D").post("P1", "D").post("P2", "D").person("x", "P1").person("y", "P2").process(drawn)
    evidence = people.duty("a", R="P1").duty("b", R="P1").cases("p", "a:y b:x", times=3).cases("p", "a:x b:y").evidence()
    (linked,) = evidence.linkage.processes
    refused = Finding(code="PO-NOTAUTH", severity=Severity.MAJOR, scope="p", object=("a", "P2"))
    assert len(net_authorized(linked, evidence.linkage.posts, ())) == 0
    assert len(net_authorized(linked, evidence.linkage.posts, {refused.id})) == 3
    other = replace(refused, object=("b", "P2"))
    assert len(net_authorized(linked, evidence.linkage.posts, {refused.id, other.id})) == 4
