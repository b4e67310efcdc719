"""Sentences of the enterprise's findings ask for facts that detectors have; unknowns name codes, suppressions are counted."""

import re

import pytest

from workbench.fit.codes import SEVERITIES
from workbench.language import Language, catalogue

GAPS = re.compile(r"\{(\w+)\}")
FIGURES = {"count", "exposed", "percent", "interval"}
NAMES = {
    "activity",
    "other",
    "post",
    "posts",
    "department",
    "other_department",
    "person_count",
    "system",
    "systems",
    "function",
} | {
    *(
        "data",
        "from_system",
        "to_system",
        "account",
        "process",
        "share",
        "window",
        "threshold",
        "hours",
        "lane",
        "rule",
        "breach",
        "trips",
    ),
}
FROM_CONFORMANCE = {"control", "when", "median", "clock"}
STRUCTURAL = {"TP-UNSUP", "TP-REKEY", "TP-UNUSED", "TO-NOACC", "TO-EXCESS", "TO-NOOWNER"} | {
    *("PO-NOOWNER", "PO-UNOWNED", "PO-NOA", "PO-MULTIA", "PO-NOR", "PO-LANEMIS"),
    *("DT-NOCREATE", "DT-ORPHAN", "DT-MULTIMASTER", "DT-NOOWNER"),
}


def gaps_of(key: str) -> set[str]:
    return set(GAPS.findall(catalogue(Language.EN)[key]))


@pytest.mark.parametrize("code", SEVERITIES)
def test_a_sentence_names_its_object_and_a_remedy_needs_no_facts(code: str) -> None:
    gaps = gaps_of(code)
    assert gaps <= NAMES | FIGURES | FROM_CONFORMANCE
    assert gaps & (NAMES | FROM_CONFORMANCE)
    assert gaps_of(f"{code}-remedy") == set()


@pytest.mark.parametrize("code", sorted(STRUCTURAL))
def test_what_is_structural_speaks_of_no_figures(code: str) -> None:
    assert gaps_of(code).isdisjoint(FIGURES)


def test_an_unknown_names_the_codes_and_a_suppression_its_count() -> None:
    english = catalogue(Language.EN)
    unknown = [key for key in english if key.startswith("UNKNOWN_NO_")]
    suppressed = [key for key in english if key.startswith("SUPPRESSED_")]
    assert len(unknown) >= 20
    assert len(suppressed) == 6
    assert {frozenset(gaps_of(key)) for key in unknown} == {frozenset({"codes"})}
    assert {frozenset(gaps_of(key)) for key in suppressed} == {frozenset({"count"})}
