"""Who hands work over to whom: heat map, network and table of departments or posts, small groups left out and counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from workbench.collaboration import HandoverPair, pairs_of_departments, pairs_of_posts
from workbench.design.names import Names
from workbench.language import Language, say
from workbench.report.drawings.graph_figure import Arc, Node, draw_graph
from workbench.report.drawings.heat_figure import HeatCell, HeatGrid, draw_heat
from workbench.report.drawings.svg import COLOURS
from workbench.report.looks.panel import Panel, empty, lacking, links_about, links_of
from workbench.report.page import Drawing, Table, Texts
from workbench.report.tables import UNKNOWN, both, called, count, drawing, in_both, same, share, table, with_suppressed
from workbench.shown import duration_text
from workbench.study import Assessment

_MOST_ROWS: Final = 200
_MOST_UNITS: Final = 24
_MOST_ARCS: Final = 30
_BARE: Final = "!"
_AGAINST: Final = "✗"


@dataclass(frozen=True, kw_only=True)
class _Traffic:
    """The pairs of units of one kind that were `found`, those of them that may be shown, how units are called, and their groups.

    `heat` and `network` are the keys of its panels, `table` lists the units, `is_told` whether it is there. A `mechanism` is
    declared for a pair; `bare` are the pairs that lack one.
    """

    heat: str
    network: str
    table: str
    is_told: bool
    found: tuple[HandoverPair, ...]
    pairs: tuple[HandoverPair, ...]
    names: Names
    group: Mapping[str, str]
    mechanism: Mapping[frozenset[str], str] = field(default_factory=lambda: MappingProxyType({}))
    bare: frozenset[frozenset[str]] = frozenset()

    def name(self, unit: str, language: Language) -> str:
        return self.names.called(unit)[language.value]

    def sign(self, pair: HandoverPair) -> str:
        """Return ✗ where nothing of a pair is as designed, ! where some of it is not, or no mechanism coordinates it."""
        if not pair.as_designed:
            return _AGAINST
        return _BARE if pair.as_designed < pair.count or {pair.source, pair.target} in self.bare else ""


def department_handovers(assessment: Assessment) -> Panel:
    """Return a heat map of the handovers between departments, and their table."""
    return _heat_of(_departments(assessment), assessment)


def department_network(assessment: Assessment) -> Panel:
    """Return the handovers between departments as a graph, and their table."""
    return _network_of(_departments(assessment), assessment)


def post_handovers(assessment: Assessment) -> Panel:
    """Return a heat map of the handovers between posts, and their table."""
    return _heat_of(_posts(assessment), assessment)


def post_network(assessment: Assessment) -> Panel:
    """Return the handovers between posts as a graph, and their table."""
    return _network_of(_posts(assessment), assessment)


def _departments(assessment: Assessment) -> _Traffic:
    organization = assessment.study.design.organization
    found = pairs_of_departments(assessment.linkage).rows
    across = {frozenset((each.source, each.target)) for each in found if each.is_across}
    mechanism = {frozenset((each.department_a, each.department_b)): each.mechanism for each in organization.coordinations or ()}
    return _Traffic(
        heat="handovers-departments",
        network="network-departments",
        table="departments",
        is_told=organization.departments is not None,
        found=found,
        pairs=_shown(found, assessment),
        names=assessment.study.design.vocabulary.departments,
        group={each.id: each.id for each in organization.departments or ()},
        mechanism=mechanism,
        bare=frozenset(across - mechanism.keys()) if organization.coordinations is not None else frozenset(),
    )


def _posts(assessment: Assessment) -> _Traffic:
    posts = assessment.study.design.organization.posts
    found = pairs_of_posts(assessment.linkage).rows
    return _Traffic(
        heat="handovers-posts",
        network="network-posts",
        table="posts",
        is_told=posts is not None,
        found=found,
        pairs=_shown(found, assessment),
        names=assessment.study.design.vocabulary.posts,
        group={each.id: each.department for each in posts or ()},
    )


def _shown(found: Sequence[HandoverPair], assessment: Assessment) -> tuple[HandoverPair, ...]:
    privacy = assessment.study.policy.privacy
    return tuple(each for each in found if not privacy.suppresses(each.count, each.persons))


def _heat_of(traffic: _Traffic, assessment: Assessment) -> Panel:
    shown = drawing(lambda language: draw_heat(_heat(traffic, language))) if traffic.pairs else None
    return _panel(traffic.heat, shown, traffic, assessment)


def _network_of(traffic: _Traffic, assessment: Assessment) -> Panel:
    shown = drawing(lambda language: _network(traffic, language)) if traffic.pairs else None
    return _panel(traffic.network, shown, traffic, assessment)


def _panel(key: str, shown: Drawing | None, traffic: _Traffic, assessment: Assessment) -> Panel:
    if not traffic.is_told:
        return lacking(key, traffic.table)
    if shown is None:
        return empty(key, "panel-no-handover")
    listed = with_suppressed(_table(traffic), len(traffic.found) - len(traffic.pairs), assessment.study.policy.privacy)
    links = links_of(links_about(assessment.findings), [(each.source, each.target) for each in traffic.pairs[:_MOST_ROWS]])
    return Panel(key=key, drawing=shown, table=listed, links=links)


def _table(traffic: _Traffic) -> Table:
    rows = [
        (
            called(traffic.names.called(each.source)),
            called(traffic.names.called(each.target)),
            _designed(traffic, each),
            same(traffic.mechanism.get(frozenset((each.source, each.target)), "") if each.is_across else ""),
            same(count(each.count)),
            same(share(each.as_designed, each.count)),
            _waited(each),
        )
        for each in traffic.pairs[:_MOST_ROWS]
    ]
    words = ("handing-source", "handing-target", "handing-designed", "handing-mechanism")
    return table(words, ("handing-count", "handing-share", "handing-wait"), rows, len(traffic.pairs))


def _designed(traffic: _Traffic, pair: HandoverPair) -> Texts:
    sign = traffic.sign(pair)
    is_bare = sign == _BARE and pair.as_designed == pair.count
    key = {_AGAINST: "handing-against", _BARE: "handing-bare" if is_bare else "handing-partly", "": "handing-fine"}[sign]
    return both(key)


def _waited(pair: HandoverPair) -> Texts:
    wait = pair.wait
    return same(UNKNOWN) if wait is None else in_both(lambda language: duration_text(wait, language))


def _heat(traffic: _Traffic, language: Language) -> HeatGrid:
    """Return the units with most traffic as rows and columns; the darkest cell is the heaviest pair of different units."""
    weight: dict[str, int] = {}
    for pair in traffic.pairs:
        for unit in (pair.source, pair.target):
            weight[unit] = weight.get(unit, 0) + pair.count
    chosen = sorted(sorted(weight, key=lambda unit: (-weight[unit], unit))[:_MOST_UNITS])
    place = {unit: number for number, unit in enumerate(sorted(chosen, key=lambda unit: (traffic.group.get(unit, ""), unit)))}
    most = max((each.count for each in traffic.pairs if each.is_across), default=1)
    cells = {
        (place[each.source], place[each.target]): HeatCell(
            said=f"{traffic.sign(each)}{count(each.count)}",
            weight=each.count / most if each.is_across else 0,
            hint=_hint(traffic, each, language),
            is_framed=traffic.sign(each) == _AGAINST,
        )
        for each in traffic.pairs
        if each.source in place and each.target in place
    }
    names = [traffic.name(unit, language) for unit in place]
    facts = {"shown": len(place), "count": len(weight)}
    return HeatGrid(title=say(f"drawing-{traffic.heat}", language, facts), rows=names, columns=names, cells=cells)


def _hint(traffic: _Traffic, pair: HandoverPair, language: Language) -> str:
    facts = {
        "source": traffic.name(pair.source, language),
        "target": traffic.name(pair.target, language),
        "count": count(pair.count),
        "designed": _designed(traffic, pair).said(language),
        "wait": _waited(pair).said(language),
    }
    return say("handing-hint", language, facts)


def _network(traffic: _Traffic, language: Language) -> str:
    """Draw the heaviest pairs of different units; what a unit keeps runs round it."""
    across = [each for each in traffic.pairs if each.is_across]
    drawn = across[:_MOST_ARCS]
    units = sorted({unit for each in drawn or traffic.pairs for unit in (each.source, each.target)})
    number = {unit: place for place, unit in enumerate(units)}
    groups = sorted({traffic.group.get(unit, "") for unit in units})
    kept = {each.source: count(each.count) for each in traffic.pairs if not each.is_across}
    received = {unit: sum(each.count for each in across if each.target == unit) for unit in units}
    nodes = [
        Node(
            name=traffic.name(unit, language),
            count=say("handing-received", language, {"count": count(received[unit])}),
            loop=kept.get(unit, ""),
            tint=f"tint{min(groups.index(traffic.group.get(unit, '')), COLOURS)}",
        )
        for unit in units
    ]
    arcs = [
        Arc(
            source=number[each.source],
            target=number[each.target],
            count=each.count,
            said=f"{traffic.sign(each)}{count(each.count)}"
            + ("" if each.wait is None else f" · {duration_text(each.wait, language)}"),
            is_dashed=not each.as_designed,
        )
        for each in drawn
    ]
    facts = {
        "shown": len(drawn),
        "count": len(across),
        "percent": share(sum(a.count for a in drawn), sum(a.count for a in across)),
    }
    return draw_graph(nodes, arcs, say("drawing-network", language, facts))
