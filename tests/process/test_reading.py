"""Models of every kind come in by one door, and what is wrong with them is said by one doctor."""

from pathlib import Path

import pytest

from tests.builders import pnml, process, ptml
from workbench.findings import InputError
from workbench.process import PetriNet, ProcessModel, ProcessTree, check_model, parse_pnml, parse_ptml, read_model

MODELS = {
    ProcessModel: process("p").start().task("a").end().xml(),
    PetriNet: pnml("p0 p1", "a", "p0>a a>p1", "p1"),
    ProcessTree: ptml("a"),
}


@pytest.mark.parametrize("kind", MODELS)
def test_a_model_is_recognized_by_its_root_not_by_its_name(tmp_path: Path, kind: type) -> None:
    path = tmp_path / "model.txt"
    bare = MODELS[kind][MODELS[kind].index(b"?>") + 2 :] if MODELS[kind].startswith(b"<?") else MODELS[kind]
    path.write_bytes(b'<?xml version="1.0"?>\n<!-- <log> -->\n' + bare.lstrip())
    model = read_model(path)
    assert isinstance(model, kind)
    assert [node.label for each in model.processes for node in each.activities] == ["a"]


def test_what_is_no_model_is_refused_as_no_bpmn(tmp_path: Path) -> None:
    path = tmp_path / "model.pnml"
    path.write_bytes(b"<svg/>")
    with pytest.raises(InputError) as refused:
        read_model(path)
    assert refused.value.finding.code == "FILE_WRONG_FORMAT"


@pytest.mark.parametrize(
    ("arcs", "ends", "codes"),
    [
        ("p0>a a>p1 p1>b b>p2", "p2", set()),
        ("p0>a a>p1 p0>b b>p1 p1>c p2>c c>p3", "p3", {"SOUND_DEADLOCK", "SOUND_DEAD_ACTIVITY", "BEHAVIOR_NEVER_COMPLETES"}),
        ("p0>a a>p1 a>p2 p1>b b>p3", "p3", {"SOUND_DEADLOCK", "BEHAVIOR_NEVER_COMPLETES"}),
        ("p0>a a>p1 p1>b b>p1", "p2", {"SOUND_NO_OPTION_TO_COMPLETE", "BEHAVIOR_NEVER_COMPLETES"}),
        ("p0>a a>p0 a>p1 p1>b b>p2", "p2", {"SOUND_UNBOUNDED"}),
    ],
)
def test_the_doctor_plays_a_net(arcs: str, ends: str, codes: set[str]) -> None:
    transitions = " ".join(sorted({end for arc in arcs.split() for end in arc.split(">") if not end.startswith("p")}))
    net = parse_pnml(pnml("p0 p1 p2 p3", transitions, arcs, ends))
    assert {finding.code for finding in check_model(net)} == codes


def test_a_dead_end_of_a_net_is_shown_by_its_shortest_trace() -> None:
    net = parse_pnml(pnml("p0 p1 p2 p3", "a b", "p0>a a>p1 a>p2 p1>b b>p3", "p3"))
    finding = next(each for each in check_model(net) if each.code == "SOUND_DEADLOCK")
    assert "a → b" in finding.text()
    assert finding.place.file == "net.pnml"


def test_a_tree_is_sound_by_construction() -> None:
    assert check_model(parse_ptml(ptml(("and", tuple("abcdefghijklmnop"))))) == ()
