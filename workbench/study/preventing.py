"""A preventive warning put into the adjustment plan, by every door in the same way: before there is a finding to mend."""

from __future__ import annotations

from workbench.design import Design
from workbench.normalization import Author, Recorded, Register
from workbench.normalization.corrections import Forecast
from workbench.normalization.plan import Source, enter_items
from workbench.normalization.plan.told import told
from workbench.study.remedies import Remedy, item_of_remedy


def plan_warning(register: Register, warning: Forecast, remedy: Remedy, design: Design, author: Author) -> tuple[Recorded, ...]:
    """Put what is to be done about a warning into the plan, as an item whose window begins today; return its record.

    The same words about the same warning are the same item, which is recorded once. Raises as `item_of_remedy` does.
    """
    item = item_of_remedy(remedy, (Source.WARNING, warning.id), [told(warning.key, warning.facts)], design, author.today)
    return enter_items(register, (item,), author.by, author.at)
