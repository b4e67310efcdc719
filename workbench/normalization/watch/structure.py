"""Differences of the design against the frozen one, row by row: permissions, duties, posts, reporting lines, departments.

Nothing is estimated here: a row is there or not, so there are no false alarms. A table with the same SHA-256 is the same. Where
people are called under another key than the baseline's, what names them is left out, and that is said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date

from workbench.findings import Severity
from workbench.normalization.watch.baseline import Baseline
from workbench.normalization.watch.design_rows import DEPARTMENT, DUTY, FIELDS, PERMISSION, POST, Row, Rows
from workbench.normalization.watch.record import OTHER_KEY
from workbench.normalization.watch.signal import Alarm, Judged, Look, Monitor, Touch, judged, together, untold


def watch_structure(baseline: Baseline, tables: tuple[Rows, ...], people: str, today: date) -> Judged:
    """Tell every row that was added, removed or changed, and tables that only one of them has; what both lack is untold.

    `people` is the fingerprint of the names in `tables`.
    """
    now, then = ({each.table: each for each in some} for some in (tables, baseline.structure or ()))
    unknown = Judged()
    if baseline.people != people:
        posts = {row.key[0] for some in (now, then) if POST in some for row in some[POST].rows}
        now, then = ({name: _unnamed(each, posts) for name, each in some.items()} for some in (now, then))
        unknown = untold(Look(monitor=Monitor.STRUCTURE), OTHER_KEY)
    return together((unknown, *(_table(name, then.get(name), now.get(name), today) for name in FIELDS)))


def _unnamed(rows: Rows, posts: Collection[str]) -> Rows:
    """Leave out who is no post: holders of permissions, and heads of departments."""
    if rows.table == PERMISSION:
        return replace(rows, rows=tuple(each for each in rows.rows if each.key[0] in posts))
    if rows.table == DEPARTMENT:
        return replace(rows, rows=tuple(replace(each, says=_posts_of(each.says, posts)) for each in rows.rows))
    return rows


def _posts_of(says: tuple[str, ...], posts: Collection[str]) -> tuple[str, ...]:
    parent, head = says
    return parent, head if head in posts else ""


def _table(name: str, then: Rows | None, now: Rows | None, today: date) -> Judged:
    look = Look(monitor=Monitor.STRUCTURE, object=(name,), detail=name)
    if then is None and now is None:
        return untold(look, "WATCH_NO_TABLE")
    if then is None or now is None:
        return _whole_table(name, then, now, today)
    if then.sha256 == now.sha256:
        return Judged(looks=(look,))
    return together((Judged(looks=(look,)), *_differences(name, then, now, today)))


def _whole_table(name: str, then: Rows | None, now: Rows | None, today: date) -> Judged:
    """Tell as one difference a table that only one of them has; it touches what its rows name."""
    rows, how = (now, "new") if then is None else (then, "missing")
    assert rows is not None, "what neither has is untold"
    look = Look(monitor=Monitor.STRUCTURE, detail=f"{name}-{how}", n=len(rows.rows))
    touches = sorted({touch for row in rows.rows for touch in _touches(name, row.key)})
    return judged(look, Alarm(since=today, severity=Severity.MAJOR, touches=tuple(touches)))


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
