"""A run as JUnit XML, which every build server shows: a suite a process, a case a finding code or a threshold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from workbench.atomic import write_atomically
from workbench.findings import ENTERPRISE, Finding
from workbench.language import Language, say
from workbench.normalization.heads import BEFORE_ALL, Head
from workbench.report.thresholds import Judgement, Outcome, Threshold, judgements
from workbench.report.verdicts import Status, Verdict, verdicts_of
from workbench.study import Assessment

_NOT_IN_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold (section 2.2), not even escaped."""


@dataclass(frozen=True, kw_only=True)
class _Case:
    """One case: `tag` is failure, error or skipped, empty where it passed; `message` says why, `told` all that is known."""

    name: str
    tag: str = ""
    message: str = ""
    told: tuple[str, ...] = ()


def write_junit(assessment: Assessment, path: Path, language: Language, thresholds: Sequence[Threshold] = ()) -> None:
    """Write an assessment as JUnit XML, whole or not at all."""
    head = assessment.standing.head
    write_atomically(path, junit_xml(assessment.study.name, verdicts_of(assessment), thresholds, language, head).encode())


def junit_xml(
    name: str, verdicts: Sequence[Verdict], thresholds: Sequence[Threshold], language: Language, head: Head = BEFORE_ALL
) -> str:
    """Return verdicts as JUnit XML: the same bytes for the same verdicts.

    Where the register holds a record, its `head` is a property of every suite.

    A code fails where one of its findings breaks a threshold, and passes otherwise, what was found told all the same, with
    what is decided on it; it is skipped, with the reason, where it cannot be judged. A process that was refused is an error.
    """
    suites = [(verdict, tuple(_cases(verdict, thresholds, language))) for verdict in verdicts]
    every = [case for _, cases in suites for case in cases]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<testsuites name={_attribute(name)} {_counts(every)}>"]
    for verdict, cases in suites:
        lines.append(f'<testsuite name={_attribute(verdict.scope)} {_counts(cases)} skipped="{_number(cases, "skipped")}">')
        lines.extend(_properties(head))
        lines.extend(_written(case, verdict.scope) for case in cases)
        lines.append("</testsuite>")
    return "\n".join((*lines, "</testsuites>", ""))


def _cases(verdict: Verdict, thresholds: Sequence[Threshold], language: Language) -> Iterator[_Case]:
    judged = judgements(verdict, thresholds)
    if verdict.scope != ENTERPRISE:
        yield _held(verdict, language)
    yield from (_threshold(each, verdict, language) for each in judged)
    breaking = {finding.id for each in judged for finding in each.findings}
    unknown = {code: each.reason for each in verdict.unknown for code in each.codes}
    for code in sorted({*verdict.codes, *unknown}):
        found = verdict.codes.get(code, ())
        told = tuple(_line(each, verdict, language) for each in found)
        yield (
            _code(code, [each for each in found if each.id in breaking], told, language)
            if found
            else _skipped(code, unknown[code], language)
        )


def _held(verdict: Verdict, language: Language) -> _Case:
    """Say whether a process was held against its log, with its figures."""
    name, reason = say("junit-held", language), verdict.reason.said(language) if verdict.reason else ""
    if verdict.flow is None:
        return _Case(name=name, tag="error" if verdict.status is Status.REFUSED else "skipped", message=reason)
    flow = verdict.flow
    figures = {"conforming": flow.conforming, "fitness": flow.fitness, "score": verdict.rate.score if verdict.rate else None}
    told = [f"cases={flow.cases}", f"incomplete={flow.incomplete}"]
    if verdict.net is not None:
        figures["conforming_net"] = verdict.net.conforming.value
    told += [f"{key}={value:.6f}" for key, value in figures.items() if value is not None]
    if verdict.accepted is not None:
        told.append(f"accepted={len(verdict.accepted)}")
    return _Case(name=name, told=(*told, *([f"level={verdict.rate.level}"] if verdict.rate else [])))


def _threshold(judged: Judgement, verdict: Verdict, language: Language) -> _Case:
    tags = {Outcome.MET: "", Outcome.BREACHED: "failure", Outcome.UNKNOWN: "skipped"}
    name = say("junit-threshold", language, {"threshold": judged.threshold})
    told = tuple(_line(each, verdict, language) for each in judged.findings)
    return _Case(name=name, tag=tags[judged.outcome], message=judged.because.said(language), told=told)


def _code(code: str, fails: Sequence[Finding], told: tuple[str, ...], language: Language) -> _Case:
    if not fails:
        return _Case(name=code, told=told)
    return _Case(name=code, tag="failure", message=fails[0].text(language), told=told)


def _skipped(code: str, reason: Finding, language: Language) -> _Case:
    return _Case(name=code, tag="skipped", message=reason.text(language))


def _line(finding: Finding, verdict: Verdict, language: Language) -> str:
    """Tell a finding and what is decided on it: of an acceptance reason, owner and last day."""
    decided = verdict.decision_on(finding)
    line = f"{finding.severity.value} {finding.code} {finding.id} {finding.text(language)}"
    return line if decided is None else f"{line} [{decided.said(language)}]"


def _properties(head: Head) -> Iterator[str]:
    if head.number:
        yield f'<properties><property name="register" value={_attribute(str(head))}/></properties>'


def _written(case: _Case, scope: str) -> str:
    opening = f"<testcase classname={_attribute(scope)} name={_attribute(case.name)}"
    told = _text("\n".join(case.told))
    if case.tag == "failure":
        return f"{opening}><failure message={_attribute(case.message)}>{told}</failure></testcase>"
    if case.tag:
        return f"{opening}><{case.tag} message={_attribute(case.message)}/></testcase>"
    return f"{opening}><system-out>{told}</system-out></testcase>" if told else f"{opening}/>"


def _counts(cases: Sequence[_Case]) -> str:
    return f'tests="{len(cases)}" failures="{_number(cases, "failure")}" errors="{_number(cases, "error")}"'


def _number(cases: Sequence[_Case], tag: str) -> int:
    return sum(case.tag == tag for case in cases)


def _legal(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", text)


def _attribute(text: str) -> str:
    return quoteattr(_legal(text))


def _text(text: str) -> str:
    return escape(_legal(text))
