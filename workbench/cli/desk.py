"""Where a command states something: the workspace and its register, by whom and when, and in which language it is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli.assessing import assessment_of
from workbench.cli.options import Where, moment_on
from workbench.findings import Finding, Severity, UsageError
from workbench.language import Language

if TYPE_CHECKING:
    from workbench.design import Design
    from workbench.design.names import Names
    from workbench.normalization import Author, Register
    from workbench.study import Assessment


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A workspace with its register, its URL where that is another than the workspace's own, who states something, and how."""

    workspace: Path
    url: str | None
    register: Register
    author: Author
    speech: Language

    @property
    def today(self) -> date:
        """Return the day that counts as today."""
        return self.author.today

    @cached_property
    def design(self) -> Design:
        """Return what the workspace designs beside its processes."""
        from workbench.study.adjusting import design_beside

        return design_beside(self.workspace)

    @property
    def posts(self) -> Names:
        """Return how posts are called."""
        return self.design.vocabulary.posts

    def post(self, text: str) -> str:
        """Return the id of the post that a text means. Raises UsageError where it means none of the workspace's posts."""
        found = self.posts.id_of(text)
        if found is None and text.strip() and self.posts.ids:
            facts = {"value": text, "nearest": self.posts.nearest(text) or "–"}
            raise UsageError(Finding(code="POST_UNKNOWN", severity=Severity.CRITICAL, facts=facts))
        return found or text

    def assessed(self) -> Assessment:
        """Assess the workspace as of today, and show how far that is."""
        return assessment_of([str(self.workspace)], None, Where(register=self.url, today=self.author.at))


def desk_of(workspace: Path, by: str, today: datetime | None, register: str | None, language: Language | None) -> Desk:
    """Open the register of a workspace for somebody, at the time that the clock shows on a day (None: today)."""
    from workbench.normalization import Author, open_register
    from workbench.workspace import read_workspace

    settings = read_workspace(workspace)
    return Desk(
        workspace=workspace,
        url=register,
        register=open_register(workspace, register),
        author=Author(by=by, at=moment_on(today, settings.timezone)),
        speech=language or settings.language,
    )


def day_of(given: datetime | None) -> date | None:
    """Return the day of an option, None where it is not given."""
    return None if given is None else given.date()
