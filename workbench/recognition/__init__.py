"""What a file is, told by its content, and what is wrong with it: one verdict a file, without a workspace around it."""

from workbench.recognition.checked_file import CheckedFile, FileKind, Outcome
from workbench.recognition.recognising import check_file, is_model_or_settings

__all__ = ["CheckedFile", "FileKind", "Outcome", "check_file", "is_model_or_settings"]
