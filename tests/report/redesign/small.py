"""A small workspace of which something can be recommended: what is done on Monday waits for Friday, in another department."""

from __future__ import annotations

import csv
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.builders import process
from tests.workspace_tables import models
from workbench.redesign.grouping import FrontPoint, Wishes
from workbench.simulation.experiment import Protocol
from workbench.study import assess, open_study
from workbench.study.recommending import Recommendation, Request, recommend

PROTOCOL = Protocol(seed=5, replications=4)
CASES = 40
TABLES = {
    "departments": "department_id,name,head\nD,Sales <b>,P\nE,Finance,Q",
    "posts": "post_id,name,department_id,headcount,calendar\nP,Clerk,D,2,ALL\nQ,Cashier,E,1,ALL",
    "persons": "person_id,post_id\nx,P\ny,P\nz,Q",
    "responsibilities": "activity_id,post_id,letter\na,P,R\na,P,A\nb,Q,R\nb,Q,A",
    "hosts": "post_id,department_id\nQ,D",
}


CALENDAR = (
    "timezone: UTC\ncalendars:\n  ALL:\n    weekly: {"
    + ", ".join(f'{day}: ["00:00-24:00"]' for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
    + "}\n"
)


def workspace(root: Path, **tables: str) -> Path:
    """Write the workspace with some tables, and return its folder."""
    model = root / "models" / "processes" / "p.bpmn"
    model.parent.mkdir(parents=True, exist_ok=True)
    model.write_bytes(process("p").start().task("a", tag="userTask").task("b", tag="userTask").end().xml())
    (root / "workbench.yaml").write_text("name: Small\nlanguage: en\ntimezone: UTC\n", encoding="utf-8")
    models(root, **tables)
    if tables:
        (root / "models" / "organization" / "calendars.yaml").write_text(CALENDAR, encoding="utf-8")
    return root


def write_log(root: Path) -> Path:
    """Write the log: a on Monday morning, b on Friday at ten, one case a week by turns of x and y."""
    path = root / "event_logs" / "p.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("case_id", "activity", "start", "end", "resource"))
        for case in range(CASES):
            monday = datetime(2024, 1, 1, 9) + timedelta(weeks=case)
            friday = monday + timedelta(days=4, hours=1)
            rows.writerow((f"c{case:02}", "a", monday, monday + timedelta(minutes=30 + case % 5), "xy"[case % 2]))
            rows.writerow((f"c{case:02}", "b", friday, friday + timedelta(minutes=5), "z"))
    return path


def request(budget: int | None = None) -> Request:
    """Ask for few replications."""
    return Request(protocol=PROTOCOL, wishes=Wishes(budget=budget))


def recommended(root: Path) -> Recommendation:
    """Recommend for a workspace."""
    return recommend(assess(open_study(root)), request())


@cache
def small() -> Recommendation:
    """Return what is recommended for the workspace with all its tables and its log."""
    with TemporaryDirectory() as folder:
        root = workspace(Path(folder), **TABLES)
        write_log(root)
        return recommended(root)


def point_at(cost: int) -> FrontPoint:
    """Return the point of the front with this cost of change."""
    return next(point for point in small().front.points if point.change == cost)
