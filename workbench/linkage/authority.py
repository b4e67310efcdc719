"""Whether whoever did something may do it."""

from __future__ import annotations

from enum import IntEnum


class Authority(IntEnum):
    """Whether a person may do what he did; UNKNOWN where nobody is known, or nothing says who may."""

    UNKNOWN = 0
    POST = 1
    SECOND_POST = 2
    SUPPORT = 3
    DELEGATED = 4
    NONE = 5
