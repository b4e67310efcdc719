"""A run as a few lines of Markdown, as build servers show them: figures a process, thresholds, the weightiest findings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from workbench.atomic import write_atomically
from workbench.findings import Severity
from workbench.language import Language, say
from workbench.normalization.heads import BEFORE_ALL, Head
from workbench.report.register_head import heads_said
from workbench.report.thresholds import Outcome, Threshold, judgements
from workbench.report.verdict_table import NUMBERS, WORDS, cells_of, name_of
from workbench.report.verdicts import Status, Verdict, verdicts_of
from workbench.study import Assessment

_ACTIVE: Final = re.compile(r"([\\`*_{}\[\]<>()#+!|~&$@]|:(?=/))")
"""What Markdown or HTML would take for more than a letter, the colon of a link and the at sign of a mention included."""

_SPACE: Final = re.compile(r"\s+")
_SHOWN: Final = 5
_MARKS: Final = {Outcome.MET: "✅", Outcome.BREACHED: "❌", Outcome.UNKNOWN: "❔"}


def write_markdown(assessment: Assessment, path: Path, language: Language, thresholds: Sequence[Threshold] = ()) -> None:
    """Write the summary of an assessment, whole or not at all."""
    head = assessment.standing.head
    summary = markdown_summary(assessment.study.name, verdicts_of(assessment), thresholds, language, head)
    write_atomically(path, summary.encode())


def markdown_summary(
    name: str, verdicts: Sequence[Verdict], thresholds: Sequence[Threshold], language: Language, head: Head = BEFORE_ALL
) -> str:
    """Return verdicts as Markdown: a table of figures, what came of each threshold, and of each scope the first few findings.

    Where the register holds a record, its `head` stands at the end.
    """
    lines = [f"# {escaped(name)}", "", *_figures(verdicts, language), *_judged(verdicts, thresholds, language)]
    for verdict in verdicts:
        lines += ["", f"## {escaped(name_of(verdict, language))}", "", *_told(verdict, language)]
    lines += register_lines(head, language)
    return "\n".join((*lines, ""))


def escaped(text: str) -> str:
    """Return a text of one line that Markdown shows as it is: no markup, no HTML, no link, no cell of a table."""
    return _ACTIVE.sub(r"\\\1", _SPACE.sub(" ", text).strip())


def row(cells: Sequence[str]) -> str:
    """Return one row of a table; cells are Markdown."""
    return f"| {' | '.join(cells)} |"


def headed(words: Sequence[str], numbers: Sequence[str], language: Language) -> list[str]:
    """Return the head of a table by the keys of its headings, first those of words, then those of numbers."""
    headings = [say(key, language) for key in (*words, *numbers)]
    return [row(headings), row([*(":--" for _ in words), *("--:" for _ in numbers)])]


def register_lines(head: Head, language: Language) -> Iterator[str]:
    """Yield the head of the register as a paragraph; nothing where there is no record."""
    for each in heads_said(head):
        yield from ("", escaped(each.said(language)))


def _figures(verdicts: Sequence[Verdict], language: Language) -> Iterator[str]:
    yield from headed(WORDS, NUMBERS, language)
    yield from (row([escaped(cell) for cell in cells_of(each, language)]) for each in verdicts)


def _judged(verdicts: Sequence[Verdict], thresholds: Sequence[Threshold], language: Language) -> Iterator[str]:
    judged = [(verdict, each) for verdict in verdicts for each in judgements(verdict, thresholds)]
    if not judged:
        return
    yield from ("", *headed(("index-process", "index-threshold", "index-outcome"), (), language))
    for verdict, each in judged:
        outcome = f"{_MARKS[each.outcome]} {say(f'outcome-{each.outcome.value}', language)}"
        because = each.because.said(language)
        yield row([escaped(name_of(verdict, language)), escaped(each.threshold), escaped(f"{outcome}: {because}")])


def _told(verdict: Verdict, language: Language) -> Iterator[str]:
    if verdict.reason is not None and verdict.status is not Status.ASSESSED:
        yield f"{escaped(verdict.reason.said(language))}"
        yield ""
    loud = [each for each in verdict.findings if each.severity is not Severity.INFO]
    for each in loud[:_SHOWN]:
        severity = say(f"severity-{each.severity.value}", language)
        decided = verdict.decision_on(each)
        told = each.text(language) if decided is None else f"{each.text(language)} [{decided.said(language)}]"
        yield f"- **{severity}** {escaped(each.code)} {escaped(told)}"
    rest = len(verdict.findings) - min(len(loud), _SHOWN)
    if rest:
        yield f"- {escaped(say('summary-more', language, {'count': rest}))}"
    elif not loud:
        yield escaped(say("threshold-none", language))
