"""One case step by step: what it did, what it left out, who did it."""

from tests.builders import process
from tests.conformance.cases import held_against
from tests.eventlog.logs import MIDNIGHT, MINUTE, event, log_of
from workbench.conformance import CaseExplanation, StepKind, explain_case, steps_of_variants
from workbench.eventlog.engines.engine import ArrayEngine
from workbench.eventlog.log import EventLog
from workbench.process import Sidecar
from workbench.process.sidecar import UndesignedLabel


def explained(log: EventLog, case: int, sidecar: Sidecar | None = None) -> CaseExplanation:
    drawn = process("p").start().task("a", "Ask").throw("told", "message").task("b", "Buy").task("c", "Close").end()
    return explain_case(held_against(drawn, log, sidecar), case, ArrayEngine(log=log))


def steps(explanation: CaseExplanation) -> list[tuple[str, str, str | None]]:
    return [(step.kind.value, step.names["en"], step.code) for step in explanation.steps]


def test_a_case_shows_what_was_done_skipped_and_extra_in_order() -> None:
    log = log_of(event("1", "a", 0, "Ann", 0), event("1", "x", 1), event("1", "c", 5, "Bob", 3), event("2", "a", 0))
    explanation = explained(log, 0, Sidecar(labels={"x": UndesignedLabel(name_en="Xerox")}))
    assert (explanation.case, explanation.cost, explanation.is_complete) == ("1", 2, True)
    assert sorted(steps(explanation)) == [
        ("extra", "Xerox", "CF-EXTRA"),
        ("skipped", "Buy", "CF-SKIP"),
        ("synchronous", "Ask", None),
        ("synchronous", "Close", None),
    ]
    first, last = explanation.steps[0], explanation.steps[-1]
    assert (first.performer, first.start, first.end) == ("Ann", MIDNIGHT, MIDNIGHT)
    assert (last.performer, last.start, last.end) == ("Bob", MIDNIGHT + 3 * MINUTE, MIDNIGHT + 5 * MINUTE)
    skipped = next(step for step in explanation.steps if step.kind is StepKind.SKIPPED)
    assert (skipped.element, skipped.label, skipped.performer, skipped.end) == ("b", None, None, None)
    assert {finding.code for finding in explanation.findings} == {"CF-SKIP", "CF-EXTRA"}


def test_the_two_steps_of_a_swap_know_each_other() -> None:
    log = log_of(event("1", "b", 0), event("1", "a", 1), event("1", "c", 2))
    shown = explained(log, 0).steps
    parts = [number for number, step in enumerate(shown) if step.code == "CF-ORDER"]
    assert len(parts) == 2
    assert [shown[number].with_step for number in parts] == parts[::-1]
    assert {shown[number].kind for number in parts} == {StepKind.SKIPPED, StepKind.EXTRA}


def test_an_event_of_the_process_that_the_log_leaves_out_is_no_step() -> None:
    log = log_of(event("1", "a", 0), event("1", "told", 1), event("1", "b", 2), event("2", "b", 0), event("2", "c", 1))
    assert [step.names["en"] for step in explained(log, 1).steps] == ["Ask", "Buy", "Close"]
    assert "told" in [step.element for step in explained(log, 0).steps]


def test_the_steps_of_a_variant_are_those_of_its_cases_without_people_and_times() -> None:
    log = log_of(event("1", "a", 0, "Ann", 0), event("1", "x", 1), event("1", "c", 5, "Bob", 3))
    drawn = process("p").start().task("a", "Ask").throw("told", "message").task("b", "Buy").task("c", "Close").end()
    (shared,) = steps_of_variants(held_against(drawn, log), [0])
    own = explained(log, 0).steps
    assert [(step.kind, step.element, step.label, step.event, step.code) for step in shared] == [
        (step.kind, step.element, step.label, step.event, step.code) for step in own
    ]
    assert {(step.performer, step.start, step.end) for step in shared} == {(None, None, None)}


def test_two_like_events_of_one_time_are_told_apart_by_their_content_alone() -> None:
    rows = (event("1", "a", 0, "Bea"), event("1", "a", 0, "Ann"), event("1", "c", 1, "Cyd"))
    there, back = explained(log_of(*rows), 0), explained(log_of(*reversed(rows)), 0)
    assert there.steps == back.steps
    assert {step.performer for step in there.steps} >= {"Ann", "Bea"}


def test_events_of_one_time_are_shown_with_their_own_performers() -> None:
    log = log_of(event("1", "b", 0, "Bea"), event("1", "a", 0, "Ann"), event("1", "c", 0, "Cyd"))
    assert [(step.label, step.performer) for step in explained(log, 0).steps] == [("a", "Ann"), ("b", "Bea"), ("c", "Cyd")]
