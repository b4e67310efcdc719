"""What is missing in the chain from strategy to the watch of a release."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from workbench.findings import NO_FACTS
from workbench.language import Language, say
from workbench.normalization.chain.key import ChainKey


@dataclass(frozen=True, kw_only=True)
class Gap:
    """Something that leads nowhere, or that nothing carries: `code` names the sentence, `key` what lacks it.

    None is the whole: what `strategy.yaml` or the plan lacks. A key need not be in the chain: the scope may name what is not.
    """

    code: str
    key: ChainKey | None = None
    facts: Mapping[str, object] = field(default_factory=lambda: NO_FACTS)

    @property
    def about(self) -> str:
        """Return the id of what lacks it; a dash for the whole."""
        return self.key.id if self.key is not None else "–"

    def text(self, language: Language = Language.EN) -> str:
        """Say what is missing, and what to do next."""
        return say(self.code, language, {"about": self.about, **self.facts})
