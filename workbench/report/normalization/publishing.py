"""A version published from a workspace: it is assessed, its documents are written, and all is frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.apart import Tell
from workbench.normalization import open_register
from workbench.normalization.release import Frozen
from workbench.report.assessing import Item, Setting, assessment_in
from workbench.report.documents import documents_of
from workbench.report.normalization.release_facts import release_facts
from workbench.study.publishing import Basis
from workbench.study.publishing import publish as published
from workbench.study.releasing import DOCUMENTS, ReleaseRequest

_PREFIX = f"{DOCUMENTS}/"


@dataclass(frozen=True, kw_only=True)
class Publication:
    """What is to be published, and the URL of the register, None for the workspace's own."""

    request: ReleaseRequest
    register: str | None = None


def publish(order: Publication, tell: Tell) -> Frozen:
    """Assess a workspace and publish it, with every document in both languages; `tell` hears what is worked on.

    Raises as `workbench.study.publishing.publish` does.
    """
    request, register = order.request, open_register(order.request.workspace, order.register)
    item = Item(name=request.workspace.resolve().name, path=str(request.workspace))
    with assessment_in(item, Setting(register=order.register, now=request.at), on_process=tell) as assessment:

        def documents(basis: Basis) -> Mapping[str, bytes]:
            study = assessment.study
            made = documents_of(basis.design, release_facts(study, request, basis), on_document=tell)
            return {path.removeprefix(_PREFIX): content for path, content in made.items()}

        return published(assessment, request, register, documents)
