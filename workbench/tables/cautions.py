"""What a table must not bring in: secrets, which are dropped unseen, and formulas, which stay texts and are said."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_FORMULA: Final = re.compile(r"[=@\t\r]|[+-](?![\d\s.,:/()+-]*$)")
_WORDS: Final = re.compile(r"[a-z]+")
_SECRETS: Final = frozenset(
    "password passwords passwd pwd passcode passphrase secret secrets token tokens apikey credential credentials".split()
)
_SECRETS_OF_TWO: Final = re.compile(r"(api|access|private|secret|encryption)[\s_-]*key")
_SECRET_ENDINGS: Final = ("密码", "口令", "密钥", "私钥", "令牌")


def runs_as_formula(text: str) -> bool:
    """Return whether a spreadsheet would run a text as a formula: it begins with = + - @ and is no number."""
    return _FORMULA.match(text) is not None


def names_a_secret(header: str) -> bool:
    """Return whether a header says that its column holds passwords, keys or the like; a post that minds them does not."""
    plain = unicodedata.normalize("NFKC", header).strip()
    words = {*_WORDS.findall(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", plain).casefold())}
    return bool(words & _SECRETS) or _SECRETS_OF_TWO.search(plain.casefold()) is not None or plain.endswith(_SECRET_ENDINGS)
