"""What evidence there is that the work serves a strategy: KPIs with figures, objectives with baselines, the chain, the sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workbench.fit.kpis import Level, Reached, level_figures
from workbench.normalization.chain import NodeKind
from workbench.strategy import KPI
from workbench.study import Assessment
from workbench.study.chaining import Sheets, chain_of, intentions_in, sheets_of


def intended(assessment: Assessment) -> Iterator[tuple[str, int]]:
    """Yield how many things of each kind are held, by kind:name; nothing where no strategy is told but what the log shows."""
    known = intentions_in(assessment)
    sheets = sheets_of(assessment, known)
    strategy, chain = known.strategy, chain_of(assessment, known)
    posts = assessment.study.design.vocabulary.posts
    counts: Mapping[str, int] = {
        "kpis": sum(each.value is not None for each in known.figures.values()),
        "months": sum(any(point.value is not None for point in each.points) for each in known.figures.values()),
        "baselines": sum(each.baseline is not None for each in known.states.values()),
        "reached": sum(each.reached is not Reached.UNKNOWN for each in known.states.values()),
        "accountable": sum(posts.id_of(each.owner) is not None for each in strategy.objectives),
        "links": len(chain.links) if chain.of_kind(NodeKind.STRATEGY) else 0,
        "gaps": len(chain.gaps) if chain.of_kind(NodeKind.STRATEGY) else 0,
        "contacts": _contacts(assessment),
        **_filled(sheets),
    }
    yield from ((f"figure:{name}", count) for name, count in counts.items())


def _filled(sheets: Sheets) -> Mapping[str, int]:
    """Count the rows of the sheets that say something."""
    answers = (*(each.answer for each in sheets.bases.rows), *(each.answer for each in sheets.outputs.rows))
    return {
        "bases": sum(each.value is not None or each.reached is not None for each in sheets.bases.rows),
        "questions": len(sheets.outputs),
        "alignment": sum(each.is_whole for each in sheets.alignment.rows),
        "boundary": len(sheets.boundary),
        "annex": len(sheets.annex) if sheets.annex is not None else 0,
        "judgements": sum(map(bool, answers)),
        **{f"appraised_{level.value}": sum(each.value is not None for each in sheets.appraisal.at(level)) for level in Level},
    }


def _contacts(assessment: Assessment) -> int:
    """Count the processes of which it is known how often a party outside acts in a case, and that it does."""
    asked = KPI(id="contacts", name="contacts", measure="contacts")
    return sum(bool(each.value) for each in level_figures(asked, Level.PROCESS, assessment.evidence))
