from tests.enterprises import crud, data, evidence_of, functions, integrations, line, systems
from workbench.design import Subjects
from workbench.information import Information
from workbench.technology import Landscape
from workbench.usage import DataFlow, FlowState, data_flow_of


def flow(uses: str, joined: str | None = "") -> DataFlow:
    landscape = Landscape(
        systems=systems("CRM ERP"),
        functions=functions("CRM.A:a ERP.B:b"),
        integrations=None if joined is None else integrations(joined),
    )
    information = Information(data_objects=data("D1"), uses=crud(uses))
    return data_flow_of(evidence_of([line("p", "a b c")], Subjects(landscape=landscape, information=information)).design)


def states(uses: str, joined: str | None = "") -> list[tuple[str, FlowState]]:
    return [(row.reader, row.state) for row in flow(uses, joined).rows]


def test_every_read_of_what_somebody_writes_is_an_edge() -> None:
    assert states("a:D1:CR b:D1:R") == [("a", FlowState.SAME_SYSTEM), ("b", FlowState.BROKEN)]
    assert states("b:D1:R") == []


def test_an_interface_joins_writer_and_reader() -> None:
    assert states("a:D1:C b:D1:R", "CRM>ERP") == [("b", FlowState.INTEGRATED)]


def test_what_cannot_be_judged_is_unknown_and_no_part_of_the_share() -> None:
    assert states("a:D1:C c:D1:R") == [("c", FlowState.UNKNOWN)]
    assert states("c:D1:C b:D1:R") == [("b", FlowState.UNKNOWN)]
    assert states("a:D1:C b:D1:R", None) == [("b", FlowState.UNKNOWN)]
    assert states("a:D1:CR", None) == [("a", FlowState.SAME_SYSTEM)]
    assert flow("a:D1:C c:D1:R").unbroken is None
