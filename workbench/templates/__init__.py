"""How a workspace begins: blank with everything explained, or as a small example; written as files or with one workbook."""

from workbench.templates.workspace_contents import EXAMPLE, WorkspaceContents, bare_workspace, blank_workspace, example_workspace
from workbench.templates.writing import write_with_files, write_with_workbook

__all__ = [
    "EXAMPLE",
    "WorkspaceContents",
    "bare_workspace",
    "blank_workspace",
    "example_workspace",
    "write_with_files",
    "write_with_workbook",
]
