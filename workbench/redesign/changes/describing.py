"""Changes in words: every id by its name in the reader's language, people as they are called in what is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from workbench.design import Design
from workbench.language import Language, say
from workbench.privacy.names import Names
from workbench.redesign.changes.change import Change
from workbench.redesign.changes.composing import Changes, Undone

_Called = Callable[[str], Mapping[str, str]]

_SORTS: Final[Mapping[str, str]] = MappingProxyType(
    dict.fromkeys(("post", "superior", "head", "lowest_post"), "post")
    | dict.fromkeys(("department", "department_a", "department_b"), "department")
    | dict.fromkeys(("activity", "after", "before", "first", "second"), "activity")
    | dict.fromkeys(("system", "source", "target"), "system")
    | {"function": "function", "data": "data", "process": "process", "person": "person"}
)
"""What the facts of changes name, by their names."""


def change_text(change: Change, design: Design, people: Names, language: Language) -> str:
    """Say what a change does to a design, in the terms of that design."""
    return say(f"change-{change.kind}", language, named_facts(change, design, people))


def named_facts(change: Change, design: Design, people: Names) -> Mapping[str, object]:
    """Return the facts of a change with names for ids, each in all languages; `people` tells how persons are called."""
    if isinstance(change, Undone):
        return {"change": _in_all(lambda language: change_text(change.change, design, people, language))}
    if isinstance(change, Changes):
        said = _in_all(lambda language: "; ".join(change_text(each, design, people, language) for each in change.parts))
        return {**change.facts, "parts": said}
    called = _naming(design, people)
    return {name: called[_SORTS[name]](text) if name in _SORTS else text for name, text in change.facts.items()}


def _in_all(text: Callable[[Language], str]) -> dict[str, str]:
    return {language.value: text(language) for language in Language}


def _naming(design: Design, people: Names) -> Mapping[str, _Called]:
    """Return how things of each sort are called, by id."""
    names = design.vocabulary
    activities = {each.id: each.texts for each in design.activities}
    processes = {each.id: each.texts for each in design.processes}

    def data(text: str) -> Mapping[str, str]:
        several = [names.data.called(each) for each in text.split(", ")]
        return {each.value: ", ".join(one[each.value] for one in several) for each in Language}

    return {
        "post": names.posts.called,
        "department": names.departments.called,
        "function": names.functions.called,
        "system": names.systems.called,
        "data": data,
        "activity": lambda text: activities.get(text) or _plain(text),
        "process": lambda text: processes.get(text) or _plain(text),
        "person": lambda text: _plain(people.called(text)),
    }


def _plain(text: str) -> Mapping[str, str]:
    return {language.value: text for language in Language}
