"""A log in other words: its activity labels replaced, nothing else changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from workbench.eventlog.log import EventLog


def with_activities(log: EventLog, names: Mapping[str, str]) -> EventLog:
    """Return the log with each label replaced by `names[label]`; labels that `names` lacks stay. Equal names become one."""
    new_names = [names.get(label, label) for label in log.activities]
    activities = tuple(sorted(set(new_names)))
    code = {label: number for number, label in enumerate(activities)}
    recode = np.array([code[name] for name in new_names], dtype=np.int32)
    return replace(log, activities=activities, activity=recode[log.activity] if len(recode) else log.activity)
