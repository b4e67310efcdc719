"""What everything is for, as one graph: from strategy down to the signal of a monitor, and back up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TypeAlias

from workbench.language import Language
from workbench.normalization.chain.gap import Gap
from workbench.normalization.chain.key import LAYER, ChainKey, NodeKind
from workbench.shown import Listing, Tabled


@dataclass(frozen=True, kw_only=True)
class ChainNode:
    """One thing in the chain, by its name in both languages; `count` is how many it stands for: people, accounts, permissions."""

    key: ChainKey
    name: str
    name_en: str = ""
    count: int | None = None

    def called(self, language: Language) -> str:
        """Return its name in a language."""
        return self.name_en or self.name if language is Language.EN else self.name


@dataclass(frozen=True, kw_only=True)
class ChainLink:
    """One thing serves, or is part of, what stands `above` it; `relation` says how: `carried_by`, `duty:R`, `data:CU`."""

    above: ChainKey
    below: ChainKey
    relation: str = ""

    @property
    def order(self) -> tuple[tuple[int, str, str, str], tuple[int, str, str, str], str]:
        """Return what sorts links."""
        return (self.above.order, self.below.order, self.relation)


_Steps: TypeAlias = Callable[[ChainKey], Iterable[ChainKey]]
"""From a node to those one step further."""


@dataclass(frozen=True, kw_only=True)
class LinkRow:
    """One link as a row."""

    above_kind: NodeKind
    above: str
    above_name: Mapping[str, str]
    relation: str
    below_kind: NodeKind
    below: str
    below_name: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, eq=False)
class ListedLinks(Listing[LinkRow]):
    """Links, from strategy down."""

    kind = LinkRow


@dataclass(frozen=True, kw_only=True, eq=False)
class Chain(Tabled):
    """All nodes and links, from strategy down, and what is missing between them."""

    nodes: tuple[ChainNode, ...]
    links: tuple[ChainLink, ...]
    gaps: tuple[Gap, ...] = ()

    @cached_property
    def node(self) -> Mapping[ChainKey, ChainNode]:
        """Return the nodes by their keys."""
        return MappingProxyType({each.key: each for each in self.nodes})

    def of_kind(self, kind: NodeKind) -> tuple[ChainNode, ...]:
        """Return the nodes of one kind."""
        return tuple(each for each in self.nodes if each.key.kind is kind)

    def above(self, key: ChainKey) -> tuple[ChainLink, ...]:
        """Return the links to what stands directly above a node."""
        return self._above.get(key, ())

    def below(self, key: ChainKey) -> tuple[ChainLink, ...]:
        """Return the links to what stands directly below a node."""
        return self._below.get(key, ())

    def up(self, key: ChainKey) -> tuple[ChainNode, ...]:
        """Return all that a node serves, from strategy down. Raises KeyError where there is no such node."""
        return self._reached(key, lambda it: (link.above for link in self.above(it)))

    def down(self, key: ChainKey) -> tuple[ChainNode, ...]:
        """Return all that serves a node, from strategy down. Raises KeyError where there is no such node."""
        return self._reached(key, lambda it: (link.below for link in self.below(it)))

    def paths(self, first: ChainKey, last: ChainKey) -> Iterator[tuple[ChainNode, ...]]:
        """Yield every way from a node down to another, in order; there may be very many. Raises KeyError for unknown nodes."""
        leads = {each.key for each in self.up(last)} | {last}
        yield from self._paths((first,), last, leads) if self.node[first] and first in leads else ()

    @property
    def table(self) -> ListedLinks:
        """Return every link."""
        return ListedLinks(rows=tuple(self._row(each) for each in self.links))

    @cached_property
    def _above(self) -> Mapping[ChainKey, tuple[ChainLink, ...]]:
        return _grouped((each.below, each) for each in self.links)

    @cached_property
    def _below(self) -> Mapping[ChainKey, tuple[ChainLink, ...]]:
        return _grouped((each.above, each) for each in self.links)

    def _paths(self, so_far: tuple[ChainKey, ...], last: ChainKey, leads: set[ChainKey]) -> Iterator[tuple[ChainNode, ...]]:
        if so_far[-1] == last:
            yield tuple(self.node[each] for each in so_far)
            return
        for below in dict.fromkeys(link.below for link in self.below(so_far[-1])):
            if below in leads:
                yield from self._paths((*so_far, below), last, leads)

    def _reached(self, key: ChainKey, steps: _Steps) -> tuple[ChainNode, ...]:
        waiting, seen = [self.node[key].key], {key}
        while waiting:
            fresh = [each for each in dict.fromkeys(steps(waiting.pop())) if each not in seen]
            seen.update(fresh)
            waiting.extend(fresh)
        return tuple(self.node[each] for each in sorted(seen - {key}, key=lambda it: it.order))

    def _row(self, link: ChainLink) -> LinkRow:
        above, below = self.node[link.above], self.node[link.below]
        return LinkRow(
            above_kind=above.key.kind,
            above=above.key.id,
            above_name={each: above.called(each) for each in Language},
            relation=link.relation,
            below_kind=below.key.kind,
            below=below.key.id,
            below_name={each: below.called(each) for each in Language},
        )


def _grouped(pairs: Iterable[tuple[ChainKey, ChainLink]]) -> Mapping[ChainKey, tuple[ChainLink, ...]]:
    found: dict[ChainKey, list[ChainLink]] = {}
    for key, link in pairs:
        found.setdefault(key, []).append(link)
    return {key: tuple(links) for key, links in found.items()}


def chain(nodes: Iterable[ChainNode], links: Iterable[ChainLink], gaps: Iterable[Gap] = ()) -> Chain:
    """Join nodes and links; of nodes with one key the first counts, links to what is not there are left out.

    Raises ValueError where a link leads up: the chain has no circle.
    """
    known: dict[ChainKey, ChainNode] = {}
    for node in nodes:
        known.setdefault(node.key, node)
    kept = {each for each in links if each.above in known and each.below in known}
    for each in kept:
        if LAYER[each.above.kind] >= LAYER[each.below.kind]:
            raise ValueError(f"a link leads down: {each.above} does not stand above {each.below}")
    return Chain(
        nodes=tuple(sorted(known.values(), key=lambda it: it.key.order)),
        links=tuple(sorted(kept, key=lambda it: it.order)),
        gaps=tuple(gaps),
    )
