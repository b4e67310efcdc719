"""The rows of the design that a release freezes: permissions, duties, posts and departments, comparable one by one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from workbench.design import Design
from workbench.privacy import Names

PERMISSION, DUTY, POST, DEPARTMENT = "permission", "duty", "post", "department"
FIELDS: Final = {
    PERMISSION: (),
    DUTY: (),
    POST: ("department", "superior", "headcount"),
    DEPARTMENT: ("parent", "head"),
}
"""What a row of each table says beside its key."""


@dataclass(frozen=True, kw_only=True, order=True)
class Row:
    """One row: its key, and what it says, "" for nothing."""

    key: tuple[str, ...]
    says: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Rows:
    """All rows of one table, sorted, and the SHA-256 of them as JSON."""

    table: str
    sha256: str
    rows: tuple[Row, ...]


def frozen_tables(design: Design, names: Names) -> tuple[Rows, ...]:
    """Return the tables that the design has and that are compared; accounts and heads are called as people are here.

    A permission is keyed by who has it (post, or account) and the function, a duty by activity, letter and post.
    """
    return tuple(_told(table, rows) for table, rows in _tables(design, names))


def _tables(design: Design, names: Names) -> Iterator[tuple[str, Iterable[Row]]]:
    organization, landscape = design.organization, design.landscape
    if landscape.permissions is not None:
        holders = ((each.post or names.called(each.account or ""), each.function) for each in landscape.permissions)
        yield PERMISSION, (Row(key=key) for key in holders)
    if organization.responsibilities is not None:
        duties = organization.responsibilities.duties
        yield DUTY, (Row(key=(each.activity, each.letter.value, each.post)) for each in duties)
    if organization.posts is not None:
        posts = organization.posts
        yield POST, (Row(key=(it.id,), says=(it.department, it.reports_to or "", str(it.headcount))) for it in posts)
    if organization.departments is not None:
        persons = set(organization.persons)
        heads = {it.id: names.called(it.head) if it.head in persons else it.head or "" for it in organization.departments}
        yield DEPARTMENT, (Row(key=(it.id,), says=(it.parent or "", heads[it.id])) for it in organization.departments)


def _told(table: str, rows: Iterable[Row]) -> Rows:
    told = tuple(sorted(set(rows)))
    written = json.dumps([[*each.key, *each.says] for each in told], ensure_ascii=False, separators=(",", ":"))
    return Rows(table=table, sha256=hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest(), rows=told)
