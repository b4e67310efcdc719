"""What the log says that events cost comes with them; what it does not say is unknown and not nought."""

from pathlib import Path

import numpy as np

from tests.builders import process
from workbench.linkage import LinkedProcess
from workbench.study import assess, study_of


def linked(folder: Path, rows: str) -> LinkedProcess:
    model, log = folder / "p.bpmn", folder / "p.csv"
    model.write_bytes(process("p").start().task("a").task("b").end().xml())
    log.write_text(rows, encoding="utf-8")
    (found,) = assess(study_of(model, log)).linkage.processes
    return found


def test_costs_are_numbers_of_events(tmp_path: Path) -> None:
    rows = "case_id,activity,end,费用\n1,a,2025-03-03 09:00,1250.5\n1,b,2025-03-03 10:00,\n2,a,2025-03-04 09:00,cheap\n"
    np.testing.assert_array_equal(linked(tmp_path, rows).cost, [1250.5, np.nan, np.nan])


def test_a_log_without_costs_knows_none(tmp_path: Path) -> None:
    assert np.isnan(linked(tmp_path, "case_id,activity,end\n1,a,2025-03-03 09:00\n").cost).all()
