"""What goes into a process and comes out of it, and the records that it leaves, as tables."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.design import DesignedActivity, DesignedProcess
from workbench.information import DataObject, Operation
from workbench.report.documents.parts import Paragraph, Table
from workbench.report.documents.wording import Wording


def input_table(process: DesignedProcess, words: Wording) -> Table | Paragraph:
    """Return the data that a process reads and does not create, with whence it comes."""
    columns = (("doc-data", 1.2), ("doc-comes-from", 1.8), ("doc-used-in", 2.0))
    mine = words.design.activities_in(process.id)
    created = _data_of(mine, {Operation.CREATE})
    rows = (
        (words.data(data), _origin(data, process.id, words), _users(mine, data, {Operation.READ, Operation.UPDATE}, words))
        for data in _data_of(mine, {Operation.READ, Operation.UPDATE})
        if data not in created
    )
    return words.table(columns, _unless_unknown(rows, words))


def output_table(process: DesignedProcess, words: Wording) -> Table | Paragraph:
    """Return the data that a process creates or changes and that somebody else uses, with whither it goes."""
    columns = (("doc-data", 1.2), ("doc-goes-to", 1.8), ("doc-written-in", 2.0))
    mine = words.design.activities_in(process.id)
    rows = (
        (words.data(data), use, _users(mine, data, {Operation.CREATE, Operation.UPDATE}, words))
        for data in _data_of(mine, {Operation.CREATE, Operation.UPDATE})
        if (use := _consumers(data, process.id, words))
    )
    return words.table(columns, _unless_unknown(rows, words))


def record_table(process: DesignedProcess, words: Wording) -> Table | Paragraph:
    """Return the records that a process leaves: where each is kept, and who answers for it."""
    columns = (
        ("doc-number", 0.7),
        ("doc-record", 1.3),
        ("doc-made-in", 1.7),
        ("doc-kept-in", 1.2),
        ("doc-data-owner", 1.1),
        ("doc-steward", 1.1),
    )
    mine = words.design.activities_in(process.id)
    objects = words.design.information.data_object
    rows = (
        (
            data,
            words.data(data),
            _users(mine, data, {Operation.CREATE}, words),
            words.system(of.master_system),
            words.department(of.owner_department),
            words.post(of.steward_post),
        )
        for data in _data_of(mine, {Operation.CREATE})
        for of in (objects.get(data) or DataObject(id=data, name=data),)
    )
    return words.table(columns, _unless_unknown(rows, words))


def _unless_unknown(rows: Iterable[tuple[str, ...]], words: Wording) -> tuple[tuple[str, ...], ...] | None:
    """Return the rows; None where there are none because nothing says what activities do with data."""
    kept = tuple(rows)
    return kept if kept or words.design.information.uses is not None else None


def _data_of(activities: Iterable[DesignedActivity], operations: set[Operation]) -> tuple[str, ...]:
    return tuple(sorted({data for each in activities for data, done in each.uses.items() if done & operations}))


def _users(activities: Iterable[DesignedActivity], data: str, operations: set[Operation], words: Wording) -> str:
    return words.joined(words.activity(each) for each in activities if each.uses.get(data, frozenset()) & operations)


def _origin(data: str, process: str, words: Wording) -> str:
    """Return whence data comes: an origin outside, and other processes that create it."""
    declared = words.design.information.data_object.get(data)
    outside = (declared.external_origin,) if declared is not None and declared.external_origin else ()
    others = _others(data, process, {Operation.CREATE}, words)
    return words.or_unspecified(words.joined((*outside, *others)))


def _consumers(data: str, process: str, words: Wording) -> str:
    declared = words.design.information.data_object.get(data)
    outside = (declared.external_consumer,) if declared is not None and declared.external_consumer else ()
    return words.joined((*outside, *_others(data, process, {Operation.READ}, words)))


def _others(data: str, process: str, operations: set[Operation], words: Wording) -> tuple[str, ...]:
    found = (
        words.process_of(each.process)
        for each in words.design.activities
        if each.process != process and each.uses.get(data, frozenset()) & operations
    )
    return tuple(dict.fromkeys(found))
