"""PX1–PX6: how well the designed flow is kept, over complete cases and what leaves a trace."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import process
from tests.enterprise_builder import Enterprise
from tests.fit.indicators.readings import BY_CODE, read, rows, said, whole, why
from workbench.findings import Severity
from workbench.fit.policy import DecisionRules, Policy
from workbench.organization import ALWAYS
from workbench.process import Sidecar
from workbench.process.sidecar import ActivityFacts, OrderRule, TimeLimit

DRAWN = process("p").start().task("a").task("b").task("c").end()
FLOW = Enterprise().process(DRAWN)
WHOLE = Policy(rules=DecisionRules(edge_days=0))
"""No case is cut by the edges of the log."""
BLIND = Sidecar(activities={"b": ActivityFacts(observable=False)})


def test_fitness_is_one_less_cost_by_worst_cost() -> None:
    # worst: 3 + 3 of a case that fits, 2 + 3 of one that lacks b
    reading = read("PX1", FLOW.cases("p", "a b c").cases("p", "a c"))
    assert said(reading) == ("measured", round(10 / 11, 6), 2)
    assert rows(reading) == [("p", "b", 1, 2)]


def test_what_leaves_no_trace_costs_nothing() -> None:
    assert said(read("PX1", Enterprise().process(DRAWN, BLIND).cases("p", "a c"))) == ("measured", 1.0, 1)
    assert said(read("PX3", Enterprise().process(DRAWN, BLIND).cases("p", "a c"))) == ("measured", 1.0, 1)


def test_precision_is_what_is_taken_of_what_is_allowed() -> None:
    choice = process("p").start().xor("which").task("a").xor("then").end("e1").at("which").task("b").to("then")
    assert said(read("PX2", Enterprise().process(choice).cases("p", "a"))) == ("measured", 0.5, 1)
    assert said(read("PX2", Enterprise().process(choice).cases("p", "a").cases("p", "b"))) == ("measured", 1.0, 2)


def test_conforming_cases_cost_nothing_and_deviations_stand_behind() -> None:
    reading = read("PX3", FLOW.cases("p", "a b c", times=3).cases("p", "a c"))
    assert said(reading) == ("measured", 0.75, 4)
    assert rows(reading) == [("p", "CF-SKIP", "b", 3, 4)]


def test_a_dead_activity_is_not_alive_one_that_was_never_due_does_not_count() -> None:
    choice = process("p").start().task("a").xor("which").task("b").xor("then").task("d").end().at("which").task("c").to("then")
    reading = read("PX5", Enterprise().process(choice).cases("p", "a b", times=2))
    assert rows(reading) == [("p", "a", 1, 1), ("p", "b", 1, 1), ("p", "d", 0, 1)]
    assert said(reading) == ("measured", round(2 / 3, 6), 3)


def test_a_blind_activity_is_not_asked_for() -> None:
    assert said(read("PX5", Enterprise().process(DRAWN, BLIND).cases("p", "a c"))) == ("measured", 1.0, 2)


def test_cases_within_their_target_are_in_time() -> None:
    # the third step ends two and a half hours after the first began
    target = Sidecar(target=TimeLimit(hours=2.5, is_elapsed=True))
    slow = Enterprise().process(DRAWN, target).cases("p", "a b c", minutes=30).cases("p", "a b c", minutes=31)
    assert said(read("PX6", slow)) == ("measured", 0.5, 2)
    assert rows(read("PX6", slow)) == [("p", 1, 2)]


def test_a_target_in_working_time_needs_a_calendar() -> None:
    target = Sidecar(target=TimeLimit(hours=2), calendar="DAY")
    cases = Enterprise().process(DRAWN, target).cases("p", "a b c")
    assert why(read("PX6", cases)) == ("unknown", "UNKNOWN_NO_CALENDARS")
    assert said(read("PX6", cases.calendar(replace(ALWAYS, id="DAY")))) == ("measured", 0.0, 1)


def test_without_times_nothing_is_in_time() -> None:
    target = Sidecar(target=TimeLimit(hours=2.5, is_elapsed=True))
    untimed = replace(Enterprise().process(DRAWN, target).cases("p", "a b c"), untimed=frozenset({"p"}))
    assert why(read("PX6", untimed)) == ("unknown", "UNKNOWN_NO_TIMES")


def test_without_target_timeliness_is_unknown_and_one_process_with_a_target_covers_its_cases() -> None:
    assert why(read("PX6", FLOW.cases("p", "a b c"))) == ("unknown", "UNKNOWN_NO_TARGET")
    timed = process("q").start().task("d").end()
    two = FLOW.process(timed, Sidecar(target=TimeLimit(hours=1, is_elapsed=True))).cases("p", "a b c").cases("q", "d", times=3)
    reading = read("PX6", two)
    assert (said(reading), reading.covered) == (("partial", 1.0, 3), 0.75)


@pytest.mark.parametrize("code", ["PX1", "PX2", "PX3", "PX4", "PX5", "PX6"])
def test_without_log_all_is_unknown(code: str) -> None:
    assert why(read(code, FLOW)) == ("unknown", "UNKNOWN_NO_LOG")


def test_zero_is_a_value() -> None:
    nothing = FLOW.cases("p", "x y z")
    assert [read(code, nothing, policy=WHOLE).value for code in ("PX1", "PX3", "PX5")] == [0.0, 0.0, 0.0]


def rules(*orders: tuple[str, str, Severity], **kinds: str) -> Sidecar:
    facts = {name: ActivityFacts(kind=kind) for name, kind in kinds.items()}
    return Sidecar(activities=facts, order_rules=tuple(OrderRule(before=a, after=b, severity=how) for a, b, how in orders))


def test_rules_are_averaged_and_a_critical_one_is_not_made_up_for() -> None:
    events = ("a b c", "b a c", "a b c", "a b c")
    plain = Enterprise().process(DRAWN, rules(("a", "b", Severity.MAJOR), ("a", "c", Severity.MAJOR)))
    critical = Enterprise().process(DRAWN, rules(("a", "b", Severity.CRITICAL), ("a", "c", Severity.MAJOR)))
    for case in events:
        plain, critical = plain.cases("p", case), critical.cases("p", case)
    assert said(read("PX4", plain, policy=WHOLE)) == ("measured", 0.875, 8)
    assert said(read("PX4", critical, policy=WHOLE)) == ("measured", 0.75, 8)
    assert rows(read("PX4", critical, policy=WHOLE)) == [("p", "a", "b", 3, 4), ("p", "a", "c", 4, 4)]


def test_a_control_that_is_due_must_be_done_wherever_it_stands() -> None:
    controlled = Enterprise().process(DRAWN, rules(b="control")).cases("p", "a b c").cases("p", "b a c").cases("p", "a c")
    assert said(read("PX4", controlled, policy=WHOLE)) == ("measured", round(2 / 3, 6), 3)


def test_no_rule_does_not_apply_an_unseen_one_is_unknown_no_sidecar_too() -> None:
    assert why(read("PX4", Enterprise().process(DRAWN, rules()).cases("p", "a b c"))) == ("n/a", None)
    unseen = Sidecar(activities={"b": ActivityFacts(kind="control", observable=False)})
    assert why(read("PX4", Enterprise().process(DRAWN, unseen).cases("p", "a c"))) == ("unknown", "UNKNOWN_NO_TRACE")
    assert why(read("PX4", FLOW.cases("p", "a b c"))) == ("unknown", "UNKNOWN_NO_SIDECAR")


def test_drawn_cases_give_drawn_figures() -> None:
    two = FLOW.cases("p", "a b c").cases("p", "a c")
    weights = np.array([[2.0, 0.0], [0.0, 1.0], [0.0, 0.0]])
    for code, drawn in (("PX1", [1.0, 0.8, np.nan]), ("PX3", [1.0, 0.0, np.nan]), ("PX5", [1.0, 2 / 3, np.nan])):
        sample = read(code, two).sample
        assert sample is not None
        np.testing.assert_allclose(sample.drawn(weights), drawn)


TRACES = st.lists(st.lists(st.sampled_from("abcx"), max_size=5).map(" ".join).filter(bool), min_size=1, max_size=6)


@given(TRACES, st.lists(st.booleans(), min_size=6, max_size=6))
@settings(max_examples=60, deadline=None)
def test_precision_of_drawn_cases_is_that_of_the_log_of_them_alone(traces: list[str], chosen: list[bool]) -> None:
    looped = process("p").start().xor("again").task("a").xor("which").task("b").xor("then").xor("more").to("again")
    told = Enterprise().process(looped.at("more").end().at("which").task("c").to("then"))
    for trace in traces:
        told = told.cases("p", trace)
    evidence = told.evidence(WHOLE)
    kept = np.array(chosen[: len(traces)])
    sample = BY_CODE["PX2"].read(evidence, whole(evidence)).sample
    assert sample is not None
    alone = evidence.conformance["p"].restricted(kept).measures.precision
    assert evidence.conformance["p"].complete.all()
    drawn = sample.drawn(kept[None, :].astype(np.float64))
    np.testing.assert_allclose(drawn, [np.nan if alone is None else alone])
    assert sample.value == pytest.approx(evidence.conformance["p"].measures.precision)
