"""Petri nets from PNML: markings, weights, silent transitions, and the language that they allow."""

from collections.abc import Sequence

import pytest

from tests.builders import pnml
from workbench.findings import InputError, UnsupportedError, UsageError
from workbench.process import PetriNet, behavior_of_net, parse_pnml, read_pnml
from workbench.process.soundness_rules import check_soundness

INHIBITED = pnml("p0 p1", "a", "p0>a a>p1", "p1").replace(b"</arc>", b"<arctype><text>inhibitor</text></arctype></arc>")


def allowed(net: PetriNet, *traces: Sequence[str]) -> list[bool]:
    automaton = behavior_of_net(net).automaton()
    return [automaton.accepts(tuple(trace)) for trace in traces]


def test_a_sequence_with_a_silent_step_and_a_choice() -> None:
    net = parse_pnml(pnml("p0 p1 p2 p3", "a b c tau1 _", "p0>a a>p1 p1>tau1 tau1>p2 p2>b p2>c b>p3 c>p3 p1>_ _>p3", "p3"))
    assert (net.initial, net.final, net.findings) == ((0,), ((3,),), ())
    assert allowed(net, "ab", "ac", "a", "b", "abc") == [True, True, True, False, False]


def test_parallel_branches_interleave() -> None:
    arcs = "p0>tau1 tau1>p1 tau1>p2 p1>a a>p3 p2>b b>p4 p3>tau2 p4>tau2 tau2>p5"
    net = parse_pnml(pnml("p0 p1 p2 p3 p4 p5", "tau1 a b tau2", arcs, "p5"))
    assert allowed(net, "ab", "ba", "a", "") == [True, True, False, False]


def test_a_run_ends_in_a_final_marking_and_in_no_part_of_it() -> None:
    net = parse_pnml(pnml("p0 p1", "a", "p0>a a>p1", "p1", marked="p0 p0"))
    with pytest.raises(UnsupportedError, match="never complete"):
        behavior_of_net(net).automaton()
    net = parse_pnml(pnml("p0 p1", "a", "p0>a a>p1", "p1*2", marked="p0 p0"))
    assert allowed(net, "a", "aa", "aaa") == [False, True, False]
    net = parse_pnml(pnml("p0 p1", "a", "p0>a a>p1", "p1*2|p0 p1", marked="p0 p0"))
    assert allowed(net, "", "a", "aa") == [False, True, True]


def test_a_final_marking_may_be_a_list_of_places() -> None:
    listed = b"<toolspecific><finalmarking xmlns='urn:x'><text>p2 p1 </text></finalmarking></toolspecific></net>"
    content = pnml("p0 p1 p2", "a", "p0>a a>p1 a>p2").replace(b"</net>", listed)
    assert parse_pnml(content).final == ((1, 2),)
    assert allowed(parse_pnml(content), "a", "") == [True, False]
    assert parse_pnml(content.replace(b"p2 p1 ", b"p1 p9")).final == ((1,), (2,))


def test_arcs_carry_as_many_tokens_as_they_weigh() -> None:
    net = parse_pnml(pnml("p0 p1 p2", "a b", "p0>a a>p1*2 p1>b*2 b>p2", "p2"))
    assert net.transitions[0].gives == (1, 1)
    assert allowed(net, "ab", "a", "abb") == [True, False, False]
    net = parse_pnml(pnml("p0 p1 p2 p3", "a b c", "p0>a a>p1 p1>b*2 b>p2 p1>c c>p3", "p2|p3"))
    assert allowed(net, "ab", "ac") == [False, True]


def test_too_many_tokens_are_refused_by_name() -> None:
    net = parse_pnml(pnml("p0 p1", "a b", "p0>a a>p0 a>p1*9 p1>b", "p0"))
    with pytest.raises(UnsupportedError, match="`a`"):
        behavior_of_net(net).automaton()


def test_transitions_of_one_label_are_told_apart() -> None:
    net = parse_pnml(pnml("p0 p1 p2", "a1 a2", "p0>a1 a1>p1 p1>a2 a2>p2", "p2"))
    assert net.labels == {"a": ("a1", "a2")}
    assert behavior_of_net(net).automaton().accepts(("a1", "a2"))


def test_markings_that_are_not_said_are_those_of_a_workflow_net() -> None:
    net = parse_pnml(pnml("p0 p1 p2", "a b", "p0>a a>p1 p0>b b>p2", marked=""))
    assert (net.initial, net.final) == ((0,), ((1,), (2,)))
    assert [finding.code for finding in net.findings] == ["PNML_MARKING_TAKEN", "PNML_MARKING_TAKEN"]
    assert allowed(net, "a", "b", "ab") == [True, True, False]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (pnml("p0 p1 p2", "a", "p0>a p1>a a>p2", marked=""), "PNML_NO_INITIAL"),
        (pnml("p0 p1", "a b", "p0>a a>p1 p1>b b>p0"), "PNML_NO_FINAL"),
        (pnml("p0 p1", "a", "p0>a a>p1*16", "p1"), "PNML_ARC"),
        (pnml("p0 p1", "a", "p0>a a>p9", "p1"), "BPMN_DANGLING_REF"),
        (INHIBITED, "PNML_ARC"),
        (pnml("p0 p1 p1", "a", "p0>a a>p1", "p1"), "BPMN_DUPLICATE_ID"),
        (pnml("p0 p1", "a", "p0>a a>p1*²", "p1"), "PNML_ARC"),
        (pnml("p0 p1", "a", "p0>a a>p1", "p1*99999999999"), "PNML_TOKENS"),
        (pnml("p0 p1", "a", "p0>a a>p1", "p1*²"), "PNML_TOKENS"),
        (b"<pnml/>", "FILE_WRONG_FORMAT"),
        (b"<log/>", "FILE_WRONG_FORMAT"),
        (b"%PDF-1.4", "FILE_WRONG_FORMAT"),
        (b"<pnml><net>", "XML_NOT_WELLFORMED"),
    ],
)
def test_what_cannot_be_played_is_refused_with_its_line(content: bytes, code: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_pnml(content)
    assert refused.value.finding.code == code
    assert "net.pnml" in str(refused.value)


def test_a_missing_file_is_wrong_usage() -> None:
    with pytest.raises(UsageError):
        read_pnml("nowhere.pnml")


@pytest.mark.parametrize(
    ("net", "codes"),
    [
        (pnml("p0 p1 p2", "a b", "p0>a a>p1 p1>b b>p2"), []),
        (pnml("p0 p1 p2 p3", "a b c", "p0>a a>p1 p0>b b>p2 p1>c p2>c c>p3", ends="p3"), ["SOUND_DEADLOCK"]),
        (pnml("p0 p1 p2", "a b", "p0>a a>p1 a>p2 p1>b b>p2", ends="p2"), ["SOUND_DEADLOCK"]),
        (pnml("p0 p1", "a b", "p0>a a>p0 a>p1 p0>b b>p1", ends="p1"), ["SOUND_UNBOUNDED"]),
    ],
)
def test_soundness_of_a_net_is_decided_as_that_of_a_process(net: bytes, codes: list[str]) -> None:
    read = parse_pnml(net)
    found = [finding.code for finding in check_soundness(read, *read.processes)]
    assert found[: len(codes)] == codes
    assert bool(found) == bool(codes)
