"""What was verified as a JSON object, for other programs."""

from __future__ import annotations

import json

from workbench.language import Language
from workbench.normalization.release import Verified


def verified_json(verified: Verified, language: Language) -> str:
    """Return what was verified: `whole`, the register's head, releases by name, each fault with its place and sentence."""
    head = verified.head
    told = {
        "whole": not verified.faults,
        "head": None if head is None else {"number": head.number, "hash": head.hash},
        "releases": [each.name for each in verified.releases],
        "faults": [
            {"code": each.code, "file": each.place.file or None, "facts": dict(each.facts), "said": each.text(language)}
            for each in verified.faults
        ],
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True, indent=2) + "\n"
