"""`strategy.yaml` read: the chain from strategy to indicator, the scope, and what was assessed elsewhere."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypeVar

from workbench.findings import Finding, Place, Severity
from workbench.strategy.checks import check_strategy
from workbench.strategy.model import (
    KPI,
    Advantage,
    Capability,
    EnteredAssessment,
    EnteredJudgement,
    Objective,
    Scope,
    Strategy,
    StrategyStatement,
)
from workbench.tables import YamlDocument, read_yaml
from workbench.tables.references import Identified, check_unique, mentions

_T = TypeVar("_T")
_R = TypeVar("_R", bound=Identified)
_KINDS: Final = ("overall", "stage")
_DIRECTIONS: Final = ("up", "down")
_QUESTIONS: Final = ("formed", "advantage", "strategy")


@dataclass(frozen=True, kw_only=True)
class _Entry:
    """One mapping of the document; what it holds in another form than wanted is told and counts as empty."""

    content: Mapping[object, object]
    keys: tuple[str, ...]
    document: YamlDocument
    findings: list[Finding]

    @property
    def place(self) -> Place:
        """Return where it stands."""
        return Place(file=str(self.document.path), line=self.document.line_of(*self.keys))

    def text(self, key: str) -> str | None:
        """Return a text, a number or a date as it is written."""
        value = self.content.get(key)
        if isinstance(value, Mapping | list | tuple):
            self.tell(key, "…")
            return None
        return None if value is None else str(value).strip() or None

    def ids(self, key: str) -> tuple[str, ...]:
        """Return a list of ids; one alone need not be a list."""
        value = self.content.get(key)
        listed = value if isinstance(value, list | tuple) else () if value is None else (value,)
        if any(isinstance(each, Mapping | list | tuple) or each is None for each in listed):
            self.tell(key, "[ID, ID]")
            return ()
        return tuple(dict.fromkeys(str(each).strip() for each in listed))

    def number(self, key: str) -> tuple[float | None, str | None]:
        """Return a number and its unit: "%" where it is written as 95%, which is the share 0.95, else None."""
        text = self.text(key)
        if text is None:
            return None, None
        bare = text.removesuffix("%").removesuffix("％")
        try:
            number = float(bare)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            self.tell(key, "16, 0.95, 95%")
            return None, None
        return (number, None) if bare == text else (number / 100, "%")

    def day(self, key: str) -> date | None:
        """Return a date."""
        value = self.content.get(key)
        if isinstance(value, date):
            return value.date() if isinstance(value, datetime) else value
        try:
            return None if value is None else date.fromisoformat(str(value).strip())
        except ValueError:
            self.tell(key, "2025-12-31")
            return None

    def one_of(self, key: str, words: tuple[str, ...]) -> str | None:
        """Return a word that must be one of some."""
        text = self.text(key)
        if text is None or text in words:
            return text
        self.tell(key, ", ".join(words))
        return None

    def below(self, key: str) -> _Entry:
        """Return the mapping below a key, an empty one where there is none."""
        value = self.content.get(key)
        if value is not None and not isinstance(value, Mapping):
            self.tell(key, "{key: value}")
        content = value if isinstance(value, Mapping) else {}
        return replace(self, content=content, keys=(*self.keys, key))

    def tell_typed_baseline(self) -> None:
        """Tell that a baseline was entered, which is not used: it is computed."""
        place = Place(file=str(self.document.path), line=self.document.line_of(*self.keys, "baseline"))
        facts = {"row": place.line or "?", "value": self.text("id") or "?"}
        self.findings.append(
            Finding(code="STRATEGY_BASELINE", severity=Severity.MINOR, place=place, facts=facts, object=("objectives",))
        )

    def tell(self, key: str, wanted: str) -> None:
        """Tell that what stands at a key is not of the wanted form."""
        keys = (*self.keys, key) if key else self.keys
        line = self.document.line_of(*keys)
        facts = {"line": line or "?", "key": ": ".join(keys), "wanted": wanted}
        place = Place(file=str(self.document.path), line=line)
        self.findings.append(Finding(code="YAML_WRONG_FORM", severity=Severity.MINOR, place=place, facts=facts, object=keys))


def read_strategy(path: Path) -> Strategy:
    """Read the strategy of a workspace; entries that cannot be used are told with their line and left out.

    Raises InputError where the file is not YAML or not a mapping.
    """
    document = read_yaml(path)
    if document.content is not None and not isinstance(document.content, Mapping):
        raise document.fault("YAML_WRONG_FORM", (), wanted="{strategies: […], capabilities: […], …}")
    findings: list[Finding] = []
    top = _Entry(content=document.content or {}, keys=(), document=document, findings=findings)
    strategy = Strategy(
        statements=_identified(top, "strategies", ("id", "statement"), _statement),
        advantages=_identified(top, "advantages", ("id", "statement"), _advantage),
        capabilities=_identified(top, "capabilities", ("id", "name"), _capability),
        objectives=_identified(top, "objectives", ("id", "capability", "kpi"), _objective),
        kpis=_identified(top, "kpis", ("id", "name"), _kpi),
        scope=_scope(top) if "scope" in top.content else None,
        assessments=_listed(top, "assessments", ("scheme", "stage"), _assessment),
        judgements=_listed(top, "judgements", ("about", "question", "answer"), _judgement),
    )
    return replace(strategy, findings=(*document.findings, *findings, *check_strategy(strategy)))


def _identified(top: _Entry, key: str, required: tuple[str, ...], read: Callable[[_Entry], _R]) -> tuple[_R, ...]:
    """Return what the entries of a list say whose ids are unique; of entries with one id the first counts, and they are told."""
    entries = _listed(top, key, required, read)
    top.findings.extend(check_unique("STRATEGY_DUPLICATE", mentions(key, ((each.id, each.place) for each in entries))))
    first: dict[str, _R] = {}
    for each in entries:
        first.setdefault(each.id, each)
    return tuple(first.values())


def _listed(top: _Entry, key: str, required: tuple[str, ...], read: Callable[[_Entry], _T]) -> tuple[_T, ...]:
    """Return what the entries of a list say; those that lack something required are told and left out."""
    value = top.content.get(key)
    wanted = f"[{{{', '.join(f'{each}: …' for each in required)}}}]"
    if not isinstance(value, list | tuple):
        if value is not None:
            top.tell(key, wanted)
        return ()
    read_entries = []
    for number, content in enumerate(value):
        entry = replace(top, content=content if isinstance(content, Mapping) else {}, keys=(key, str(number)))
        if all(entry.content.get(each) not in (None, "") for each in required):
            read_entries.append(read(entry))
        else:
            entry.tell("", wanted)
    return tuple(read_entries)


def _statement(entry: _Entry) -> StrategyStatement:
    return StrategyStatement(
        id=entry.text("id") or "",
        statement=entry.text("statement") or "",
        statement_en=entry.text("statement_en"),
        horizon=entry.text("horizon"),
        version=entry.text("version"),
        review_date=entry.day("review_date"),
        place=entry.place,
    )


def _advantage(entry: _Entry) -> Advantage:
    evidence = entry.below("evidence")
    texts = {str(key): evidence.text(str(key)) or "" for key in evidence.content}
    return Advantage(
        id=entry.text("id") or "",
        statement=entry.text("statement") or "",
        statement_en=entry.text("statement_en"),
        strategies=entry.ids("strategies"),
        evidence=MappingProxyType(texts),
        place=entry.place,
    )


def _capability(entry: _Entry) -> Capability:
    return Capability(
        id=entry.text("id") or "",
        name=entry.text("name") or "",
        name_en=entry.text("name_en"),
        advantages=entry.ids("advantages"),
        processes=entry.ids("processes"),
        owner=entry.text("owner"),
        entered_level=entry.text("entered_level"),
        place=entry.place,
    )


def _objective(entry: _Entry) -> Objective:
    if entry.content.get("baseline") is not None:
        entry.tell_typed_baseline()
    target, unit = entry.number("target")
    return Objective(
        id=entry.text("id") or "",
        capability=entry.text("capability") or "",
        kpi=entry.text("kpi") or "",
        kind=entry.one_of("kind", _KINDS) or _KINDS[0],
        target=target,
        target_unit=unit,
        due=entry.day("due"),
        owner=entry.text("owner"),
        place=entry.place,
    )


def _kpi(entry: _Entry) -> KPI:
    return KPI(
        id=entry.text("id") or "",
        name=entry.text("name") or "",
        name_en=entry.text("name_en"),
        process=entry.text("process"),
        measure=entry.text("measure"),
        statistic=entry.text("statistic"),
        unit=entry.text("unit"),
        direction=entry.one_of("direction", _DIRECTIONS),
        level=entry.text("level"),
        of=entry.text("of"),
        activity=entry.text("activity"),
        place=entry.place,
    )


def _scope(top: _Entry) -> Scope:
    scope = top.below("scope")
    inside, outside = scope.below("in"), scope.below("out")
    return Scope(
        processes_in=inside.ids("processes"),
        departments_in=inside.ids("departments"),
        processes_out=outside.ids("processes"),
        departments_out=outside.ids("departments"),
        place=scope.place,
    )


def _judgement(entry: _Entry) -> EnteredJudgement:
    return EnteredJudgement(
        about=entry.text("about") or "",
        question=entry.one_of("question", _QUESTIONS) or "",
        answer=entry.text("answer") or "",
        by=entry.text("by"),
        date=entry.day("date"),
        place=entry.place,
    )


def _assessment(entry: _Entry) -> EnteredAssessment:
    return EnteredAssessment(
        scheme=entry.text("scheme") or "", stage=entry.text("stage") or "", date=entry.day("date"), place=entry.place
    )
