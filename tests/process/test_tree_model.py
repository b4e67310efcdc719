"""Process trees as BPMN: the traces stay the same, whatever the tree."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.process.test_process_tree import Tree, ptml
from workbench.process import bpmn_of_tree, check_model, parse_ptml
from workbench.process.automaton import Automaton
from workbench.process.behavior import behavior_of
from workbench.process.model import Gateway, Process


def drawn(tree: Tree) -> Process:
    return bpmn_of_tree(parse_ptml(ptml(tree))).processes[0]


def by_label(automaton: Automaton, names: dict[str, str]) -> tuple[Sequence[dict[str, int]], list[bool]]:
    named = automaton.renamed(names)
    return [dict(here) for here in named.arcs], named.final.tolist()


def branches(children: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    several = st.lists(children, min_size=1, max_size=3).map(tuple)
    kinds = st.sampled_from(["sequence", "xor", "and", "or"])
    loops = st.lists(children, min_size=2, max_size=3).map(lambda parts: ("xorLoop", tuple(parts)))
    return st.tuples(kinds, several) | loops


trees = st.recursive(st.sampled_from(["a", "b", "c", "d", ""]), branches, max_leaves=7)


@settings(max_examples=300, deadline=None)
@given(trees)
def test_the_model_of_a_tree_allows_exactly_its_traces(tree: Tree) -> None:
    read = parse_ptml(ptml(tree))
    process = bpmn_of_tree(read).processes[0]
    labels = {leaf.id: leaf.label or "" for leaf in read.root.leaves}
    names = {node.id: node.name for node in process.activities}
    assert by_label(behavior_of(process).automaton(), names) == by_label(read.automaton(), labels)


def test_a_task_bears_the_label_of_its_leaf_and_its_id() -> None:
    (task,) = drawn("Check credit").activities
    assert (task.id, task.name) == ("task-n0", "Check credit")


def test_nested_sequences_and_choices_are_one() -> None:
    process = drawn(("sequence", ("a", ("sequence", ("b", ("xor", ("c", ("xor", ("d", "")))))))))
    split, join = (node for node in process.nodes if isinstance(node, Gateway))
    assert len(process.outgoing[split.id]) == len(process.incoming[join.id]) == 3


@pytest.mark.parametrize("tree", ["", ("and", ("", "")), ("xorLoop", ("", "")), ("xor", ("", ""))])
def test_a_tree_that_does_nothing_is_a_flow_from_start_to_end(tree: Tree) -> None:
    process = drawn(tree)
    assert [node.id for node in process.nodes] == ["start", "end"]
    assert len(process.flows) == 1


def test_all_is_drawn_and_the_model_doctor_misses_nothing_but_conditions() -> None:
    tree: Tree = ("sequence", ("a", ("and", ("b", ("xorLoop", ("c", "")))), ("or", ("d", "e"))))
    model = bpmn_of_tree(parse_ptml(ptml(tree)))
    shown = {shape.element for shape in model.diagrams[0].shapes} | {edge.element for edge in model.diagrams[0].edges}
    process = model.processes[0]
    assert {each.id for each in (*process.nodes, *process.flows)} <= shown
    assert {each.code for each in check_model(model) if each.severity.rank > 0} == {"BPMN_NO_CONDITION"}
