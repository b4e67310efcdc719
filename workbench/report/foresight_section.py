"""What is shown before an assessment: what is here, and what will be unknown because of what is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.apart import Tell
from workbench.findings import Severity
from workbench.report.intake_tables import placed
from workbench.report.page import Table, Texts
from workbench.report.tables import both, in_both, same, spoken, table
from workbench.study import Foresight, Lack, Prospect, foresee


@dataclass(frozen=True, kw_only=True)
class ForesightSection:
    """What is here by process, what will be unknown and why, and what is wrong with the files of the workspace."""

    processes: Table
    unknown: Table
    notices: tuple[Texts, ...]

    @property
    def is_complete(self) -> bool:
        """Return whether nothing will be unknown for want of a file or a column."""
        return not self.unknown.rows


@dataclass(frozen=True, kw_only=True)
class AsItStands:
    """A workspace with the stamp of its files: another stamp, another workspace."""

    folder: Path
    stamp: str


def foreseen(workspace: AsItStands, tell: Tell) -> ForesightSection:
    """Tell what an assessment of a workspace will leave unknown. Raises as `foresee` does."""
    tell(workspace.folder.name)
    return foresight_section(foresee(workspace.folder))


def foresight_section(foresight: Foresight) -> ForesightSection:
    """Return a foresight as data for a page."""
    notices = [each for each in foresight.findings if each.severity is not Severity.INFO]
    return ForesightSection(
        processes=table(
            ("column-process", "foresight-model", "foresight-log", "foresight-state"),
            (),
            [_process(each) for each in foresight.processes],
        ),
        unknown=table(("foresight-why", "foresight-unknown", "column-scope"), (), [_lack(each) for each in foresight.lacks]),
        notices=tuple(placed(each) for each in notices),
    )


def _process(each: Prospect) -> Sequence[Texts]:
    model, log = (same(path.name) if path else both("foresight-none") for path in (each.model, each.log))
    if each.refusal is not None:
        return (same(each.id), model, log, in_both(each.refusal.text))
    is_ready = each.model is not None and each.log is not None
    return (same(each.id), model, log, both("foresight-ready" if is_ready else "foresight-partial"))


def _lack(each: Lack) -> Sequence[Texts]:
    scopes = [both("foresight-everywhere") if scope == "enterprise" else same(scope) for scope in each.scopes]
    joined = Texts(zh="、".join(text.zh for text in scopes), en=", ".join(text.en for text in scopes))
    reason = replace(each.reason, facts={**each.reason.facts, "codes": spoken(both("foresight-these"))})
    return (in_both(reason.text), same(", ".join(each.codes)), joined)
