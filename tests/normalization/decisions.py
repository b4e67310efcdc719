"""Decisions for the tests, each with what its test is about."""

from datetime import UTC, date, datetime

from workbench.normalization import Acceptance, Decision, Subject, Verdict

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
DAY = AT.date()


def subject(identity: str = "5c1b0a7d9e3f2468") -> Subject:
    return Subject(id=identity, code="CF-SKIP", scope="OTD", object=("OTD-04",), count=36, exposed=300)


def acceptance(until: date = date(2026, 6, 30)) -> Acceptance:
    return Acceptance(reason="客户要求加急", owner="质量部", until=until, clause="QP-07")


def decision(verdict: Verdict | None = None, seen: int = 0, about: str = "5c1b0a7d9e3f2468", by: str = "王工") -> Decision:
    return Decision(subject=subject(about), verdict=verdict or acceptance(), by=by, at=AT, seen=seen)
