from collections.abc import Sequence

import pytest

from tests.enterprises import Did, cases, claims, did, evidence_of, functions, line, suppressed, systems, unknown
from workbench.design import Subjects
from workbench.fit.detection import Evidence, detect
from workbench.fit.detectors.places import OFFLINE, WRONGSYS, in_the_wrong_system, off_the_system
from workbench.process.sidecar import ActivityFacts
from workbench.technology import Landscape

TABLES = Landscape(
    systems=systems("ERP MES EXCEL:offline PAPER:offline"), functions=functions("MES.PLAN:a ERP.SO:b MES.SO:b ERP.OTHER")
)


def evidence(*events: Did, tables: Landscape = TABLES, **facts: ActivityFacts) -> Evidence:
    return evidence_of([line("p", "a", **facts)], Subjects(landscape=tables), {"p": cases(5, *events)} if events else None)


def off(*events: Did, **facts: ActivityFacts) -> list[tuple[object, ...]]:
    return claims(off_the_system(evidence(*events, **facts)))


def wrong(*events: Did, **facts: ActivityFacts) -> list[tuple[object, ...]]:
    return claims(in_the_wrong_system(evidence(*events, **facts)))


def test_work_in_a_spreadsheet_is_off_the_system_that_supports_it() -> None:
    assert off(did("a", system="EXCEL")) == [("a", 5, 5)]
    assert off(did("a", system="MES")) == []


def test_work_on_paper_is_where_it_belongs_if_paper_is_a_way_to_do_it() -> None:
    assert off(did("a", system="PAPER"), a=ActivityFacts(functions=("MES.PLAN", "PAPER"))) == []


def test_what_only_paper_supports_is_not_off_the_system_in_a_spreadsheet() -> None:
    assert off(did("a", system="EXCEL"), a=ActivityFacts(functions=("PAPER",))) == []


def test_only_executions_with_a_known_system_are_exposed() -> None:
    events = (*cases(5, did("a", system="EXCEL")), *(Did(case=f"x{n}", activity="a") for n in range(3)))
    given = evidence_of([line("p", "a")], Subjects(landscape=TABLES), {"p": events})
    assert claims(off_the_system(given)) == [("a", 5, 5)]


def test_work_in_another_system_is_in_the_wrong_one_and_not_off_it() -> None:
    assert wrong(did("a", system="ERP")) == [("a", 5, 5)]
    assert off(did("a", system="ERP")) == []
    assert wrong(did("a", system="EXCEL")) == []


def test_another_function_of_the_right_system_is_wrong_where_the_log_names_it() -> None:
    assert wrong(did("a", system="MES")) == []
    assert wrong(did("a", function="MES.SO")) == [("a", 5, 5)]
    assert wrong(did("a", function="MES.PLAN")) == []


def test_an_activity_of_which_nothing_is_known_is_not_judged() -> None:
    assert wrong(did("a", system="ERP"), a=ActivityFacts(functions=())) == []
    assert wrong(did("a", system="ERP"), a=ActivityFacts(functions=("TYPO",))) == []


@pytest.mark.parametrize(("where", "count"), [({"function": "MES.SO"}, 5), ({"system": "MES"}, 5), ({"system": "ERP"}, 0)])
def test_an_alternative_is_told_and_never_claimed(where: dict[str, str], count: int) -> None:
    given = evidence_of([line("p", "b")], Subjects(landscape=TABLES), {"p": cases(5, did("b", **where))})
    assert claims(in_the_wrong_system(given)) == []
    assert suppressed(in_the_wrong_system(given)) == ([("b", "alternative", count)] if count else [])


def test_too_few_cases_stay_below_the_floor() -> None:
    events = [*cases(20, did("a", system="MES")), *(Did(case=f"x{n}", activity="a", system="EXCEL") for n in range(4))]
    given = evidence_of([line("p", "a")], Subjects(landscape=TABLES), {"p": events})
    detected = detect(given, {OFFLINE: off_the_system})
    assert detected.findings == ()
    assert [each.count for each in detected.below_threshold] == [4]


@pytest.mark.parametrize(
    ("events", "tables", "reasons"),
    [
        ((), TABLES, ["UNKNOWN_NO_LOG", "UNKNOWN_NO_LOG"]),
        ((did("a"),), TABLES, ["UNKNOWN_NO_EVENT_SYSTEMS", "UNKNOWN_NO_EVENT_SYSTEMS"]),
        ((did("a", system="ERP"),), Landscape(systems=systems("ERP")), ["UNKNOWN_NO_FUNCTIONS", "UNKNOWN_NO_FUNCTIONS"]),
        ((did("a", system="ERP"),), Landscape(), ["UNKNOWN_NO_SYSTEMS", "UNKNOWN_NO_SYSTEMS"]),
    ],
)
def test_what_is_missing_is_said(events: Sequence[Did], tables: Landscape, reasons: list[str]) -> None:
    given = evidence(*events, tables=tables)
    verdicts = [*off_the_system(given), *in_the_wrong_system(given)]
    assert unknown(verdicts) == reasons
    assert claims(verdicts) == []
    assert {code for each in verdicts for code in each.codes} == {OFFLINE, WRONGSYS}  # type: ignore[union-attr]
