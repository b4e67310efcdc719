"""On block-structured models the language is that of the process tree; composing blocks never changes any language."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import compress, count, product

import pytest

from tests.builders import ProcessBuilder, process
from workbench.findings import UnsupportedError
from workbench.process import Automaton, behavior_of
from workbench.process.automaton import NoCompletionError, automaton_of
from workbench.process.model import Repetition
from workbench.process.state_graph import explore
from workbench.process.token_net import UnboundedError

LONGEST = 6

Words = frozenset[tuple[str, ...]]


@dataclass(frozen=True)
class Tree:
    """A process tree (Leemans 2013): an operator over children, a task, or tau, the silent step."""

    kind: str
    children: tuple["Tree", ...] = ()

    def words(self) -> Words:
        """Return every trace of at most LONGEST steps, straight from the definition of the operators."""
        operators = {"tau": joined, "xor": either, "sequence": joined, "parallel": shuffled, "or": any_of, "loop": repeated}
        if self.kind not in operators:
            return frozenset({(self.kind,)})
        return operators[self.kind]([child.words() for child in self.children])


def either(parts: Sequence[Words]) -> Words:
    return frozenset(word for part in parts for word in part)


def any_of(parts: Sequence[Words]) -> Words:
    choices = (choice for choice in product((False, True), repeat=len(parts)) if any(choice))
    return either([shuffled(list(compress(parts, choice))) for choice in choices])


def repeated(parts: Sequence[Words]) -> Words:
    body, again = parts
    words, shorter = body, frozenset[tuple[str, ...]]()
    while words != shorter:
        shorter, words = words, words | joined([words, again, body])
    return words


def joined(parts: Sequence[Words]) -> Words:
    words = frozenset({()})
    for part in parts:
        words = frozenset(one + other for one in words for other in part if len(one) + len(other) <= LONGEST)
    return words


def shuffled(parts: Sequence[Words]) -> Words:
    words = frozenset({()})
    for part in parts:
        words = frozenset(
            mixed for one in words for other in part if len(one) + len(other) <= LONGEST for mixed in mix(one, other)
        )
    return words


def mix(one: tuple[str, ...], other: tuple[str, ...]) -> list[tuple[str, ...]]:
    if not one or not other:
        return [one + other]
    return [(one[0], *rest) for rest in mix(one[1:], other)] + [(other[0], *rest) for rest in mix(one, other[1:])]


def random_tree(dice: random.Random, depth: int, names: "count[int]") -> Tree:
    kind = dice.choice(("task", "sequence", "xor", "parallel", "or", "loop")) if depth else "task"
    if kind == "task":
        return Tree("tau") if dice.random() < 0.15 else Tree(f"t{next(names)}")
    arity = 2 if kind == "loop" else dice.choice((2, 2, 3))
    return Tree(kind, tuple(random_tree(dice, depth - 1, names) for _ in range(arity)))


def drawn(tree: Tree, on: ProcessBuilder, names: "count[int]") -> ProcessBuilder:
    """Draw a tree behind the last node, each operator as the gateways that mean it."""
    if tree.kind == "tau":
        return on.xor(f"g{next(names)}")
    if tree.kind == "sequence":
        for child in tree.children:
            drawn(child, on, names)
        return on
    if tree.kind == "loop":
        split, join = f"g{next(names)}", f"g{next(names)}"
        drawn(tree.children[0], on.xor(join), names).xor(split)
        return drawn(tree.children[1], on, names).to(join).at(split)
    gateways: dict[str, Callable[[str], ProcessBuilder]] = {"xor": on.xor, "parallel": on.both, "or": on.any_of}
    if tree.kind not in gateways:
        return on.task(tree.kind)
    split, join = f"g{next(names)}", f"g{next(names)}"
    gateways[tree.kind](split)
    for number, child in enumerate(tree.children):
        drawn(child, on.at(split), names)
        if number == 0:
            gateways[tree.kind](join)
        else:
            on.to(join)
    return on.at(join)


def words_of(automaton: Automaton) -> Words:
    """Return every trace of at most LONGEST steps that an automaton accepts."""
    onward: dict[int, list[tuple[str, int]]] = {}
    for source, symbol, target in zip(automaton.source, automaton.symbol, automaton.target, strict=True):
        onward.setdefault(int(source), []).append((automaton.symbols[symbol], int(target)))
    words, layer = set(), [((), 0)]
    while layer:
        words |= {word for word, state in layer if automaton.final[state]}
        layer = [((*word, s), t) for word, state in layer if len(word) < LONGEST for s, t in onward.get(state, ())]
    return frozenset(words)


@pytest.mark.parametrize("first", range(0, 2000, 100))
def test_the_language_of_a_block_structured_model_is_that_of_its_process_tree(first: int) -> None:
    for seed in range(first, first + 100):
        dice = random.Random(seed)
        tree = random_tree(dice, 2, count())
        model = drawn(tree, process().start(), count()).end()
        assert words_of(behavior_of(model.build()).automaton()) == tree.words(), seed


def block(on: ProcessBuilder, depth: int, dice: random.Random) -> ProcessBuilder:
    """Draw a random block behind the last node: anything that the standard has, well or badly structured."""
    name = f"n{dice.getrandbits(40)}"
    kind = dice.choice((*BLOCKS, "sequence", "sequence", "gateways")) if depth else "task"
    if kind == "sequence":
        return block(block(on, depth - 1, dice), depth - 1, dice)
    if kind == "gateways":
        return between_gateways(on, name, depth, dice)
    return BLOCKS[kind](on, name, depth, dice)


def task(on: ProcessBuilder, name: str, depth: int, dice: random.Random) -> ProcessBuilder:
    on.task(name)
    if dice.random() < 0.1 * depth:
        on.repeated(dice.choice((Repetition.LOOP, Repetition.PARALLEL)), dice.choice((None, 2)))
    return on


def between_gateways(on: ProcessBuilder, name: str, depth: int, dice: random.Random) -> ProcessBuilder:
    kind = dice.choice(("both", "xor", "any_of"))
    split, join = f"{name}s", f"{name}j"
    getattr(block(getattr(on, kind)(split), depth - 1, dice), kind)(join)
    for _ in range(dice.choice((1, 2))):
        block(on.at(split), depth - 1, dice).to(join)
    if kind == "xor" and dice.random() < 0.3:
        on.at(split).to(join)
    return on.at(join)


def loop(on: ProcessBuilder, name: str, depth: int, dice: random.Random) -> ProcessBuilder:
    body = block(on.xor(f"{name}j"), depth - 1, dice).xor(f"{name}s")
    return block(body, depth - 1, dice).to(f"{name}j").at(f"{name}s")


def sub_process(on: ProcessBuilder, name: str, depth: int, dice: random.Random) -> ProcessBuilder:
    block(on.sub(name).start(f"{name}s"), depth - 1, dice).end(f"{name}e")
    if dice.random() < 0.4:
        on.on_event(f"{name}h", f"{name}hs", "message", interrupting=dice.random() < 0.5).task(f"{name}ht").end(
            f"{name}he"
        ).leave()
    on.leave()
    if dice.random() < 0.2:
        on.repeated(Repetition.SEQUENTIAL, dice.choice((None, 2)))
    if dice.random() < 0.5:
        on.xor(f"{name}j").boundary(f"{name}b", name, interrupting=dice.random() < 0.5)
        block(on, 0, dice).end(f"{name}be").at(f"{name}j")
    return on


def throwing(on: ProcessBuilder, name: str, depth: int, dice: random.Random) -> ProcessBuilder:
    kind, interrupting = dice.choice((("error", True), ("escalation", True), ("escalation", False)))
    block(on.sub(name).start(f"{name}s").both(f"{name}g"), depth - 1, dice).end(f"{name}e")
    on.at(f"{name}g").task(f"{name}t").end(f"{name}x", throws=kind).leave()
    on.boundary(f"{name}b", name, on=kind, interrupting=interrupting).task(f"{name}c").end(f"{name}be")
    return on.at(name)


def ended(on: ProcessBuilder, name: str, depth: int, dice: random.Random) -> ProcessBuilder:
    block(on.both(f"{name}g"), depth - 1, dice)
    last = f"{name}z"
    on.task(last).at(f"{name}g")
    block(on, dice.choice((0, depth - 1)), dice).end(f"{name}x", throws=dice.choice(("", "terminate", "error")))
    return on.at(last)


def waiting(on: ProcessBuilder, name: str, _: int, dice: random.Random) -> ProcessBuilder:
    return on.catch(name, dice.choice(("timer", "message")))


def undone(on: ProcessBuilder, name: str, depth: int, dice: random.Random) -> ProcessBuilder:
    return block(on.task(name).undone_by(f"{name}u"), depth - 1, dice).throw(f"{name}x", "compensation")


def ad_hoc(on: ProcessBuilder, name: str, depth: int, dice: random.Random) -> ProcessBuilder:
    on.sub(name, tag="adHocSubProcess").task(f"{name}a")
    if depth > 1 and dice.random() < 0.5:
        on.task(f"{name}b")
    return on.at(None).task(f"{name}c").leave()


BLOCKS = {
    "task": task,
    "loop": loop,
    "sub_process": sub_process,
    "throwing": throwing,
    "ended": ended,
    "waiting": waiting,
    "undone": undone,
    "ad_hoc": ad_hoc,
}


@pytest.mark.parametrize("first", range(0, 600, 50))
def test_composing_blocks_never_changes_the_language(first: int) -> None:
    for seed in range(first, first + 50):
        dice = random.Random(seed)
        behavior = behavior_of(block(process().start(), 2, dice).end().build())
        try:
            explored = automaton_of(behavior.net, explore(behavior.net, 100_000))
        except UnboundedError:
            continue
        except NoCompletionError:
            with pytest.raises(UnsupportedError, match="never complete"):
                behavior.automaton()
            continue
        composed = behavior.automaton()
        assert composed.symbols == explored.symbols, seed
        for part in ("source", "symbol", "target", "final"):
            assert (getattr(composed, part) == getattr(explored, part)).all(), seed
