"""How a small enterprise works together, counted by hand."""

from dataclasses import replace

import numpy as np

from tests.builders import process
from tests.enterprise_builder import Enterprise
from workbench.collaboration import Collaboration, collaboration_of
from workbench.eventlog import NO_TIME
from workbench.language import Language
from workbench.organization import Calendars, WorkingCalendar
from workbench.process import Sidecar
from workbench.shown import Tabular

MORNINGS = WorkingCalendar(id="MORNING", timezone="UTC", weekly=(((540, 720),),) * 7)
MINUTE = 60_000_000
SHOP = (
    Enterprise()
    .department("D1")
    .department("D2")
    .post("P1", "D1", above="P3")
    .post("P2", "D2", above="P3")
    .post("P3", "D1")
    .person("x", "P1")
    .person("y", "P2")
    .person("z", "P2")
    .duty("a", R="P1", A="P3", I="P2")
    .duty("b", R="P2", A="P3")
    .duty("c", R="P1", A="P3", S="P2")
    .process(process("p").start().task("a").task("b").task("c").end())
    .cases("p", "a:x b:y c:x")
    .cases("p", "a:x b:z c:z")
)


def of(enterprise: Enterprise) -> Collaboration:
    return collaboration_of(enterprise.linkage())


def rows(table: Tabular) -> list[tuple[object, ...]]:
    return [tuple(row) for row in zip(*table.columns(slice(None)).values(), strict=True)]


def minutes(number: int) -> np.timedelta64:
    return np.timedelta64(number * MINUTE, "us")


def test_who_does_what_is_counted_and_timed_by_person_post_and_department() -> None:
    c = of(SHOP)
    assert rows(c.by_person) == [
        ("a", "x", 2, minutes(60)),
        ("b", "y", 1, minutes(30)),
        ("b", "z", 1, minutes(30)),
        ("c", "x", 1, minutes(30)),
        ("c", "z", 1, minutes(30)),
    ]
    assert [row[:3] for row in rows(c.by_post)] == [("a", "P1", 2), ("b", "P2", 2), ("c", "P1", 1), ("c", "P2", 1)]
    assert [row[:3] for row in rows(c.by_department)] == [("a", "D1", 2), ("b", "D2", 2), ("c", "D1", 1), ("c", "D2", 1)]


def test_incomplete_cases_are_not_counted() -> None:
    assert rows(of(SHOP.cases("p", "a:x")).by_person) == rows(of(SHOP).by_person)


def test_letters_stand_beside_what_was_done() -> None:
    assert rows(of(SHOP).expected) == [
        ("p", "a", "P1", "R", 2),
        ("p", "a", "P2", "I", 0),
        ("p", "a", "P3", "A", 0),
        ("p", "b", "P2", "R", 2),
        ("p", "b", "P3", "A", 0),
        ("p", "c", "P1", "R", 1),
        ("p", "c", "P2", "S", 1),
        ("p", "c", "P3", "A", 0),
    ]


def test_handovers_go_from_post_to_post_and_what_a_department_keeps_is_not_across() -> None:
    c = of(SHOP)
    assert rows(c.between_posts) == [("P1", "P2", 2), ("P2", "P1", 1), ("P2", "P2", 1)]
    departments = c.between_departments
    assert (departments.total, departments.kept.tolist()) == (3, [0, 1])


def test_a_handover_waits_from_the_end_of_one_to_the_start_of_the_other() -> None:
    waits = of(SHOP).waits
    assert (waits.wait // MINUTE).tolist() == [30, 30, 30, 30]
    assert waits.is_across.tolist() == [True, True, True, False]
    assert rows(waits) == [
        ("p", "D1", "D2", 2, minutes(60)),
        ("p", "D2", "D1", 1, minutes(30)),
        ("p", "D2", "D2", 1, minutes(30)),
    ]


def test_a_wait_runs_in_the_calendar_of_who_receives_else_in_that_of_the_process() -> None:
    calendars = Calendars(by_id={"MORNING": MORNINGS})
    late = replace(SHOP, events={}).cases("p", "a:x b:y c:x", day=0, minutes=30)
    noon = replace(late, organization=replace(late.organization, calendars=calendars))
    assert (of(noon).waits.wait // MINUTE).tolist() == [30, 30]
    from_eleven = replace(noon, events={}).cases("p", "a:x q:x q2:x b:y c:x")
    assert (of(from_eleven).waits.wait // MINUTE).tolist() == [150, 30]
    by_process = replace(from_eleven, drawn=((from_eleven.drawn[0][0], Sidecar(calendar="MORNING")),))
    assert (of(by_process).waits.wait // MINUTE).tolist() == [150, 0]


def test_a_wait_for_a_step_without_start_is_unknown() -> None:
    linkage = SHOP.linkage()
    unstarted = replace(linkage.processes[0], start=np.full(6, NO_TIME))
    waits = collaboration_of(replace(linkage, processes=(unstarted,))).waits
    assert waits.wait.tolist() == [NO_TIME] * 4
    assert all(np.isnat(row[4]) for row in rows(waits))


def test_persons_have_cases_in_common() -> None:
    together = of(SHOP).together
    assert together.performers == ("x", "y", "z")
    assert together.together.tolist() == [[2, 1, 1], [1, 1, 0], [1, 0, 1]]


def test_who_does_the_same_has_one_role_and_it_is_held_against_the_posts() -> None:
    two_of_each = SHOP.person("w", "P1").person("v", "P3")
    separate = replace(two_of_each, events={}).cases("p", "a:x b:y c:x").cases("p", "a:w b:z c:w")
    c = of(separate)
    assert {c.roles.members(0), c.roles.members(1)} == {frozenset("xw"), frozenset("yz")}
    assert (c.distance_to_posts.agreement.value, c.distance_to_posts.bits.value) == (1.0, 0.0)


def test_a_clean_chart_is_a_tree_in_all_four_and_a_circle_is_not() -> None:
    chart = of(SHOP).chart
    four = (chart.connectedness, chart.hierarchy, chart.efficiency, chart.least_upper_bounds)
    assert [each.value for each in four] == [1.0, 1.0, 1.0, 1.0]
    circle = of(SHOP.post("P4", "D1", above="P5").post("P5", "D1", above="P4")).chart
    assert circle.hierarchy.value is not None
    assert circle.hierarchy.value < 1
    assert circle.connectedness.value is not None
    assert circle.connectedness.value < 1


def test_networks_are_measured_by_post_and_by_department() -> None:
    c = of(SHOP)
    assert (c.network_of_posts.handovers, c.network_of_posts.kept) == (3, 1)
    assert c.network_of_posts.ei_index.value == 1.0
    assert (c.network_of_departments.units, c.network_of_departments.handovers) == (2, 3)


def test_round_trips_are_those_of_the_longest_chain() -> None:
    back = process("p").start().task("a").task("b").task("a2").task("b2").task("a3").end()
    table = of(
        replace(SHOP, drawn=(), events={}).process(back).cases("p", "a:x b:y a2:x b2:y a3:x").cases("p", "a:x b:y a2:x b2:x a3:x")
    )
    assert rows(table.round_trips) == [("p", "D1", "D2", 2, 2)]


def test_a_table_is_said_in_both_languages() -> None:
    c = of(SHOP)
    for table in (c.by_person, c.expected, c.between_posts, c.waits, c.round_trips):
        for language in Language:
            assert "<table>" in table.to_html(language)


def test_without_any_log_nothing_is_counted() -> None:
    c = of(replace(SHOP, events={}))
    assert (len(c.by_person), len(c.between_posts), len(c.waits), len(c.round_trips), len(c.expected)) == (0, 0, 0, 0, 0)
    assert c.workloads is None
    assert c.together.together.sum() == 0
    assert c.roles.silhouette.value is None
