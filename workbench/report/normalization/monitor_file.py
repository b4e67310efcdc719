"""What a look at a released standard found: a line for each signal, and one JSON object."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from workbench.language import Language, say
from workbench.normalization import Head
from workbench.normalization.plain_values import plain
from workbench.normalization.watch import AdjustmentCase, Look, Signal, Untold
from workbench.shown import SHORT
from workbench.study.under_watch import UnderWatch


def signal_lines(seen: UnderWatch, language: Language) -> Iterator[str]:
    """Yield a line for each signal, the heaviest first; of one that is in an open case, which."""
    for each in seen.watched.signals:
        case = seen.case_of(each.key)
        known = "" if case is None else say("watch-in-case", language, {"case": case.id[:SHORT]})
        yield f"[{say(f'severity-{each.severity.value}', language)}] {each.text(language)}{known}"


def monitor_json(seen: UnderWatch, head: Head, language: Language) -> str:
    """Return what was found as JSON; sentences are in `language`, ids and figures are not."""
    return json.dumps(monitor_content(seen, head, language), ensure_ascii=False, indent=1) + "\n"


def monitor_content(seen: UnderWatch, head: Head, language: Language) -> dict[str, Any]:
    """Return what was found as plain values."""
    watched = seen.watched
    return {
        "release": seen.version,
        "state": seen.release.state.value,
        "on": watched.on.isoformat(),
        "register": {"number": head.number, "head": head.hash},
        "signals": [_signal(each, seen, language) for each in watched.signals],
        "looks": [plain(each) for each in watched.looks],
        "unknown": [_untold(each, language) for each in watched.unknown],
        "cases": [case_content(each) for each in seen.cases],
        "rules": plain(watched.rules),
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


def _signal(signal: Signal, seen: UnderWatch, language: Language) -> dict[str, Any]:
    case = seen.case_of(signal.key)
    said = {"key": signal.key, "message": signal.text(language), "case": None if case is None else case.id}
    return {**_look(signal), **said}


def _look(look: Look) -> dict[str, Any]:
    content: dict[str, Any] = plain(look)
    return content


def _untold(each: Untold, language: Language) -> dict[str, Any]:
    return {**plain(each), "message": each.text(language)}
