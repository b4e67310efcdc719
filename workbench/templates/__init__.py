"""How a workspace begins: blank with everything explained, as a small example, or as the sample enterprise."""

from workbench.templates.sample import sample_folder, sample_workspace
from workbench.templates.workspace_contents import EXAMPLE, WorkspaceContents, bare_workspace, blank_workspace, example_workspace
from workbench.templates.writing import write_with_files, write_with_workbook

__all__ = [
    "EXAMPLE",
    "WorkspaceContents",
    "bare_workspace",
    "blank_workspace",
    "example_workspace",
    "sample_folder",
    "sample_workspace",
    "write_with_files",
    "write_with_workbook",
]
