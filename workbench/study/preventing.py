"""A preventive warning put into the adjustment plan, by every door in the same way: before there is a finding to mend."""

from __future__ import annotations

from dataclasses import replace

from workbench.design import Design
from workbench.findings import Finding, Severity, UsageError
from workbench.normalization import Author, Recorded, Register
from workbench.normalization.corrections import Forecast
from workbench.normalization.plan import Demand, Source, enter_items, item_of_demand
from workbench.normalization.plan.told import told
from workbench.study.monitoring import Remedy


def plan_warning(register: Register, warning: Forecast, remedy: Remedy, design: Design, author: Author) -> tuple[Recorded, ...]:
    """Put what is to be done about a warning into the plan, as an item whose window begins today; return its record.

    The same words about the same warning are the same item, which is recorded once. Raises UsageError where the remedy does not
    say what, by whom or of which element.
    """
    if not (remedy.text.strip() and remedy.elements and remedy.responsible):
        raise UsageError(Finding(code="WARNING_NEEDS_REMEDY", severity=Severity.CRITICAL, facts={"warning": warning.id}))
    asked = Demand(
        source=Source.WARNING,
        origin=warning.id,
        reason=warning.id,
        text=remedy.text,
        elements=remedy.elements,
        responsible=remedy.responsible,
        days=remedy.days,
        scope=remedy.scope,
    )
    item = replace(item_of_demand(asked, design, author.today), moved_from=(told(warning.key, warning.facts),))
    return enter_items(register, (item,), author.by, author.at)
