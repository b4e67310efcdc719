"""Models and logs that read like their diagrams."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from workbench.eventlog.log import Variants
from workbench.process.builder import ProcessBuilder, build_process

__all__ = ["ProcessBuilder", "Tree", "pnml", "process", "ptml", "variants"]

Tree = str | tuple[str, tuple["Tree", ...]]
"""A leaf is its label, silent where it is empty; else (operator, children)."""


def process(identity: str = "p") -> ProcessBuilder:
    return build_process(identity)


def variants(traces: Iterable[Sequence[str]], tied: Iterable[Sequence[int]] | None = None) -> Variants:
    """Return one variant a trace; `tied` holds a 1 where an event has the time of the one before."""
    rows = [list(trace) for trace in traces]
    activities = tuple(sorted({label for row in rows for label in row}))
    code = {label: number for number, label in enumerate(activities)}
    flags = [flag for row in tied for flag in row] if tied is not None else [0] * sum(map(len, rows))
    return Variants(
        activities=activities,
        offsets=np.cumsum([0, *map(len, rows)]).astype(np.int64),
        labels=np.array([code[label] for row in rows for label in row], dtype=np.int32),
        tied=np.array(flags, dtype=np.bool_),
        counts=np.ones(len(rows), dtype=np.int64),
        of_case=np.arange(len(rows), dtype=np.int32),
    )


def pnml(places: str, transitions: str, arcs: str, ends: str = "", marked: str = "p0") -> bytes:
    """Write a net: arcs as `a>b`, `a>b*2` for weight 2; `ends` as `p1 p2*2|p3`, each part a final marking."""
    parts = [f'<place id="{place}">{_marked(place, marked)}</place>' for place in places.split()]
    parts += [_transition(each) for each in transitions.split()]
    for number, arc in enumerate(arcs.split()):
        ends_of, _, weight = arc.partition("*")
        source, target = ends_of.split(">")
        inscription = f"<inscription><text>{weight}</text></inscription>" if weight else ""
        parts.append(f'<arc id="a{number}" source="{source}" target="{target}">{inscription}</arc>')
    markings = "".join(f"<marking>{''.join(map(_held, marking.split()))}</marking>" for marking in ends.split("|") if marking)
    final = f"<finalmarkings>{markings}</finalmarkings>" if markings else ""
    return f'<pnml><net id="n" type="ptnet"><page id="g">{"".join(parts)}</page>{final}</net></pnml>'.encode()


def _marked(place: str, marked: str) -> str:
    count = marked.split().count(place)
    return f"<initialMarking><text>{count}</text></initialMarking>" if count else ""


def _transition(name: str) -> str:
    """Write a transition: `tau…` is silent by what a tool says, a name that begins with `_` by having none."""
    silent = '<toolspecific tool="ProM" version="6.4" activity="$invisible$"/>' if name.startswith("tau") else ""
    label = f"<name><text>{name.rstrip('0123456789')}</text></name>" if not name.startswith("_") else ""
    return f'<transition id="{name}">{label}{silent}</transition>'


def _held(place: str) -> str:
    name, _, count = place.partition("*")
    return f'<place idref="{name}"><text>{count or 1}</text></place>'


def ptml(tree: Tree) -> bytes:
    """Write a process tree."""
    nodes: list[str] = []
    edges: list[str] = []

    def write(each: Tree) -> str:
        identity = f"n{len(nodes)}"
        nodes.append("")
        if isinstance(each, str):
            kind = "manualTask" if each else "automaticTask"
            nodes[int(identity[1:])] = f'<{kind} id="{identity}" name="{each or "tau"}"/>'
            return identity
        nodes[int(identity[1:])] = f'<{each[0]} id="{identity}" name=""/>'
        for child in each[1]:
            below = write(child)
            edges.append(f'<parentsNode id="e{below}" sourceId="{identity}" targetId="{below}"/>')
        return identity

    root = write(tree)
    return f'<ptml><processTree id="t" name="t" root="{root}">{"".join(nodes + edges)}</processTree></ptml>'.encode()
