from tests.enterprises import Did, cases, did, evidence_of, functions, line, systems
from workbench.design import Subjects
from workbench.linkage import Linkage
from workbench.process.sidecar import ActivityFacts
from workbench.technology import Landscape
from workbench.usage import Placement, placements_of, places_of

TABLES = Landscape(systems=systems("ERP MES EXCEL:offline"), functions=functions("MES.A:a ERP.A:a ERP.B"))
WHERE = {
    "u": (None, None),
    "f": ("MES", "MES.A"),
    "g": ("ERP", "ERP.A"),
    "w": ("ERP", "ERP.B"),
    "s": ("MES", None),
    "t": ("ERP", None),
    "x": ("EXCEL", None),
}


def linkage(**facts: ActivityFacts) -> Linkage:
    events = [Did(case=case, activity="a", system=system, function=function) for case, (system, function) in WHERE.items()]
    return evidence_of([line("p", "a", **facts)], Subjects(landscape=TABLES), {"p": events}).linkage


def placed(given: Linkage) -> dict[str, str]:
    (process,) = given.processes
    names = [process.cases[case] for case in process.case.tolist()]
    return dict(zip(names, (Placement(each).name for each in placements_of(given, process).tolist()), strict=True))


def test_an_event_is_placed_by_its_function_else_by_its_system() -> None:
    alternative, permitted = ("g", "t"), ("f", "s")
    assert placed(linkage()) == {
        **dict.fromkeys(permitted, "PERMITTED"),
        **dict.fromkeys(alternative, "ALTERNATIVE"),
        "w": "ELSEWHERE",
        "x": "OFFLINE",
        "u": "UNKNOWN",
    }


def test_a_system_that_stands_for_itself_permits_all_of_its_functions() -> None:
    found = placed(linkage(a=ActivityFacts(functions=("ERP",))))
    assert {case for case, place in found.items() if place == "PERMITTED"} == {"g", "w", "t"}


def test_where_nothing_says_what_supports_an_activity_nothing_is_judged() -> None:
    assert set(placed(linkage(a=ActivityFacts(functions=()))).values()) == {"UNJUDGED", "UNKNOWN"}


def test_the_share_in_the_system_is_of_what_is_known() -> None:
    assert places_of(linkage()).in_system("p") == 4 / 6
    assert places_of(linkage(a=ActivityFacts(functions=()))).in_system("p") is None


def test_places_are_a_table_of_counts() -> None:
    given = evidence_of([line("p", "a b")], Subjects(landscape=TABLES), {"p": cases(3, did("a", system="ERP"), did("b"))})
    columns = places_of(given.linkage).columns(slice(None))
    assert {name: list(values) for name, values in columns.items()} == {
        "process": ["p", "p"],
        "activity": ["a", "b"],
        "system": ["ERP", ""],
        "function": ["", ""],
        "placement": ["alternative", "unknown"],
        "count": [3, 3],
    }
