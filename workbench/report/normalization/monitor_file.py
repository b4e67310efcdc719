"""What a look at a released standard found: a line for each signal, and one JSON object."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from workbench.design import Design
from workbench.language import Language, say
from workbench.normalization import Head
from workbench.normalization.plain_values import plain
from workbench.normalization.watch import AdjustmentCase, Look, Signal
from workbench.normalization.watch.saying import signal_text, untold_text
from workbench.shown import SHORT
from workbench.study.under_watch import UnderWatch


def signal_lines(seen: UnderWatch, design: Design, language: Language) -> Iterator[str]:
    """Yield a line for each signal, the heaviest first; of one that is in an open case, which."""
    for each in seen.watched.signals:
        case = seen.case_of(each.key)
        known = "" if case is None else say("watch-in-case", language, {"case": case.id[:SHORT]})
        yield f"[{say(f'severity-{each.severity.value}', language)}] {signal_text(each, design, language)}{known}"


def decided_lines(seen: UnderWatch, design: Design, language: Language) -> Iterator[str]:
    """Yield a line for each signal of which a closed case has decided, with that case."""
    for each in seen.watched.decided:
        case = seen.decided_in(each.key)
        known = "" if case is None else say("watch-decided", language, {"case": case.id[:SHORT]})
        yield f"{signal_text(each, design, language)}{known}"


def monitor_json(seen: UnderWatch, design: Design, head: Head, language: Language) -> str:
    """Return what was found as JSON; sentences are in `language`, ids and figures are not."""
    return json.dumps(monitor_content(seen, design, head, language), ensure_ascii=False, indent=1) + "\n"


def monitor_content(seen: UnderWatch, design: Design, head: Head, language: Language) -> dict[str, Any]:
    """Return what was found as plain values.

    `decided` are signals of which closed cases have decided, `older` are earlier releases that still hold for other processes.
    """
    watched = seen.watched
    return {
        "release": seen.version,
        "state": seen.release.state.value,
        "on": watched.on.isoformat(),
        "register": {"number": head.number, "hash": head.hash},
        "signals": [_signal(each, seen, signal_text(each, design, language)) for each in watched.signals],
        "decided": [_signal(each, seen, signal_text(each, design, language)) for each in watched.decided],
        "looks": [plain(each) for each in watched.looks],
        "unknown": [{**plain(each), "message": untold_text(each, design, language)} for each in watched.unknown],
        "cases": [case_content(each) for each in seen.cases],
        "rules": plain(watched.rules),
        "older": [monitor_content(each, design, head, language) for each in seen.older],
    }


def case_content(case: AdjustmentCase) -> dict[str, Any]:
    """Return a case of dynamic adjustment as plain values."""
    opened, closed = case.opened, case.closed
    return {
        "id": case.id,
        "state": case.state.value,
        "release": opened.release,
        "on": opened.on.isoformat(),
        "by": case.by,
        "triggers": [each.value for each in opened.triggers],
        "signals": [each.key for each in opened.signals],
        "touched": plain(opened.touched),
        "items": list(case.items),
        "closed": None if closed is None else plain(closed),
    }


def _signal(signal: Signal, seen: UnderWatch, message: str) -> dict[str, Any]:
    case = seen.case_of(signal.key) or seen.decided_in(signal.key)
    said = {"key": signal.key, "message": message, "case": None if case is None else case.id}
    return {**_look(signal), **said}


def _look(look: Look) -> dict[str, Any]:
    content: dict[str, Any] = plain(look)
    return content
