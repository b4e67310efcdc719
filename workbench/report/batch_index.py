"""All inputs of a run on one page: a row a process with verdict, figures and findings, or the reason why there is none."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from workbench.atomic import write_atomically
from workbench.findings import ENTERPRISE, Finding, Severity
from workbench.language import Language, say
from workbench.report.batch import Done, standing_of_all
from workbench.report.fit_file import rounded
from workbench.report.html import rendered_still
from workbench.report.markdown import escaped, headed, row
from workbench.report.net_figures import NetFigures
from workbench.report.page import Heading, Table, Texts
from workbench.report.register_head import heads_said
from workbench.report.tables import both, in_both, same
from workbench.report.thresholds import Judgement, Outcome, Threshold, judgements
from workbench.report.verdict_table import NUMBERS, WORDS, cells_of, verdict_row
from workbench.report.verdicts import Verdict


@dataclass(frozen=True, kw_only=True)
class Link:
    """A file of an input, and where it is from the index."""

    name: str
    address: str


@dataclass(frozen=True, kw_only=True)
class IndexSection:
    """One input: its name, files, processes as a table, thresholds that it does not keep to, what is wrong, and sources."""

    name: str
    title: str
    standing: Texts
    links: tuple[Link, ...]
    table: Table | None
    breaches: Table | None
    reasons: tuple[Texts, ...]
    sources: tuple[Texts, ...] = ()


@dataclass(frozen=True, kw_only=True)
class IndexPage:
    """All inputs of a run; `language` is the one shown first (zh-CN or en)."""

    language: str
    title: Texts
    summary: Texts
    sections: tuple[IndexSection, ...]


def write_index(dones: Sequence[Done], thresholds: Sequence[Threshold], folder: Path, language: Language) -> tuple[Path, ...]:
    """Write what came of each input into a folder, as HTML, JSON and Markdown; return the files."""
    texts = {
        "index.html": rendered_still("batch_index.html.jinja", index_page(dones, thresholds, folder, language)),
        "index.json": index_json(dones, thresholds, folder, language),
        "index.md": index_markdown(dones, thresholds, language),
    }
    for name, text in texts.items():
        write_atomically(folder / name, text.encode())
    return tuple(folder / name for name in texts)


def index_page(dones: Sequence[Done], thresholds: Sequence[Threshold], folder: Path, language: Language) -> IndexPage:
    """Return all inputs as a page, in the order in which they were named."""
    standing = both(f"standing-{standing_of_all(dones).name.lower()}")
    return IndexPage(
        language=language.value,
        title=both("index-title"),
        summary=both("index-summary", count=len(dones), standing={"zh-CN": standing.zh, "en": standing.en}),
        sections=tuple(_section(each, thresholds, folder) for each in dones),
    )


def index_json(dones: Sequence[Done], thresholds: Sequence[Threshold], folder: Path, language: Language) -> str:
    """Return all inputs as one JSON object: the same bytes for the same inputs; figures are those of the findings files."""
    content = {
        "exit": standing_of_all(dones).value,
        "items": [_item(each, thresholds, folder, language) for each in dones],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def index_markdown(dones: Sequence[Done], thresholds: Sequence[Threshold], language: Language) -> str:
    """Return all inputs as one table of Markdown, and below it what is wrong."""
    lines = [f"# {escaped(say('index-title', language))}", ""]
    lines += headed(("index-item", *WORDS, "index-outcome"), NUMBERS, language)
    wrong: list[str] = []
    for done in dones:
        lines += [row([escaped(cell) for cell in cells]) for cells in _markdown_rows(done, thresholds, language)]
        wrong += [f"- {escaped(done.item.name)}: {escaped(each.said(language))}" for each in _reasons(done)]
    heads = [f"- {escaped(done.item.name)}: {escaped(each.said(language))}" for done in dones for each in heads_said(done.head)]
    return "\n".join((*lines, *(["", *wrong] if wrong else []), *(["", *heads] if heads else []), ""))


def _markdown_rows(done: Done, thresholds: Sequence[Threshold], language: Language) -> Iterator[tuple[str, ...]]:
    if done.failure is not None:
        standing = say(f"standing-{done.standing.name.lower()}", language)
        yield (done.item.name, "–", say("status-failed", language), standing, *("–" for _ in NUMBERS))
    for verdict in done.verdicts:
        name, status, *numbers = cells_of(verdict, language)
        outcome = _outcome(judgements(verdict, thresholds))
        yield (done.item.name, name, status, say(f"outcome-{outcome.value}", language) if outcome else "–", *numbers)


def _section(done: Done, thresholds: Sequence[Threshold], folder: Path) -> IndexSection:
    judged = [(verdict, each) for verdict in done.verdicts for each in judgements(verdict, thresholds)]
    open_ones = [(verdict, each) for verdict, each in judged if each.outcome is not Outcome.MET]
    return IndexSection(
        name=done.item.name,
        title=done.title,
        standing=both(f"standing-{done.standing.name.lower()}"),
        links=tuple(Link(name=path.name, address=_address(path, folder)) for path in done.files),
        table=_figures(done.verdicts, thresholds) if done.verdicts else None,
        breaches=_thresholds(open_ones) if open_ones else None,
        reasons=_reasons(done),
        sources=heads_said(done.head),
    )


def _reasons(done: Done) -> tuple[Texts, ...]:
    """Say what is wrong with an input: why nothing came of it, what was left out of it, and which processes were refused."""
    findings: list[Finding] = [*([done.failure] if done.failure else []), *done.left_out]
    refused = [
        Texts(zh=f"{each.scope}：{each.reason.zh}", en=f"{each.scope}: {each.reason.en}")
        for each in done.verdicts
        if each.reason is not None
    ]
    return tuple(dict.fromkeys((*(in_both(each.text) for each in findings), *refused)))


def _figures(verdicts: Sequence[Verdict], thresholds: Sequence[Threshold]) -> Table:
    headings = [Heading(text=both(key)) for key in (*WORDS, "index-outcome")]
    headings += [Heading(text=both(key), is_number=True) for key in NUMBERS]
    return Table(headings=tuple(headings), rows=tuple(_cells(each, thresholds) for each in verdicts))


def _cells(verdict: Verdict, thresholds: Sequence[Threshold]) -> tuple[Texts, ...]:
    name, status, *numbers = verdict_row(verdict)
    outcome = _outcome(judgements(verdict, thresholds))
    return (name, status, both(f"outcome-{outcome.value}") if outcome else same("–"), *numbers)


def _thresholds(judged: Sequence[tuple[Verdict, Judgement]]) -> Table:
    headings = tuple(Heading(text=both(key)) for key in ("index-process", "index-threshold", "index-outcome", "untold-why"))
    rows = tuple(
        (same(verdict.scope) if verdict.scope != ENTERPRISE else verdict.name, same(each.threshold),
         both(f"outcome-{each.outcome.value}"), each.because)
        for verdict, each in judged
    )  # fmt: skip
    return Table(headings=headings, rows=rows)


def _outcome(judged: Sequence[Judgement]) -> Outcome | None:
    """Return the worst outcome, None where nothing was judged."""
    found = {each.outcome for each in judged}
    return next((each for each in (Outcome.BREACHED, Outcome.UNKNOWN, Outcome.MET) if each in found), None)


def _address(path: Path, folder: Path) -> str:
    return quote(path.relative_to(folder).as_posix())


def _item(done: Done, thresholds: Sequence[Threshold], folder: Path, language: Language) -> dict[str, Any]:
    return {
        "item": done.item.name,
        "workspace": done.title,
        "standing": done.standing.name.lower(),
        "register": str(done.head) if done.head.number else None,
        "failure": _reason(done.failure, language) if done.failure else None,
        "left_out": [{"process": each.scope, **_reason(each, language)} for each in done.left_out],
        "files": [path.relative_to(folder).as_posix() for path in done.files],
        "processes": [_verdict(each, thresholds, language) for each in done.verdicts if each.scope != ENTERPRISE],
        "enterprise": next((_verdict(each, thresholds, language) for each in done.verdicts if each.scope == ENTERPRISE), None),
    }


def _reason(finding: Finding, language: Language) -> dict[str, str]:
    return {"code": finding.code, "message": finding.text(language)}


def _verdict(verdict: Verdict, thresholds: Sequence[Threshold], language: Language) -> dict[str, Any]:
    flow, rate, net, accepted = verdict.flow, verdict.rate, verdict.net, verdict.accepted
    return {
        "id": verdict.scope,
        "name": verdict.name.said(language),
        "status": verdict.status.value,
        "reason": verdict.reason.said(language) if verdict.reason else None,
        "cases": flow.cases if flow else None,
        "incomplete": flow.incomplete if flow else None,
        "conforming_cases": rounded(flow.raw_conforming if flow else None),
        "conforming_cases_observable": rounded(flow.conforming if flow else None),
        "fitness": rounded(flow.raw_fitness if flow else None),
        "fitness_observable": rounded(flow.fitness if flow else None),
        "score": rounded(rate.score if rate else None),
        "level": rate.level if rate else None,
        "net": _net(net) if net else None,
        "accepted": None if accepted is None else [each.id for each in accepted],
        "findings": {severity.value: verdict.counts[severity] for severity in reversed(Severity)},
        "thresholds": [
            {"threshold": each.threshold, "outcome": each.outcome.value, "because": each.because.said(language)}
            for each in judgements(verdict, thresholds)
        ],
    }


def _net(net: NetFigures) -> dict[str, float | None]:
    return {
        "conforming_cases_observable": rounded(net.conforming.value),
        "fitness_observable": rounded(net.fitness),
        "score": rounded(net.fit),
    }
