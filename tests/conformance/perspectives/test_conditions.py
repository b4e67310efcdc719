"""Conditions are evaluated on what the case said when its gateway was passed."""

from dataclasses import replace

import pytest

from tests.builders import process
from tests.conformance.perspectives.stepping import stepped
from tests.eventlog.logs import column, event, log_of
from workbench.conformance.perspectives.conditions import Choices, Unevaluated, choices_of
from workbench.eventlog import EventLog
from workbench.process.model import Process


def review(big: str, small: str) -> Process:
    """Return a → (review if `big`, nothing if `small`) → b."""
    drawn = process("p").start().task("a").xor("g").to("review", big).to("j", small)
    return drawn.at(None).task("review").xor("j").task("b").end().build()


def log(*traces: str, kinds: dict[str, str] | None = None) -> EventLog:
    names = {"a": "a", "r": "review", "b": "b"}
    rows = [event(str(case), names[label], minute) for case, trace in enumerate(traces) for minute, label in enumerate(trace)]
    return log_of(*rows, kinds=kinds)


def chosen(drawn: Process, events: EventLog) -> Choices:
    return choices_of(stepped(drawn, events), drawn)


def test_a_flow_taken_against_its_condition_is_counted_by_flow_and_case() -> None:
    events = log("arb", "ab", "arb", "ab", kinds={"0": "big", "1": "big", "2": "small"})
    found = chosen(review("kind = 'big'", "kind = 'small'"), events)
    assert [(each.taken, each.held, each.failed, each.unknown) for each in found.rows] == [(2, 1, 1, 0), (2, 0, 1, 1)]
    assert [each.elements for each in found.rows] == [("review",), ("b",)]
    assert (found.failed.tolist(), found.unknown.tolist()) == ([0, 1, 1, 0], [0, 0, 0, 1])
    assert [each.reason for each in found.rows] == [None, Unevaluated.NO_VALUE]


@pytest.mark.parametrize(
    ("condition", "reason"), [("amount > 3", Unevaluated.NO_ATTRIBUTE), ("kind + 1", Unevaluated.UNREADABLE)]
)
def test_what_cannot_be_told_says_why(condition: str, reason: Unevaluated) -> None:
    row = chosen(review(condition, ""), log("arb", kinds={"0": "big"})).rows[0]
    assert (row.condition, row.taken, row.unknown, row.reason) == (condition, 1, 1, reason)


def test_an_event_attribute_counts_as_it_was_when_the_gateway_was_passed() -> None:
    events = log("arb", "ab")
    events = replace(events, columns={**events.columns, "score": column(["7", "1", None, None, "9"])})
    found = chosen(review("score > 5", "score <= 5"), events)
    assert [(each.held, each.failed, each.unknown) for each in found.rows] == [(1, 0, 0), (0, 0, 1)]


def test_a_way_that_shows_in_no_activity_is_not_counted() -> None:
    drawn = process("p").start().task("a").xor("g").to("j", "kind = 'x'").to("b", "kind = 'y'")
    drawn = drawn.at(None).task("b").to("j").at(None).xor("j").end().build()
    silent, shown = chosen(drawn, log("ab", "a", kinds={"0": "x", "1": "x"})).rows
    assert (silent.taken, silent.elements) == (0, ())
    assert (shown.taken, shown.failed) == (1, 1)
