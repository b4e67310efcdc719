"""The design beside what happened: what is never seen, what is undesigned, and that what fits has nothing of either."""

from collections.abc import Collection, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import ProcessBuilder, process
from tests.eventlog.logs import event, log_of
from workbench.conformance import Expectation, Thresholds, check_conformance
from workbench.conformance.contrast import Contrast, contrast_of
from workbench.eventlog.engines.simple_log import simple_log_of
from workbench.process.naming import naming_of
from workbench.process.sidecar import Sidecar

DAY = 24 * 60
ALL_COMPLETE = Thresholds(edge_days=0)


def contrasted(
    drawn: ProcessBuilder, traces: Sequence[Sequence[str]], rare: float = 0.0, unobservable: Collection[str] = ()
) -> Contrast:
    """Hold traces, all of them complete, against a process."""
    designed = drawn.build()
    rows = [
        event(f"{case:03}", label, case * DAY + minute) for case, trace in enumerate(traces) for minute, label in enumerate(trace)
    ]
    log = simple_log_of(log_of(*rows))
    expectation = Expectation(
        scope="p",
        process=designed,
        naming=naming_of(designed, Sidecar(), {}),
        sidecar=Sidecar(),
        unobservable=frozenset(unobservable),
    )
    return contrast_of(check_conformance(expectation, log, ALL_COMPLETE), expectation, rare)


def pairs(contrast: Contrast) -> set[tuple[str | None, str | None]]:
    return {(step.source, step.target) for step in contrast.steps}


def sequence() -> ProcessBuilder:
    return process().start().task("a").task("b").task("c").end()


def choice() -> ProcessBuilder:
    drawn = process().start().task("a").xor("x").task("b").xor("y").task("c").end()
    return drawn.at("x").task("d").task("e").to("y")


def test_what_fits_shows_how_often_and_nothing_undesigned() -> None:
    contrast = contrasted(sequence(), ["abc"] * 5)
    assert [(each.name, each.events, each.cases) for each in contrast.designed] == [("a", 5, 5), ("b", 5, 5), ("c", 5, 5)]
    assert (contrast.cases, contrast.never, contrast.undesigned, contrast.steps, contrast.untravelled) == (5, (), (), (), ())


def test_what_never_happened_takes_its_flows_with_it() -> None:
    contrast = contrasted(choice(), ["abc"] * 5)
    flows = {flow.id: (flow.source, flow.target) for flow in choice().build().flows}
    assert contrast.never == ("d", "e")
    assert {flows[each] for each in contrast.untravelled} == {("x", "d"), ("d", "e"), ("e", "y")}


def test_a_gateway_with_nothing_seen_behind_it_goes_too() -> None:
    drawn = process().start().task("a").xor("x").task("b").end()
    drawn.at("x").xor("z").task("d").end("end-d").at("z").task("e").end("end-e")
    assert {"z", "end-d", "end-e"} <= set(contrasted(drawn, ["ab"] * 5).untravelled)


def test_a_skipped_activity_shows_as_a_step_past_it() -> None:
    assert pairs(contrasted(sequence(), ["abc", "abc", "ac"])) == {("a", "c")}


def test_a_swap_shows_all_three_steps() -> None:
    assert pairs(contrasted(sequence(), ["abc"] * 5 + ["bac"])) == {(None, "b"), ("b", "a"), ("a", "c")}


def test_what_is_designed_in_parallel_may_come_in_any_order() -> None:
    drawn = process().start().both("f").task("a").both("j").end().at("f").task("b").to("j")
    assert contrasted(drawn, ["ab", "ba"]).steps == ()


def test_an_undesigned_activity_shows_with_the_steps_to_it_and_from_it() -> None:
    contrast = contrasted(sequence(), ["abc"] * 5 + ["abxc", "abxxc"])
    assert [(each.name, each.events, each.cases) for each in contrast.undesigned] == [("x", 3, 2)]
    assert pairs(contrast) == {("b", "x"), ("x", "x"), ("x", "c")}


def test_a_step_past_what_never_happened_is_no_step_of_its_own() -> None:
    contrast = contrasted(sequence(), ["ac"] * 5)
    assert (contrast.never, contrast.steps) == (("b",), ())


def test_what_leaves_no_event_is_blind_and_passed_in_silence() -> None:
    contrast = contrasted(sequence(), ["ac"] * 5, unobservable=["b"])
    assert (contrast.blind, contrast.never, contrast.steps) == (("b",), (), ())


def test_an_event_that_is_not_always_logged_is_passed_in_silence() -> None:
    drawn = process().start().task("a").catch("arrived", on="message").task("c").end()
    contrast = contrasted(drawn, [["a", "arrived", "c"], ["a", "c"]])
    assert contrast.steps == ()


def test_rare_steps_are_counted_and_not_drawn() -> None:
    traces = ["abc"] * 99 + ["ac"]
    assert contrasted(sequence(), traces, rare=0.05).steps == ()
    assert [(step.source, step.target, step.count) for step in contrasted(sequence(), traces, rare=0.05).rarer] == [("a", "c", 1)]
    assert pairs(contrasted(sequence(), traces, rare=0.005)) == {("a", "c")}


@given(st.lists(st.sampled_from(["abc", "adec"]), min_size=1, max_size=8))
def test_traces_of_the_design_hold_nothing_undesigned(traces: list[str]) -> None:
    contrast = contrasted(choice(), traces)
    assert (contrast.undesigned, contrast.steps, contrast.rarer) == ((), (), ())


@given(st.lists(st.text("abcdex", min_size=1, max_size=5), min_size=1, max_size=6))
def test_only_what_is_not_allowed_there_shows(traces: list[str]) -> None:
    allowed = {(None, "a"), ("a", "b"), ("b", "c"), ("c", None), ("a", "d"), ("d", "e"), ("e", "c")}
    contrast = contrasted(choice(), traces)
    if not contrast.never:
        assert pairs(contrast) & allowed == set()
        assert sum(step.count for step in contrast.steps) > 0 or set(traces) <= {"abc", "adec"}


@pytest.mark.parametrize("trace", ["abc", "acb", "xabc"])
def test_the_order_of_rows_does_not_matter(trace: str) -> None:
    traces = ["abc", "abc", trace]
    assert contrasted(sequence(), traces) == contrasted(sequence(), traces[::-1])
