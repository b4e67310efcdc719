"""What happens to a corrective action, each as a value that is recorded as it was said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, TypeAlias

from workbench.fit.plan import Proof
from workbench.normalization.plan import FindingCheck


class CauseKind(StrEnum):
    """Where the cause of a nonconformity lies: names the sentence `cause-KIND`."""

    METHOD = "method"
    PEOPLE = "people"
    SYSTEM = "system"
    DATA = "data"
    RULE = "rule"


@dataclass(frozen=True, kw_only=True)
class CauseFound:
    """Why it came to the nonconformity."""

    name: ClassVar[str] = "cause"
    kind: CauseKind
    cause: str


@dataclass(frozen=True, kw_only=True)
class ActionAgreed:
    """What is to be done about the cause, which post does it, and until when, that day included.

    `check` is what new evidence must show afterwards; None in what was recorded before a check was always agreed: there only
    people can tell, which proves nothing.
    """

    name: ClassVar[str] = "action"
    action: str
    owner: str
    due: date
    check: FindingCheck | None = None


@dataclass(frozen=True, kw_only=True)
class CarriedOut:
    """The action is done; what it brings only new evidence shows."""

    name: ClassVar[str] = "carried-out"
    on: date


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What evidence from `since` on says: `violations` among `exposed` occasions, of `needed`; None where nothing is counted.

    `run` is the subject of the run in which it was judged, "" in what was recorded before that was kept.
    """

    name: ClassVar[str] = "judged"
    proof: Proof
    since: date
    violations: int | None = None
    exposed: int | None = None
    needed: int | None = None
    run: str = ""


@dataclass(frozen=True, kw_only=True)
class Closed:
    """Nothing more is to be done."""

    name: ClassVar[str] = "closed"
    reason: str


@dataclass(frozen=True, kw_only=True)
class Recurred:
    """What was mended is there again, as evidence from `since` on shows; `run` as in Judged."""

    name: ClassVar[str] = "recurred"
    since: date
    violations: int | None = None
    exposed: int | None = None
    run: str = ""


Step: TypeAlias = CauseFound | ActionAgreed | CarriedOut | Judged | Closed | Recurred


@dataclass(frozen=True, kw_only=True)
class CorrectionEvent:
    """What happened to a corrective action, who said so and when, on his own clock; `number` is that of the record or 0."""

    step: Step
    by: str
    at: datetime
    number: int = 0
