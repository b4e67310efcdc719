"""How judgements are said: figures in their unit, and what they are about by its name in the design as it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, repeat
from typing import Final

from workbench.design import Design, name_of
from workbench.language import Language, say
from workbench.normalization.watch.calendar import WAIVER
from workbench.normalization.watch.design_rows import DUTY, PERMISSION
from workbench.normalization.watch.record import NameKind
from workbench.normalization.watch.signal import Look, Monitor, Signal, Untold
from workbench.shown import figure_text, in_both

_FIGURES: Final = ("statistic", "limit", "usual")
_UNKNOWN: Final = "–"


def signal_text(signal: Signal, design: Design, language: Language) -> str:
    """Say what was found."""
    return say(signal_key(signal), language, facts_of(signal, design))


def signal_key(signal: Signal) -> str:
    """Return the key of the sentence that says what was found; `facts_of` fills it."""
    if signal.monitor is Monitor.STRUCTURE and not signal.object:
        return "watch-structure-table"
    if signal.monitor is Monitor.PERIOD and signal.detail == WAIVER:
        return "watch-waiver"
    return f"watch-{signal.monitor}"


def untold_text(untold: Untold, design: Design, language: Language) -> str:
    """Say why something cannot be told."""
    return say(untold.reason, language, {**_about(untold, design), "there": untold.there, "needed": untold.needed})


def facts_of(look: Look, design: Design) -> Mapping[str, object]:
    """Return what a sentence says of a judgement: its figures in their unit, its objects by name."""
    figures = {name: _figure(getattr(look, name), look.unit) for name in _FIGURES}
    since = look.since if isinstance(look, Signal) else None
    return {**_about(look, design), **figures, "n": look.n, "since": since.isoformat() if since else _UNKNOWN}


def objects_named(said: Look | Untold, design: Design) -> tuple[tuple[str, Mapping[str, str]], ...]:
    """Return the objects of a judgement: their ids, and what each is called; the id itself where no table knows it."""
    return tuple((key, name_of(kind, key, design, said.process)) for kind, key in zip(_kinds(said), said.object, strict=False))


def detail_key(said: Look | Untold) -> str:
    """Return the key of the words for the detail of a judgement that has one."""
    if said.monitor is Monitor.DRAFT:
        return f"release-area-{said.detail}"
    what, _, how = said.detail.partition("-")
    return f"watch-detail-{what}-{how}" if how else f"watch-detail-{what}"


def _kinds(said: Look | Untold) -> Iterator[str]:
    """Yield of what kind each object is."""
    table = said.detail.partition("-")[0]
    match said.monitor:
        case Monitor.RULE | Monitor.PERFORMERS:
            return repeat("activity")
        case Monitor.TARGET:
            return repeat("kpi")
        case Monitor.STRUCTURE if table == PERMISSION:
            return chain(("post", "function"), repeat(""))
        case Monitor.STRUCTURE if table == DUTY:
            return chain(("activity", "", "post"), repeat(""))
        case _:
            return repeat("activity" if table == NameKind.LABEL else table)


def _about(said: Look | Untold, design: Design) -> Mapping[str, object]:
    """Return what a judgement is about, as sentences take it."""
    objects = [name for _, name in objects_named(said, design)]
    return {
        "process": name_of("process", said.process, design),
        "object": {each.value: " / ".join(name[each.value] for name in objects) for each in Language},
        "detail": in_both(detail_key(said)) if said.detail else "",
        "codes": in_both(f"watch-name-{said.monitor}"),
    }


def _figure(value: float | None, unit: str) -> Mapping[str, str]:
    return {each.value: _UNKNOWN if value is None else figure_text(value, unit, each) for each in Language}
