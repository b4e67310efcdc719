"""The witness under other names: performers of a log as they are to be called."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import numpy as np

from workbench.eventlog import Column, EventLog
from workbench.eventlog.looks.staffing import PERFORMER
from workbench.eventlog.texts import Texts
from workbench.privacy.names import Names


def column_under(names: Names, column: Column) -> Column:
    """Return a column of performers as they are called, its values sorted and distinct: spellings of one person become one."""
    called = [names.called(each) for each in column.values]
    values = sorted(set(called))
    place = {value: code for code, value in enumerate(values)}
    codes = np.array([*(place[each] for each in called), -1], dtype=np.int32)  # the last is where MISSING leads
    return Column(codes=codes[column.codes], values=Texts.of(values))


def log_under(names: Names, log: EventLog) -> EventLog:
    """Return a log whose performers are called so; one that names none is returned as it is."""
    if PERFORMER not in log.columns:
        return log
    performers = column_under(names, log.columns[PERFORMER])
    return replace(log, columns=MappingProxyType({**log.columns, PERFORMER: performers}))
