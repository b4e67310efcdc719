"""The chain from strategy to findings, one node at a time: what stands above it, what below, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from workbench.findings import Finding, Severity, UsageError
from workbench.language import Language, catalogue
from workbench.normalization.chain import Chain, ChainKey, ChainLink, ChainNode, NodeKind
from workbench.report.looks import Panel
from workbench.report.page import Table, Texts
from workbench.report.tables import UNKNOWN, both, count, in_both, listed, same, table

_NAMED: Final = 5
"""How many nodes a message names."""

_MOST_GAPS: Final = 100
"""How many gaps a table lists."""


@dataclass(frozen=True, kw_only=True)
class NodeLink:
    """The way from a node to one beside it: `address` leads there, `relation` says how the two belong together."""

    address: str
    kind: Texts
    name: Texts
    relation: Texts


@dataclass(frozen=True, kw_only=True)
class NodePage:
    """One node: its kind and name, what stands directly above and below it, all that it serves and that serves it, its gaps."""

    address: str
    kind: Texts
    name: Texts
    above: tuple[NodeLink, ...]
    below: tuple[NodeLink, ...]
    up: Table
    down: Table
    gaps: tuple[Texts, ...]


def address_of(key: ChainKey) -> str:
    """Return how an address names a node: its kind and id, an activity with its process between them."""
    return "/".join(each for each in (key.kind.value, key.scope, key.id) if each)


def addresses_of(chain: Chain) -> Mapping[str, ChainNode]:
    """Return the nodes by their addresses, from strategy down."""
    return {address_of(each.key): each for each in chain.nodes}


def kinds_of(chain: Chain) -> tuple[NodeKind, ...]:
    """Return the kinds of which there are nodes, from strategy down."""
    return tuple(dict.fromkeys(each.key.kind for each in chain.nodes))


def kind_named(kind: NodeKind) -> Texts:
    """Say what a kind of node is called."""
    return both(f"chain-kind-{kind.value}")


def name_of(node: ChainNode) -> Texts:
    """Return what a node is called, with its id where that says more, and with how many it stands for."""
    names = in_both(node.called)
    is_named = node.key.kind is not NodeKind.FINDING and node.key.id not in names.zh
    named = Texts(zh=f"{node.key.id} {names.zh}", en=f"{node.key.id} {names.en}") if is_named else names
    if node.count is None:
        return named
    return Texts(zh=f"{named.zh}（{count(node.count)}）", en=f"{named.en} ({count(node.count)})")


def node_named(chain: Chain, text: str) -> ChainNode:
    """Return the node that a text means: by its address, its id, or how its id begins.

    Raises UsageError where none or several are meant: it names the nearest, or these.
    """
    nodes = addresses_of(chain)
    if text in nodes:
        return nodes[text]
    same_id = [each for each in nodes.values() if each.key.id == text]
    meant = same_id or [each for each in nodes.values() if text and each.key.id.startswith(text)]
    if len(meant) == 1:
        return meant[0]
    near = [address_of(each.key) for each in meant[:_NAMED]] or get_close_matches(text, nodes, _NAMED) or [*nodes][:1]
    facts = {"node": text, "count": len(meant), "nearest": ", ".join(near)}
    raise UsageError(Finding(code="CHAIN_NODE", severity=Severity.CRITICAL, facts=facts))


def node_page(chain: Chain, node: ChainNode) -> NodePage:
    """Return all that is to be told of a node."""
    key = node.key
    return NodePage(
        address=address_of(key),
        kind=kind_named(key.kind),
        name=name_of(node),
        above=_linked(chain, ((each.above, each) for each in chain.above(key))),
        below=_linked(chain, ((each.below, each) for each in chain.below(key))),
        up=nodes_table(chain.up(key)),
        down=nodes_table(chain.down(key)),
        gaps=tuple(in_both(each.text) for each in chain.gaps if each.key == key),
    )


def nodes_table(nodes: Sequence[ChainNode]) -> Table:
    """Return nodes with kind, name and address."""
    rows = [(kind_named(each.key.kind), name_of(each), address_of(each.key)) for each in nodes]
    return table(("chain-kind", "chain-name", "chain-address"), (), rows)


def kinds_table(chain: Chain) -> Table:
    """Return how many nodes of each kind there are, how many of these nothing stands above, and below."""
    rows: list[tuple[Texts | str, ...]] = []
    for kind in kinds_of(chain):
        keys = [each.key for each in chain.of_kind(kind)]
        loose = [sum(not way(key) for key in keys) for way in (chain.above, chain.below)]
        rows.append((kind_named(kind), kind.value, *map(count, (len(keys), *loose))))
    return table(("chain-kind", "chain-address"), ("chain-nodes", "chain-nothing-above", "chain-nothing-below"), rows)


def gaps_panel(chain: Chain) -> Panel:
    """Return what is missing in the chain, with what to do."""
    rows = [(*_about(each.key), in_both(each.text)) for each in chain.gaps[:_MOST_GAPS]]
    made = table(("chain-kind", "chain-address", "chain-gap"), (), rows, len(chain.gaps)) if rows else None
    return Panel(key="chain-gaps", table=made, missing=None if rows else both("chain-no-gap"))


def _about(key: ChainKey | None) -> tuple[Texts, Texts]:
    """Return the kind and the address of what lacks something; dashes for the whole."""
    return (same(UNKNOWN), same(UNKNOWN)) if key is None else (kind_named(key.kind), same(address_of(key)))


def kinds_panel(chain: Chain) -> Panel:
    """Return the chain as a whole, kind by kind."""
    return Panel(key="chain-kinds", table=kinds_table(chain))


def _linked(chain: Chain, beside: Iterable[tuple[ChainKey, ChainLink]]) -> tuple[NodeLink, ...]:
    """Return a link to each node beside another, with all relations between the two."""
    relations: dict[ChainKey, list[Texts]] = {}
    for key, link in beside:
        relations.setdefault(key, []).append(_relation(link.relation))
    return tuple(
        NodeLink(address=address_of(key), kind=kind_named(key.kind), name=name_of(chain.node[key]), relation=listed(its))
        for key, its in relations.items()
    )


def _relation(relation: str) -> Texts:
    """Say how two nodes belong together; letters, as of a duty, stand behind it."""
    name, _, letters = relation.partition(":")
    if f"chain-link-{name}" not in catalogue(Language.EN):
        return same(relation)
    said = both(f"chain-link-{name}")
    return Texts(zh=f"{said.zh} {letters}".strip(), en=f"{said.en} {letters}".strip())
