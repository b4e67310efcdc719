"""A log tried before it is kept: what its columns may mean, what is read of it by a mapping, and which model knows its labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Final

import numpy as np

from workbench.apart import Tell
from workbench.design import Alias, activity_aliases, aliases_of, read_designed
from workbench.eventlog import EventLog, LogMapping, MappingProposal, QualityReport, propose_mapping, read_log
from workbench.eventlog.mappings.column_sample import TableSample, sample_table
from workbench.eventlog.mappings.known_headers import named
from workbench.eventlog.quality import Circumstances, quality_under
from workbench.eventlog.rows.times import zone_of
from workbench.findings import Finding, InputError, WorkbenchError
from workbench.intake.label_matches import ModelMatch, match_labels
from workbench.privacy import Names
from workbench.study.identities import names_of
from workbench.tables import read_tables
from workbench.workspace import beside

_SHOWN: Final = 8
_RESOURCE: Final = "resource"
_NAMED: Final = 500


@dataclass(frozen=True, kw_only=True)
class LogPreview:
    """The first rows of a table as it was read, and what its columns may mean; whoever may be a person bears a pseudonym."""

    rows: tuple[tuple[str, ...], ...]
    proposal: MappingProposal


@dataclass(frozen=True, kw_only=True)
class TrialOrder:
    """A log to be tried, and the models it may belong to, by their stem.

    `mapping` is that by which; None, or one without columns, is completed by what is proposed.
    """

    path: Path
    workspace: Path
    timezone: str
    mapping: LogMapping | None = None
    models: tuple[tuple[str, Path], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Trial:
    """What was read of a log by a mapping; where `refusal` says why nothing was, the rest is None or empty.

    `preview` is None for what is no table of text; `labels` are its activities with their events, `matches` how far each model
    understands them, the best first.
    """

    mapping: LogMapping
    preview: LogPreview | None = None
    refusal: Finding | None = None
    cases: int = 0
    events: int = 0
    quality: QualityReport | None = None
    labels: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    matches: tuple[ModelMatch, ...] = ()


def try_log(order: TrialOrder, tell: Tell) -> Trial:
    """Read a log by a mapping, without keeping anything; what is wrong with it is in the result."""
    tell(order.path.name)
    names = names_of(None).names
    proposal = _proposal(order)
    mapping = _completed(order.mapping or LogMapping(), proposal)
    preview = _preview(order, proposal, names) if proposal is not None else None
    try:
        log = read_log(order.path, mapping, timezone=order.timezone)
    except WorkbenchError as error:
        return Trial(mapping=mapping, preview=preview, refusal=error.finding)
    labels = _labels(log)
    circumstances = Circumstances(zone=zone_of(mapping.timezone or order.timezone), called=names.called)
    return Trial(
        mapping=mapping,
        preview=preview,
        cases=log.n_cases,
        events=log.n_events,
        quality=quality_under(circumstances, log),
        labels=labels,
        matches=_matches(order, labels),
    )


def _proposal(order: TrialOrder) -> MappingProposal | None:
    """Propose what the columns mean, in the light of their headers; None for what is no table of text."""
    try:
        return named(propose_mapping(order.path, mapping=order.mapping))
    except InputError:
        return None


def _completed(mapping: LogMapping, proposal: MappingProposal | None) -> LogMapping:
    """Return a mapping, with the columns that are proposed where it names none."""
    if proposal is None or mapping.columns:
        return mapping
    proposed = _beyond_headers(proposal)
    return replace(mapping, columns=proposed.columns, formats=proposed.formats)


def _beyond_headers(proposal: MappingProposal) -> LogMapping:
    """Return what a mapping must say so that the log is read as decided: nothing where its headers say it all."""
    decided = proposal.mapping
    known = named(MappingProposal(path=proposal.path, header=proposal.header, rows=0)).mapping.columns
    own = {key: column for key, column in decided.columns.items() if known.get(key) != column}
    return decided if own or decided.formats else LogMapping()


def _preview(order: TrialOrder, proposal: MappingProposal, names: Names) -> LogPreview:
    sample = sample_table(order.path, _SHOWN, mapping=order.mapping)
    claimed = {claim.column for claim in proposal.candidates.get(_RESOURCE, ())}
    chosen = order.mapping.columns.get(_RESOURCE) if order.mapping else None
    return LogPreview(rows=tuple(_rows(sample, {*claimed, chosen}, names)), proposal=proposal)


def _rows(sample: TableSample, people: set[str | None], names: Names) -> Sequence[tuple[str, ...]]:
    texts = [
        [names.called(text) if text and header in people else text for text in _texts(sample, number)]
        for number, header in enumerate(sample.header)
    ]
    return list(zip(*texts, strict=True))


def _texts(sample: TableSample, number: int) -> list[str]:
    column = sample.columns[number]
    return ["" if code < 0 else column.values[code] for code in column.codes.tolist()]


def _labels(log: EventLog) -> Mapping[str, int]:
    """Count the events of each activity, of the most frequent ones."""
    counts = np.bincount(log.activity, minlength=len(log.activities)).tolist()
    ranked = sorted(zip(log.activities, counts, strict=True), key=lambda each: (-each[1], each[0]))
    return MappingProxyType(dict(islice(ranked, _NAMED)))


def _matches(order: TrialOrder, labels: Mapping[str, int]) -> tuple[ModelMatch, ...]:
    """Hold labels against every process of the models; a model that cannot be read is told elsewhere."""
    aliases: tuple[Alias, ...] = aliases_of(read_tables(order.workspace / "models").tables)
    found: list[ModelMatch] = []
    for name, model in order.models:
        try:
            designed = read_designed(model, beside(model, None, name).sidecar, name, activity_aliases(aliases, name))
        except WorkbenchError:
            continue
        found += (match_labels(name, each, labels) for each in designed)
    return tuple(sorted(found, key=lambda each: (-each.understood, each.process)))
