"""What followed from findings, by the register: the items that deal with them, the releases that these went into, and signals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from workbench.design import Design
from workbench.findings import ENTERPRISE, Finding, Severity
from workbench.fit.codes import SEVERITIES
from workbench.fit.kpis import ReleaseDay
from workbench.language import Language
from workbench.normalization import Register
from workbench.normalization.chain import ChainKey, ChainLink, ChainNode, Followed, NodeKind
from workbench.normalization.plan import FindingCheck, Item, PlannedItem, plan_in
from workbench.normalization.release import Releases, standing_in
from workbench.normalization.watch import AdjustmentCase
from workbench.normalization.watch.recorded import cases_in
from workbench.normalization.watch.saying import signal_text


def followed_in(register: Register, design: Design, on: date) -> Followed:
    """Return what the register says, at the end of a day, followed from findings: items, releases, and signals of their cases.

    Raises InputError where the register cannot be read, or is not what was written.
    """
    plan, standing = plan_in(register, on), standing_in(register, on)
    items = items_below((each.planned for each in plan.items), design)
    releases = _releases_below(standing, cases_in(register, on), design)
    went = (link for each in plan.items for link in _went_into(each, standing, design))
    return Followed(
        nodes=(*items.nodes, *releases.nodes), links=(*items.links, *went, *releases.links), dealt_with=items.dealt_with
    )


def items_below(items: Iterable[PlannedItem], design: Design) -> Followed:
    """Return the items of a plan as nodes below the findings that they deal with; without any, below their processes."""
    nodes: list[ChainNode] = []
    links: list[ChainLink] = []
    findings: list[Finding] = []
    for item in items:
        key = _key(NodeKind.ITEM, item.id)
        nodes.append(ChainNode(key=key, name=_called(item, Language.ZH_CN), name_en=_called(item, Language.EN)))
        kind, above = (NodeKind.FINDING, item.findings) if item.findings else (NodeKind.PROCESS, _processes(item, design))
        links.extend(ChainLink(above=_key(kind, each), below=key, relation="dealt_with_by") for each in above)
        findings.extend(map(_found, item.verifications))
    return Followed(nodes=tuple(nodes), links=tuple(links), dealt_with=tuple(findings))


def release_days(register: Register, on: date) -> tuple[ReleaseDay, ...]:
    """Return the days on which released versions came into effect, until the end of a day."""
    released = ((str(each.version), each.released) for each in standing_in(register, on).releases)
    return tuple(ReleaseDay(version=version, effective=its.effective) for version, its in released if its and its.effective <= on)


def _found(check: FindingCheck) -> Finding:
    """Return a finding as it was when an item was planned for it, without its count: that was then."""
    subject = check.subject
    severity = SEVERITIES.get(subject.code, Severity.INFO)
    return Finding(code=subject.code, severity=severity, scope=subject.scope, object=subject.object, elements=check.elements)


def _processes(item: PlannedItem, design: Design) -> tuple[str, ...]:
    """Return the processes that an item is about: all of them where it is about the enterprise."""
    return tuple(each.id for each in design.processes) if ENTERPRISE in item.scopes else item.scopes


def _went_into(item: Item, releases: Releases, design: Design) -> Iterator[ChainLink]:
    """Yield links to the releases that an item went into: of each of its processes, the first frozen since it was done."""
    done, key = item.done, _key(NodeKind.ITEM, item.id)
    for process in _processes(item.planned, design) if done is not None else ():
        its = [each for each in releases.releases if process in each.processes and each.frozen is not None]
        since = [(each.frozen, str(each.version)) for each in its if each.frozen >= done]
        if since:
            _, version = min(since, key=lambda it: it[0])
            yield ChainLink(above=key, below=_key(NodeKind.RELEASE, version), relation="went_into")


def _releases_below(releases: Releases, cases: Iterable[AdjustmentCase], design: Design) -> Followed:
    """Return versions below the processes that they are the standard of, and the signals of their cases below them."""
    nodes: list[ChainNode] = []
    links: list[ChainLink] = []
    for each in releases.releases:
        key = _key(NodeKind.RELEASE, str(each.version))
        nodes.append(ChainNode(key=key, name=str(each.version)))
        above = (_key(NodeKind.PROCESS, process) for process in each.processes)
        links.extend(ChainLink(above=process, below=key, relation="released_in") for process in above)
    for case in cases:
        version = _key(NodeKind.RELEASE, case.opened.release)
        for signal in case.opened.signals:
            key = _key(NodeKind.SIGNAL, signal.key)
            said = {each: signal_text(signal, design, each) for each in Language}
            nodes.append(ChainNode(key=key, name=said[Language.ZH_CN], name_en=said[Language.EN]))
            links.append(ChainLink(above=version, below=key, relation="signals"))
    return Followed(nodes=tuple(nodes), links=tuple(links))


def _key(kind: NodeKind, identity: str) -> ChainKey:
    return ChainKey(kind=kind, id=identity)


def _called(item: PlannedItem, language: Language) -> str:
    """Return what an item is called: what is to be, its id where that is not said."""
    return item.moved_to[0].text(language) if item.moved_to else item.id
