"""Activities of a design as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workbench.design.activities import DesignedActivity
from workbench.organization import Letter
from workbench.shown import Columns


def activity_table(activities: Sequence[DesignedActivity]) -> Columns:
    """Return a row for each activity; several ids are joined by "|", what is not known or not there is ""."""
    return Columns(
        values={
            "process": [each.process for each in activities],
            "activity": [each.id for each in activities],
            "name": [each.texts for each in activities],
            "tag": [each.tag for each in activities],
            "lane": [each.lane.id if each.lane else "" for each in activities],
            **{letter.name.lower(): [_joined((each.duties or {}).get(letter, ())) for each in activities] for letter in Letter},
            "functions": [_joined(each.functions or ()) for each in activities],
            "systems": [_joined(each.systems) for each in activities],
            "reads": [_joined(each.reads) for each in activities],
            "writes": [_joined(each.writes) for each in activities],
        }
    )


def _joined(ids: Iterable[str]) -> str:
    return "|".join(sorted(ids))
