"""What is worked out of the cases of one process, kept for all sessions: a choice that was looked at once costs nothing again."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import Final

from workbench.app.opened import Opened
from workbench.conformance import DeviationExplanation
from workbench.explanation import explain
from workbench.report.cases.case_choices import CaseChoice
from workbench.report.cases.case_timeline import CaseTimeline, case_timeline
from workbench.report.cases.cases_seen import SeenCases, seen_cases
from workbench.report.cases.chosen_cases import ChosenCases, chosen_cases, dotted_look
from workbench.report.cases.variants_section import VariantsSection, variants_section
from workbench.report.diagrams.variant_diagram import variant_diagram
from workbench.report.page import Diagram, Look

_KEPT: Final = 128
_VARIANTS: Final = 10

Choices = tuple[CaseChoice, ...]


class CaseLooks:
    """Looks at the cases of one process, each made once; safe to be used by many sessions at once."""

    def __init__(self, seen: SeenCases, drawn: Diagram | None) -> None:
        self.seen = seen
        self._chosen = lru_cache(maxsize=_KEPT)(partial(chosen_cases, seen))
        self._variants = lru_cache(maxsize=_KEPT)(lambda choices: variants_section(seen, _VARIANTS, self.chosen(choices).kept))
        self._dots = lru_cache(maxsize=_KEPT)(lambda choices: dotted_look(seen, self.chosen(choices).kept))
        self._explained = lru_cache(maxsize=_KEPT)(lambda finding: explain(seen.assessment, seen.findings[finding]))
        self._diagram = lru_cache(maxsize=_KEPT)(lambda number: None if drawn is None else variant_diagram(seen, number, drawn))
        self._timeline = lru_cache(maxsize=_KEPT)(partial(case_timeline, seen))

    def chosen(self, choices: Choices) -> ChosenCases:
        """Return the cases that choices keep. Raises UsageError as `chosen_cases` does."""
        return self._chosen(choices)

    def variants(self, choices: Choices) -> VariantsSection:
        """Return the most frequent variants among them."""
        return self._variants(choices)

    def dots(self, choices: Choices) -> Look:
        """Return their dotted chart."""
        return self._dots(choices)

    def explained(self, finding: str) -> DeviationExplanation:
        """Return where a finding of `seen.findings` concentrates."""
        return self._explained(finding)

    def diagram(self, variant: int) -> Diagram | None:
        """Return one variant, by its number, on the diagram of the process; None where there is no such, or no diagram."""
        return self._diagram(variant)

    def timeline(self, case: str) -> CaseTimeline:
        """Return one case in time. Raises UsageError where there is none of that id."""
        return self._timeline(case)


def looks_at(opened: Opened, process: str) -> CaseLooks:
    """Return the looks at a process that was held against its log."""

    def make() -> CaseLooks:
        seen = seen_cases(opened.assessment, process)
        assert seen is not None, "a process that was not refused has cases"
        return CaseLooks(seen, opened.process_page(process).diagram)

    return opened.made(("cases", process), make)
