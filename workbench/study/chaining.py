"""The chain of an assessed workspace: what it is for, down to what was found, and the sheets that are filled from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from workbench.design import Design
from workbench.fit.kpis import ReleaseDay
from workbench.language import Language
from workbench.normalization import Register
from workbench.normalization.chain import (
    UNFOLLOWED,
    Chain,
    ChainKey,
    ChainLink,
    ChainNode,
    Followed,
    Intentions,
    NodeKind,
    chain_from,
    intentions_of,
)
from workbench.normalization.chain.sheets import (
    Alignment,
    Annex,
    Appraisal,
    Bases,
    Boundary,
    Outputs,
    alignment_of,
    annex_of,
    appraisal_of,
    bases_of,
    boundary_of,
    outputs_of,
)
from workbench.normalization.heads import BEFORE_ALL, Head
from workbench.normalization.plan import PlannedItem, plan_in
from workbench.normalization.release import Releases, standing_in
from workbench.normalization.watch import AdjustmentCase
from workbench.normalization.watch.recorded import cases_in
from workbench.normalization.watch.saying import signal_text
from workbench.study.assessing import Assessment


@dataclass(frozen=True, kw_only=True, eq=False)
class Sheets:
    """All sheets for those who judge; the annex is None where neither organization, technology nor data are told.

    `head` is the last record of the register at the time.
    """

    bases: Bases
    outputs: Outputs
    alignment: Alignment
    appraisal: Appraisal
    boundary: Boundary
    annex: Annex | None
    head: Head = BEFORE_ALL


def intentions_in(assessment: Assessment, releases: Iterable[ReleaseDay] = ()) -> Intentions:
    """Measure every KPI of a workspace over its evidence, and hold every objective against its own."""
    return intentions_of(assessment.evidence, releases)


def chain_of(assessment: Assessment, intentions: Intentions | None = None, followed: Followed = UNFOLLOWED) -> Chain:
    """Return the chain from strategy to findings, and to what followed from these; `intentions` where they are known already."""
    known = intentions or intentions_in(assessment)
    return chain_from(known, assessment.study.design, assessment.findings, followed)


def items_below(items: Iterable[PlannedItem]) -> Followed:
    """Return the items of a plan as nodes below the findings that they deal with; without any, below their processes."""
    nodes: list[ChainNode] = []
    links: list[ChainLink] = []
    for item in items:
        key = ChainKey(kind=NodeKind.ITEM, id=item.id)
        nodes.append(ChainNode(key=key, name=_called(item, Language.ZH_CN), name_en=_called(item, Language.EN)))
        kind, above = (NodeKind.FINDING, item.findings) if item.findings else (NodeKind.PROCESS, item.scopes)
        links.extend(ChainLink(above=ChainKey(kind=kind, id=each), below=key, relation="dealt_with_by") for each in above)
    return Followed(nodes=tuple(nodes), links=tuple(links))


def followed_in(register: Register, design: Design, on: date) -> Followed:
    """Return what the register says, at the end of a day, followed from findings: items, releases, and signals of their cases.

    Raises InputError where the register cannot be read, or is not what was written.
    """
    items = items_below(each.planned for each in plan_in(register, on).items)
    releases = _releases_below(standing_in(register, on), cases_in(register, on), design)
    return Followed(nodes=(*items.nodes, *releases.nodes), links=(*items.links, *releases.links))


def release_days(register: Register, on: date) -> tuple[ReleaseDay, ...]:
    """Return the days on which released versions came into effect, until the end of a day."""
    released = ((str(each.version), each.released) for each in standing_in(register, on).releases)
    return tuple(ReleaseDay(version=version, effective=its.effective) for version, its in released if its and its.effective <= on)


def sheets_of(assessment: Assessment, intentions: Intentions | None = None, head: Head = BEFORE_ALL) -> Sheets:
    """Fill every sheet from an assessment; `intentions` where they are known already, `head` where there is a register."""
    known, rated = intentions or intentions_in(assessment), assessment.rated
    return Sheets(
        bases=bases_of(known, rated),
        outputs=outputs_of(known),
        alignment=alignment_of(known.strategy),
        appraisal=appraisal_of(assessment.evidence, known),
        boundary=boundary_of(assessment.evidence),
        annex=annex_of(rated, known.strategy.assessments) if rated is not None else None,
        head=head,
    )


def _releases_below(releases: Releases, cases: Iterable[AdjustmentCase], design: Design) -> Followed:
    """Return versions below the processes that they are the standard of, and the signals of their cases below them."""
    nodes: list[ChainNode] = []
    links: list[ChainLink] = []
    for each in releases.releases:
        key = ChainKey(kind=NodeKind.RELEASE, id=str(each.version))
        nodes.append(ChainNode(key=key, name=str(each.version)))
        above = (ChainKey(kind=NodeKind.PROCESS, id=process) for process in each.processes)
        links.extend(ChainLink(above=process, below=key, relation="released_in") for process in above)
    for case in cases:
        version = ChainKey(kind=NodeKind.RELEASE, id=case.opened.release)
        for signal in case.opened.signals:
            key = ChainKey(kind=NodeKind.SIGNAL, id=signal.key)
            said = {each: signal_text(signal, design, each) for each in Language}
            nodes.append(ChainNode(key=key, name=said[Language.ZH_CN], name_en=said[Language.EN]))
            links.append(ChainLink(above=version, below=key, relation="signals"))
    return Followed(nodes=tuple(nodes), links=tuple(links))


def _called(item: PlannedItem, language: Language) -> str:
    """Return what an item is called: what is to be, its id where that is not said."""
    return item.moved_to[0].text(language) if item.moved_to else item.id
