"""What a file is, told by its content, and what is wrong with it: one verdict a file, without a workspace around it."""

from workbench.recognition.checked_file import CheckedFile, Outcome
from workbench.recognition.recognising import check_file

__all__ = ["CheckedFile", "Outcome", "check_file"]
