"""Mapping proposals: which column of a table without telling headers may be what, how surely, and why; doubt is never applied."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

import numpy as np

from workbench.eventlog.formats.unpacking import unpacked
from workbench.eventlog.mappings.column_meaning import Claim, claims_of
from workbench.eventlog.mappings.column_sample import TableSample, clocks_of, sample_table
from workbench.eventlog.mappings.mapping import REQUIRED, STANDARD, LogMapping
from workbench.eventlog.mappings.mapping_writing import write_mapping
from workbench.eventlog.reading import binary_kind, is_object_centric, is_xes
from workbench.language import Language
from workbench.shown import Columns, Tabled, in_both
from workbench.tables.faults import misuse, rejection
from workbench.tables.limits import Limits

CERTAIN: Final = 0.5
"""Confidence from which a candidate may be taken."""

MARGIN: Final = 0.1
"""By how much it must lead the next one; what is closer is ambiguous."""

BY_HAND: Final = 1.0
"""Confidence of a choice by a person, or by a header that is known; content alone never reaches it."""

_SHOWN: Final = 0.25
_LOOKED_AT: Final = 400
_XML: Final = re.compile(rb"[^<]{0,12}<\x00?(?:[?!]|\x00?l\x00?o\x00?g[\x00\s>])")
"""How XES begins; a table may begin with a tag too."""


@dataclass(frozen=True, kw_only=True)
class MappingProposal(Tabled):
    """What the columns of a table may mean.

    `candidates` of each attribute stand the surest first; a choice by hand has confidence 1. An attribute is decided where one
    candidate is sure enough and leads the next; a required one that is not is `ambiguous`, or `unknown` without candidates.
    `layouts` are the formats of each column whose days and months can be read either way.
    """

    path: str
    header: tuple[str, ...]
    rows: int
    candidates: Mapping[str, tuple[Claim, ...]] = field(default_factory=lambda: MappingProxyType({}))
    layouts: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def decided(self) -> Mapping[str, Claim]:
        """Return the candidate of each attribute that can be taken; by content a column serves one attribute, by hand several."""
        sure = {attribute: claims[0] for attribute, claims in self.candidates.items() if _leads(claims)}
        ranked = sorted(sure, key=lambda attribute: (attribute not in REQUIRED, -sure[attribute].confidence))
        taken: set[str] = set()
        kept: set[str] = set()
        for attribute in ranked:
            if sure[attribute].confidence == BY_HAND or sure[attribute].column not in taken:
                kept.add(attribute)
                taken.add(sure[attribute].column)
        return MappingProxyType({attribute: sure[attribute] for attribute in STANDARD if attribute in kept})

    @property
    def ambiguous(self) -> Mapping[str, tuple[Claim, ...]]:
        """Return the candidates of each attribute that has some and is not decided."""
        decided = self.decided
        return MappingProxyType({key: claims for key, claims in self.candidates.items() if claims and key not in decided})

    @property
    def unknown(self) -> tuple[str, ...]:
        """Return the required attributes that no column can be."""
        return tuple(attribute for attribute in REQUIRED if not self.candidates.get(attribute))

    @property
    def mapping(self) -> LogMapping:
        """Return what is decided as a mapping; nothing ambiguous is in it."""
        decided = self.decided
        formats = {attribute: claim.format for attribute, claim in decided.items() if claim.format is not None}
        return LogMapping(
            columns=MappingProxyType({attribute: claim.column for attribute, claim in decided.items()}),
            formats=MappingProxyType(formats),
        )

    def choose(self, attribute: str, column: str, layout: str | None = None) -> MappingProposal:
        """Return the proposal with one attribute decided by hand; `layout` is the format of its times where that is open.

        Raises UsageError where the attribute or the column does not exist, or the format is still open.
        """
        if attribute not in STANDARD:
            raise misuse(
                "SETTING_UNKNOWN", {"key": "attribute", "value": attribute, "wanted": ", ".join(STANDARD)}, path=self.path
            )
        if column not in self.header:
            facts = {"attribute": attribute, "column": column, "columns": ", ".join(self.header)}
            raise misuse("MAPPING_NOT_A_CANDIDATE", facts, path=self.path)
        claims = [claim for claim in self.candidates.get(attribute, ()) if claim.column == column]
        formats = [claim.format for claim in claims if claim.format is not None]
        if layout is None and formats:
            raise misuse("MAPPING_FORMAT_OPEN", {"column": column, "formats": ", ".join(formats)}, path=self.path)
        reasons = claims[0].reasons if claims else ()
        chosen = Claim(attribute=attribute, column=column, confidence=BY_HAND, reasons=reasons, format=layout)
        return replace(self, candidates=MappingProxyType({**self.candidates, attribute: (chosen,)}))

    def write(self, path: str | Path) -> None:
        """Write a mapping file that reads back as `mapping`, whole or not at all.

        Raises UsageError where case, activity or end is not decided.
        """
        decided = self.decided
        for attribute in REQUIRED:
            if attribute not in decided:
                columns = ", ".join(dict.fromkeys(claim.column for claim in self.candidates.get(attribute, ()))) or "–"
                raise misuse("MAPPING_UNDECIDED", {"path": self.path, "attribute": attribute, "columns": columns}, path=str(path))
        write_mapping(self.mapping, Path(path))

    @property
    def table(self) -> Columns:
        """Return every candidate with its confidence and reasons."""
        claims = [(attribute, claim) for attribute, of_attribute in self.candidates.items() for claim in of_attribute]
        return Columns(
            values={
                "attribute": [attribute for attribute, _ in claims],
                "column": [claim.column for _, claim in claims],
                "format": [claim.format or "" for _, claim in claims],
                "confidence": np.array([claim.confidence for _, claim in claims], dtype=np.float64),
                "standing": [in_both(f"proposal-{self.standing_of(claim)}") for _, claim in claims],
                "reason": [{each.value: _said(claim, each) for each in Language} for _, claim in claims],
            }
        )

    def standing_of(self, claim: Claim) -> str:
        """Return whether a candidate is decided, still open, or not-taken."""
        decided = self.decided.get(claim.attribute)
        return "decided" if decided == claim else "open" if decided is None else "not-taken"


def _said(claim: Claim, language: Language) -> str:
    return "; ".join(reason.text(language) for reason in claim.reasons)


def propose_mapping(
    source: str | Path | TableSample, limits: Limits | None = None, mapping: LogMapping | None = None
) -> MappingProposal:
    """Propose what each column of a delimited text file, or of a sample of any table, may mean, from its content alone.

    `mapping` may say in which encoding the file is, and what stands between its fields.

    Raises UsageError where there is no such file, InputError where it is no table, LimitError where a field is longer
    than `limits` allow.
    """
    sample = source if isinstance(source, TableSample) else _sample(Path(source), limits, mapping)
    by_attribute: dict[str, list[Claim]] = {}
    for claim in claims_of(sample):
        if claim.confidence >= _SHOWN:
            by_attribute.setdefault(claim.attribute, []).append(claim)
    place = {name: number for number, name in reversed(list(enumerate(sample.header)))}
    ranked = {
        attribute: tuple(sorted(by_attribute[attribute], key=lambda claim: (-claim.confidence, place[claim.column])))
        for attribute in STANDARD
        if attribute in by_attribute
    }
    return MappingProposal(
        path=sample.path,
        header=sample.header,
        rows=sample.n_rows,
        candidates=MappingProxyType(ranked),
        layouts=MappingProxyType(_layouts(sample)),
    )


def _layouts(sample: TableSample) -> dict[str, tuple[str, ...]]:
    clocks = {name: clocks_of(column) for name, column in zip(sample.header, sample.columns, strict=True)}
    return {name: read.formats for name, read in clocks.items() if read is not None and read.formats}


def _sample(path: Path, limits: Limits | None, mapping: LogMapping | None) -> TableSample:
    """Sample a table of delimited text; what names its attributes itself, and what is no text, is refused with what to do."""
    kind = binary_kind(path)
    if kind is not None:
        raise rejection(str(path), "PROPOSAL_NO_TEXT", {"found": kind})
    if is_object_centric(path, limits) or (is_xes(path, limits) and _XML.match(_head(path))):
        raise rejection(str(path), "PROPOSAL_NEEDLESS")
    return sample_table(path, limits=limits, mapping=mapping)


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return next(unpacked(file, str(path), Limits()), b"")[:_LOOKED_AT]


def _leads(claims: Sequence[Claim]) -> bool:
    """Return whether the first of some claims is chosen, or sure enough and ahead of the next."""
    if claims[0].confidence == BY_HAND and (len(claims) == 1 or claims[1].confidence < BY_HAND):
        return True
    return claims[0].confidence >= CERTAIN and (len(claims) == 1 or claims[0].confidence - claims[1].confidence >= MARGIN)
