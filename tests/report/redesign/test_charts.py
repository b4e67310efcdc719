"""The chart before and after a point of the front: who goes is marked on the one, who came on the other."""

from __future__ import annotations

from tests.report.redesign.small import point_at, small
from workbench.report.looks.panel import Panel
from workbench.report.redesign.charts import chart_panels
from workbench.report.redesign.panels import knee_of


def remarks(panel: Panel) -> dict[str, str]:
    assert panel.table is not None
    return {row[0].en.strip(): row[2].en for row in panel.table.rows if row[2].en}


def order(panel: Panel) -> list[str]:
    assert panel.table is not None
    return [row[0].en.strip() for row in panel.table.rows]


def test_who_moves_is_marked_on_both_charts_and_stands_in_the_new_department_on_the_second() -> None:
    knee = knee_of(small())
    assert knee is not None
    now, then = chart_panels(small(), knee)
    assert "→ Sales <b>" in remarks(now)["Cashier"]
    assert "← from Finance" in remarks(then)["Cashier"]
    assert order(now).index("Cashier") > order(now).index("Finance")
    assert order(then).index("Sales <b>") < order(then).index("Cashier")
    assert sorted(order(now)) == sorted(order(then))
    assert then.drawing is not None
    assert "<b>" not in then.drawing.en


def test_where_nothing_changes_nothing_is_marked() -> None:
    still = point_at(0)
    assert still is not None
    now, then = chart_panels(small(), still)
    assert remarks(now) == remarks(then)
    assert now.drawing == then.drawing
