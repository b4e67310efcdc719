"""A mapping proposal as lines for a terminal: each attribute, its candidates with their reasons, and what must be confirmed."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.eventlog import MappingProposal, looks_like_log_table
from workbench.eventlog.mappings.column_meaning import Claim
from workbench.eventlog.mappings.mapping_draft import open_questions
from workbench.language import Language, say


def proposed_text(proposal: MappingProposal, language: Language) -> str:
    """Return a line for each candidate of each attribute, the surest first, then what a person must decide and how."""
    return "\n".join(_lines(proposal, language))


def is_open(proposal: MappingProposal) -> bool:
    """Return whether a required attribute is not decided."""
    return bool(proposal.unknown or open_questions(proposal))


def _lines(proposal: MappingProposal, language: Language) -> Iterator[str]:
    facts = {"rows": f"{proposal.rows:,}", "columns": len(proposal.header)}
    yield f"{proposal.path}: {say('proposed-head', language, facts)}"
    if looks_like_log_table(proposal.header) and not is_open(proposal):
        yield say("proposed-known", language)
    for attribute, claims in proposal.candidates.items():
        yield f"{attribute}:"
        for claim in claims:
            yield _candidate(proposal, claim, language)
    unused = [name for name in proposal.header if name and name not in {claim.column for claim in proposal.decided.values()}]
    if unused:
        yield say("proposed-rest", language, {"columns": ", ".join(unused)})
    for attribute, claims in open_questions(proposal).items():
        yield _question(attribute, claims, language)
    for attribute in proposal.unknown:
        yield say("proposed-unknown", language, {"attribute": attribute, "columns": ", ".join(proposal.header)})


def _candidate(proposal: MappingProposal, claim: Claim, language: Language) -> str:
    reasons = "; ".join(reason.text(language) for reason in claim.reasons)
    layout = f" ({claim.format})" if claim.format is not None else ""
    standing = say(f"proposal-{proposal.standing_of(claim)}", language)
    return f"  {claim.confidence:.2f}  {claim.column}{layout} – {standing}: {reasons}"


def _question(attribute: str, claims: tuple[Claim, ...], language: Language) -> str:
    columns = tuple(dict.fromkeys(claim.column for claim in claims))
    formats = tuple(dict.fromkeys(claim.format for claim in claims if claim.format is not None))
    facts = {"attribute": attribute, "columns": ", ".join(columns), "first": columns[0], "formats": ", ".join(formats)}
    if formats and len(columns) == 1:
        return say("proposed-dates", language, {**facts, "format": formats[0]})
    return say("proposed-several" if len(columns) > 1 else "proposed-unsure", language, facts)
