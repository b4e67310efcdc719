"""What the events of a log are called by: labels, people as they are called here, shared accounts, systems and functions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import Column
from workbench.linkage import Authority, Linkage, LinkedProcess
from workbench.normalization.watch.record import NameKind

_COLUMNS: Final = ("resource", "system", "function")


@dataclass(frozen=True, kw_only=True, eq=False)
class Resolved:
    """One name an event: `codes` (int64, one an event, -1 for none) index `names`, which are distinct."""

    codes: NDArray[np.int64]
    names: tuple[str, ...]


def performers_of(process: LinkedProcess, linkage: Linkage) -> Resolved:
    """Return who did each event, -1 where no human is known to; names are those of persons and of accounts, none where none did.

    What somebody did for another, as a delegation with its dates declares, is left out: it is no habit.
    """
    persons = tuple(linkage.names.called(each) for each in linkage.persons)
    judged = process.is_human() & (process.authority != Authority.DELEGATED)
    code = np.where(process.person >= 0, process.person, np.where(process.account >= 0, process.account + len(persons), -1))
    code = np.where(judged, code, -1).astype(np.int64)
    seen = np.unique(code[code >= 0])
    if not len(seen):
        return Resolved(codes=code, names=())
    return Resolved(codes=code, names=(*persons, *linkage.accounts))


def resolved_names(
    process: LinkedProcess, linkage: Linkage, columns: Mapping[str, Column]
) -> Iterator[tuple[NameKind, Resolved]]:
    """Yield what events are called by, for each kind that the log has.

    What the design's tables know is called by its id, persons as people are called here; what only the log's `columns` have by
    its text there, performers as people, since they may be some.
    """
    resource, system, function = (columns.get(name) for name in _COLUMNS)
    yield NameKind.LABEL, _by_code(process.label, process.labels)
    persons = [linkage.names.called(each) for each in linkage.persons]
    people = _texts(process.person, persons)
    known = process.account >= 0
    if resource is not None:
        spoken = [linkage.names.called(each) for each in resource.values]
        people = np.where((people == "") & ~known, _texts(resource.codes, spoken), people)
    if (people != "").any():
        yield NameKind.RESOURCE, _by_text(people)
    if known.any():
        yield NameKind.ACCOUNT, _by_code(process.account, linkage.accounts)
    for kind, codes, names, column in (
        (NameKind.SYSTEM, process.system, linkage.systems, system),
        (NameKind.FUNCTION, process.function, linkage.functions, function),
    ):
        texts = _texts(codes, names)
        if column is not None:
            texts = np.where(texts == "", _texts(column.codes, list(column.values)), texts)
        if (texts != "").any():
            yield kind, _by_text(texts)


def _texts(codes: NDArray[np.int32], names: Sequence[str]) -> NDArray[np.str_]:
    return np.array([*names, ""])[codes]


def _by_text(texts: NDArray[np.str_]) -> Resolved:
    names, codes = np.unique(texts, return_inverse=True)
    nothing = int(len(names) > 0 and names[0] == "")
    return Resolved(codes=codes.astype(np.int64) - nothing, names=tuple(names[nothing:].tolist()))


def _by_code(codes: NDArray[np.int32], names: Sequence[str]) -> Resolved:
    return Resolved(codes=codes.astype(np.int64), names=tuple(names))
