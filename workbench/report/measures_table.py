"""All measures of a process as a table: observable beside raw, each with its formula and source, or why it is not known."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.conformance import Conformance, Measured
from workbench.report.page import Table, Texts
from workbench.report.tables import both, decimal, table


def measures_table(conformance: Conformance) -> Table:
    """Return a row for each measure: its name, what it means and why a value is unknown, its two values."""
    observable, raw = conformance.measures.figures, conformance.raw_measures.figures
    rows = [
        (both(f"measure-{name}"), _explained(name, (each, raw[name])), decimal(each.value), decimal(raw[name].value))
        for name, each in observable.items()
    ]
    return table(("measures-name", "measures-explanation"), ("measures-observable", "measures-raw"), rows)


def _explained(name: str, values: Sequence[Measured]) -> Texts:
    reasons = dict.fromkeys(each.reason for each in values if each.value is None and each.reason)
    parts = [both(f"measure-{name}-explanation"), *(both(reason) for reason in reasons)]
    return Texts(zh="".join(each.zh for each in parts), en=" ".join(each.en for each in parts))
