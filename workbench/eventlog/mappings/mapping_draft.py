"""A proposal as a mapping file: what is decided stands in it, what is open stands beside it as a comment, to be confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import yaml

from workbench.eventlog.mappings.column_meaning import Claim
from workbench.eventlog.mappings.mapping import REQUIRED
from workbench.eventlog.mappings.proposal import MappingProposal
from workbench.language import Language, say

_ONE_LINE: Final = 1 << 30


def mapping_draft(proposal: MappingProposal, language: Language = Language.EN) -> str:
    """Return the text of a mapping file that reads back as `proposal.mapping`.

    Each candidate of a required attribute that is open is a commented line: its `#` taken away, it is confirmed.
    """
    return "".join(f"{line}\n" for line in _lines(proposal, language))


def open_questions(proposal: MappingProposal) -> dict[str, tuple[Claim, ...]]:
    """Return the required attributes that a person must decide, each with its candidates."""
    return {attribute: claims for attribute, claims in proposal.ambiguous.items() if attribute in REQUIRED}


def _lines(proposal: MappingProposal, language: Language) -> Iterator[str]:
    decided, questions = proposal.decided, open_questions(proposal)
    yield f"# {say('draft-head', language, {'rows': proposal.rows})}"
    if questions:
        yield f"# {say('draft-confirm', language)}"
    yield "columns:"
    for attribute, claim in decided.items():
        yield f"  {attribute}: {_quoted(claim.column)}"
    for attribute, claims in questions.items():
        for column, confidence in _columns(claims):
            yield f"  # {attribute}: {_quoted(column)}  # {confidence:.2f}"
    formats = proposal.mapping.formats
    open_formats = [claim for claims in questions.values() for claim in claims if claim.format is not None]
    if formats or open_formats:
        yield "formats:"
    for attribute, layout in formats.items():
        yield f"  {attribute}: {_quoted(layout)}"
    for claim in open_formats:
        yield f"  # {claim.attribute}: {_quoted(claim.format or '')}"


def _columns(claims: tuple[Claim, ...]) -> Iterator[tuple[str, float]]:
    """Yield each column once, with the confidence of its surest claim."""
    best: dict[str, float] = {}
    for claim in claims:
        best[claim.column] = max(claim.confidence, best.get(claim.column, 0.0))
    yield from best.items()


def _quoted(text: str) -> str:
    """Write a text on one line so that YAML reads it as it is."""
    return str(yaml.safe_dump(text, default_style='"', allow_unicode=True, width=_ONE_LINE)).strip()
