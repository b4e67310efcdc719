"""How anything of a design is called, by its kind and its id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from workbench.design.joining import Design
from workbench.findings import ENTERPRISE
from workbench.language import Language
from workbench.shown import in_both

_TABLES: Final = {"post": "posts", "department": "departments", "system": "systems", "function": "functions", "data": "data"}


def name_of(kind: str, key: str, design: Design, process: str = "") -> Mapping[str, str]:
    """Return what something is called in each language, its id where nothing says it.

    Kinds are process, activity, post, department, system, function, data and kpi; of another kind all stands for itself. An
    activity is that of the `process` that is named, else of the first that has one of this id.
    """
    if kind == "process":
        found = design.process.get(key)
        return in_both("scope-enterprise") if key == ENTERPRISE else itself(key) if found is None else found.texts
    if kind == "activity":
        same = [each for each in design.activities if each.id == key]
        return next((each.texts for each in same if each.process == process), same[0].texts if same else itself(key))
    if kind == "kpi":
        named = ((each.name, each.name_en or each.name) for each in design.strategy.kpis if each.id == key)
        zh, en = next(named, (key, key))
        return {Language.ZH_CN.value: zh, Language.EN.value: en}
    if kind not in _TABLES:
        return itself(key)
    names: Mapping[str, str] = getattr(design.vocabulary, _TABLES[kind]).called(key)
    return names


def itself(text: str) -> Mapping[str, str]:
    """Return a text that is the same in every language."""
    return {each.value: text for each in Language}
