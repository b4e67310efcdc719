"""Which way the cases went: branches, repetitions, events and silent steps counted where the answer is known."""

from collections.abc import Mapping

import pytest

from tests.builders import ProcessBuilder, pnml, process, ptml
from tests.eventlog.logs import event, log_of
from tests.process.marked_net import MarkedNet
from workbench.conformance import Conformance, Expectation, FlowsTaken, Paths, Thresholds, check_conformance, flows_taken
from workbench.eventlog.engines.simple_log import simple_log_of
from workbench.process import Process, Sidecar, parse_pnml, parse_ptml
from workbench.process.model import Repetition
from workbench.process.naming import naming_of

MONTH = 30 * 24 * 60


def checked(flow: Process, traces: Mapping[str, int], blind: str = "") -> Conformance:
    """Hold a process against traces, each so many times; events are single letters, those in `blind` leave no trace."""
    cases = [trace for trace, count in traces.items() for _ in range(count)]
    rows = [event(f"{n:03}", label, n * MONTH + at) for n, trace in enumerate(cases) for at, label in enumerate(trace)]
    naming = naming_of(flow, Sidecar(), {})
    expectation = Expectation(scope="p", process=flow, naming=naming, sidecar=Sidecar(), unobservable=frozenset(blind.split()))
    return check_conformance(expectation, simple_log_of(log_of(*rows)), Thresholds(edge_days=0))


def taken(drawing: ProcessBuilder, traces: Mapping[str, int], blind: str = "") -> FlowsTaken:
    return flows_taken(checked(drawing.build(), traces, blind))


def flows(found: FlowsTaken, source: str) -> dict[str, tuple[int, int]]:
    """Return (cases, times) of each flow out of an element, by the element that it leads to."""
    return {flow.flow.split("-")[1]: (flow.cases, flow.times) for flow in found.flows if flow.source == source}


def elements(found: FlowsTaken, *wanted: str) -> list[tuple[int, int]]:
    count = {each.element: (each.cases, each.times) for each in found.elements}
    return [count[element] for element in wanted]


def test_each_case_takes_one_branch_of_a_choice() -> None:
    drawn = process().start().xor("s").task("a").xor("j").end().at("s").task("b").to("j").at("s").task("c").to("j")
    found = taken(drawn.at("s").to("j"), {"a": 5, "b": 3, "": 2})
    assert flows(found, "s") == {"a": (5, 5), "b": (3, 3), "c": (0, 0), "j": (0, 0)}
    assert (found.cases, found.unknown, found.reason) == (8, 0, None)
    assert list(found.branches) == ["s"]


def test_a_branch_that_shows_nothing_is_seen_by_what_is_missing() -> None:
    drawn = process().start().task("a").xor("s").task("b").xor("j").task("z").end().at("s").to("j")
    assert flows(taken(drawn, {"abz": 5, "az": 3}), "s") == {"b": (5, 5), "j": (3, 3)}


def test_every_branch_of_a_fork_is_taken_by_all() -> None:
    drawn = process().start().both("s").task("a").both("j").end().at("s").task("b").to("j")
    assert flows(taken(drawn, {"ab": 2, "ba": 3}), "s") == {"a": (5, 5), "b": (5, 5)}


def test_an_inclusive_split_counts_each_branch_that_was_chosen() -> None:
    drawn = process().start().any_of("s").task("a").any_of("j").end().at("s").task("b").to("j")
    found = taken(drawn, {"ab": 2, "b": 3, "a": 1})
    assert flows(found, "s") == {"a": (3, 3), "b": (5, 5)}
    assert flows(found, "a") == {"j": (3, 3)}


def test_a_loop_counts_cases_once_and_every_time() -> None:
    drawn = process().start().xor("j").task("a").xor("s").end().at("s").task("b").to("j")
    found = taken(drawn, {"a": 4, "ababa": 3})
    assert flows(found, "s") == {"end": (7, 7), "b": (3, 6)}
    assert elements(found, "a", "b", "end") == [(7, 13), (3, 6), (7, 7)]


def test_a_skipped_activity_is_passed_and_an_extra_one_is_not() -> None:
    drawn = process().start().task("a").xor("s").task("b").task("c").xor("j").end().at("s").task("d").to("j")
    found = taken(drawn, {"abc": 2, "ac": 3, "adx": 1})
    assert flows(found, "s") == {"b": (5, 5), "d": (1, 1)}
    assert elements(found, "b", "c", "d") == [(5, 5), (5, 5), (1, 1)]


def test_what_a_sub_process_holds_is_counted_with_what_is_around_it() -> None:
    drawn = process().start().sub("sub").start("is").xor("s").task("a").end("ae").at("s").task("b").end("be").leave()
    found = taken(drawn.repeated(Repetition.LOOP).task("c").end(), {"ac": 2, "abac": 1})
    assert flows(found, "s") == {"a": (3, 4), "b": (1, 1)}
    assert elements(found, "is", "ae", "c") == [(3, 5), (3, 4), (3, 3)]


def test_a_boundary_event_is_counted_where_the_case_left_by_it() -> None:
    drawn = process().start().sub("sub").start("is").task("a").task("b").end("ie").leave().task("c").end()
    drawn = drawn.boundary("late", "sub").task("x").end("xe")
    found = taken(drawn, {"abc": 5, "ax": 2, "x": 1})
    assert elements(found, "late", "ie", "c", "x") == [(3, 3), (5, 5), (5, 5), (3, 3)]
    assert flows(found, "late") == {"x": (3, 3)}


def test_an_event_based_gateway_goes_the_way_of_the_event_that_came() -> None:
    drawn = process().start().node("eventBasedGateway", "g").catch("m", "message").task("a").end()
    drawn = drawn.at("g").catch("t", "timer").task("b").end("late")
    found = taken(drawn, {"a": 4, "b": 2})
    assert flows(found, "g") == {"m": (4, 4), "t": (2, 2)}
    assert elements(found, "m", "t", "end", "late") == [(4, 4), (2, 2), (4, 4), (2, 2)]


def test_a_blind_activity_is_counted_as_a_silent_step() -> None:
    drawn = process().start().task("a").xor("s").task("b").xor("j").task("z").end().at("s").task("c").to("j")
    found = taken(drawn, {"abz": 3, "az": 2}, blind="c")
    assert elements(found, "b", "c") == [(3, 3), (2, 2)]


def test_silent_transitions_of_a_net_are_counted() -> None:
    (net,) = parse_pnml(pnml("p0 p1 p2", "a b tau1", "p0>a a>p1 p1>b b>p2 p1>tau1 tau1>p2", "p2")).processes
    found = flows_taken(checked(net, {"ab": 4, "a": 3}))
    assert elements(found, "a", "b", "tau1") == [(7, 7), (4, 4), (3, 3)]
    assert found.flows == ()


def test_children_of_a_tree_are_its_branches() -> None:
    (tree,) = parse_ptml(ptml(("sequence", ("a", ("xor", ("b", "")), ("xorLoop", ("c", "d")))))).processes
    found = flows_taken(checked(tree, {"abc": 4, "acdc": 3}))
    name = {node.id: node.label for node in tree.nodes}
    ways = {(name[flow.source], name[flow.flow]): (flow.cases, flow.times) for flow in found.flows}
    assert ways == {("n2", "b"): (4, 4), ("n2", "n4"): (3, 3), ("n5", "d"): (3, 3)}


@pytest.mark.parametrize("trace", ["abcd", "acbd", "ad", "xa", "bbbd", "dcba", ""])
def test_steps_replayed_show_the_word_of_the_alignment_and_complete(trace: str) -> None:
    drawn = process().start().task("a").both("s").task("b").both("j").task("d").end().at("s").xor("o").task("c").xor("u")
    conformance = checked(drawn.to("j").at("o").to("u").build(), {trace or "a": 1})
    paths = Paths(conformance.observable, conformance.behavior.net)
    steps = paths.path(0).steps
    assert steps is not None
    assert [step.move for step in steps if step.move] == [move for move in conformance.observable.moves(0) if move.symbol]
    markings, played = {MarkedNet(paths.net).start}, MarkedNet(paths.net)
    for step in steps:
        shown = step.move.symbol if step.move else None
        following = (each for marking in markings for each in played.next_markings(marking))
        markings = {
            after
            for number, after in following
            if (paths.net.moves[number].node, paths.net.moves[number].symbol) == (step.element, shown)
        }
    assert played.complete in markings


def test_a_path_that_is_not_found_within_the_bound_is_unknown_with_the_reason() -> None:
    drawn = process().start().xor("s").xor("t").task("a").end()
    conformance = checked(drawn.build(), {"a": 2})
    path = Paths(conformance.observable, conformance.behavior.net, budget=1).path(0)
    assert path.steps is None
    assert path.reason is not None
    assert path.reason.code == "PATH_TOO_WIDE"


def test_the_order_of_cases_changes_no_count() -> None:
    drawn = process().start().any_of("s").task("a").any_of("j").end().at("s").task("b").to("j").at("s").task("c").to("j")
    traces = {"ab": 2, "ba": 1, "c": 4, "cab": 1, "x": 2, "bb": 1}
    backwards = dict(reversed(traces.items()))
    assert taken(drawn, traces) == taken(drawn, backwards)
