"""All processes and the enterprise side by side: a row each with its status, its figures and its findings by weight."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.language import Language
from workbench.report.markdown import NUMBERS, WORDS, cells_of
from workbench.report.page import Heading, Table, Texts
from workbench.report.tables import both
from workbench.report.verdicts import Verdict


def verdict_table(verdicts: Sequence[Verdict]) -> Table:
    """Return a table with a row for each verdict, in their order."""
    words, numbers = ([Heading(text=both(key), is_number=keys is NUMBERS) for key in keys] for keys in (WORDS, NUMBERS))
    return Table(headings=(*words, *numbers), rows=tuple(verdict_row(each) for each in verdicts))


def verdict_row(verdict: Verdict) -> tuple[Texts, ...]:
    """Return a verdict as cells under the headings of `verdict_table`."""
    pairs = zip(cells_of(verdict, Language.ZH_CN), cells_of(verdict, Language.EN), strict=True)
    return tuple(Texts(zh=zh, en=en) for zh, en in pairs)
