"""What a release leaves open in its duties: who signs is to see it, not to find it out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from workbench.design import DesignedProcess
from workbench.organization import Letter
from workbench.report.documents.parts import Paragraph, Table
from workbench.report.documents.process_steps import steps_of
from workbench.report.documents.wording import Wording


def open_points(processes: Iterable[DesignedProcess], words: Wording) -> Table | Paragraph:
    """Return processes without an owner, and activities for which duties are missing or doubled."""
    columns = (("doc-process", 1.2), ("doc-activity", 1.8), ("doc-open-point", 2.4))
    return words.table(columns, (row for process in processes for row in _of_process(process, words)))


def _of_process(process: DesignedProcess, words: Wording) -> Iterator[tuple[str, ...]]:
    name = words.process(process)
    if words.design.owner_of(process) is None:
        yield name, words.none, words.say("doc-open-owner")
    for step in steps_of(process, words):
        activity = words.coded(step.activity)
        for point in _gaps(step.activity.duties or {}):
            yield name, activity, words.say(point)


def _gaps(duties: Mapping[Letter, frozenset[str]]) -> Iterator[str]:
    accountable = len(duties.get(Letter.ACCOUNTABLE, ()))
    if not duties.get(Letter.RESPONSIBLE):
        yield "doc-open-responsible"
    if accountable != 1:
        yield "doc-open-several" if accountable else "doc-open-accountable"
