"""An item of the adjustment plan as plain values: drafts in the findings file and items of the plan file have one form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from workbench.language import Language
from workbench.normalization.plan import EffectCheck, FindingCheck, PlannedItem
from workbench.shown import Sentence

_DIGITS: Final = 6


def item_content(item: PlannedItem, language: Language) -> dict[str, Any]:
    """Return what is planned; sentences are in `language`, posts and items are ids, the window is in calendar days."""
    return {
        "id": item.id,
        "source": item.source.value,
        "findings": list(item.findings),
        "elements": [each.value for each in item.elements],
        "from": _once(item.moved_from, language),
        "to": _once(item.moved_to, language),
        "responsible": list(item.responsible),
        "sign_offs": list(item.sign_offs),
        "window": {"days": item.window.days},
        "priority": round(item.priority, _DIGITS),
        "cost": item.cost,
        "risk": _once(item.risks, language),
        "control": _once(item.controls, language),
        "effects": _once(item.effects, language),
        "after": list(item.after),
        "verification": [_verified(each, language) for each in item.checks],
    }


def _once(sentences: Iterable[Sentence], language: Language) -> list[str]:
    """Say each thing once."""
    return list(dict.fromkeys(each.text(language) for each in sentences))


def _verified(check: FindingCheck | EffectCheck, language: Language) -> dict[str, Any]:
    """Return what must hold of a finding, or of a predicted effect (rule `effect`)."""
    exposure = check.exposure
    if isinstance(check, FindingCheck):
        about = {"finding": check.subject.id, "rule": check.verification.rule, "most": check.verification.most}
    else:
        about = {"process": check.process, "rule": "effect", "change": check.change}
    return {**about, "exposure_needed": exposure.needed, "days": exposure.days, "message": check.text(language)}
