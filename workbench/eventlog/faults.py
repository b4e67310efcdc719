"""Faults of how a log is used."""

from __future__ import annotations

from workbench.eventlog.log import EventLog
from workbench.tables.faults import misuse


def demand_times(log: EventLog, wanted: str) -> None:
    """Raise UsageError where a log has no times and something asks for them; `wanted` names it."""
    if not log.is_timed:
        raise misuse("LOG_UNTIMED_USE", {"wanted": wanted}, path=log.source.path)
