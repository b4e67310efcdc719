"""The owner's figures as lines for a terminal: gross, net where something is accepted, and from where to where they went."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.language import Language, say
from workbench.report.decided import owner_figures_as_decided
from workbench.report.page import Figure
from workbench.study import AssessedProcess, Assessment


def owner_lines(process: AssessedProcess, assessment: Assessment, language: Language) -> Iterator[str]:
    """Yield a line for each of the three figures of a process.

    A model and a log alone, of which nothing is decided, have none: what is known of them the line before says.
    """
    if not assessment.study.has_tables and not assessment.standing.latest:
        return iter(())
    three = owner_figures_as_decided(process, assessment)
    return (f"  {figure.label.said(language)} {_said(figure, language)}" for figure in three)


def _said(figure: Figure, language: Language) -> str:
    if figure.value is None:
        return figure.reason.said(language) if figure.reason else ""
    parts = [f"{figure.value:.2%} ({figure.part} / {figure.whole})"]
    if figure.net is not None and figure.net.value is not None:
        net = f"{figure.net.value:.2%} ({figure.net.part} / {figure.net.whole})"
        parts.append(f"{say('net-label', language)} {net}")
    known = [each for each in (figure.trend.points if figure.trend else ()) if each.value is not None]
    if len(known) > 1:
        first, last = ((each.period, f"{each.value:.1%}") for each in (known[0], known[-1]))
        parts.append(f"{first[0]} {first[1]} → {last[0]} {last[1]}")
    return " · ".join(parts)
