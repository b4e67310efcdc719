"""The gate: every rule applied to a log, in a table of rules that another rule extends by being passed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from workbench.eventlog.log import EventLog
from workbench.eventlog.quality import case_rules as cases
from workbench.eventlog.quality import clock_rules as clocks
from workbench.eventlog.quality import label_rules as labels
from workbench.eventlog.quality import object_rules as objects
from workbench.eventlog.quality import performer_rules as performers
from workbench.eventlog.quality import time_rules as times
from workbench.eventlog.quality.accounting import accounting_of
from workbench.eventlog.quality.consequences import IndicatorStanding, Standing, standings_of
from workbench.eventlog.quality.evidence import NO_ACCOUNTS, Circumstances, Rule, evidence_of
from workbench.eventlog.quality.pathology import Pathology, Unjudged
from workbench.eventlog.quality.report import QualityReport
from workbench.eventlog.rows.times import zone_of
from workbench.tables.faults import misuse

RULES: Final[Sequence[Rule]] = (
    cases.duplicate_events,
    cases.cut_begin,
    cases.cut_end,
    cases.single_event,
    cases.long_case,
    cases.outlier_case,
    cases.damaged_id,
    cases.alike_ids,
    cases.nearly_constant,
    objects.divergence,
    objects.convergence,
    times.ties,
    times.date_only,
    times.rounded_clock,
    times.batch_entry,
    times.negative_duration,
    times.recorded_early,
    times.placeholder_time,
    times.future_time,
    clocks.clock_shift,
    performers.missing_attribute,
    performers.system_user,
    performers.shared_account,
    labels.near_duplicates,
    labels.na_like,
    labels.odd_letters,
    labels.garbled,
    labels.activity_once,
    labels.label_drift,
)


_TAKING: Final[Sequence[Rule]] = (
    *(cases.duplicate_events, cases.cut_begin, cases.cut_end, cases.single_event, cases.damaged_id, cases.alike_ids),
    *(objects.divergence, times.date_only, times.batch_entry, times.negative_duration, times.recorded_early),
    *(times.placeholder_time, times.future_time, clocks.clock_shift, performers.shared_account, labels.garbled),
)
"""Rules of what may take an indicator away as a whole."""

OF_TIMES: Final = frozenset(
    {
        *(cases.duplicate_events, cases.cut_begin, cases.cut_end, cases.outlier_case, objects.divergence, objects.convergence),
        *(times.ties, times.date_only, times.rounded_clock, times.batch_entry, times.negative_duration, times.recorded_early),
        *(times.placeholder_time, times.future_time, clocks.clock_shift, performers.shared_account, labels.label_drift),
    }
)
"""Rules that look at times, and have nothing to look at in a log that is not timed."""


def quality_of(
    log: EventLog,
    *,
    timezone: str = "Asia/Shanghai",
    reference: datetime | None = None,
    accounts: Mapping[str, str] = NO_ACCOUNTS,
    edge_days: int = 7,
    rules: Sequence[Rule] = RULES,
) -> QualityReport:
    """Find what is doubtful in a log, and which indicators it takes away.

    `timezone` is that of the clocks on which work is done; `reference` (with an offset) the moment from which on times lie in
    the future, without which that is not judged; `accounts` each account's kind (personal, shared, system, external);
    `edge_days` how near an edge of the window cases are suspected to be cut.
    Raises UsageError where the zone does not exist or the reference has no offset.
    """
    if reference is not None and reference.tzinfo is None:
        raise misuse("REFERENCE_NAIVE", {"value": reference.isoformat()})
    circumstances = Circumstances(zone=zone_of(timezone), reference=reference, accounts=accounts, edge_days=edge_days)
    return quality_under(circumstances, log, rules)


def taken_away(circumstances: Circumstances, log: EventLog) -> tuple[IndicatorStanding, ...]:
    """Return the indicators of which a log leaves nothing to measure, though it has what they are made of."""
    pathologies = quality_under(circumstances, log, _TAKING).pathologies
    return tuple(each for each in standings_of(log, pathologies, needs=()) if each.standing is Standing.UNKNOWN)


def quality_under(circumstances: Circumstances, log: EventLog, rules: Sequence[Rule] = RULES) -> QualityReport:
    """Find what is doubtful in a log under given circumstances; as `quality_of`."""
    evidence = evidence_of(log, circumstances)
    said = [each for rule in rules if log.is_timed or rule not in OF_TIMES for each in rule(evidence)] if log.n_events else []
    if not log.is_timed:
        said.append(Unjudged(code="LOG_UNTIMED", reason="unjudged-untimed"))
    pathologies = [each for each in said if isinstance(each, Pathology)]
    pathologies.sort(key=lambda each: (-each.severity.rank, -(each.rate or 0.0), each.code, each.object))
    accounting = accounting_of(log)
    return QualityReport(
        path=log.source.path,
        pathologies=tuple(pathologies),
        unjudged=tuple(each for each in said if isinstance(each, Unjudged)),
        standings=standings_of(log, pathologies),
        accounting=accounting,
        notices=tuple(each for each in log.findings if each not in (*accounting.rejections, *accounting.filters)),
    )
