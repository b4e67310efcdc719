"""The decision table: each row has an example in which it decides, and every code is closed by a row without signs."""

import re
from collections.abc import Callable

import pytest

from tests.fit.plan.examples import (
    NOTHING,
    QUICK,
    SLOW,
    both_by_one,
    by_somebody_else,
    drawn_for,
    finding,
    move_of,
    off_the_system,
    shared,
    skipping,
)
from workbench.findings import Severity
from workbench.fit.codes import SEVERITIES, element_moved_by
from workbench.fit.detection import Evidence
from workbench.fit.plan import Move, circumstances_of, move_for
from workbench.fit.plan.moves import TABLE
from workbench.language import Language, catalogue
from workbench.organization import DutyRule

Example = tuple[str, Callable[[], Evidence], str, str]

EXAMPLES: dict[str, Example] = {
    "a skip that is clearly faster is adopted": ("CF-SKIP", lambda: skipping(QUICK), "adopt", "process"),
    "a skip that is as slow is stopped": ("CF-SKIP", lambda: skipping(SLOW), "restore", "organization"),
    "a skip that saves what the step takes is stopped": ("CF-SKIP", lambda: skipping(SLOW // 2), "restore", "organization"),
    "a skipped approval is never adopted": ("CF-SKIP", lambda: skipping(QUICK, kind="approval"), "restore", "organization"),
    "who is clearly faster may do it from now on": ("PO-NOTAUTH", lambda: by_somebody_else(QUICK), "adopt", "process"),
    "who is no faster may not": ("PO-NOTAUTH", lambda: by_somebody_else(SLOW), "restore-authority", "organization"),
    "who is no faster and has access loses it": (
        *("PO-NOTAUTH", lambda: by_somebody_else(SLOW, "S2:ERP.B")),
        *("withdraw-authority", "organization technology"),
    ),
    "two duties that permissions keep apart": ("PO-SOD", lambda: both_by_one(""), "separate", "organization"),
    "two duties that one person is to do": ("PO-SOD", lambda: both_by_one("S1:ERP.B", DutyRule.BINDING), "bind", "organization"),
    "two duties that permissions join": ("PO-SOD", lambda: both_by_one("S1:ERP.B"), "separate-access", "organization technology"),
    "most work is done off the system": ("TP-OFFLINE", lambda: off_the_system(40, "anna"), "improve", "technology"),
    "two departments work off the system": ("TP-OFFLINE", lambda: off_the_system(20, "anna bob"), "improve", "technology"),
    "one department works off the system": ("TP-OFFLINE", lambda: off_the_system(20, "bob"), "coach", "organization"),
    "one department does most off the system, another all of its own in it": (
        *("TP-OFFLINE", lambda: off_the_system(40, "bob")),
        *("coach", "organization"),
    ),
    "all but a few of another department's are done off the system": (
        *("TP-OFFLINE", lambda: off_the_system(56, "bob")),
        *("improve", "technology"),
    ),
    "nobody knows who works off the system": ("TP-OFFLINE", lambda: off_the_system(20, "nobody"), "improve", "technology"),
    "one department works in another system": (
        *("TP-WRONGSYS", lambda: off_the_system(20, "bob", place="OA")),
        *("coach", "organization"),
    ),
    "most work is done in another system": (
        *("TP-WRONGSYS", lambda: off_the_system(40, "anna", place="OA")),
        *("improve", "technology"),
    ),
    "what happens is what the duties say": ("PO-LANEMIS", lambda: drawn_for("S2", "anna"), "redraw", "process"),
    "what happens is what is drawn": ("PO-LANEMIS", lambda: drawn_for("S2", "bob"), "rewrite-duties", "organization"),
    "nobody knows who does it": ("PO-LANEMIS", lambda: drawn_for("S2", None), "redraw", "process"),
    "who does what is drawn for him is given the duty": (
        *("PO-NOTAUTH", lambda: drawn_for("S2", "bob", "a:R:S1")),
        *("rewrite-duties", "organization"),
    ),
    "who does what is drawn for neither is not": (
        *("PO-NOTAUTH", lambda: drawn_for("H1", "bob", "a:R:S1")),
        *("restore-authority", "organization"),
    ),
    "a missing permission": ("TO-NOACC", shared, "grant", "technology"),
    "a shared account": ("TO-SHARED", shared, "personal", "technology"),
}


def said(move: Move) -> tuple[str, str]:
    return move.key, " ".join(each.value for each in move.elements)


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES)
def test_circumstances_decide_what_moves(example: Example) -> None:
    code, evidence, key, elements = example
    assert said(move_of(code, evidence())) == (key, elements)


@pytest.mark.parametrize(
    ("severity", "expected"),
    [
        (Severity.CRITICAL, ("block", "technology organization")),
        (Severity.MAJOR, ("restore-order", "organization technology")),
    ],
)
def test_a_critical_order_is_blocked_by_the_system_first(severity: Severity, expected: tuple[str, str]) -> None:
    move = move_for(finding("CF-ORDER", "a", "b", severity=severity), circumstances_of(NOTHING))
    assert said(move) == expected


def test_an_overloaded_post_that_works_off_the_system_is_relieved_by_technology_too() -> None:
    overload = finding("PO-OVERLOAD", "S1", scope="enterprise")
    off, on = (move_for(overload, circumstances_of(off_the_system(number, "anna"))) for number in (40, 10))
    assert (said(off), said(on)) == (("relieve-system", "organization technology"), ("relieve", "organization process"))


WITHOUT_SIGNS = """
CF-SKIP restore organization
CF-DEAD restore organization
CF-CTRL restore-control organization
CF-EXTRA design process
CF-REWORK loop process technology
TP-UNSUP build technology process
TP-OFFLINE improve technology
TP-WRONGSYS coach organization
TP-REKEY integrate technology data
TP-MANUAL repair technology
TP-NOCAP capture technology
TP-UNUSED use technology process
TP-LAG speed technology
PO-NOOWNER appoint organization
PO-UNOWNED assign organization
PO-NOA assign organization
PO-MULTIA assign organization
PO-NOR assign organization
PO-APPR decentralise organization
PO-CONC cross-train organization
PO-PINGPONG complete-form process
PO-COORD coordinate organization
PO-SPAN span organization
TO-NOACC grant technology
TO-EXCESS withdraw technology
TO-NOOWNER appoint-system organization
TO-SKILL train organization
DT-NOCREATE origin process data
DT-ORPHAN consumer process
DT-MULTIMASTER master technology data
DT-NOOWNER own-data data organization
DT-LATE record technology organization
DT-LOGQ log technology
PF-BATCH unbatch process organization
PF-WAIT hasten process organization
PF-SLA hasten process organization
"""


@pytest.mark.parametrize("row", WITHOUT_SIGNS.strip().splitlines())
def test_a_finding_of_which_nothing_else_is_known_has_its_usual_move(row: str) -> None:
    code, key, *elements = row.split()
    assert said(move_for(finding(code, "a"), circumstances_of(NOTHING))) == (key, " ".join(elements))


def test_every_code_is_closed_by_a_row_without_signs() -> None:
    closed = [code for row in TABLE if not row.signs for code in row.codes]
    assert sorted(closed) == sorted(SEVERITIES)


def test_every_row_decides_in_some_example() -> None:
    deciding = {key for _, _, key, _ in EXAMPLES.values()} | {row.split()[1] for row in WITHOUT_SIGNS.strip().splitlines()}
    assert {row.move.key for row in TABLE} - deciding == {"block", "restore-order", "relieve-system", "relieve"}


def test_the_usual_element_of_a_code_is_one_that_its_row_moves() -> None:
    closing = {code: row.move.elements for row in TABLE if not row.signs for code in row.codes}
    assert [code for code in SEVERITIES if element_moved_by(code) not in closing[code]] == []


def test_every_move_is_said() -> None:
    assert {f"move-{row.move.key}" for row in TABLE} - catalogue(Language.EN).keys() == set()


def test_a_move_asks_only_for_facts_that_all_its_findings_have() -> None:
    """A finding bears what its own sentence says."""
    sentences = catalogue(Language.EN)
    gaps = {key: set(re.findall(r"\{(\w+)\}", sentence)) for key, sentence in sentences.items()}
    missing = [(code, row.move.key) for row in TABLE for code in row.codes if gaps[f"move-{row.move.key}"] - gaps[code]]
    assert missing == []
