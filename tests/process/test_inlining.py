"""Calls opened up: the called process stands in place of the call."""

import pytest

from tests.builders import process
from workbench.findings import UnsupportedError
from workbench.process import behavior_of
from workbench.process.inlining import inlined
from workbench.process.model import CallActivity, Repetition


def test_the_called_process_stands_in_place_of_the_call() -> None:
    called = process("credit").start("cs").task("b").xor("g").task("c").end("ce").at("g").end("ce2").build()
    caller = process("order").start().task("a").call("call", "q:credit").task("d").end().build()
    automaton = behavior_of(inlined(caller, {"credit": called})).automaton()
    assert automaton.accepts(["a", "call/b", "call/c", "d"])
    assert automaton.accepts(["a", "call/b", "d"])
    assert not automaton.accepts(["a", "call", "d"])


def test_two_calls_of_one_process_stay_apart() -> None:
    called = process("credit").start("cs").task("b").end("ce").build()
    caller = process("order").start().call("one", "credit").call("two", "credit").end().build()
    opened = inlined(caller, {"credit": called})
    assert behavior_of(opened).automaton().accepts(["one/b", "two/b"])
    assert len({node.id for node in opened.nodes}) == len(opened.nodes)


def test_sub_processes_boundary_events_and_repetition_of_a_call_are_kept() -> None:
    called = process("credit").start("cs").sub("s").start("is").task("b").end("ie").leave().end("ce")
    called = called.boundary("late", "s").task("x").end("xe")
    caller = process("order").start().call("call", "credit").repeated(Repetition.LOOP, 2).end().build()
    automaton = behavior_of(inlined(caller, {"credit": called.build()})).automaton()
    assert automaton.accepts(["call/b", "call/x"])
    assert not automaton.accepts(["call/b"] * 3)


def test_what_is_not_in_the_library_stays_one_opaque_step() -> None:
    caller = process("order").start().call("call", "elsewhere").end().build()
    assert inlined(caller, {}) == caller
    assert isinstance(inlined(caller, {}).node["call"], CallActivity)


def test_processes_that_call_each_other_in_a_circle_are_refused() -> None:
    one = process("one").start().call("c1", "two").end().build()
    two = process("two").start().call("c2", "one").end().build()
    with pytest.raises(UnsupportedError, match="circle"):
        inlined(one, {"one": one, "two": two})


def test_what_is_undone_in_a_called_process_is_undone_there() -> None:
    called = process("credit").start("cs").task("b").undone_by("u").throw("undo", "compensation", "b").end("ce").build()
    caller = process("order").start().call("call", "credit").end().build()
    automaton = behavior_of(inlined(caller, {"credit": called})).automaton()
    assert automaton.accepts(["call/b", "call/u"])
    assert not automaton.accepts(["call/b"])
