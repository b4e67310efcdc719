"""All measures of a process as a table: observable beside raw, each with its formula and source, or why it is not known."""

from __future__ import annotations

from workbench.conformance import Conformance, Measured
from workbench.report.page import Table, Texts
from workbench.report.tables import both, same, table


def measures_table(conformance: Conformance) -> Table:
    """Return a row for each measure: its name, its two values, what it means."""
    observable, raw = conformance.measures.figures, conformance.raw_measures.figures
    rows = [
        (both(f"measure-{name}"), both(f"measure-{name}-explanation"), _cell(observable[name]), _cell(raw[name]))
        for name in observable
    ]
    return table(("measures-name", "measures-explanation"), ("measures-observable", "measures-raw"), rows)


def _cell(measured: Measured) -> Texts:
    return same(f"{measured.value:.3f}") if measured.value is not None else both(measured.reason or "report-unknown")
