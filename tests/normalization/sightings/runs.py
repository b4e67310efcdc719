"""Runs for the tests, made of the findings that each saw."""

from datetime import UTC, date, datetime, timedelta

from workbench.findings import Severity
from workbench.normalization.sightings import Run, SeenFinding, SeenProcess, Unjudged, digest_of

BEGIN = datetime(2025, 7, 1, 9, 0, tzinfo=UTC)


def seen(
    code: str, *about: str, count: int | None = 30, exposed: int = 300, claimed: bool = True, scope: str = "p"
) -> SeenFinding:
    return SeenFinding(
        id="-".join((code, scope, *about)),
        code=code,
        scope=scope,
        object=about,
        severity=Severity.MAJOR,
        count=count,
        exposed=exposed,
        is_claimed=claimed,
    )


def run(
    month: int,
    *findings: SeenFinding,
    unjudged: tuple[Unjudged, ...] = (),
    codes: str = "CF-SKIP CF-DEAD PO-COORD TO-EXCESS",
    cases: int = 300,
    begin: date = date(2025, 6, 1),
) -> Run:
    """Return the run of a month, over a log of some complete cases from `begin` to that month."""
    at = BEGIN + timedelta(days=30 * month)
    return Run(
        by="王工",
        at=at,
        digest=digest_of(((f"{month}.csv", str(month)),)),
        policy_version="1",
        policy_sha256="f0",
        codes=tuple(codes.split()),
        processes=(SeenProcess(process="p", cases=cases, first=begin, last=at.date()),),
        findings=findings,
        unjudged=unjudged,
    )
