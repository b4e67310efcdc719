"""What is shown of a redesign, as data: advice as cards, and the section of a report."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.report.looks.panel import Panel
from workbench.report.page import Table, Texts


@dataclass(frozen=True, kw_only=True)
class AdviceCard:
    """One piece of advice for a reader; `key` names it in an address, `saved` are days over all cases, in figures.

    `effects` has a row a process that it changes, None where nothing was simulated; `limits` are what stands against it or
    limits what is said: a refusal, what would break, what was assumed, and where the simulation is only indicative.
    """

    key: str
    heuristic: str
    title: Texts
    scope: Texts
    about: Texts
    trigger: Texts
    proposed: Texts
    changes: tuple[Texts, ...]
    expected: Texts
    effects: Table | None
    saved: Texts
    limits: tuple[Texts, ...]
    agree: Texts
    cases: tuple[str, ...]
    is_feasible: bool


@dataclass(frozen=True, kw_only=True)
class RedesignSection:
    """The plan, the front with what moves at its knee, then advice, and how true the simulation is."""

    panels: tuple[Panel, ...]
    cards: tuple[AdviceCard, ...]
    trust: tuple[Panel, ...]
