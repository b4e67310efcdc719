"""What one look consists of: a drawing, a table whose rows lead to findings, and what has to be put where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from workbench.findings import Finding
from workbench.fit.detection import Unknown, without
from workbench.report.finding_rows import ranked
from workbench.report.page import Drawing, Fact, Table, Texts
from workbench.report.tables import both, in_both, spoken
from workbench.tables import COLUMNS, TableKind


@dataclass(frozen=True, kw_only=True)
class FindingLink:
    """A finding that something is about, and in how many cases it shows."""

    id: str
    code: str
    sentence: Texts
    cases: int


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One look by its `key`: its title is `panel-KEY`, how to read it `panel-KEY-said`.

    `facts` stand above all, then `notes`, what is said of it as a whole. `links` are, for each row of the table, the findings
    about it. `missing` says what has to be put where, or why there is nothing: instead of all else, or beside it.
    """

    key: str
    drawing: Drawing | None = None
    table: Table | None = None
    links: tuple[tuple[FindingLink, ...], ...] = ()
    facts: tuple[Fact, ...] = ()
    notes: tuple[Texts, ...] = ()
    missing: Texts | None = None

    @property
    def title(self) -> Texts:
        """Return its heading."""
        return both(f"panel-{self.key}")

    @property
    def said(self) -> Texts:
        """Return how it is to be read."""
        return both(f"panel-{self.key}-said")


def links_about(findings: Iterable[Finding]) -> Mapping[str, tuple[FindingLink, ...]]:
    """Return for each id, such as that of an activity or a post, the findings about it, the weightiest first."""
    found: dict[str, list[FindingLink]] = {}
    for finding in ranked(findings):
        for about in dict.fromkeys(finding.object):
            found.setdefault(about, []).append(_link(finding))
    return {about: tuple(links) for about, links in found.items()}


def links_to(findings: Iterable[Finding]) -> tuple[FindingLink, ...]:
    """Return the way to some findings, the weightiest first."""
    return tuple(_link(each) for each in ranked(findings))


def links_of(
    about: Mapping[str, tuple[FindingLink, ...]], rows: Sequence[tuple[str, ...]]
) -> tuple[tuple[FindingLink, ...], ...]:
    """Return for each row, which shows some ids, the findings that are about all of them."""
    return tuple(_about_all([about.get(key, ()) for key in row]) for row in rows)


def lacking(key: str, table: str) -> Panel:
    """Return a panel that says which table is missing, where to put it, and with which columns."""
    return _unknown(key, without(table))


def lacking_log(key: str, process: str) -> Panel:
    """Return a panel that says that a process has no log."""
    return _unknown(key, without("log", scope=process))


def empty(key: str, reason: str) -> Panel:
    """Return a panel that has nothing to show, with the key of the reason."""
    return Panel(key=key, missing=both(reason))


def _unknown(key: str, unknown: Unknown) -> Panel:
    facts = {**unknown.reason.facts, "codes": spoken(both(f"panel-{key}"))}
    said = both(unknown.reason.code, **facts)
    kind = next((each for each in TableKind if unknown.reason.code == f"UNKNOWN_NO_{each.name}"), None)
    columns = None if kind is None else both("panel-columns", columns=", ".join(COLUMNS[kind].names))
    return Panel(key=key, missing=said if columns is None else Texts(zh=said.zh + columns.zh, en=f"{said.en} {columns.en}"))


def _link(finding: Finding) -> FindingLink:
    return FindingLink(id=finding.id, code=finding.code, sentence=in_both(finding.text), cases=len(finding.cases))


def _about_all(each: Sequence[tuple[FindingLink, ...]]) -> tuple[FindingLink, ...]:
    others = [{link.id for link in links} for links in each[1:]]
    return tuple(link for link in each[0] if all(link.id in ids for ids in others))
