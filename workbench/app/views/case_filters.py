"""Filters of cases: said in words, taken away one by one, added by kind; the address bears them all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import streamlit as st

from workbench.app import state
from workbench.app.case_looks import Choices
from workbench.app.showing import ask, plain, said, word
from workbench.findings import WorkbenchError
from workbench.report.cases.case_choices import (
    AtElement,
    Bearing,
    BegunWithin,
    CaseChoice,
    Conforming,
    Deviating,
    Doing,
    InOrder,
    Lasting,
    NotDoing,
    OfFinding,
    OfVariant,
    address_of,
    choices_in,
)
from workbench.report.cases.cases_seen import SeenCases


def chosen_filters() -> Choices:
    """Return what is filtered by: the finding and the element that were followed here, then the filters of the address."""
    finding, element = state.chosen("finding"), state.chosen("element")
    followed = (
        *((OfFinding(finding=finding),) if finding else ()),
        *((AtElement(element=element),) if element else ()),
    )
    return (*followed, *_of_address())


def _of_address() -> Choices:
    try:
        return choices_in(state.chosen("filter"))
    except WorkbenchError as error:
        st.warning(plain(error.finding.text(state.language())))
        return ()


def with_variant(number: int) -> None:
    """Look at the cases of one variant instead of any other: for callbacks of buttons."""
    others = tuple(each for each in choices_in(state.chosen("filter")) if not isinstance(each, OfVariant))
    state.choose("filter", address_of((*others, OfVariant(number=number))))


def show_filters(seen: SeenCases, choices: Choices) -> None:
    """Show each filter in words, as a button that takes it away."""
    with st.container(horizontal=True):
        for number, each in enumerate(choices):
            text = plain(said(each.said(seen)))
            st.button(f"✕ {text}", key=f"chip-{number}", help=word("cases-remove", choice=text), on_click=_without, args=(each,))
        if len(choices) > 1:
            st.button(word("cases-clear"), key="chips-clear", on_click=_clear)


def _without(choice: CaseChoice) -> None:
    if isinstance(choice, OfFinding):
        state.choose("finding", None)
    elif isinstance(choice, AtElement):
        state.choose("element", None)
    else:
        state.choose("filter", address_of([each for each in choices_in(state.chosen("filter")) if each != choice]))


def _clear() -> None:
    for key in ("finding", "element", "filter"):
        state.choose(key, None)


def show_adding(seen: SeenCases) -> None:
    """Offer to add a filter."""
    with st.expander(word("cases-add"), icon=":material/filter_alt:"):
        _adding(seen)


@st.fragment
def _adding(seen: SeenCases) -> None:
    kind = ask(word("cases-kind"), list(_ASKED), "cases-kind", lambda each: word(f"cases-kind-{each}"))
    choice = _ASKED[kind](seen) if kind is not None else None
    if st.button(word("cases-apply"), disabled=choice is None, type="primary", key="cases-apply") and choice is not None:
        _add(choice)
        st.rerun()


def _add(choice: CaseChoice) -> None:
    held = _of_address()
    if isinstance(choice, OfFinding):
        state.choose("finding", choice.finding)
    elif choice not in held:
        state.choose("filter", address_of((*held, choice)))


def _activity(seen: SeenCases, key: str) -> str | None:
    names = {label: said(texts) for label, texts in seen.activities.items()}
    return ask(word(f"cases-{key}"), list(names), f"cases-{key}", names.__getitem__)


def _doing(seen: SeenCases) -> CaseChoice | None:
    activity = _activity(seen, "activity")
    return Doing(activity=activity) if activity is not None else None


def _not_doing(seen: SeenCases) -> CaseChoice | None:
    activity = _activity(seen, "activity")
    return NotDoing(activity=activity) if activity is not None else None


def _in_order(seen: SeenCases) -> CaseChoice | None:
    first, then = _activity(seen, "activity-first"), _activity(seen, "activity-then")
    return InOrder(first=first, then=then) if first is not None and then is not None else None


def _begun(seen: SeenCases) -> CaseChoice | None:
    days = seen.days
    if days is None:
        st.caption(word("cases-no-times"))
        return None
    first = st.date_input(word("cases-first-day"), days[0], key="cases-first-day")
    last = st.date_input(word("cases-last-day"), days[1], key="cases-last-day")
    return BegunWithin(first=first, last=last) if first <= last else None


def _bearing(seen: SeenCases) -> CaseChoice | None:
    if not seen.attributes:
        st.caption(word("cases-no-attribute"))
        return None
    attribute = ask(word("cases-attribute"), list(seen.attributes), "cases-attribute")
    if attribute is None:
        return None
    value = ask(word("cases-value"), seen.attributes[attribute], f"cases-value-{attribute}")
    return Bearing(attribute=attribute, value=value) if value is not None else None


def _lasting(seen: SeenCases) -> CaseChoice | None:  # noqa: ARG001 - all that ask have it
    shortest = st.number_input(word("cases-shortest"), 0.0, 100_000.0, 0.0, key="cases-shortest")
    longest = st.number_input(word("cases-longest"), 0.0, 100_000.0, 30.0, key="cases-longest")
    return Lasting(shortest=shortest, longest=longest) if shortest <= longest else None


def _standing(seen: SeenCases) -> CaseChoice | None:
    both: tuple[CaseChoice, ...] = (Conforming(), Deviating())
    return st.radio(word("cases-kind-standing"), both, format_func=lambda each: said(each.said(seen)), key="cases-standing")


def _finding(seen: SeenCases) -> CaseChoice | None:
    texts = {each.id: each.text(state.language()) for each in seen.own_findings}
    if not texts:
        st.caption(word("cases-no-finding"))
        return None
    found = ask(word("cases-kind-finding"), list(texts), "cases-finding", texts.__getitem__)
    return OfFinding(finding=found) if found is not None else None


def _variant(seen: SeenCases) -> CaseChoice | None:
    number = st.number_input(word("cases-kind-variant"), 1, len(seen.conformance.variants), 1, key="cases-variant")
    return OfVariant(number=int(number))


_ASKED: Final[Mapping[str, Callable[[SeenCases], CaseChoice | None]]] = MappingProxyType(
    {
        "with": _doing,
        "without": _not_doing,
        "order": _in_order,
        "standing": _standing,
        "finding": _finding,
        "variant": _variant,
        "begun": _begun,
        "lasting": _lasting,
        "where": _bearing,
    }
)
"""What can be filtered by, and what asks for it."""
