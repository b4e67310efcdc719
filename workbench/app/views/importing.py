"""Files brought into a workspace: dropped or chosen, told by their content, and put in place only when that is wanted."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import streamlit as st

from workbench.app import state
from workbench.app.jobs import awaited, show_failure
from workbench.app.launching import LARGEST_UPLOAD
from workbench.app.showing import plain, said, show_table, word
from workbench.app.views import mapping
from workbench.findings import InputError, WorkbenchError
from workbench.intake import (
    Arrival,
    Delivery,
    Placement,
    declared_processes,
    discard,
    files_within,
    look_at,
    present_at,
    staged_copy,
    staged_upload,
    staging_folder,
    store,
    timezone_in,
)
from workbench.recognition import FileKind
from workbench.report.intake_tables import arrival_messages, arrivals_table
from workbench.workspace import DEFAULT_ZONE

_WAITING: Final = "import-waiting"
_REFUSED: Final = "import-refused"
_STORED: Final = "import-stored"


@dataclass(frozen=True, kw_only=True)
class _Waiting:
    """What has arrived for a workspace and waits in a folder; `turn` numbers the drops."""

    workspace: Path
    folder: Path | None = None
    names: tuple[str, ...] = ()
    turn: int = 0


def show(workspace: Path, root: Path) -> None:
    """Offer to bring files in, and show what has arrived."""
    st.header(word("app-import"))
    waiting = _waiting(workspace)
    key = f"upload-{waiting.turn}"
    st.file_uploader(
        word("app-import-drop", size=LARGEST_UPLOAD),
        accept_multiple_files=True,
        key=key,
        on_change=_receive,
        args=(workspace, key),
        help=word("app-import-help"),
    )
    _offer_files(workspace, root)
    for failure in state.kept(_REFUSED) or ():
        show_failure(failure)
    if (stored := state.kept(_STORED)) is not None:
        st.success(plain(word("app-import-stored", files=", ".join(stored))))
    if waiting.folder is not None and waiting.names:
        _show_arrivals(waiting, waiting.folder)


def _offer_files(workspace: Path, root: Path) -> None:
    """Offer what lies in the served folder already: the way for files that are too large to be sent through a browser."""
    with st.expander(word("app-import-from", size=LARGEST_UPLOAD), icon=":material/folder:"):
        found = [path.as_posix() for path in files_within(root)]
        if not found:
            st.caption(word("app-import-none", folder=plain(root.name)))
            return
        inner = st.selectbox(word("app-import-choose"), found, key="import-inner")
        st.button(word("app-import-take"), on_click=_take, args=(workspace, root, inner), key="import-take")


def _waiting(workspace: Path) -> _Waiting:
    kept: _Waiting | None = state.kept(_WAITING)
    return kept if kept is not None and kept.workspace == workspace else _Waiting(workspace=workspace)


def _receive(workspace: Path, key: str) -> None:
    """Put what was dropped aside, where it takes no memory, and make room for the next drop."""
    refused: list[Exception] = []
    for upload in state.kept(key) or ():
        try:
            folder = _folder(workspace)
            _add(workspace, staged_upload(folder, upload.name, upload))
        except (WorkbenchError, OSError) as error:
            refused.append(error)
    waiting = _waiting(workspace)
    state.keep(_WAITING, replace(waiting, turn=waiting.turn + 1))
    state.keep(_REFUSED, tuple(refused))
    state.drop(_STORED)


def _take(workspace: Path, root: Path, inner: str) -> None:
    try:
        _add(workspace, staged_copy(_folder(workspace), root, inner))
    except (WorkbenchError, OSError) as error:
        state.keep(_REFUSED, (error,))
    else:
        state.drop(_REFUSED, _STORED)


def _folder(workspace: Path) -> Path:
    """Return the folder in which this session's files wait, made when the first one comes."""
    waiting = _waiting(workspace)
    if waiting.folder is not None and waiting.folder.is_dir():
        return waiting.folder
    folder = staging_folder(workspace, time.time())
    state.keep(_WAITING, replace(waiting, folder=folder, names=()))
    return folder


def _add(workspace: Path, path: Path) -> None:
    waiting = _waiting(workspace)
    state.keep(_WAITING, replace(waiting, names=(*waiting.names, path.name)))


def _give_up(workspace: Path) -> None:
    waiting = _waiting(workspace)
    if waiting.folder is not None:
        discard(waiting.folder)
    state.keep(_WAITING, _Waiting(workspace=workspace, turn=waiting.turn + 1))


def _show_arrivals(waiting: _Waiting, folder: Path) -> None:
    workspace = waiting.workspace
    zone = _zone(workspace)
    delivery = Delivery(folder=folder, workspace=workspace, timezone=zone, names=waiting.names)
    arrivals = awaited("look", look_at, delivery)
    if arrivals is None:
        return
    show_table(arrivals_table(arrivals), "arrivals")
    choices = [_choice(each, delivery) for each in arrivals]
    placements = tuple(each for each in choices if each is not None)
    wanted = [each for each in arrivals if each.kind is not None]
    if len(placements) < len(wanted):
        st.info(word("app-import-open", count=len(wanted) - len(placements)))
    is_decided = bool(placements) and len(placements) == len(wanted)
    store_it, give_up = st.columns(2)
    asked = store_it.button(
        word("app-import-store", count=len(placements)), type="primary", disabled=not is_decided, key="import-store"
    )
    give_up.button(word("app-import-discard"), on_click=_give_up, args=(workspace,), key="import-discard")
    if asked and is_decided:  # here, not in a callback: what was chosen a moment before the click counts
        _store(workspace, folder, placements)
        st.rerun()


def _zone(workspace: Path) -> str:
    """Return the zone of the settings; broken ones are told beside the foresight, and may be replaced from here."""
    try:
        return timezone_in(workspace)
    except InputError:
        return DEFAULT_ZONE


def _choice(arrival: Arrival, delivery: Delivery) -> Placement | None:
    """Show one file with what must be said of it; return where it goes, None while that is open or it is refused."""
    is_open = arrival.kind in (None, FileKind.LOG) or arrival.present is not None
    with st.expander(plain(arrival.name), expanded=is_open, icon=_ICONS[arrival.outcome.value]):
        for message in arrival_messages(arrival):
            st.write(plain(said(message)))
        if arrival.kind is None or arrival.target is None:
            return None
        if arrival.kind is FileKind.LOG:
            placement = mapping.show(arrival, delivery)
        else:
            placement = Placement(name=arrival.name, target=arrival.target, process=_process(arrival, delivery.workspace))
        return None if placement is None else _replacing(placement, delivery.workspace)


_ICONS: Final = {"accepted": ":material/check_circle:", "warned": ":material/warning:", "rejected": ":material/block:"}


def _process(arrival: Arrival, workspace: Path) -> str | None:
    """Return the process that a model is entered as, where the settings list processes."""
    is_model = arrival.kind is FileKind.MODEL and arrival.target is not None
    return Path(arrival.target or "").stem if is_model and _listed(workspace) else None


def _listed(workspace: Path) -> bool:
    try:
        return bool(declared_processes(workspace))
    except InputError:
        return False


def _replacing(placement: Placement, workspace: Path) -> Placement | None:
    """Say who is there already; nothing is replaced unless that is ticked."""
    there = present_at(workspace / placement.target)
    if there is None:
        return placement
    st.warning(plain(word("app-import-there", file=placement.target, size=f"{there.size:,}")))
    wants = st.checkbox(word("app-import-replace"), key=f"replace-{placement.name}-{placement.target}")
    return replace(placement, over=there) if wants else None


def _store(workspace: Path, folder: Path, placements: tuple[Placement, ...]) -> None:
    try:
        stored = store(folder, workspace, placements)
    except (WorkbenchError, OSError) as error:
        state.keep(_REFUSED, (error,))
        return
    state.keep(_STORED, tuple(path.name for path in stored))
    _give_up(workspace)
