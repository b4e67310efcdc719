"""A diagram alone on a page, as every host mounts it."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

from tests.builders import process
from workbench.language import Language
from workbench.report.diagrams.diagram_data import diagram_data
from workbench.report.diagrams.process_diagram import diagram_of
from workbench.report.page import Diagram
from workbench.study import assess, study_of

_PAGE = '<!DOCTYPE html><html lang="en"><title>p</title><main><div id="host" style="height:560px"></div></main></html>'
_MOUNT = """async ([code, props]) => {
  const module = await import(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
  window.chosen = [];
  window.board = module.mount(document.querySelector('#host'), props, { onSelect: (id) => window.chosen.push(id) });
  await window.board.ready;
}"""


def observed(folder: Path) -> Diagram:
    """Return the diagram of a → b → c as twenty cases show it: b skipped in seven of them, x done after a in eight."""
    model, log = folder / "p.bpmn", folder / "p.csv"
    model.write_bytes(process("p").start().task("a").task("b").task("c").end().xml())
    traces = ["abc"] * 5 + ["axbc"] * 8 + ["ac"] * 7
    rows = [
        f"{case},{label},2025-03-{case + 1:02}T{9 + at:02}:00"
        for case, trace in enumerate(traces)
        for at, label in enumerate(trace)
    ]
    log.write_text("\n".join(["case_id,activity,end", *rows]), encoding="utf-8")
    assessment = assess(study_of(model, log))
    shown = diagram_of(assessment.processes[0], assessment)
    assert shown is not None
    return shown


def module_code() -> str:
    """Return the front-end module as it is built."""
    return resources.files("workbench.report").joinpath("static/diagram.js").read_text(encoding="utf-8")


@dataclass
class Board:
    """A mounted diagram, with every script error noted."""

    page: Any
    errors: list[str] = field(default_factory=list)

    def mount(self, shown: Diagram, language: Language = Language.EN, **props: object) -> Any:
        """Mount a diagram and return the page."""
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.errors.append(dialog.message), dialog.dismiss()))
        self.page.set_content(_PAGE)
        self.page.evaluate(_MOUNT, [module_code(), {**diagram_data(shown), "language": language.value, "name": "p", **props}])
        return self.page

    def update(self, **props: object) -> None:
        """Update the diagram and wait for it."""
        self.page.evaluate("props => window.board.update(props)", props)

    def focused(self) -> str | None:
        """Return the element that has the focus."""
        found: str | None = self.page.evaluate("document.activeElement.dataset.elementId ?? null")
        return found
