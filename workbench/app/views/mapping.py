"""The wizard for one log: which column means what, what is read that way, and to which process it belongs."""

from __future__ import annotations

from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Final

import streamlit as st

from workbench.app import state
from workbench.app.jobs import awaited
from workbench.app.showing import plain, said, show_table, word
from workbench.design import Alias
from workbench.eventlog import LogMapping, MappingProposal
from workbench.eventlog.mappings.mapping import REQUIRED, STANDARD, TIMES
from workbench.eventlog.quality import Usability
from workbench.intake import (
    Arrival,
    Delivery,
    LabelMatch,
    ModelMatch,
    Placement,
    Trial,
    TrialOrder,
    log_target,
    models_for,
    try_log,
)
from workbench.intake.label_matches import How
from workbench.report.intake_tables import light_of, match_summary, match_table, preview_table, proposal_table, trial_summary
from workbench.report.quality_section import quality_section
from workbench.tables.csv_fields import DELIMITERS
from workbench.tables.encoding import ENCODINGS
from workbench.workspace import log_stem

_NONE: Final = ""
_MOST_LABELS: Final = 30
_SAYS: Final = {
    Usability.GOOD: st.success,
    Usability.LIMITED: st.warning,
    Usability.UNUSABLE: st.error,
}


def show(arrival: Arrival, delivery: Delivery) -> Placement | None:
    """Show what is read of a log and ask what is open; return where it goes, None while it cannot be kept."""
    trial = _trial(arrival, delivery)
    if trial is None or arrival.target is None:
        return None
    if trial.preview is not None:
        _show_columns(arrival, trial, trial.preview.proposal, delivery.timezone)
    st.write(plain(said(trial_summary(trial))))
    if trial.refusal is not None:
        return None
    light = light_of(trial)
    _SAYS[light](word(f"app-light-{light.value}"), icon=_LIGHTS[light])
    _show_quality(trial, arrival.name)
    match = _linked(arrival, trial)
    aliases = () if match is None else _aliases(match)
    is_sure = trial.mapping == LogMapping() or st.checkbox(word("app-map-confirm"), key=f"confirm-{arrival.name}")
    if not is_sure or light is Usability.UNUSABLE:
        return None
    link = log_stem(PurePosixPath(arrival.target).name) if match is None else match.link
    target = log_target(arrival.target, link)
    return Placement(name=arrival.name, target=target, mapping=trial.mapping, process=link, aliases=aliases)


_LIGHTS: Final = {
    Usability.GOOD: ":material/check_circle:",
    Usability.LIMITED: ":material/warning:",
    Usability.UNUSABLE: ":material/block:",
}


def _trial(arrival: Arrival, delivery: Delivery) -> Trial | None:
    """Return what is read of a log by the mapping that was chosen last, the proposed one until then."""
    chosen: LogMapping | None = state.kept(f"mapping-{arrival.name}")
    if chosen is None:
        return arrival.trial
    order = TrialOrder(
        path=delivery.folder / arrival.name,
        workspace=delivery.workspace,
        timezone=delivery.timezone,
        mapping=chosen,
        models=models_for(delivery),
    )
    return awaited(f"trial-{arrival.name}", try_log, order)


def _show_columns(arrival: Arrival, trial: Trial, proposal: MappingProposal, zone: str) -> None:
    """Show the first rows, what is proposed for them, and forms in which all of it can be changed."""
    rows, proposed = preview_table(trial), proposal_table(trial)
    if rows is not None and proposed is not None:
        st.caption(word("app-map-first-rows"))
        show_table(rows, f"rows-{arrival.name}")
        with st.expander(word("app-map-proposed"), expanded=trial.refusal is not None):
            show_table(proposed, f"proposed-{arrival.name}")
    with st.expander(word("app-map-change"), expanded=trial.refusal is not None, icon=":material/edit:"):
        _text_form(arrival.name, trial.mapping)
        _column_form(arrival.name, trial, proposal, zone)


def _text_form(name: str, mapping: LogMapping) -> None:
    with st.form(f"text-{name}", border=False):
        left, right = st.columns(2)
        encodings, delimiters = (_NONE, *ENCODINGS), (_NONE, *DELIMITERS)
        told = word("app-map-told")
        encoding = mapping.encoding or _NONE
        delimiter = mapping.delimiter or _NONE
        left.selectbox(
            word("app-map-encoding"),
            encodings,
            index=encodings.index(encoding),
            format_func=lambda each: each or told,
            key=_key(name, "encoding"),
        )
        right.selectbox(
            word("app-map-delimiter"),
            delimiters,
            index=delimiters.index(delimiter),
            format_func=lambda each: {"\t": "Tab", _NONE: told}.get(each, each),
            key=_key(name, "delimiter"),
        )
        st.form_submit_button(word("app-map-read-again"), on_click=_read_again, args=(name,))


def _column_form(name: str, trial: Trial, proposal: MappingProposal, zone: str) -> None:
    decided = trial.mapping.columns or proposal.mapping.columns
    headers = (_NONE, *dict.fromkeys(each for each in proposal.header if each))
    layouts = (_NONE, *dict.fromkeys(each for known in proposal.layouts.values() for each in known))
    with st.form(f"columns-{name}", border=False):
        cells = st.columns(3)
        for number, attribute in enumerate(STANDARD):
            needed = " *" if attribute in REQUIRED else ""
            chosen = decided.get(attribute, _NONE)
            cells[number % 3].selectbox(
                word(f"app-attribute-{attribute}") + needed,
                headers,
                index=headers.index(chosen) if chosen in headers else 0,
                format_func=lambda each: each or "–",
                key=_key(name, attribute),
            )
        for number, attribute in enumerate(TIMES):
            known = tuple(dict.fromkeys((*layouts, trial.mapping.formats.get(attribute, _NONE))))
            cells[number].selectbox(
                word("app-map-format", time=word(f"app-attribute-{attribute}")),
                known,
                index=known.index(trial.mapping.formats.get(attribute, _NONE)),
                format_func=lambda each: each or word("app-map-told"),
                accept_new_options=True,
                key=_key(name, f"format-{attribute}"),
            )
        st.text_input(word("app-map-zone"), trial.mapping.timezone or zone, key=_key(name, "zone"))
        activities = dict(trial.matches[0].activities) if trial.matches else {}
        st.multiselect(
            word("app-map-unobservable"),
            list(activities),
            default=[each for each in trial.mapping.unobservable if each in activities],
            format_func=lambda each: f"{activities[each]} ({each})",
            key=_key(name, "unobservable"),
        )
        st.form_submit_button(word("app-map-try"), on_click=_try, args=(name, zone))


def _key(name: str, field: str) -> str:
    return f"map-{name}-{field}"


def _read_again(name: str) -> None:
    """Read the text as it was said to be written; columns are proposed anew."""
    encoding, delimiter = (state.kept(_key(name, each)) or None for each in ("encoding", "delimiter"))
    state.drop(*(_key(name, each) for each in STANDARD))
    state.keep(f"mapping-{name}", LogMapping(encoding=encoding, delimiter=delimiter))


def _try(name: str, zone: str) -> None:
    """Read the log by what was chosen in both forms."""
    columns = {each: column for each in STANDARD if (column := state.kept(_key(name, each)))}
    formats: dict[str, str] = {}
    for each in TIMES:
        if each in columns and (layout := state.kept(_key(name, f"format-{each}"))):
            formats[each] = layout
    said_zone = (state.kept(_key(name, "zone")) or zone).strip()
    chosen = LogMapping(
        columns=MappingProxyType(columns),
        formats=MappingProxyType(formats),
        timezone=None if said_zone == zone else said_zone,
        unobservable=tuple(state.kept(_key(name, "unobservable")) or ()),
        encoding=state.kept(_key(name, "encoding")) or None,
        delimiter=state.kept(_key(name, "delimiter")) or None,
    )
    state.keep(f"mapping-{name}", chosen)


def _show_quality(trial: Trial, name: str) -> None:
    """Show what is doubtful in a log, and which indicators it takes away."""
    if trial.quality is None:
        return
    section = quality_section(trial.quality)
    st.write(plain(said(section.summary)))
    for each in section.rejections:
        st.write(plain(said(each)))
    with st.expander(word("app-quality")):
        for doubt in (*section.doubts, *section.hints):
            st.write(plain(f"{said(doubt.sentence)} {said(doubt.consequence)} ({doubt.share})"))
        for title, rows in (("app-quality-unknown", section.unknown), ("app-quality-partial", section.partial)):
            if rows.rows:
                st.caption(word(title))
                show_table(rows, f"{title}-{name}")


def _linked(arrival: Arrival, trial: Trial) -> ModelMatch | None:
    """Ask to which process the log belongs; None for one of its own name."""
    own = log_stem(PurePosixPath(arrival.target or arrival.name).name)
    if not trial.matches:
        st.info(plain(word("app-link-none", name=own)))
        return None
    by_name = (number for number, each in enumerate(trial.matches) if each.link.casefold() == own.casefold())
    best = 0 if trial.matches[0].understood else len(trial.matches)
    number = st.selectbox(
        word("app-link"),
        range(len(trial.matches) + 1),
        index=next(by_name, best),
        format_func=lambda each: trial.matches[each].process if each < len(trial.matches) else word("app-link-own", name=own),
        key=f"link-{arrival.name}",
    )
    if number >= len(trial.matches):
        return None
    match = trial.matches[number]
    st.write(plain(said(match_summary(match))))
    with st.expander(word("app-link-labels"), expanded=match.understood < len(match.labels)):
        show_table(match_table(match), f"labels-{arrival.name}")
    return match


def _aliases(match: ModelMatch) -> tuple[Alias, ...]:
    """Ask what labels mean that mean nothing; what is nearest by its spelling is offered first, and never taken by itself."""
    open_labels = [each for each in match.labels if each.how is How.NOTHING][:_MOST_LABELS]
    if not open_labels:
        return ()
    st.caption(word("app-link-aliases"))
    asked = [(each, _asked(each, match)) for each in open_labels]
    return tuple(
        Alias(kind="activity", alias=each.label, id=activity, process=match.link) for each, activity in asked if activity
    )


def _asked(label: LabelMatch, match: ModelMatch) -> str:
    names = dict(match.activities)
    near = [label.activity] if label.activity in names else []
    offered = tuple(dict.fromkeys((_NONE, *near, *names)))
    return st.selectbox(
        plain(label.label),
        offered,
        format_func=lambda each: f"{names[each]} ({each})" if each else word("app-link-undesigned"),
        key=f"alias-{match.link}-{label.label}",
    )
