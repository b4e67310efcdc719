"""What one session of the app has chosen: the only file that touches session state and query parameters.

A choice begins with the address that the session was opened with, and is written back to it, so that every address leads to
what is on the screen.
"""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from workbench.language import Language

_CHOICES: Final = ("workspace", "lang", "process", "finding", "case", "element", "node", "part", "filter", "other", "item")
_TARGET: Final = "go-to"


def begin() -> None:
    """Take the choices of a new session from its address, and show those of a running one there."""
    for key in _CHOICES:
        name = f"choice-{key}"
        if name not in st.session_state:
            st.session_state[name] = st.query_params.get(key)
        if st.session_state[name] is None:
            st.query_params.pop(key, None)
        elif st.query_params.get(key) != st.session_state[name]:
            st.query_params[key] = st.session_state[name]


def language() -> Language:
    """Return the language that is shown: zh-CN until en is chosen."""
    return Language.EN if chosen("lang") == Language.EN.value else Language.ZH_CN


def chosen(key: str) -> str | None:
    """Return a choice of this session by its key, one of those that addresses bear; None where there is none."""
    value = st.session_state.get(f"choice-{key}")
    return None if value is None else str(value)


def choose(key: str, value: str | None) -> None:
    """Make a choice; the address shows it from the next run on."""
    st.session_state[f"choice-{key}"] = value


def go(view: str, **choices: str | None) -> None:
    """Make choices and turn to another view with the next run: for callbacks of buttons."""
    for key, value in choices.items():
        choose(key, value)
    st.session_state[_TARGET] = view


def kept(key: str) -> Any:
    """Return what this session keeps under a key – that of a widget, too –, None for nothing."""
    return st.session_state.get(key)


def keep(key: str, value: Any) -> None:
    """Keep something for this session."""
    st.session_state[key] = value


def drop(*keys: str) -> None:
    """Keep something no longer."""
    for key in keys:
        st.session_state.pop(key, None)


def target() -> str | None:
    """Return the view that was turned to, once."""
    value = st.session_state.pop(_TARGET, None)
    return None if value is None else str(value)
