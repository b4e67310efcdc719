"""An edit changes the traces just as it says, on random block-structured models."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.builders import Tree, ptml
from tests.process.test_process_tree import TREES
from workbench.findings import ConflictError
from workbench.process import Automaton, ProcessModel, behavior_of, bpmn_bytes, bpmn_of_tree, compare, parse_bpmn, parse_ptml
from workbench.process.editing import inserted, merged, moved, side_by_side, without

Language = tuple[tuple[Mapping[str, int], ...], tuple[bool, ...]]
PICKS = st.integers(min_value=0, max_value=5)


def drawn(tree: Tree) -> ProcessModel:
    return bpmn_of_tree(parse_ptml(ptml(tree)))


def tasks(model: ProcessModel) -> list[str]:
    return [each.id for each in model.processes[0].activities]


def in_a_row(model: ProcessModel) -> list[tuple[str, str]]:
    named = {*tasks(model)}
    ends = ((str(each.source), str(each.target)) for each in model.processes[0].flows)
    return [(one, other) for one, other in ends if one in named and other in named]


def language(model: ProcessModel, *hidden: str) -> Language:
    return said(behavior_of(model.processes[0]).automaton(hidden))


def said(automaton: Automaton) -> Language:
    return tuple(dict(each) for each in automaton.arcs), tuple(map(bool, automaton.final))


def only(model: ProcessModel, *shown: str) -> Automaton:
    return behavior_of(model.processes[0]).automaton([each for each in tasks(model) if each not in shown])


def words(automaton: Automaton, longest: int) -> set[tuple[str, ...]]:
    found, front = set(), [((), 0)]
    while front:
        word, state = front.pop()
        found |= {word} if automaton.final[state] else set()
        front += [((*word, symbol), after) for symbol, after in automaton.arcs[state].items() if len(word) < longest]
    return found


def assert_comes_back(model: ProcessModel) -> None:
    """Assert that the file says what the model says, and draws all of it."""
    again = parse_bpmn(bpmn_bytes(model), model.path)
    assert again == model
    assert again.findings == ()
    found = compare(model, again)
    assert (found.differences, found.same_behavior) == ((), True)
    process, (page,) = model.processes[0], model.diagrams
    shown = {each.element for each in (*page.shapes, *page.edges)}
    assert shown == {each.id for each in (*process.nodes, *process.flows)}


@settings(max_examples=25)
@given(tree=TREES, pick=PICKS)
def test_without_an_activity_the_traces_are_those_that_do_not_show_it(tree: Tree, pick: int) -> None:
    model = drawn(tree)
    assume(tasks(model))
    task = tasks(model)[pick % len(tasks(model))]
    edited = without(model, task)
    assert language(edited) == language(model, task)
    assert_comes_back(edited)


@settings(max_examples=25)
@given(tree=TREES, pick=PICKS)
def test_what_is_inserted_follows_what_it_was_put_after_and_nothing_else_changes(tree: Tree, pick: int) -> None:
    model = drawn(tree)
    assume(tasks(model))
    task = tasks(model)[pick % len(tasks(model))]
    edited = inserted(model, "new", "New", task)
    assert language(edited, "new") == language(model)
    assert words(only(edited, task, "new"), 4) <= {(), (task, "new"), (task, "new") * 2}
    assert_comes_back(edited)


@settings(max_examples=25)
@given(tree=TREES, one=PICKS, other=PICKS)
def test_what_is_moved_comes_before_the_other_and_nothing_else_changes(tree: Tree, one: int, other: int) -> None:
    model = drawn(tree)
    known = tasks(model)
    assume(len(known) > 1)
    task, later = known[one % len(known)], known[other % len(known)]
    if task == later or (task, later) in in_a_row(model):
        with pytest.raises(ConflictError, match="already"):
            moved(model, task, later)
        return
    edited = moved(model, task, later)
    assert language(edited, task) == language(model, task)
    assert words(only(edited, task, later), 4) <= {(), (task, later), (task, later) * 2}
    assert_comes_back(edited)


@settings(max_examples=25)
@given(tree=TREES, pick=PICKS)
def test_side_by_side_either_may_come_first(tree: Tree, pick: int) -> None:
    model = drawn(("sequence", ("x", "y", tree)))
    one, other = in_a_row(model)[pick % len(in_a_row(model))]
    edited = side_by_side(model, one, other)
    assert language(edited, one) == language(model, one)
    assert language(edited, other) == language(model, other)
    orders = {word[:2] for word in words(only(edited, one, other), 4) if word}
    assert orders == {(one, other), (other, one)}
    assert_comes_back(edited)


@settings(max_examples=25)
@given(tree=TREES, pick=PICKS)
def test_two_merged_are_the_first_of_them(tree: Tree, pick: int) -> None:
    model = drawn(("sequence", ("x", "y", tree)))
    one, other = in_a_row(model)[pick % len(in_a_row(model))]
    edited = merged(model, one, other)
    assert language(edited) == language(model, other)
    names = {each.id: each.name for each in model.processes[0].activities}
    assert edited.processes[0].node[one].name == f"{names[one]} + {names[other]}"
    assert_comes_back(edited)
