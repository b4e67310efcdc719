"""One of several chosen: the address says which, and what hung on another choice is forgotten with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

import streamlit as st

from workbench.app import state
from workbench.app.showing import word
from workbench.design.names import Names

_Option = TypeVar("_Option", bound=StrEnum)


def choose(
    label: str, key: str, names: Mapping[str, str], *, meant: Iterable[str | None] = (), forgotten: Iterable[str] = ()
) -> str:
    """Let one of `names` be chosen, by what it is called, and return it.

    What the address says under `key` is chosen to begin with, else the first of what is `meant`, else the first there is. With
    another choice that of the keys `forgotten` is given up. Raises StopIteration where there is nothing to be chosen from.
    """
    options = list(names)
    now = next(each for each in (state.chosen(key), *meant, *options) if each is not None and each in names)
    chosen = st.selectbox(label, options, index=options.index(now), format_func=names.__getitem__)
    if chosen != now:
        for each in forgotten:
            state.choose(each, None)
        state.choose(key, chosen)
        st.rerun()
    return now


def one_or_all(label: str, options: Sequence[_Option], kind: str) -> _Option | None:
    """Let one of several be looked at alone, None stands for all; `kind` begins the key of what each is called."""

    def named(each: _Option | None) -> str:
        return word("app-all") if each is None else word(f"{kind}-{each.value}")

    return st.selectbox(label, [None, *options], format_func=named)


def narrow(label: str, everything: str, ids: Sequence[str], names: Names) -> str | None:
    """Let one of some ids be looked at alone, by what it is called; None stands for `everything`, also where there is none."""
    if not ids:
        return None

    def named(each: str | None) -> str:
        return everything if each is None else names.called(each)[state.language().value]

    return st.selectbox(label, [None, *ids], format_func=named)
