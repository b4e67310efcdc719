"""The design and what happened on one diagram: what never happened greyed, what nobody designed as ghosts, and how often."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from workbench.atomic import write_atomically
from workbench.conformance.contrast import RARE, Contrast, Occurrence
from workbench.conformance.follows import Step
from workbench.design import DesignedProcess
from workbench.findings import Finding, Place, Severity, UnsupportedError
from workbench.language import Language
from workbench.process import ProcessModel, laid_out, xml_text
from workbench.process.ghosts import GhostFlow, GhostTask, with_ghosts
from workbench.report.diagrams.drawing import drawing_of
from workbench.report.html import render_comparison
from workbench.report.page import ComparedSide, ComparisonPage, Diagram, DifferenceRow, Mark, Texts
from workbench.report.tables import both, share
from workbench.study import AssessedProcess, contrast


def write_contrast(
    process: AssessedProcess, as_is: ProcessModel, path: str | Path, language: Language = Language.EN, rare: float = RARE
) -> None:
    """Write the design with what happened, and the discovered model `as_is`, as one HTML file, whole or not at all.

    `rare` as in `contrast_of`. Raises UnsupportedError where the process could not be assessed, or its model is not BPMN.
    """
    contrasted, design = contrast(process, rare), process.study.design
    assert design is not None, "what is assessed has a design"
    if not isinstance(design.model, ProcessModel):
        place = Place(file=design.model.path)
        raise UnsupportedError(Finding(code="CONTRAST_NOT_BPMN", severity=Severity.MAJOR, place=place))
    write_atomically(Path(path), render_comparison(contrast_page(contrasted, design, as_is, language)).encode())


def contrast_page(contrasted: Contrast, design: DesignedProcess, as_is: ProcessModel, language: Language) -> ComparisonPage:
    """Return a contrast as data; `language` is the one shown first."""
    sheet = _Sheet(contrasted, design)
    drawn = laid_out(as_is)
    return ComparisonPage(
        title=Path(design.model.path).name,
        language=language.value,
        kicker=both("contrast-kicker"),
        behavior=_summary(contrasted),
        sides=(
            sheet.side(),
            ComparedSide(
                label=both("contrast-as-is"),
                file="",
                diagram=Diagram(xml=xml_text(drawn), marks=()),
                differences=None,
            ),
        ),
    )


def _summary(contrasted: Contrast) -> Texts:
    facts = {
        "cases": contrasted.cases,
        "designed": len(contrasted.designed),
        "never": len(contrasted.never),
        "activities": len(contrasted.undesigned),
        "steps": len(contrasted.steps) + len(contrasted.rarer),
    }
    return both("contrast-summary", **facts)


class _Sheet:
    """One diagram in the making: the ids that ghosts get on it, and what everything is called."""

    def __init__(self, contrasted: Contrast, design: DesignedProcess) -> None:
        self._contrast, self._design = contrasted, design
        self._ghosts = {each.name: f"ghost-{number}" for number, each in enumerate(contrasted.undesigned)}
        self._flows = {step: f"ghost-flow-{number}" for number, step in enumerate(contrasted.steps)}

    def side(self) -> ComparedSide:
        """Return the diagram with its marks and a sentence for each difference."""
        process = self._design.process
        flows = [
            GhostFlow(id=identity, source=self._node(step.source), target=self._node(step.target))
            for step, identity in self._flows.items()
        ]
        assert isinstance(self._design.model, ProcessModel), "nets and trees have no drawing"
        model = with_ghosts(self._design.model, process, list(self._ghost_tasks()), flows)
        drawing = drawing_of(model, {node.id for node in process.nodes})
        return ComparedSide(
            label=both("contrast-design"),
            file=Path(self._design.model.path).name,
            diagram=Diagram(xml=xml_text(model), marks=tuple(self._marks()), drawing=drawing),
            differences=tuple(self._rows()),
        )

    def _ghost_tasks(self) -> Iterator[GhostTask]:
        """Put each ghost beside the designed node that most often stands right before it, or else right behind it."""
        for label, identity in self._ghosts.items():
            before = [step.source for step in self._contrast.steps if step.target == label]
            behind = [step.target for step in self._contrast.steps if step.source == label]
            beside = next((end for end in (*before, *behind) if end is not None and end not in self._ghosts), None)
            yield GhostTask(id=identity, name=label, beside=beside)

    def _marks(self) -> Iterator[Mark]:
        for each in self._contrast.designed:
            kind, key = ("seen", "contrast-seen") if each.events else ("unseen", "contrast-never")
            badge = f"{each.events}×" if each.events else ""
            yield Mark(element=each.name, kind=kind, severity="info", badge=badge, hint=self._said(key, each))
        for element in self._contrast.untravelled:
            hint = both("mark-unseen-legend")
            yield Mark(element=element, kind="unseen", severity="info", badge="", hint=hint)
        for element in self._contrast.blind:
            yield Mark(element=element, kind="blind", severity="info", badge="", hint=both("mark-blind"))
        for each in self._contrast.undesigned:
            hint = self._said("contrast-undesigned", each)
            yield Mark(element=self._node(each.name) or "", kind="ghost", severity="info", badge=f"{each.events}×", hint=hint)
        for step, identity in self._flows.items():
            yield Mark(element=identity, kind="ghost", severity="info", badge=f"{step.count}×", hint=self._step(step))

    def _rows(self) -> Iterator[DifferenceRow]:
        for each in self._contrast.designed:
            if not each.events:
                yield DifferenceRow(kind="unseen", sentence=self._said("contrast-never", each), elements=(each.name,))
        for each in sorted(self._contrast.undesigned, key=lambda each: (-each.events, each.name)):
            elements = (self._ghosts[each.name],)
            yield DifferenceRow(kind="ghost", sentence=self._said("contrast-undesigned", each), elements=elements)
        for step, identity in self._flows.items():
            if step.source not in self._ghosts and step.target not in self._ghosts:
                yield DifferenceRow(kind="ghost", sentence=self._step(step), elements=(identity,))
        if self._contrast.rarer:
            facts = {"count": len(self._contrast.rarer), "times": sum(step.count for step in self._contrast.rarer)}
            yield DifferenceRow(kind="ghost", sentence=both("contrast-rarer", **facts), elements=())

    def _node(self, name: str | None) -> str | None:
        return self._ghosts.get(name, name) if name is not None else None

    def _said(self, key: str, each: Occurrence) -> Texts:
        percent = share(each.cases, self._contrast.cases)
        facts = {"events": each.events, "cases": each.cases, "all": self._contrast.cases, "percent": percent}
        return both(key, **facts, activity=self._called(each.name))

    def _step(self, step: Step) -> Texts:
        key = "contrast-begin" if step.source is None else "contrast-end" if step.target is None else "contrast-step"
        ends = {side: self._called(end) for side, end in (("source", step.source), ("target", step.target)) if end is not None}
        return both(key, count=step.count, all=self._contrast.cases, **ends)

    def _called(self, name: str) -> Mapping[str, str]:
        if name in self._ghosts:
            return {language.value: name for language in Language}
        return self._design.naming.texts(name)
