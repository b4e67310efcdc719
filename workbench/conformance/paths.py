"""An alignment back on the model: step by step which gateway branch was taken, which silent step, which activity was due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.conformance.alignment import Alignments, Move
from workbench.conformance.playback import RUN_BUDGET, Playback
from workbench.findings import Finding, Severity
from workbench.process.token_net import TokenNet


@dataclass(frozen=True, kw_only=True)
class Step:
    """One move of the token game: at which element, and the model or synchronous move that it stands for (None: silent).

    `comes_by` and `goes_by` are the sequence flows from which it takes a token and to which it gives one; of a process tree
    the children that are entered. When the element itself happens, rather than being entered, merged or left, it `happens`.
    """

    element: str
    move: Move | None
    comes_by: tuple[str, ...]
    goes_by: tuple[str, ...]
    happens: bool


@dataclass(frozen=True, kw_only=True)
class Path:
    """The steps by which the model plays its part of an alignment; None with a reason where they are too many to be found."""

    steps: tuple[Step, ...] | None
    reason: Finding | None = None


class Paths:
    """The paths of the variants of some alignments through the net that these are about, found when they are asked for."""

    def __init__(self, alignments: Alignments, net: TokenNet, budget: int = RUN_BUDGET) -> None:
        self.alignments = alignments
        self.net = net
        self._flows = dict(net.flows)
        self._playback = Playback(net, budget)

    def path(self, variant: int) -> Path:
        """Return the path of one variant, the same on every run: as `Playback` plays it."""
        (path,) = self.paths([variant])
        return path

    def paths(self, variants: Sequence[int]) -> tuple[Path, ...]:
        """Return the paths of some variants."""
        due = [[move for move in self.alignments.moves(variant) if move.symbol is not None] for variant in variants]
        runs = self._playback.runs([[str(move.symbol) for move in each] for each in due])
        return tuple(self._path(run, iter(each)) for run, each in zip(runs, due, strict=True))

    def _path(self, run: Sequence[int] | None, waiting: Iterator[Move]) -> Path:
        if run is None:
            return Path(steps=None, reason=Finding(code="PATH_TOO_WIDE", severity=Severity.INFO))
        return Path(steps=tuple(self._step(number, waiting) for number in run))

    def _step(self, number: int, waiting: Iterator[Move]) -> Step:
        fired = self.net.moves[number]
        return Step(
            element=fired.node,
            move=None if fired.symbol is None else next(waiting),
            comes_by=self._named(fired.takes),
            goes_by=self._named(fired.gives),
            happens=fired.happens,
        )

    def _named(self, places: Sequence[int]) -> tuple[str, ...]:
        return tuple(self._flows[place] for place in places if place in self._flows)
