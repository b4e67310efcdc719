"""One of several chosen: the address says which, and what hung on another choice is forgotten with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import streamlit as st

from workbench.app import state
from workbench.design.names import Names


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


def narrow(label: str, everything: str, ids: Sequence[str], names: Names) -> str | None:
    """Let one of some ids be looked at alone, by what it is called; None stands for `everything`, also where there is none."""
    if not ids:
        return None

    def named(each: str | None) -> str:
        return everything if each is None else names.called(each)[state.language().value]

    return st.selectbox(label, [None, *ids], format_func=named)
