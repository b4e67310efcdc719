"""An execution waits for what the design lets come immediately before it, never for a parallel branch."""

from hypothesis import given

from tests.builders import process
from tests.conformance.perspectives.stepping import stepped
from tests.eventlog.logs import ROWS, event, log_of
from workbench.conformance.perspectives.causality import predecessors_of
from workbench.process import behavior_of
from workbench.process.model import Process

PARALLEL = (process("p").start().task("a").both("s").task("b").both("j").task("d").end().at("s").task("c").to("j")).build()


def before(drawn: Process) -> dict[str, set[str]]:
    return {symbol: set(found) for symbol, found in predecessors_of(behavior_of(drawn).automaton()).items()}


def waited_for(drawn: Process, trace: str) -> list[str]:
    """Return for each event of a trace what it waited for: `b<a`, or `b` alone."""
    steps = stepped(drawn, log_of(*(event("1", label, minute) for minute, label in enumerate(trace))))
    names = [steps.elements[code] if code >= 0 else "" for code in steps.element.tolist()]
    return [f"{name}<{names[row]}" if row >= 0 else name for name, row in zip(names, steps.enabler.tolist(), strict=True)]


def test_branches_in_parallel_do_not_wait_for_each_other() -> None:
    assert before(PARALLEL) == {"a": set(), "b": {"a"}, "c": {"a"}, "d": {"b", "c"}}
    assert waited_for(PARALLEL, "abcd") == ["a", "b<a", "c<a", "d<c"]
    assert waited_for(PARALLEL, "acbd") == ["a", "c<a", "b<a", "d<b"]


def test_what_was_skipped_hands_on_what_it_waited_for() -> None:
    drawn = process("p").start().task("a").task("b").task("c").end().build()
    assert waited_for(drawn, "ac") == ["a", "c<a"]
    assert waited_for(drawn, "c") == ["c"]


def test_what_the_process_does_not_allow_is_no_predecessor() -> None:
    drawn = process("p").start().task("a").task("b").end().build()
    assert waited_for(drawn, "axb") == ["a", "", "b<a"]


def test_the_order_of_rows_never_matters() -> None:
    rows = [event("1", "a", 0, "x"), event("1", "b", 1, "y"), event("1", "c", 1, "x"), event("1", "d", 1, "z")]
    one, other = (stepped(PARALLEL, log_of(*each)) for each in (rows, rows[::-1]))
    assert one.enabler.tolist() == other.enabler.tolist()
    assert one.element.tolist() == other.element.tolist()


@given(ROWS)
def test_an_execution_waits_for_an_earlier_one_of_its_case(rows: list) -> None:
    steps = stepped(PARALLEL, log_of(*rows))
    log = steps.executions
    for row, enabler in enumerate(steps.enabler.tolist()):
        if enabler >= 0:
            assert log.case[row] == log.case[enabler]
            assert log.end[enabler] <= log.end[row]
            assert steps.element[enabler] >= 0
