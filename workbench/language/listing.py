"""Several names as one, in each language, for sentences that speak of more than one thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from workbench.language import Language

_SEPARATORS: Final = {Language.ZH_CN: "、", Language.EN: ", "}
NOTHING: Final = "–"


def listed(names: Iterable[Mapping[str, str]]) -> Mapping[str, str]:
    """Return the names one after the other, each once, in the order given; a dash where there are none."""
    given = tuple(names)
    return {
        language.value: separator.join(dict.fromkeys(name[language.value] for name in given)) or NOTHING
        for language, separator in _SEPARATORS.items()
    }
