"""What goes along with a deviation, as a sentence: the difference with its interval, and that it is no cause."""

from __future__ import annotations

from workbench.conformance import Association, Outcome
from workbench.eventlog.log import HOUR
from workbench.language import Language, say
from workbench.shown import duration_text


def association_text(association: Association, language: Language) -> str:
    """Say how far an outcome differs; in few words where it may be chance, or why it was not compared."""
    outcome = association.outcome
    about = {"outcome": say(f"outcome-{outcome.value}", language)}
    if association.difference is None or association.interval is None:
        reason = say(association.reason or "association-too-few", language)
        return say("association-unknown", language, {**about, "reason": reason})
    figures = {
        "difference": association.difference,
        "low": association.interval.low,
        "high": association.interval.high,
    }
    if not any(figures.values()):
        return say("association-none", language, about)
    facts = {name: _signed(outcome, value, language) for name, value in figures.items()}
    key = f"association-{outcome.value}" if association.is_clear else "association-unclear"
    return say(key, language, {**about, **facts, "unaffected": association.unaffected})


def _signed(outcome: Outcome, value: float, language: Language) -> str:
    sign = "−" if value < 0 else "+" if value else ""
    if outcome is Outcome.CYCLE_TIME:
        return sign + duration_text(abs(value) * HOUR, language)
    return f"{sign}{abs(value):,.1f}"
