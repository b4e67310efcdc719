"""What a command exits with."""

from typing import Final

DONE: Final = 0
WARNED: Final = 1
BREACHED: Final = 1
REJECTED: Final = 2
NOTHING_ASSESSED: Final = 3
INTERNAL_ERROR: Final = 4
