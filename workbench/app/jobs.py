"""Work that one session waits for: done in a process of its own, with progress and a way to stop it, while others go on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import streamlit as st

from workbench.apart import Apart, BrokenError, StoppedError, Tell
from workbench.app import state
from workbench.app.showing import plain, word
from workbench.findings import WorkbenchError

_Argument = TypeVar("_Argument")
_Result = TypeVar("_Result")


@dataclass(frozen=True, kw_only=True, eq=False)
class _Job(Generic[_Argument, _Result]):
    """The work that was begun under a name, and for what."""

    argument: _Argument
    work: Apart[_Result]


def looking_at(file: str) -> str:
    """Say that a file is being looked at."""
    return word("app-looking", file=plain(file))


def awaited(
    name: str, work: Callable[[_Argument, Tell], _Result], argument: _Argument, saying: Callable[[str], str] = looking_at
) -> _Result | None:
    """Return the result of work, begun anew when its argument is another one.

    None while it goes on or where it failed: then its progress, `saying` what the work told last, or what was wrong, is shown.
    """
    job: _Job[_Argument, _Result] | None = state.kept(_key(name))
    if job is None or job.argument != argument:
        if job is not None:
            job.work.stop()
        job = _Job(argument=argument, work=Apart(work, argument))
        state.keep(_key(name), job)
    if job.work.is_running:
        _show_progress(name, saying)
        return None
    try:
        return job.work.result()
    except (WorkbenchError, BrokenError, StoppedError) as error:
        show_failure(error)
    st.button(word("app-try-again"), on_click=state.drop, args=(_key(name),), key=f"again-{name}")
    return None


def show_failure(failure: Exception) -> None:
    """Say why work has no result: what is wrong with which file, else that it was not finished."""
    if isinstance(failure, WorkbenchError):
        place = str(failure.finding.place.by_name)
        said = failure.finding.text(state.language())
        st.error(plain(f"{place}: {said}" if place else said))
    elif isinstance(failure, OSError):
        st.error(plain(word("app-disk", detail=failure.strerror or "?")))
    elif isinstance(failure, StoppedError):
        st.warning(word("app-stopped"))
    else:
        st.error(word("app-broken"))


@st.fragment(run_every=0.5)
def _show_progress(name: str, saying: Callable[[str], str]) -> None:
    job: _Job[Any, Any] | None = state.kept(_key(name))
    if job is None or not job.work.is_running:
        st.rerun()
    told = job.work.told
    st.progress(0.0, text=saying(told[-1]) if told else word("app-begins"))
    st.button(word("app-cancel"), on_click=job.work.stop, key=f"cancel-{name}")


def _key(name: str) -> str:
    return f"job-{name}"
