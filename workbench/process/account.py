"""The account of a file: what became of each of its elements – used, approximated and how, kept, or not understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from workbench.findings import Finding, UnsupportedError
from workbench.language import Language, say
from workbench.process.extension_xml import VENDORS
from workbench.process.flow_model import FlowModel
from workbench.process.model import LedgerEntry, Process, ProcessModel, Standing
from workbench.process.structure_rules import found
from workbench.process.token_net import TokenNet
from workbench.process.token_semantics import net_of
from workbench.process.vocabulary import DRAWING
from workbench.shown import Columns, Tabled, columns_of

_DRAWN: Final = "{drawing}"
_COUNTED: Final = ("used", "approximated", "kept", "not_understood")


@dataclass(frozen=True, kw_only=True)
class AccountRow:
    """How many elements of one tag have each standing."""

    tag: str
    used: int
    approximated: int
    kept: int
    not_understood: int


@dataclass(frozen=True, kw_only=True)
class Account(Tabled):
    """The ledger of a file with its behaviour taken into account.

    `approximations` names each element whose rule is narrower than the standard's, and how; `refusals` says which process
    holds something that is not played here, and what.
    """

    path: str
    entries: tuple[LedgerEntry, ...]
    approximations: tuple[Finding, ...]
    refusals: tuple[Finding, ...]

    @property
    def rows(self) -> tuple[AccountRow, ...]:
        """Return the counts by tag, in the order of tags."""
        counts = Counter((entry.tag, entry.standing) for entry in self.entries)
        return tuple(
            AccountRow(
                tag=tag,
                used=counts[tag, Standing.USED],
                approximated=counts[tag, Standing.APPROXIMATED],
                kept=counts[tag, Standing.KEPT],
                not_understood=counts[tag, Standing.NOT_UNDERSTOOD],
            )
            for tag in sorted({entry.tag for entry in self.entries})
        )

    @property
    def shown(self) -> tuple[AccountRow, ...]:
        """Return the rows for a reader: BPMN's own tags, and one row for the drawing and for what each tool has added."""
        merged: dict[str, list[AccountRow]] = {}
        for row in self.rows:
            merged.setdefault(_heading(row.tag), []).append(row)
        return tuple(
            AccountRow(tag=tag, **{name: sum(getattr(row, name) for row in rows) for name in _COUNTED})
            for tag, rows in merged.items()
        )

    @property
    def table(self) -> Columns:
        """Return the rows for a reader, and what is refused or approximated."""
        values = {**columns_of(AccountRow, self.shown), "tag": [_in_words(row.tag) for row in self.shown]}
        return Columns(values=values, said=(*self.refusals, *self.approximations))


def account_of(model: ProcessModel) -> Account:
    """Account for every element of a file, behaviour included."""
    approximations: list[Finding] = []
    refusals: list[Finding] = []
    for process in model.processes:
        try:
            approximations += approximations_of(model, process, net_of(process))
        except UnsupportedError as refused:
            refusals.append(refused.finding)
    narrowed = {identity for finding in approximations for identity in finding.object}
    refused_elements = {identity for finding in refusals for identity in finding.object} - {p.id for p in model.processes}
    return Account(
        path=model.path,
        entries=tuple(_standing(entry, narrowed, refused_elements) for entry in model.ledger),
        approximations=tuple(approximations),
        refusals=tuple(refusals),
    )


def approximations_of(model: FlowModel, process: Process, net: TokenNet) -> Iterator[Finding]:
    """Name each element whose rule is narrower here than in the standard, and how."""
    element_of = process.node
    for identity, key in net.approximated:
        how = {language.value: say(key, language) for language in Language}
        yield found(model, process, element_of.get(identity, process), "BPMN_APPROXIMATED", {"how": how})


def _standing(entry: LedgerEntry, narrowed: set[str], refused: set[str]) -> LedgerEntry:
    if entry.standing is Standing.USED and entry.id in narrowed:
        return replace(entry, standing=Standing.APPROXIMATED)
    if entry.standing is Standing.USED and entry.id in refused:
        return replace(entry, standing=Standing.KEPT)
    return entry


def tag_in_words(tag: str, language: Language) -> str:
    """Return what a row of the account is about: a tag of BPMN, the drawing, or the additions of a tool."""
    if tag == _DRAWN:
        return say("ledger-drawing", language)
    return say("ledger-addition", language, {"vendor": tag[1:-1]}) if tag.startswith("{") else tag


def _heading(tag: str) -> str:
    """Return the row under which a reader finds a tag."""
    namespace = tag[1 : tag.index("}")] if tag.startswith("{") else ""
    if not namespace and not tag.startswith("{"):
        return tag
    return _DRAWN if namespace in DRAWING else f"{{{VENDORS.get(namespace, namespace) or '–'}}}"


def _in_words(tag: str) -> dict[str, str]:
    return {language.value: tag_in_words(tag, language) for language in Language}
