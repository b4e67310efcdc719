"""What is missing in the chain from strategy to the watch of a release."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from workbench.findings import NO_FACTS
from workbench.language import Language, say


@dataclass(frozen=True, kw_only=True)
class Gap:
    """Something that leads nowhere, or that nothing carries: `code` names the sentence, `about` is the id of what lacks it."""

    code: str
    about: str
    facts: Mapping[str, object] = field(default_factory=lambda: NO_FACTS)

    def text(self, language: Language = Language.EN) -> str:
        """Say what is missing, and what to do next."""
        return say(self.code, language, {"about": self.about, **self.facts})
