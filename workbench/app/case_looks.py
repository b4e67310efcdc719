"""What is worked out of the cases of one process, kept for all sessions: a choice that was looked at once costs nothing again."""

from __future__ import annotations

from typing import Final

from workbench.app.opened import Kept, Opened
from workbench.conformance import DeviationExplanation
from workbench.explanation import explain
from workbench.report.cases.case_choices import CaseChoice
from workbench.report.cases.case_timeline import CaseTimeline, case_timeline
from workbench.report.cases.cases_seen import SeenCases, seen_cases
from workbench.report.cases.chosen_cases import ChosenCases, chosen_cases, dotted_look
from workbench.report.cases.variants_section import VariantsSection, variants_section
from workbench.report.diagrams.variant_diagram import variant_diagram
from workbench.report.page import Diagram, Look

_KEPT: Final = 512
_VARIANTS: Final = 10

Choices = tuple[CaseChoice, ...]


class CaseLooks:
    """Looks at the cases of one process, each made once; safe to be used by many sessions at once."""

    def __init__(self, seen: SeenCases, drawn: Diagram | None) -> None:
        self.seen = seen
        self._drawn = drawn
        self._kept = Kept(_KEPT)

    def chosen(self, choices: Choices) -> ChosenCases:
        """Return the cases that choices keep. Raises UsageError as `chosen_cases` does."""
        return self._kept.of(("chosen", *choices), lambda: chosen_cases(self.seen, choices))

    def variants(self, choices: Choices) -> VariantsSection:
        """Return the most frequent variants among them."""
        return self._kept.of(("variants", *choices), lambda: variants_section(self.seen, _VARIANTS, self.chosen(choices).kept))

    def dots(self, choices: Choices) -> Look:
        """Return their dotted chart."""
        return self._kept.of(("dots", *choices), lambda: dotted_look(self.seen, self.chosen(choices).kept))

    def explained(self, finding: str) -> DeviationExplanation:
        """Return where a finding of `seen.findings` concentrates."""
        return self._kept.of(("explained", finding), lambda: explain(self.seen.assessment, self.seen.findings[finding]))

    def diagram(self, variant: int) -> Diagram | None:
        """Return one variant, by its number, on the diagram of the process; None where there is no such, or no diagram."""
        drawn = self._drawn
        return drawn and self._kept.of(("diagram", variant), lambda: variant_diagram(self.seen, variant, drawn))

    def timeline(self, case: str) -> CaseTimeline:
        """Return one case in time. Raises UsageError where there is none of that id."""
        return self._kept.of(("timeline", case), lambda: case_timeline(self.seen, case))


def looks_at(opened: Opened, process: str) -> CaseLooks:
    """Return the looks at a process that was held against its log."""

    def make() -> CaseLooks:
        seen = seen_cases(opened.assessment, process)
        assert seen is not None, "a process that was not refused has cases"
        return CaseLooks(seen, opened.process_page(process).diagram)

    return opened.made(("cases", process), make)
