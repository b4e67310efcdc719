"""A design says what should happen, a log says what did; fit is the distance, a change shortens it, a release keeps it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from workbench.conformance import Alignments, Conformance, Costs, Thresholds
    from workbench.conformance import align_variants
    from workbench.eventlog import EventLog, LogMapping, Variants, read_log, read_mapping, variants_of
    from workbench.findings import Finding, Severity, WorkbenchError
    from workbench.language import Language
    from workbench.process import Automaton, ProcessModel, behavior_of, read_bpmn
    from workbench.report import write_report
    from workbench.study import Assessment, Study, align, assess, open_study, study_of

__version__: Final = "0.1.0"
