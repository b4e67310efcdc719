"""FLAT, FLEX, NET, DEC: told with their parts, unknown with a reason, on a small enterprise and on the demo."""

from dataclasses import replace
from pathlib import Path

import pytest

from demo.files import write
from demo.generate import generate
from tests.builders import process
from tests.enterprise_builder import Enterprise
from workbench import assess, open_study
from workbench.fit.detection import Evidence
from workbench.fit.policy import DecisionRules, Policy
from workbench.fit.structure import StructureFigure, decentralization, flatness, flexibility, networkedness, structure_of
from workbench.language import Language, catalogue
from workbench.organization import ALWAYS

LINE = process("p").start().task("a").task("b").end()
BASE = (
    Enterprise()
    .department("D1")
    .department("D2")
    .post("T", "D1", calendar="DAY", level=1)
    .post("P", "D1", calendar="DAY", level=2, above="T", headcount=4)
    .post("Q", "D2", calendar="DAY", level=2, above="T", headcount=2)
    .person("t", "T")
    .person("x", "P")
    .person("y", "Q")
    .duty("a", R="T P")
    .duty("b", R="Q T")
    .calendar(replace(ALWAYS, id="DAY"))
    .process(LINE)
)


def told(figure: StructureFigure) -> tuple[float | None, dict[str, float]]:
    return figure.value, dict(figure.parts)


def why(figure: StructureFigure) -> str | None:
    return figure.reason.code if figure.reason else None


def test_flatness_is_the_fewest_levels_by_the_levels_there_are() -> None:
    parts = {"people": 7, "levels": 2, "least_levels": 2, "mean_span": 6, "unusual_spans": 0}
    assert told(flatness(BASE.evidence())) == (1.0, parts)
    narrow = Policy(rules=DecisionRules(span_knowledge=6))
    assert flatness(BASE.post("R", "D2", above="Q", headcount=1).evidence(narrow)).value == 1.0
    assert flatness(BASE.post("R", "D2", above="Q", headcount=1).evidence()).value == pytest.approx(2 / 3)


def test_people_who_share_work_and_can_do_more_make_it_flexible() -> None:
    alone = BASE.cases("p", "a:x b:y").cases("p", "a:x b:y", day=1)
    assert told(flexibility(alone.evidence())) == (0.0, {"F1": 0.0, "F2": 0.0, "F3": 1.0})
    shared = BASE.cases("p", "a:x b:y").cases("p", "a:t b:t", day=1)
    value, parts = told(flexibility(shared.evidence()))
    assert parts == {"F1": pytest.approx(0.5), "F2": pytest.approx(0.5 / 3), "F3": 1.0}
    assert value == pytest.approx((0.5 * 0.5 / 3) ** (1 / 3))


def test_what_somebody_did_lately_is_not_known_without_times() -> None:
    untimed = replace(BASE.cases("p", "a:x b:y"), untimed=frozenset({"p"}))
    assert why(flexibility(untimed.evidence())) == "UNKNOWN_NO_TIMES"


def test_what_passes_no_manager_is_direct() -> None:
    both = BASE.cases("p", "a:x b:y").cases("p", "a:t b:y", day=1)
    assert told(networkedness(both.evidence())) == (0.5, {"across": 2.0, "direct": 1.0})


def test_decisions_far_from_the_top_are_decentralized() -> None:
    decided = BASE.authority("b", lowest="Q").cases("p", "a:x b:y", times=3).cases("p", "a:x b:t", day=1)
    parts = {"approvals": 4, "designed": 0.75, "lowest": 0.75, "escalated": 0.25}
    assert told(decentralization(decided.evidence())) == (0.75, parts)


def test_what_is_missing_is_said() -> None:
    bare = Enterprise().process(LINE).evidence()
    assert [why(each) for each in structure_of(bare)] == [
        "UNKNOWN_NO_POSTS",
        "UNKNOWN_NO_PERSONS",
        "UNKNOWN_NO_POSTS",
        "UNKNOWN_NO_POSTS",
    ]
    assert [why(each) for each in structure_of(BASE.evidence())][1:] == ["UNKNOWN_NO_LOG"] * 3
    nobody = structure_of(BASE.cases("p", "a b").evidence())
    assert [why(each) for each in nobody][1:] == ["UNKNOWN_NO_IDENTITIES", "UNKNOWN_NO_HANDOVERS", "UNKNOWN_NO_LEVELS"]


@pytest.mark.parametrize("language", Language)
def test_every_figure_and_part_has_its_name(language: Language) -> None:
    sentences = catalogue(language)
    figures = structure_of(BASE.authority("b", lowest="Q").cases("p", "a:x b:y").cases("p", "a:t b:t", day=1).evidence())
    assert all(figure.value is not None for figure in figures)
    keys = {f"structure-{figure.code}{part}" for figure in figures for part in ("", "-formula")}
    assert keys | {f"structure-part-{part}" for figure in figures for part in figure.parts} <= set(sentences)


def test_the_demo_is_as_its_specification_says(tmp_path: Path) -> None:
    write(generate(), tmp_path)
    found = assess(open_study(tmp_path))
    flat, flex, net, dec = structure_of(
        Evidence(
            design=found.study.design,
            linkage=found.linkage,
            conformance=found.conformance,
            policy=found.study.policy,
            timezone=found.study.timezone,
        )
    )
    assert flat.value == 0.8
    assert flex.parts["F1"] == pytest.approx(0.536, abs=0.001)
    # .845 in the reference, which takes undesigned steps for handovers
    assert net.value == pytest.approx(0.845, abs=0.02)
    # .513 actual, .550 designed in the reference, which takes the credit release for an approval: no table says that it is one
    assert dec.value == pytest.approx(0.464, abs=0.001)
    assert dec.parts["designed"] == pytest.approx(0.505, abs=0.001)
