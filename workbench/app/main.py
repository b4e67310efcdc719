"""What Streamlit runs for every session: which workspace, which language, which view."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

import streamlit as st

from workbench.app import state
from workbench.app.choosing import choose
from workbench.app.opened import Opened, Openings, workspaces_in
from workbench.app.showing import word
from workbench.app.views import (
    begin,
    cases,
    chain,
    fit,
    monitor,
    organization,
    overview,
    plan,
    process,
    redesign,
    releases,
    review,
    technology,
    trace,
)
from workbench.language import Language

_ICON: Final = str(Path(__file__).with_name("icon.svg"))
View = Callable[[Opened], None]


def _fit(opened: Opened) -> None:
    """Show fit beside the other workspaces of the app's folder."""
    fit.show(opened, _openings(), workspaces_in(Path(sys.argv[1]).resolve()))


def _plan(opened: Opened) -> None:
    """Show the plan; the other workspaces of the app's folder that are assessed may tell what was before."""
    others = ((each.name, _openings().of(each)) for each in workspaces_in(Path(sys.argv[1]).resolve()) if each != opened.folder)
    plan.show(opened, {name: other for name, other in others if other is not None})


_VIEWS: Final[dict[str, dict[str, tuple[View, str]]]] = {
    "app-part-all": {"overview": (overview.show, ":material/dashboard:")},
    "app-part-process": {
        "process": (process.show, ":material/account_tree:"),
        "cases": (cases.show, ":material/timeline:"),
    },
    "app-part-fit": {
        "fit": (_fit, ":material/change_history:"),
        "organization": (organization.show, ":material/groups:"),
        "technology": (technology.show, ":material/database:"),
    },
    "app-part-redesign": {
        "redesign": (redesign.show, ":material/construction:"),
    },
    "app-part-normalization": {
        "plan": (_plan, ":material/checklist:"),
        "releases": (releases.show, ":material/inventory:"),
        "monitor": (monitor.show, ":material/monitor_heart:"),
        "chain": (chain.show, ":material/link:"),
        "review": (review.show, ":material/fact_check:"),
        "trace": (trace.show, ":material/rule:"),
    },
}
"""Views by part of the navigation: what shows each, and its icon. The key `app-view-NAME` says its title."""


def main() -> None:
    """Run one session once."""
    root = Path(sys.argv[1]).resolve()
    state.begin()
    st.set_page_config(page_title=word("app-title"), page_icon=_ICON, layout="wide")
    _choose_language()
    workspace = _chosen_workspace(root)
    pages = {name: _page(name, *view, workspace, root) for views in _VIEWS.values() for name, view in views.items()}
    parts = {word(part): [pages[name] for name in views] for part, views in _VIEWS.items()}
    start = st.Page(
        partial(begin.show, _openings(), workspace, root, "overview"),
        title=word("app-view-begin"),
        url_path="begin",
        icon=":material/folder_open:",
    )
    pages["begin"] = start
    current = st.navigation({**parts, word("app-part-workspace"): [start]}, expanded=True)
    if (target := state.target()) is not None:
        st.switch_page(pages[target])
    current.run()


def _page(name: str, view: View, icon: str, workspace: Path | None, root: Path) -> st.Page:
    return st.Page(
        partial(_shown, view, workspace, root),
        title=word(f"app-view-{name}"),
        url_path=name,
        icon=icon,
        default=name == "overview",
    )


def _shown(view: View, workspace: Path | None, root: Path) -> None:
    """Show a view of the workspace once it is assessed, until then what leads there."""
    opened = _openings().of(workspace) if workspace is not None else None
    if opened is None:
        begin.show(_openings(), workspace, root)
    else:
        begin.show_changes(_openings(), opened)
        view(opened)


@st.cache_resource
def _openings() -> Openings:
    return Openings()


def _choose_language() -> None:
    names = {Language.ZH_CN.value: "中文", Language.EN.value: "English"}
    now = state.language().value
    wanted = st.sidebar.segmented_control("语言 Language", list(names), format_func=names.__getitem__, default=now)
    if wanted is not None and wanted != now:
        state.choose("lang", wanted)
        st.rerun()


def _chosen_workspace(root: Path) -> Path | None:
    """Return the workspace that is shown, None where the folder holds none; several are offered."""
    found = workspaces_in(root)
    if len(found) < 2:
        return found[0] if found else None
    names = {each.name: each.name for each in found}
    with st.sidebar:
        name = choose(
            word("app-workspace"),
            "workspace",
            names,
            forgotten=("process", "finding", "case", "element", "node", "filter", "item"),
        )
    return next(each for each in found if each.name == name)


main()
