"""The baseline that a release freezes: what its evidence showed, which names were known, and how the design stood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from workbench.design import Design
from workbench.fit.watch_rules import WatchRules
from workbench.normalization.watch.cohorts import UNBOUNDED, Span
from workbench.normalization.watch.design_rows import Rows, frozen_tables
from workbench.normalization.watch.observing import Observation, recorded
from workbench.normalization.watch.record import NameKind, ProcessRecord
from workbench.normalization.watch.targets import TargetFigure
from workbench.organization import RESERVED
from workbench.privacy import Names


@dataclass(frozen=True, kw_only=True, order=True)
class Declared:
    """A name that the design's tables or models know, whether anybody has seen it or not; of labels, in one process."""

    kind: NameKind
    name: str
    process: str = ""


@dataclass(frozen=True, kw_only=True)
class Baseline:
    """What new data are held against; plain data, as a release writes it.

    `timezone` is that of its weeks and days. `structure` is None where the design is held against another, later release.
    `people` tells under which key people are called (`Names.fingerprint`).
    """

    timezone: str
    processes: tuple[ProcessRecord, ...] = ()
    declared: tuple[Declared, ...] = ()
    structure: tuple[Rows, ...] | None = ()
    figures: tuple[TargetFigure, ...] = ()
    people: str = ""

    @property
    def process(self) -> Mapping[str, ProcessRecord]:
        """Return the records by process id."""
        return MappingProxyType({each.id: each for each in self.processes})


def baseline_of(
    observation: Observation,
    figures: Iterable[TargetFigure] = (),
    rules: WatchRules | None = None,
    spans: Mapping[str, Span] = UNBOUNDED,
) -> Baseline:
    """Freeze what evidence shows, of each process in its span; `figures` are the KPIs of the release with their targets.

    Rules are those of the policy, where none are given.
    """
    evidence = observation.evidence
    return Baseline(
        timezone=evidence.timezone,
        processes=recorded(observation, rules or evidence.policy.watch, spans),
        declared=tuple(sorted(set(declared_in(evidence.design, evidence.linkage.names)))),
        structure=frozen_tables(evidence.design, evidence.linkage.names),
        figures=tuple(figures),
        people=evidence.linkage.names.fingerprint,
    )


def declared_in(design: Design, names: Names) -> Iterator[Declared]:
    """Yield all names that a design knows; an account that is somebody's own is called as he is."""
    for activity in design.activities:
        yield Declared(kind=NameKind.LABEL, name=activity.id, process=activity.process)
    for person in (*design.organization.persons, *RESERVED):
        yield Declared(kind=NameKind.RESOURCE, name=names.called(person))
    landscape = design.landscape
    for kind, ids in (
        (NameKind.ACCOUNT, (names.called(each.id) for each in landscape.accounts or ())),
        (NameKind.SYSTEM, (each.id for each in landscape.systems or ())),
        (NameKind.FUNCTION, (each.id for each in landscape.functions or ())),
    ):
        for identity in ids:
            yield Declared(kind=kind, name=identity)
