"""What is shown of files that wait: the verdict on each, what their columns may mean, which labels a model knows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from workbench.eventlog.mappings.column_meaning import Claim
from workbench.eventlog.quality import Usability, usability_of
from workbench.findings import Finding
from workbench.intake import Arrival, LabelMatch, ModelMatch, Trial
from workbench.intake.label_matches import How
from workbench.language import Language
from workbench.report.page import Table, Texts
from workbench.report.tables import both, count, in_both, same, table


def arrivals_table(arrivals: tuple[Arrival, ...]) -> Table:
    """Return a row a file: what it is, where it goes, the verdict, and whether something stands there already."""
    return table(
        ("intake-file", "intake-kind", "intake-place", "intake-verdict", "intake-there"), (), [_row(each) for each in arrivals]
    )


def _row(arrival: Arrival) -> tuple[Texts, ...]:
    tables = ", ".join(arrival.tables)
    kind = both("intake-kind-none") if arrival.kind is None else both(f"intake-kind-{arrival.kind.name.lower()}", tables=tables)
    there = both("intake-new") if arrival.present is None else both("intake-present", size=count(arrival.present.size))
    return (
        same(arrival.name),
        kind,
        same(arrival.target or "–"),
        both("intake-to-map") if arrival.is_open else both(f"outcome-{arrival.outcome.value}"),
        there if arrival.target else same("–"),
    )


def arrival_messages(arrival: Arrival) -> tuple[Texts, ...]:
    """Return what was found in a file, each with its place."""
    return tuple(placed(each) for each in arrival.findings)


def placed(finding: Finding) -> Texts:
    """Say what was found, behind its place."""
    place = str(finding.place)
    return in_both(lambda language: f"{place}: {finding.text(language)}" if place else finding.text(language))


def preview_table(trial: Trial) -> Table | None:
    """Return the first rows of a log as they were read, None for what is no table of text."""
    preview = trial.preview
    if preview is None:
        return None
    made = table((), (), [list(row) for row in preview.rows])
    return made.with_texts(tuple(same(each) for each in preview.proposal.header))


def proposal_table(trial: Trial) -> Table | None:
    """Return what each column may mean, how surely and why; None for what is no table of text."""
    if trial.preview is None:
        return None
    proposal = trial.preview.proposal
    heads = ("column-attribute", "column-column", "column-confidence", "column-standing", "column-reason")
    rows = [
        (
            same(claim.attribute),
            same(claim.column if claim.format is None else f"{claim.column} ({claim.format})"),
            same(f"{claim.confidence:.2f}"),
            both(f"proposal-{proposal.standing_of(claim)}"),
            in_both(partial(_reasons, claim)),
        )
        for claims in proposal.candidates.values()
        for claim in claims
    ]
    return table(heads, (), rows)


def _reasons(claim: Claim, language: Language) -> str:
    return "; ".join(reason.text(language) for reason in claim.reasons)


def trial_summary(trial: Trial) -> Texts:
    """Say how much was read of a log, or why nothing was."""
    if trial.refusal is not None:
        return placed(trial.refusal)
    return both("intake-read", cases=count(trial.cases), events=count(trial.events), activities=count(len(trial.labels)))


def light_of(trial: Trial) -> Usability:
    """Return what a log is good for; one that was refused for nothing."""
    return usability_of(trial.quality) if trial.quality is not None else Usability.UNUSABLE


def match_summary(match: ModelMatch) -> Texts:
    """Say how many labels of a log a process understands."""
    return both(
        "intake-understood",
        process=match.process,
        part=count(match.understood),
        whole=count(len(match.labels)),
        part_events=count(match.understood_events),
        whole_events=count(match.events),
    )


def match_table(match: ModelMatch) -> Table:
    """Return a row a label: its events, by what it is understood, and as which activity."""
    return table(
        ("intake-label", "intake-how", "intake-activity"), ("column-events",), [[*_match_row(each)] for each in match.labels]
    )


def _match_row(each: LabelMatch) -> Iterator[Texts]:
    activity = f"{each.name} ({each.activity})" if each.activity else "–"
    yield same(each.label)
    yield both(f"intake-how-{each.how.value}")
    yield both("intake-near", activity=activity) if each.how is How.NOTHING and each.activity else same(activity)
    yield same(count(each.events))
