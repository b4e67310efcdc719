"""The institutional documents of a release: content as data, and its writers for DOCX and PDF, in both languages."""

from workbench.report.documents.facts import Act, Approval, Baseline, Change, Difference, ReleaseFacts, Revision
from workbench.report.documents.issuing import documents_of

__all__ = ["Act", "Approval", "Baseline", "Change", "Difference", "ReleaseFacts", "Revision", "documents_of"]
