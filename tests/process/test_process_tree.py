"""Process trees from PTML: each operator has the language of its definition, and random trees that of their plain meaning."""

from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import Tree, ptml
from workbench.findings import InputError, UnsupportedError, UsageError
from workbench.process import Automaton, ProcessTree, behavior_of, parse_ptml, read_ptml

LONGEST = 5


def deep(levels: int) -> bytes:
    """Write a sequence in a sequence, and so on."""
    nodes = "".join(f'<sequence id="n{number}"/>' for number in range(levels)) + f'<manualTask id="n{levels}" name="a"/>'
    edges = "".join(f'<parentsNode id="e{number}" sourceId="n{number}" targetId="n{number + 1}"/>' for number in range(levels))
    return f'<ptml><processTree id="t" name="t" root="n0">{nodes}{edges}</processTree></ptml>'.encode()


DEEP = deep(5_000)


def words(tree: Tree) -> frozenset[str]:
    """Return the traces of a tree up to a length, straight from the definitions."""
    if isinstance(tree, str):
        return frozenset({tree})
    operator, parts = tree[0], [words(child) for child in tree[1]]
    if operator == "sequence":
        return joined(parts)
    if operator == "xor":
        return frozenset().union(*parts)
    if operator == "and":
        return mixed(parts)
    if operator == "or":
        chosen = [
            [part for part, is_in in zip(parts, picks, strict=True) if is_in] for picks in product((0, 1), repeat=len(parts))
        ]
        return frozenset().union(*(mixed(some) for some in chosen if some))
    found = parts[0]
    while (more := found | joined([found, parts[1], parts[0]])) != found:
        found = more
    return joined([found, *parts[2:]])


def joined(parts: Sequence[frozenset[str]]) -> frozenset[str]:
    return frozenset(word for each in product(*parts) if len(word := "".join(each)) <= LONGEST)


def mixed(parts: Sequence[frozenset[str]]) -> frozenset[str]:
    found = {""}
    for part in parts:
        found = {word for one in found for other in part if len(one + other) <= LONGEST for word in shuffles(one, other)}
    return frozenset(found)


def shuffles(one: str, other: str) -> set[str]:
    if not one or not other:
        return {one + other}
    return {one[0] + rest for rest in shuffles(one[1:], other)} | {other[0] + rest for rest in shuffles(one, other[1:])}


def language(tree: ProcessTree, automaton: Automaton) -> frozenset[str]:
    """Return the traces of an automaton of a tree up to a length, by label."""
    label_of = {identity: label for label, ids in tree.labels.items() for identity in ids}
    found, states = set(), {(0, "")}
    while states:
        found |= {word for state, word in states if automaton.final[state]}
        states = {
            (after, word + label_of[symbol])
            for state, word in states
            if len(word) < LONGEST
            for symbol, after in automaton.arcs[state].items()
        }
    return frozenset(found)


LEAVES = st.sampled_from(["a", "b", "c", "d", ""])


def nodes(children: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    several = st.lists(children, min_size=1, max_size=3).map(tuple)
    operators = st.tuples(st.sampled_from(["sequence", "xor", "and", "or"]), several)
    return operators | st.tuples(st.just("xorLoop"), st.lists(children, min_size=2, max_size=3).map(tuple))


TREES = st.recursive(LEAVES, nodes, max_leaves=6)


@settings(max_examples=300, deadline=None)
@given(tree=TREES)
def test_a_tree_has_the_language_of_its_operators(tree: Tree) -> None:
    read = parse_ptml(ptml(tree))
    assert language(read, read.automaton()) == words(tree)


@settings(max_examples=300, deadline=None)
@given(tree=TREES)
def test_the_token_game_of_a_tree_has_the_same_automaton(tree: Tree) -> None:
    read = parse_ptml(ptml(tree))
    assert behavior_of(*read.processes).automaton().arcs == read.automaton().arcs


def test_a_tree_may_be_as_deep_as_is_allowed() -> None:
    read = parse_ptml(deep(255))
    assert language(read, read.automaton()) == {"a"}
    assert behavior_of(*read.processes).automaton().accepts((read.root.leaves[0].id,))


def test_hidden_leaves_leave_no_trace() -> None:
    tree = parse_ptml(ptml(("sequence", ("a", "b"))))
    (hidden,) = tree.labels["b"]
    assert tree.automaton((hidden,)).symbols == tree.labels["a"]


def test_too_many_branches_beside_each_other_are_refused() -> None:
    tree = parse_ptml(ptml(("and", tuple("abcdefgh"))))
    assert tree.automaton().n_states == 256
    with pytest.raises(UnsupportedError, match="100"):
        tree.automaton(budget=100)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (ptml(("xorLoop", ("a",))), "PTML_NO_TREE"),
        (ptml(("sequence", ())), "PTML_NO_TREE"),
        (ptml(("sequence", ("a", "b"))).replace(b'targetId="n2"', b'targetId="n1"'), "PTML_NO_TREE"),
        (ptml(("sequence", ("a",))).replace(b'targetId="n1"', b'targetId="n0"'), "PTML_NO_TREE"),
        (ptml(("sequence", ("a",))).replace(b'targetId="n1"', b'targetId="n7"'), "BPMN_DANGLING_REF"),
        (ptml(("sequence", ("a", "b"))).replace(b'id="n2"', b'id="n1"'), "BPMN_DUPLICATE_ID"),
        (ptml("a").replace(b'root="n0"', b'root="n7"'), "BPMN_DANGLING_REF"),
        (DEEP, "LIMIT_DEPTH"),
        (b"<ptml/>", "FILE_WRONG_FORMAT"),
        (b"<pnml/>", "FILE_WRONG_FORMAT"),
    ],
)
def test_what_is_no_tree_is_refused_with_its_line(content: bytes, code: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_ptml(content)
    assert refused.value.finding.code == code


def test_a_missing_file_is_wrong_usage() -> None:
    with pytest.raises(UsageError):
        read_ptml("nowhere.ptml")
