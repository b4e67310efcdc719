"""Differences of the design against the frozen one, row by row: permissions, duties, posts, reporting lines, departments.

Nothing is estimated here: a row is there or not, so there are no false alarms. A table with the same SHA-256 is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from workbench.findings import Severity
from workbench.normalization.watch.baseline import Baseline
from workbench.normalization.watch.design_rows import DUTY, FIELDS, PERMISSION, Row, Rows
from workbench.normalization.watch.signal import Alarm, Judged, Look, Monitor, Touch, judged, together, untold


def watch_structure(baseline: Baseline, tables: tuple[Rows, ...], today: date) -> Judged:
    """Tell every row that was added, removed or changed; of a table that one of them lacks, that nothing can be told."""
    now = {each.table: each for each in tables}
    then = {each.table: each for each in baseline.structure}
    return together(_table(name, then.get(name), now.get(name), today) for name in FIELDS)


def _table(name: str, then: Rows | None, now: Rows | None, today: date) -> Judged:
    look = Look(monitor=Monitor.STRUCTURE, object=(name,), detail=name)
    if then is None or now is None:
        return untold(look, "WATCH_NO_TABLE")
    if then.sha256 == now.sha256:
        return Judged(looks=(look,))
    return together((Judged(looks=(look,)), *_differences(name, then, now, today)))


def _differences(name: str, then: Rows, now: Rows, today: date) -> Iterator[Judged]:
    before, after = ({row.key: row for row in rows.rows} for rows in (then, now))
    for key in sorted(before.keys() | after.keys()):
        for how in _changed(name, before.get(key), after.get(key)):
            look = Look(monitor=Monitor.STRUCTURE, object=key, detail=f"{name}-{how}")
            yield judged(look, Alarm(since=today, severity=Severity.MAJOR, touches=_touches(name, key)))


def _changed(name: str, before: Row | None, after: Row | None) -> Iterable[str]:
    """Return how a row changed: added, removed, or the fields that say something else."""
    if before is None or after is None:
        return ("added",) if before is None else ("removed",)
    parts = zip(FIELDS[name], before.says, after.says, strict=True)
    return (field for field, was, is_now in parts if was != is_now)


def _touches(name: str, key: tuple[str, ...]) -> tuple[Touch, ...]:
    """Return what the parts of a key are; a holder of a permission that is no post is an account, which nothing else names so."""
    if name == PERMISSION:
        return (Touch(kind="post", id=key[0]), Touch(kind="function", id=key[1]))
    if name == DUTY:
        return (Touch(kind="activity", id=key[0]), Touch(kind="post", id=key[2]))
    return (Touch(kind=name, id=key[0]),)
