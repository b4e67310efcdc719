"""All processes and the enterprise side by side: a row each with its status, its figures and its findings by weight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workbench.findings import ENTERPRISE
from workbench.language import Language, say
from workbench.report.page import Heading, Table, Texts
from workbench.report.tables import UNKNOWN, both
from workbench.report.verdicts import Verdict

WORDS: Final = ("index-process", "index-status")
NUMBERS: Final = (
    *("index-cases", "index-conforming", "index-net-conforming", "index-fitness", "index-score", "index-level"),
    *("severity-critical", "severity-major", "severity-minor", "severity-info", "index-accepted"),
)


def verdict_table(verdicts: Sequence[Verdict]) -> Table:
    """Return a table with a row for each verdict, in their order."""
    headings = (*(Heading(text=both(key)) for key in WORDS), *(Heading(text=both(key), is_number=True) for key in NUMBERS))
    return Table(headings=headings, rows=tuple(verdict_row(each) for each in verdicts))


def verdict_row(verdict: Verdict) -> tuple[Texts, ...]:
    """Return a verdict as cells under the headings of `verdict_table`."""
    pairs = zip(cells_of(verdict, Language.ZH_CN), cells_of(verdict, Language.EN), strict=True)
    return tuple(Texts(zh=zh, en=en) for zh, en in pairs)


def cells_of(verdict: Verdict, language: Language) -> tuple[str, ...]:
    """Return a verdict as cells under `WORDS` and `NUMBERS`, as plain texts."""
    flow, rate, accepted = verdict.flow, verdict.rate, verdict.accepted
    net = verdict.net.conforming.value if verdict.net else None
    return (
        name_of(verdict, language),
        say(f"status-{verdict.status.value}", language),
        UNKNOWN if flow is None else f"{flow.cases}",
        UNKNOWN if flow is None or flow.conforming is None else f"{flow.conforming:.2%}",
        UNKNOWN if net is None else f"{net:.2%}",
        UNKNOWN if flow is None or flow.fitness is None else f"{flow.fitness:.3f}",
        UNKNOWN if rate is None or rate.score is None else f"{rate.score:.3f}",
        rate.level if rate else UNKNOWN,
        *(f"{number}" for number in verdict.counts.values()),
        UNKNOWN if accepted is None else f"{len(accepted)}",
    )


def name_of(verdict: Verdict, language: Language) -> str:
    """Return the id and the name of a process, the name alone of the enterprise."""
    name = verdict.name.said(language)
    return name if verdict.scope in {name, ENTERPRISE} else f"{verdict.scope} {name}"
