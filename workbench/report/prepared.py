"""A workspace assessed and put on a page, as one piece of work that can be done in a process of its own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from workbench.apart import Tell
from workbench.report.assessing import Item, Setting, assessment_in
from workbench.report.report_page import ReportPage
from workbench.report.summary import summarize
from workbench.study import Assessment


@dataclass(frozen=True, kw_only=True, eq=False)
class Prepared:
    """What the outlets show of a workspace: what was found, and the page that says it in both languages."""

    assessment: Assessment
    page: ReportPage


def prepared(folder: Path, tell: Tell) -> Prepared:
    """Assess a workspace and make its page; `tell` hears the id of each process before its turn. Raises as `open_study` does."""
    with assessment_in(Item(name=folder.name, path=str(folder)), Setting(), on_process=tell) as assessment:
        return Prepared(assessment=assessment, page=summarize(assessment, assessment.study.language))
