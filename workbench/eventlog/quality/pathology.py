"""What is doubtful in a log as values: how much of it, where to look, how heavy, and what follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import EventLog
from workbench.findings import NO_FACTS, Finding, Place, Severity
from workbench.language import Language, say

SAMPLE: Final = 5
"""How many rows and cases a pathology names."""

_SAID: Final = 3

_SEVERITIES: Final = MappingProxyType(
    {
        "LOG_DUPLICATE_EVENT": Severity.MINOR,
        "LOG_TIES": Severity.MINOR,
        "LOG_DATE_ONLY": Severity.MAJOR,
        "LOG_ROUNDED_CLOCK": Severity.MINOR,
        "LOG_BATCH_ENTRY": Severity.MAJOR,
        "LOG_CLOCK_SHIFT": Severity.MAJOR,
        "LOG_CUT_BEGIN": Severity.INFO,
        "LOG_CUT_END": Severity.INFO,
        "LOG_SINGLE_EVENT": Severity.INFO,
        "LOG_LONG_CASE": Severity.MINOR,
        "LOG_OUTLIER_CASE": Severity.MINOR,
        "LOG_DAMAGED_ID": Severity.CRITICAL,
        "LOG_CASE_ALIKE": Severity.MAJOR,
        "LOG_NEARLY_CONSTANT": Severity.MINOR,
        "LOG_DIVERGENCE": Severity.MAJOR,
        "LOG_CONVERGENCE": Severity.MINOR,
        "LOG_ATTRIBUTE_MISSING": Severity.MINOR,
        "LOG_SHARED_ACCOUNT": Severity.MAJOR,
        "LOG_SYSTEM_USER": Severity.INFO,
        "LOG_PLACEHOLDER_TIME": Severity.MAJOR,
        "LOG_FUTURE_TIME": Severity.MAJOR,
        "LOG_NEGATIVE_DURATION": Severity.MAJOR,
        "LOG_RECORDED_EARLY": Severity.MINOR,
        "LOG_ACTIVITY_ONCE": Severity.INFO,
        "LOG_LABEL_DRIFT": Severity.MAJOR,
        "TEXT_NEAR_DUPLICATE": Severity.MINOR,
        "TEXT_GARBLED": Severity.MAJOR,
        "TEXT_NA_LIKE": Severity.MINOR,
        "TEXT_ODD_LETTERS": Severity.MINOR,
    }
)
"""How heavy each doubt weighs; a code of another rule weighs as a minor one."""


@dataclass(frozen=True, kw_only=True)
class Pathology:
    """One doubt: `count` of `exposed` events, cases or labels bear it.

    `rows` are positions in the source and `cases` case ids, a few of each, in the log's order. `object` tells pathologies of
    one code apart: the column, the activity, the pair of labels.
    """

    code: str
    severity: Severity
    count: int
    exposed: int
    rows: tuple[int, ...] = ()
    cases: tuple[str, ...] = ()
    facts: Mapping[str, object] = field(default_factory=lambda: NO_FACTS)
    object: tuple[str, ...] = ()

    @property
    def rate(self) -> float | None:
        """Return count / exposed in [0, 1], None where nothing was exposed."""
        return self.count / self.exposed if self.exposed else None

    def text(self, language: Language = Language.EN) -> str:
        """Say what was found and what to do next."""
        return say(self.code, language, self.facts)

    def consequence(self, language: Language = Language.EN) -> str:
        """Say what follows for every figure that rests on it."""
        return say(f"{self.code}-consequence", language, self.facts)

    def finding(self, path: str) -> Finding:
        """Return the same as a finding about a file."""
        return Finding(
            code=self.code,
            severity=self.severity,
            place=Place(file=path, row=self.rows[0] if self.rows else None),
            facts=self.facts,
            scope=path,
            object=(self.code, *self.object),
            exposed=self.exposed,
            count=self.count,
            cases=self.cases,
        )


@dataclass(frozen=True, kw_only=True)
class Unjudged:
    """A question that the log cannot answer: the code that would have been found, and the key of the reason."""

    code: str
    reason: str
    facts: Mapping[str, object] = field(default_factory=lambda: NO_FACTS)

    def text(self, language: Language = Language.EN) -> str:
        """Say why it is not known."""
        return say(self.reason, language, self.facts)


def percent(count: int, exposed: int) -> str:
    """Return a share as a person reads it; an en dash where nothing was exposed."""
    return f"{count / exposed:.1%}" if exposed else "–"


def of_events(
    log: EventLog,
    code: str,
    events: NDArray[np.bool_],
    exposed: int,
    facts: Mapping[str, object] = NO_FACTS,
    about: tuple[str, ...] = (),
) -> Pathology:
    """Return a pathology of the events where `events` (shape (n_events,)) is True; `about` tells it from others of its code."""
    found = np.flatnonzero(events)
    rows = tuple(log.position[found[:SAMPLE]].tolist())
    numbers = dict.fromkeys(log.case[found[: 200 * SAMPLE]].tolist())
    cases = tuple(log.cases[number] for number in list(numbers)[:SAMPLE])
    return sampled(Sample(code=code, count=len(found), exposed=exposed, rows=rows, cases=cases), facts, about)


def of_cases(
    log: EventLog,
    code: str,
    cases: NDArray[np.bool_],
    exposed: int,
    facts: Mapping[str, object] = NO_FACTS,
    about: tuple[str, ...] = (),
) -> Pathology:
    """Return a pathology of the cases where `cases` (shape (n_cases,)) is True; its rows are their first events."""
    found = np.flatnonzero(cases)
    first = np.searchsorted(log.case, found[:SAMPLE])
    rows = tuple(log.position[first[first < log.n_events]].tolist())
    named = tuple(log.cases[number] for number in found[:SAMPLE].tolist())
    return sampled(Sample(code=code, count=len(found), exposed=exposed, rows=rows, cases=named), facts, about)


@dataclass(frozen=True, kw_only=True)
class Sample:
    """How many of what is exposed bear a doubt, and a few of them."""

    code: str
    count: int
    exposed: int
    rows: tuple[int, ...] = ()
    cases: tuple[str, ...] = ()


def sampled(sample: Sample, facts: Mapping[str, object] = NO_FACTS, about: tuple[str, ...] = ()) -> Pathology:
    """Return a pathology whose sentences may speak of count, exposed, percent, row and cases, and of further facts."""
    common = {
        "count": sample.count,
        "exposed": sample.exposed,
        "percent": percent(sample.count, sample.exposed),
        "row": sample.rows[0] if sample.rows else "–",
        "cases": ", ".join(sample.cases[:_SAID]) or "–",
    }
    return Pathology(
        code=sample.code,
        severity=_SEVERITIES.get(sample.code, Severity.MINOR),
        count=sample.count,
        exposed=sample.exposed,
        rows=sample.rows,
        cases=sample.cases,
        object=about,
        facts=MappingProxyType({**common, **facts}),
    )
