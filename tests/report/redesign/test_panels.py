"""Panels of a redesign: the front with its proofs, what moves at a point, single moves, the plan."""

from dataclasses import replace

from tests.report.redesign.ideas import proposed, with_advice
from tests.report.redesign.small import point_at, small
from workbench.redesign.grouping import Front, FrontPoint, Grouping, Proof, Rule, front_of
from workbench.report.redesign.panels import (
    front_panel,
    knee_of,
    load_of,
    moves_panel,
    plan_panel,
    predicted_panel,
    singles_panel,
)
from workbench.simulation.edits import Worked


def column(rows: tuple[tuple[object, ...], ...], place: int) -> list[str]:
    return [getattr(row[place], "en", "") for row in rows]


def test_the_front_is_a_picture_and_a_row_a_point_from_no_change_up() -> None:
    panel = front_panel(small(), chosen=4)
    assert panel.table is not None
    assert column(panel.table.rows, 2) == ["0", "4"]
    assert column(panel.table.rows, 3) == ["100.0%", "0.0%"]
    assert column(panel.table.rows, 1) == ["proven", "proven"]
    assert panel.drawing is not None
    assert panel.drawing.en.count("<circle") == 2 * 2
    assert panel.drawing.en != front_panel(small()).drawing.en if front_panel(small()).drawing else False


def test_a_point_that_is_not_proven_is_never_called_optimal() -> None:
    point = small().front.points[0]
    open_point = replace(point, proof=Proof.FOUND, bound=0, coordination=100)
    doubtful = replace(small(), front=replace(small().front, points=(open_point, small().front.points[1])))
    panel = front_panel(doubtful)
    assert panel.table is not None
    assert column(panel.table.rows, 1) == ["proven", panel.table.rows[1][1].en]
    assert "optimal" not in panel.table.rows[1][1].en
    assert panel.table.rows[1][6].en == "100.0%"
    assert panel.drawing is not None
    assert panel.drawing.en.count('class="paper"') > front_panel(small()).drawing.en.count('class="paper"')  # type: ignore[union-attr]


def test_rules_that_contradict_each_other_are_named() -> None:
    problem = small().problem
    apart, glued = (Rule(name=name, unit_a="P", unit_b="Q") for name in ("apart:P:Q", "glued:P:Q"))
    torn = replace(problem, rules=replace(problem.rules, apart=(apart,), glued=(glued,)))
    panel = front_panel(replace(small(), problem=torn, front=front_of(torn)))
    assert panel.missing is not None
    assert "apart:P:Q" in panel.missing.en
    assert "glued:P:Q" in panel.missing.zh
    assert (panel.table, panel.drawing) == (None, None)


def test_at_the_knee_what_moves_is_shown_and_what_becomes_of_the_figures() -> None:
    knee = knee_of(small())
    assert knee is not None
    assert point_at(knee.change) == knee
    moves, predicted = moves_panel(small(), knee), predicted_panel(small(), knee)
    assert moves.table is not None
    assert [cell.en for cell in moves.table.rows[0]] == ["Cashier", "Finance", "Sales <b>", "1"]
    assert predicted.table is not None
    figures = {row[0].en: (row[2].en, row[3].en) for row in predicted.table.rows}
    assert figures["Internal handovers"] == ("0.000", "1.000")
    assert all(row[1].en or row[3].en != "–" for row in predicted.table.rows)


def point(change: int, coordination: int) -> FrontPoint:
    grouping = Grouping(departments=("D", "E"), teams=())
    return FrontPoint(
        grouping=grouping, coordination=coordination, change=change, crossing=0, bound=coordination, proof=Proof.OPTIMAL
    )


def test_the_knee_is_where_more_change_begins_to_buy_little() -> None:
    def knee(*points: tuple[int, int]) -> int | None:
        found = knee_of(replace(small(), front=Front(problem=small().problem, points=tuple(point(*each) for each in points))))
        return None if found is None else found.change

    assert knee((0, 100), (2, 40), (10, 0)) == 2
    assert knee((10, 0), (8, 10), (0, 100)) in {8, 10}
    assert knee((0, 100), (4, 0)) == 4
    assert knee((0, 100)) is None


def test_no_change_moves_nothing() -> None:
    stay = point_at(0)
    assert stay is not None
    assert load_of(stay, small()) == 1.0
    assert moves_panel(small(), stay).table is None


def test_single_moves_tell_what_each_gains_by_itself() -> None:
    panel = singles_panel(small())
    assert panel.table is not None
    assert [cell.en for cell in panel.table.rows[0]] == ["Cashier", "Finance", "Sales <b>", "4", "100.0%", "100"]


def test_the_plan_has_a_row_a_step_and_says_what_is_assumed() -> None:
    assumed = proposed(edits=(Worked(process="p", activity="b", factor=0.5),), assumed=("external_factor",))
    plain = replace(assumed, assumed=())
    said = {}
    for each in (assumed, plain):
        panel = plan_panel(with_advice(each))
        assert panel.table is not None
        ((number, what, effect, _, share),) = panel.table.rows
        said[each.assumed] = what.en
        assert (number.en, share.en) == ("1", "100.0%")
        assert effect.en.startswith("p 0.00 [")
    assert said == {(): "Trusted party: b", ("external_factor",): "Trusted party: b (rests on an assumption)"}
    assert plan_panel(with_advice(proposed())).missing is not None
