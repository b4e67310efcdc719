"""What hands over to what: the causal order of the token game, which no parallel branch crosses."""

import random
from collections.abc import Iterable
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import ProcessBuilder, Tree, process
from tests.enterprise_builder import Enterprise
from workbench.linkage.causality import causal_pairs
from workbench.process import Sidecar
from workbench.process.model import Repetition
from workbench.process.sidecar import ActivityFacts
from workbench.technology import AccountKind

SMALL = Enterprise().department("D").post("P", "D").person("x", "P").account("robot", AccountKind.SYSTEM)
PARALLEL = process("p").start().task("a").both("split").task("b").both("join").task("d").end().at("split").task("c").to("join")


def handed(enterprise: Enterprise) -> list[str]:
    """Return the handovers of the only case as `a>b`, a number behind what happens again."""
    (linked,) = enterprise.linkage().processes
    log = enterprise.log(linked.id)
    seen: dict[str, int] = {}
    names = []
    for code in linked.activity.tolist():
        name = linked.activities[code].id if code >= 0 else "?"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name}{seen[name]}")
    assert len(log.cases) == 1
    pairs = zip(linked.handovers.before.tolist(), linked.handovers.after.tolist(), strict=True)
    return sorted(f"{names[before]}>{names[after]}" for before, after in pairs)


def of(drawn: ProcessBuilder, steps: str, sidecar: Sidecar | None = None) -> list[str]:
    return handed(SMALL.process(drawn, sidecar).cases("p", steps))


def in_a_row(*names: str) -> ProcessBuilder:
    drawn = process("p").start()
    for name in names:
        drawn.task(name)
    return drawn.end()


def test_a_step_is_handed_what_comes_before_it() -> None:
    assert of(in_a_row("a", "b", "c"), "a b c") == ["a>b", "b>c"]


def test_nothing_is_handed_between_parallel_branches_and_a_join_receives_from_every_branch() -> None:
    assert of(PARALLEL, "a b c d") == ["a>b", "a>c", "b>d", "c>d"]
    assert of(PARALLEL, "a c b d") == ["a>b", "a>c", "b>d", "c>d"]


def test_parallel_branches_that_are_gone_through_again_hand_over_to_all_of_the_next_round() -> None:
    drawn = process("p").start().xor("again").both("split").task("a").both("join").xor("enough").end()
    drawn.at("split").task("b").to("join").at("enough").to("again")
    assert of(drawn, "a b b a") == ["a>a2", "a>b2", "b>a2", "b>b2"]


def test_a_choice_that_is_made_again_hands_over_although_its_order_is_free() -> None:
    drawn = process("p").start().xor("again").xor("which").task("a").xor("done").xor("enough").end()
    drawn.at("which").task("b").to("done").at("enough").to("again")
    assert of(drawn, "a b a") == ["a>b", "b>a2"]


def test_the_next_round_of_a_loop_is_handed_the_last() -> None:
    drawn = process("p").start().xor("again").task("a").xor("ok").end().at("ok").task("b").to("again")
    assert of(drawn, "a b a b a") == ["a2>b2", "a>b", "b2>a3", "b>a2"]


def test_a_repeated_activity_hands_over_to_itself() -> None:
    assert of(process("p").start().task("a").repeated(Repetition.LOOP).task("b").end(), "a a b") == ["a2>b", "a>a2"]


def test_an_inclusive_join_receives_from_the_branches_that_were_taken() -> None:
    drawn = process("p").start().task("a").any_of("split").task("b").any_of("join").task("e").end()
    drawn.at("split").task("c").to("join").at("split").task("d").to("join")
    assert of(drawn, "a d b e") == ["a>b", "a>d", "b>e", "d>e"]


def test_a_step_that_was_left_out_hands_on() -> None:
    assert of(in_a_row("a", "b", "c"), "a c") == ["a>c"]


def test_an_undesigned_step_and_one_out_of_order_hand_nothing_over() -> None:
    assert of(in_a_row("a", "b", "c"), "a strange b c") == ["a>b", "b>c"]
    assert of(in_a_row("a", "b", "c"), "a b a c") == ["a>b", "b>c"]


def test_systems_and_outsiders_are_looked_through() -> None:
    for performer in ("robot", "SYS", "EXT"):
        assert of(in_a_row("a", "b", "c"), f"a:x b:{performer} c:x") == ["a>c"]


def test_an_automatic_step_is_looked_through_whoever_is_named_unless_a_person_did_it() -> None:
    drawn = process("p").start().task("a").task("b", tag="serviceTask").task("c").end()
    assert of(drawn, "a:x b c:x") == ["a>c"]
    assert of(drawn, "a:x b:stranger c:x") == ["a>c"]
    assert of(drawn, "a:x b:x c:x") == ["a>b", "b>c"]


def test_a_step_for_which_only_an_outsider_is_responsible_is_looked_through() -> None:
    enterprise = SMALL.duty("b", R="EXT", A="P").process(in_a_row("a", "b", "c"))
    assert handed(enterprise.cases("p", "a:x b c:x")) == ["a>c"]
    assert handed(enterprise.cases("p", "a:x b:x c:x")) == ["a>b", "b>c"]


def test_several_systems_in_a_row_are_looked_through_and_the_first_step_is_handed_nothing() -> None:
    assert of(in_a_row("a", "b", "c", "d"), "a:SYS b:SYS c:x d:x") == ["c>d"]
    assert of(in_a_row("a", "b", "c", "d"), "a:x b:SYS c:SYS d:x") == ["a>d"]


def test_a_blind_step_is_looked_through() -> None:
    blind = Sidecar(activities={"b": ActivityFacts(observable=False)})
    assert of(in_a_row("a", "b", "c"), "a:x c:x", blind) == ["a>c"]


def test_steps_of_one_moment_hand_over_in_the_order_of_the_design() -> None:
    assert of(in_a_row("z", "b", "a"), "z+b+a") == ["b>a", "z>b"]


# the law: the causal order is that of the token game

_Run = tuple[list[int], set[int]]
"""Events in an order in which they can happen, and those whose tokens come out at the end."""


class Play:
    """One play of a tree: what happened, and which events each was handed its token by."""

    def __init__(self, seed: int) -> None:
        self.choice = random.Random(seed)
        self.labels: list[str] = []
        self.before: list[set[int]] = []

    def run(self, tree: Tree, handed_on: set[int]) -> _Run:
        if isinstance(tree, str):
            if not tree:
                return [], handed_on
            self.labels.append(tree)
            self.before.append(handed_on)
            return [len(self.labels) - 1], {len(self.labels) - 1}
        operator, children = tree
        if operator == "xor":
            return self.run(self.choice.choice(children), handed_on)
        if operator == "and":
            runs = [self.run(child, handed_on) for child in children]
            return self._interleaved([events for events, _ in runs]), set().union(*(out for _, out in runs))
        rounds = [children[0], *[children[1], children[0]] * self.choice.randint(0, 2)] if operator == "loop" else children
        events: list[int] = []
        for part in rounds:
            more, handed_on = self.run(part, handed_on)
            events += more
        return events, handed_on

    def _interleaved(self, runs: list[list[int]]) -> list[int]:
        turns = [number for number, run in enumerate(runs) for _ in run]
        self.choice.shuffle(turns)
        waiting = [iter(run) for run in runs]
        return [next(waiting[turn]) for turn in turns]

    def immediate(self, events: list[int]) -> list[tuple[int, int]]:
        """Return the pairs of the token flow that no third event lies between, as places in the trace."""
        causes: dict[int, set[int]] = {}
        for event in events:
            causes[event] = set(self.before[event]).union(*(causes[each] for each in self.before[event]))
        place = {event: number for number, event in enumerate(events)}
        return sorted(
            (place[event], place[before])
            for event in events
            for before in causes[event]
            if not any(before in causes[other] for other in causes[event])
        )


class Drawing:
    """A tree drawn as BPMN."""

    def __init__(self) -> None:
        self.drawn = process("p").start()
        self.numbers = 0

    def add(self, tree: Tree) -> None:
        drawn = self.drawn
        if isinstance(tree, str):
            if tree:
                drawn.task(tree)
            return
        operator, children = tree
        self.numbers += 1
        split, join = f"{operator}{self.numbers}", f"{operator}{self.numbers}end"
        gateway = drawn.both if operator == "and" else drawn.xor
        if operator == "seq":
            for child in children:
                self.add(child)
        elif operator == "loop":
            gateway(join)
            self.add(children[0])
            gateway(split)
            self.add(children[1])
            drawn.to(join).at(split)
        else:
            gateway(split)
            for child in children:
                drawn.at(split)
                self.add(child)
                drawn.to(join)
            drawn.at(None)
            gateway(join)


LEAF = st.just("t")


def trees(plain: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    return st.recursive(plain, lambda some: nodes(("seq", "xor", "and"), some), max_leaves=8)


def loops() -> st.SearchStrategy[Tree]:
    """Draw loops with neither a silent leaf nor another loop within, so that a trace tells its rounds apart."""
    within = st.recursive(LEAF, lambda some: nodes(("seq", "xor", "and"), some), max_leaves=4)
    return st.tuples(within, st.one_of(LEAF, st.just(""))).map(lambda parts: ("loop", parts))


def nodes(operators: Iterable[str], children: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    return st.tuples(st.sampled_from(tuple(operators)), st.lists(children, min_size=2, max_size=3).map(tuple))


def labelled(tree: Tree, numbers: Iterable[int]) -> Tree:
    """Give every leaf a label of its own."""
    if isinstance(tree, str):
        return f"t{next(iter(numbers))}" if tree else ""
    return tree[0], tuple(labelled(child, numbers) for child in tree[1])


def played(tree: Tree, seed: int) -> tuple[Enterprise, list[tuple[int, int]]]:
    """Return an enterprise in which one case of a tree happened, and what was handed over by the token game."""
    tree = labelled(("seq", ("t", tree, "t")), iter(range(1000)))
    play, drawing = Play(seed), Drawing()
    events, _ = play.run(tree, set())
    drawing.add(tree)
    happened = " ".join(play.labels[event] for event in events)
    return SMALL.process(drawing.drawn.end()).cases("p", happened), play.immediate(events)


def pairs(enterprise: Enterprise) -> list[tuple[int, int]]:
    handovers = enterprise.linked().handovers
    return sorted(zip(handovers.after.tolist(), handovers.before.tolist(), strict=True))


@settings(max_examples=150, deadline=None)
@given(trees(st.one_of(LEAF, st.just(""), loops())), st.integers(0, 2**32))
def test_causal_pairs_are_those_of_the_token_game(tree: Tree, seed: int) -> None:
    enterprise, expected = played(tree, seed)
    assert pairs(enterprise) == expected


@settings(max_examples=50, deadline=None)
@given(trees(st.one_of(LEAF, st.just(""))), st.integers(0, 2**32))
def test_causal_pairs_of_what_is_too_wide_for_an_automaton_are_those_of_the_token_game(tree: Tree, seed: int) -> None:
    enterprise, expected = played(tree, seed)
    conformance = enterprise.evidence().conformance["p"]
    wide = causal_pairs(replace(conformance.observable, automaton=None), conformance.behavior.net)
    assert sorted((after, before) for _, before, after in wide.tolist()) == expected


def test_all_that_a_step_depends_on_is_kept_with_what_systems_do_and_every_event_keeps_its_label() -> None:
    drawn = in_a_row("a", "b", "c")
    (linked,) = SMALL.process(drawn).cases("p", "a:x b:robot odd:x c:x").linkage().processes
    names = [linked.labels[code] for code in linked.label.tolist()]
    pairs = zip(linked.dependencies.before.tolist(), linked.dependencies.after.tolist(), strict=True)
    assert names == ["a", "b", "odd", "c"]
    assert [(names[before], names[after]) for before, after in pairs] == [("a", "b"), ("b", "c")]
    assert handed(SMALL.process(drawn).cases("p", "a:x b:robot odd:x c:x")) == ["a>c"]
