"""Privacy: people under pseudonyms that only the holder of a key can make, and whose key stands outside every workspace."""

from workbench.privacy.key import PseudonymKey, key_file, read_key
from workbench.privacy.names import ClearNames, Names, Pseudonyms
from workbench.privacy.subjects import landscape_under, organization_under
from workbench.privacy.witness import column_under, log_under

__all__ = [
    "ClearNames",
    "Names",
    "PseudonymKey",
    "Pseudonyms",
    "column_under",
    "key_file",
    "landscape_under",
    "log_under",
    "organization_under",
    "read_key",
]
