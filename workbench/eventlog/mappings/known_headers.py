"""Proposals in the light of headers: where a table names its columns as logs do, their names come before their content."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from workbench.eventlog.mappings.column_meaning import Claim, Reason
from workbench.eventlog.mappings.mapping import STANDARD, TIMES, LogMapping, known_columns
from workbench.eventlog.mappings.proposal import BY_HAND, MappingProposal
from workbench.findings import InputError


def named(proposal: MappingProposal) -> MappingProposal:
    """Return a proposal in which known headers decide, unless two of them claim one attribute.

    Days and months that can be read either way stay open.
    """
    try:
        by_name = known_columns(proposal.header, LogMapping(), proposal.path)
    except InputError:
        return proposal
    candidates = dict(proposal.candidates)
    for attribute, place in by_name.items():
        column = proposal.header[place]
        layouts = proposal.layouts.get(column, ()) if attribute in TIMES else ()
        candidates[attribute] = _named(attribute, column, candidates.get(attribute, ()), layouts)
    return replace(proposal, candidates=MappingProxyType({key: candidates[key] for key in STANDARD if key in candidates}))


def _named(attribute: str, column: str, claims: tuple[Claim, ...], layouts: tuple[str, ...]) -> tuple[Claim, ...]:
    """Put the column that a header names before all others, once for each format that its times may have."""
    own = [claim for claim in claims if claim.column == column]
    others = tuple(claim for claim in claims if claim.column != column)
    reasons = (Reason(key="named"), *(own[0].reasons if own else ()))
    chosen = Claim(attribute=attribute, column=column, confidence=BY_HAND, reasons=reasons)
    if not layouts:
        return (chosen, *others)
    either_way = (*reasons, *(() if own else (Reason(key="day-order"),)))
    return (*(replace(chosen, format=layout, reasons=either_way) for layout in layouts), *others)
