"""A small workspace that says what it is for, assessed once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.report.redesign.small import TABLES, write_log
from tests.report.redesign.small import workspace as plain_workspace
from workbench.study import Assessment, assess, open_study

STRATEGY = """\
strategies:
  - {id: S1, statement: 快速交付, statement_en: Fast delivery}
advantages:
  - {id: AD1, statement: 响应快, statement_en: Quick answers, strategies: [S1]}
capabilities:
  - {id: C1, name: 交付能力, name_en: Delivery, advantages: [AD1], processes: [p]}
objectives:
  - {id: O1, capability: C1, kpi: K1, target: 2, due: 2026-06-30, owner: P}
  - {id: O2, capability: C1, kpi: K2, due: 2026-06-30}
kpis:
  - {id: K1, name: =周期, name_en: "=cycle", process: p, measure: cycle_time, unit: d, direction: down, level: process}
  - {id: K2, name: 费用, name_en: Cost, process: p, measure: cost, direction: down, level: process}
scope:
  in: {processes: [p], departments: [D, E]}
"""


def workspace(root: Path) -> Path:
    """Write the workspace with its log and its strategy, and return its folder."""
    plain_workspace(root, **TABLES)
    write_log(root)
    (root / "models" / "strategy.yaml").write_text(STRATEGY, encoding="utf-8")
    return root


@cache
def assessed() -> Assessment:
    """Return it assessed."""
    with TemporaryDirectory() as folder:
        return assess(open_study(workspace(Path(folder))))
