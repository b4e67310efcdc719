"""Privacy: people under pseudonyms that only the holder of a key can make, and whose key stands outside every workspace."""

from workbench.privacy.key import PseudonymKey, key_file, read_key
from workbench.privacy.names import ClearNames, Names, Pseudonyms

__all__ = [
    "ClearNames",
    "Names",
    "PseudonymKey",
    "Pseudonyms",
    "key_file",
    "read_key",
]
