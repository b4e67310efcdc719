"""Every result of the room is a table that can be shown in both languages."""

import pytest

from tests.enterprises import (
    Did,
    accounts,
    crud,
    data,
    duties,
    evidence_of,
    functions,
    holdings,
    integrations,
    line,
    permissions,
    posts,
    systems,
)
from workbench.design import Subjects
from workbench.information import Information
from workbench.language import Language
from workbench.organization import Organization
from workbench.technology import Landscape
from workbench.usage import (
    access_of,
    automation_of,
    capture_of,
    data_flow_of,
    functions_of,
    identified_of,
    places_of,
    switches_of,
)

SUBJECTS = Subjects(
    organization=Organization(
        posts=posts("S1 S2"), holdings=holdings("anna:S1"), responsibilities=duties("a:R:S1 b:R:S2 b:S:S1")
    ),
    landscape=Landscape(
        systems=systems("CRM ERP PAPER:offline"),
        functions=functions("CRM.A:a ERP.B:b ERP.IDLE PAPER.F"),
        integrations=integrations("ERP>CRM"),
        permissions=permissions("S1:CRM.A S1:ERP.B S2:CRM.A"),
        accounts=accounts("pub:shared robot:system"),
    ),
    information=Information(data_objects=data("D1 D2 D3"), uses=crud("a:D1:C b:D1:R b:D2:CR a:D2:R b:D3:R")),
)
EVENTS = (
    Did(case="1", activity="a", end=1, by="anna", system="CRM", recorded=300),
    Did(case="1", activity="b", end=2, by="anna", system="ERP", recorded=2),
    Did(case="2", activity="a", end=1, by="pub", system="CRM"),
    Did(case="2", activity="b", end=2, by="robot", system="ERP"),
    Did(case="3", activity="a", end=1, by="anna", system="CRM"),
    Did(case="3", activity="b", end=2, by="?", system="ERP"),
)
EVIDENCE = evidence_of([line("p", "a b:serviceTask")], SUBJECTS, {"p": EVENTS})
LINKAGE, DESIGN = EVIDENCE.linkage, EVIDENCE.design


def test_the_indicators_of_use_are_shares_of_what_is_known() -> None:
    assert automation_of(LINKAGE).realised("p") == 1 / 2
    assert capture_of(LINKAGE, 4.0).timely == 1 / 2
    assert identified_of(LINKAGE).identified("p") == 3 / 4
    assert functions_of(DESIGN, LINKAGE).utilisation == 2 / 3
    assert data_flow_of(DESIGN).unbroken == 2 / 3
    assert access_of(DESIGN).adequacy == 1 / 2
    assert access_of(DESIGN).least_privilege == 1 / 3
    assert [(row.actual, row.designed, row.economy) for row in switches_of(LINKAGE).rows] == [(1, 1, 1.0)]


def test_where_nothing_is_known_there_is_no_share() -> None:
    nothing = evidence_of([line("p", "a")], Subjects(), {"p": [Did(case="1", activity="a")]})
    assert automation_of(nothing.linkage).realised("p") is None
    assert capture_of(nothing.linkage, 4.0).timely is None
    assert identified_of(nothing.linkage).identified("p") is None
    assert functions_of(nothing.design, nothing.linkage).utilisation is None
    assert data_flow_of(nothing.design).unbroken is None
    assert access_of(nothing.design).adequacy is None
    assert switches_of(nothing.linkage).rows[0].economy is None


TABLES = [
    places_of(LINKAGE),
    automation_of(LINKAGE),
    capture_of(LINKAGE, 4.0),
    identified_of(LINKAGE),
    functions_of(DESIGN, LINKAGE),
    data_flow_of(DESIGN),
    access_of(DESIGN),
    switches_of(LINKAGE),
]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: type(table).__name__)
def test_a_result_is_a_table_in_both_languages(table: object) -> None:
    assert len(table) > 0  # type: ignore[arg-type]
    for language in Language:
        shown = table.to_html(language)  # type: ignore[attr-defined]
        assert shown.count("<tr>") == len(table) + 1  # type: ignore[arg-type]
    columns = table.columns(slice(1))  # type: ignore[attr-defined]
    assert {len(values) for values in columns.values()} == {1}
