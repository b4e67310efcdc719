"""What followed from findings, by the register: items that deal with them, releases that these went into, signals, and gaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from workbench.design import Design
from workbench.findings import ENTERPRISE, Finding
from workbench.fit.kpis import ReleaseDay
from workbench.language import Language
from workbench.normalization import Register
from workbench.normalization.chain import ChainLink, ChainNode, Followed, Gap, NodeKind, node_key
from workbench.normalization.plan import Item, ItemState, PlannedItem, plan_in
from workbench.normalization.release import Releases, State, standing_in
from workbench.normalization.watch import AdjustmentCase
from workbench.normalization.watch.recorded import cases_in
from workbench.normalization.watch.saying import signal_text
from workbench.strategy import Strategy


def followed_in(register: Register, design: Design, on: date) -> Followed:
    """Return what the register says, at the end of a day, followed from findings: items, releases, and signals of their cases.

    Raises InputError where the register cannot be read, or is not what was written.
    """
    plan, releases = plan_in(register, on), standing_in(register, on)
    below = items_below((each.planned for each in plan.items), design)
    versions = _releases_below(releases, cases_in(register, on), design)
    went = [_way_of(each, releases, design) for each in plan.items if each.done is not None]
    planned = (each.planned.kin for each in plan.items if each.state is not ItemState.CANCELLED)
    return Followed(
        nodes=(*below.nodes, *versions.nodes),
        links=(*below.links, *(link for each in went for link in each.links), *versions.links),
        dealt_with=below.dealt_with,
        settled=register.standing(on).accepted.union(*planned),
        gaps=(*_to_review(design.strategy, on), *(gap for each in went for gap in each.gaps), *_unwatched(releases)),
    )


def items_below(items: Iterable[PlannedItem], design: Design) -> Followed:
    """Return the items of a plan as nodes below the findings that they deal with; without any, below their processes."""
    nodes: list[ChainNode] = []
    links: list[ChainLink] = []
    findings: list[Finding] = []
    for item in items:
        key = node_key(NodeKind.ITEM, item.id)
        nodes.append(ChainNode(key=key, name=_called(item, Language.ZH_CN), name_en=_called(item, Language.EN)))
        kind, above = (NodeKind.FINDING, item.findings) if item.findings else (NodeKind.PROCESS, _processes(item, design))
        links.extend(ChainLink(above=node_key(kind, each), below=key, relation="dealt_with_by") for each in above)
        findings.extend(each.finding for each in item.verifications)
    return Followed(nodes=tuple(nodes), links=tuple(links), dealt_with=tuple(findings))


def release_days(register: Register, on: date) -> tuple[ReleaseDay, ...]:
    """Return the days on which released versions came into effect, until the end of a day, with their processes."""
    return tuple(
        ReleaseDay(version=str(each.version), effective=each.released.effective, processes=each.processes)
        for each in standing_in(register, on).releases
        if each.released is not None and each.released.effective <= on
    )


def _processes(item: PlannedItem, design: Design) -> tuple[str, ...]:
    """Return the processes that an item is about: all of them where it is about the enterprise."""
    return tuple(each.id for each in design.processes) if ENTERPRISE in item.scopes else item.scopes


@dataclass(frozen=True, kw_only=True)
class _Way:
    """Into which version an item that was done went for each of its processes; "" for those that wait for one."""

    item: Item
    versions: Mapping[str, str]

    @property
    def links(self) -> Iterator[ChainLink]:
        """Yield the links to its releases."""
        above = node_key(NodeKind.ITEM, self.item.id)
        for version in filter(None, self.versions.values()):
            yield ChainLink(above=above, below=node_key(NodeKind.RELEASE, version), relation="went_into")

    @property
    def gaps(self) -> Iterator[Gap]:
        """Yield that an effective item waits for a release."""
        waiting = [process for process, version in self.versions.items() if not version]
        if waiting and self.item.state is ItemState.EFFECTIVE:
            called = {each.value: _called(self.item.planned, each) for each in Language}
            yield Gap(
                code="GAP_ITEM_UNRELEASED",
                key=node_key(NodeKind.ITEM, self.item.id),
                facts={"item": called, "processes": ", ".join(waiting)},
            )


def _way_of(item: Item, releases: Releases, design: Design) -> _Way:
    """Return the way of an item that was done: of each process, the first version that was released behind it and holds."""
    return _Way(item=item, versions={each: _first_since(item, each, releases) for each in _processes(item.planned, design)})


def _first_since(item: Item, process: str, releases: Releases) -> str:
    its = (each for each in releases.releases if process in each.processes and each.stated is not State.WITHDRAWN)
    since = {number: each for each in its if (number := each.released_record) is not None and number > item.done_record}
    return str(since[min(since)].version) if since else ""


def _unwatched(releases: Releases) -> Iterator[Gap]:
    """Yield that a version in force is not watched."""
    for each in releases.in_force:
        if each.stated is State.RELEASED:
            processes = ", ".join(releases.governed(each))
            yield Gap(
                code="GAP_RELEASE_UNWATCHED", key=node_key(NodeKind.RELEASE, str(each.version)), facts={"processes": processes}
            )


def _to_review(strategy: Strategy, on: date) -> Iterator[Gap]:
    """Yield that the day on which a strategy is to be reviewed has passed."""
    for each in strategy.statements:
        if each.review_date is not None and each.review_date < on:
            key = node_key(NodeKind.STRATEGY, each.id)
            yield Gap(code="GAP_STRATEGY_REVIEW_PASSED", key=key, facts={"day": each.review_date.isoformat()})


def _releases_below(releases: Releases, cases: Iterable[AdjustmentCase], design: Design) -> Followed:
    """Return versions below the processes that they are the standard of, and the signals of their cases below them."""
    nodes: list[ChainNode] = []
    links: list[ChainLink] = []
    for each in releases.releases:
        key = node_key(NodeKind.RELEASE, str(each.version))
        nodes.append(ChainNode(key=key, name=str(each.version)))
        above = (node_key(NodeKind.PROCESS, process) for process in each.processes)
        links.extend(ChainLink(above=process, below=key, relation="released_in") for process in above)
    for case in cases:
        version = node_key(NodeKind.RELEASE, case.opened.release)
        for signal in case.opened.signals:
            key = node_key(NodeKind.SIGNAL, signal.key)
            said = {each: signal_text(signal, design, each) for each in Language}
            nodes.append(ChainNode(key=key, name=said[Language.ZH_CN], name_en=said[Language.EN]))
            links.append(ChainLink(above=version, below=key, relation="signals"))
    return Followed(nodes=tuple(nodes), links=tuple(links))


def _called(item: PlannedItem, language: Language) -> str:
    """Return what an item is called: what is to be, its id where that is not said."""
    return item.moved_to[0].text(language) if item.moved_to else item.id
