"""Real logs: sizes as published, and the lifecycle of one that has starts, schedules and completions."""

from pathlib import Path

import numpy as np

from workbench.eventlog import NO_TIME, read_log


def test_bpic_2012_has_its_published_completions_and_variants(shared: Path) -> None:
    """4,336 variants of completed events are counted in the order of the file, which ties leave undecided."""
    log = read_log(shared / "data" / "logs" / "real" / "bpic2012_full.xes.gz")
    assert (log.n_cases, log.n_events, log.source.rows_read) == (13087, 164506, 262200)
    assert log.source.rows_merged == int((log.start != NO_TIME).sum())
    in_file = log.activity[np.lexsort((log.position, log.case))]
    first = np.searchsorted(log.case, np.arange(log.n_cases + 1))
    traces = {in_file[first[case] : first[case + 1]].tobytes() for case in range(log.n_cases)}
    assert len(traces) == 4336


def test_a_table_and_an_xes_of_one_log_agree(shared: Path) -> None:
    folder = shared / "data" / "logs" / "artificial"
    table, xes = (read_log(folder / name) for name in ("running-example.csv", "running-example.xes"))
    assert (table.cases, table.activities) == (xes.cases, xes.activities)
    assert (table.activity == xes.activity).all()
    assert (table.end == xes.end).all()
