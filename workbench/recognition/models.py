"""Models checked on their own: what is wrong with them, what was read, by the file's own words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from workbench.process import FlowModel, PetriNet, ProcessModel, Standing, check_model, labels_of, read_model
from workbench.recognition.checked_file import CheckedFile, FileKind, outcome_of


def checked_model(path: Path) -> CheckedFile:
    """Read a model and judge it by the rules of the model doctor."""
    model = read_model(path)
    findings = (*model.findings, *check_model(model))
    drawn = model if isinstance(model, ProcessModel) else None
    not_understood = {"not_understood": sum(each.standing is Standing.NOT_UNDERSTOOD for each in drawn.ledger)} if drawn else {}
    return CheckedFile(
        file=str(path),
        outcome=outcome_of(findings),
        findings=findings,
        kind=FileKind.MODEL,
        counts=MappingProxyType(not_understood),
        elements=MappingProxyType(dict(sorted(_elements(model).items()))),
        texts=labels_of(drawn) if drawn else tuple(node.name for each in model.processes for node in each.activities),
    )


def _elements(model: FlowModel) -> Mapping[str, int]:
    """Count what was read, by the file's own words."""
    if isinstance(model, ProcessModel):
        return Counter(entry.tag for entry in model.ledger if not entry.tag.startswith("{"))
    if isinstance(model, PetriNet):
        arcs = sum(len({*each.takes}) + len({*each.gives}) for each in model.transitions)
        return {"place": len(model.places), "transition": len(model.transitions), "arc": arcs}
    return Counter(node.tag for each in model.processes for node in each.nodes)
