"""A design says what should happen, a log says what did; fit is the distance, a change shortens it, a release keeps it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from workbench.collaboration import Collaboration, collaboration_of
    from workbench.conformance import (
        Alignments,
        Conformance,
        Costs,
        Thresholds,
        discover_directly_follows,
        discover_inductive,
        flows_taken,
    )
    from workbench.design import Design
    from workbench.eventlog import (
        EventLog,
        Exploration,
        Limits,
        LogMapping,
        MappingProposal,
        ObjectLog,
        QualityReport,
        Variants,
        explore,
        flattened,
        open_runtime,
        open_store,
        propose_mapping,
        quality_of,
        read_database,
        read_frame,
        read_log,
        read_mapping,
        read_ocel,
        variants_of,
        write_store,
    )
    from workbench.explanation import Case, explain
    from workbench.findings import Finding, Severity, WorkbenchError
    from workbench.fit import Policy, read_policy
    from workbench.language import Language
    from workbench.linkage import Linkage
    from workbench.normalization import Register, open_register
    from workbench.normalization.audit import SampleRequest, Strata, conclude, sample_of
    from workbench.normalization.corrections import corrections_in, enter_correction
    from workbench.normalization.release import check_release
    from workbench.process import (
        Automaton,
        ProcessModel,
        account_of,
        behavior_of,
        build_collaboration,
        build_process,
        check_model,
        compare,
        laid_out,
        read_bpmn,
        read_pnml,
        read_ptml,
        write_bpmn,
    )
    from workbench.report.comparison import write_comparison
    from workbench.report.contrast import write_contrast
    from workbench.report.exploration import write_exploration
    from workbench.report.html import write_report
    from workbench.report.pdf import write_pdf
    from workbench.study import Assessment, Study, align, assess, contrast, forecasts_of, open_study, review_pack, study_of
    from workbench.study.chaining import chain_of, intentions_in, sheets_of
    from workbench.study.recommending import Recommendation, Request, recommend
    from workbench.study.releasing import open_release, release_of
    from workbench.templates import sample_folder
    from workbench.usage import access_of, places_of
    from workbench.widget import diagram

__version__ = "0.1.0"

__all__ = [
    "Alignments",
    "Assessment",
    "Automaton",
    "Case",
    "Collaboration",
    "Conformance",
    "Costs",
    "Design",
    "EventLog",
    "Exploration",
    "Finding",
    "Language",
    "Limits",
    "Linkage",
    "LogMapping",
    "MappingProposal",
    "ObjectLog",
    "Policy",
    "ProcessModel",
    "QualityReport",
    "Recommendation",
    "Register",
    "Request",
    "SampleRequest",
    "Severity",
    "Strata",
    "Study",
    "Thresholds",
    "Variants",
    "WorkbenchError",
    "access_of",
    "account_of",
    "align",
    "assess",
    "behavior_of",
    "build_collaboration",
    "build_process",
    "chain_of",
    "check_model",
    "check_release",
    "collaboration_of",
    "compare",
    "conclude",
    "contrast",
    "corrections_in",
    "diagram",
    "discover_directly_follows",
    "discover_inductive",
    "enter_correction",
    "explain",
    "explore",
    "flattened",
    "flows_taken",
    "forecasts_of",
    "intentions_in",
    "laid_out",
    "open_register",
    "open_release",
    "open_runtime",
    "open_store",
    "open_study",
    "places_of",
    "propose_mapping",
    "quality_of",
    "read_bpmn",
    "read_database",
    "read_frame",
    "read_log",
    "read_mapping",
    "read_ocel",
    "read_pnml",
    "read_policy",
    "read_ptml",
    "recommend",
    "release_of",
    "review_pack",
    "sample_folder",
    "sample_of",
    "sheets_of",
    "study_of",
    "variants_of",
    "write_bpmn",
    "write_comparison",
    "write_contrast",
    "write_exploration",
    "write_pdf",
    "write_report",
    "write_store",
]

_ROOMS: Final = {
    "collaboration": ("Collaboration", "collaboration_of"),
    "conformance": (
        "Alignments",
        "Conformance",
        "Costs",
        "Thresholds",
        "discover_directly_follows",
        "discover_inductive",
        "flows_taken",
    ),
    "design": ("Design",),
    "eventlog": (
        "EventLog",
        "Exploration",
        "Limits",
        "LogMapping",
        "MappingProposal",
        "ObjectLog",
        "QualityReport",
        "Variants",
        "explore",
        "flattened",
        "open_runtime",
        "open_store",
        "propose_mapping",
        "quality_of",
        "read_database",
        "read_frame",
        "read_log",
        "read_mapping",
        "read_ocel",
        "variants_of",
        "write_store",
    ),
    "explanation": ("Case", "explain"),
    "findings": ("Finding", "Severity", "WorkbenchError"),
    "fit": ("Policy", "read_policy"),
    "language": ("Language",),
    "linkage": ("Linkage",),
    "normalization": ("Register", "open_register"),
    "normalization.audit": ("SampleRequest", "Strata", "conclude", "sample_of"),
    "normalization.corrections": ("corrections_in", "enter_correction"),
    "normalization.release": ("check_release",),
    "process": (
        "Automaton",
        "ProcessModel",
        "account_of",
        "behavior_of",
        "build_collaboration",
        "build_process",
        "check_model",
        "compare",
        "laid_out",
        "read_bpmn",
        "read_pnml",
        "read_ptml",
        "write_bpmn",
    ),
    "report.comparison": ("write_comparison",),
    "report.contrast": ("write_contrast",),
    "report.exploration": ("write_exploration",),
    "report.html": ("write_report",),
    "report.pdf": ("write_pdf",),
    "study": ("Assessment", "Study", "align", "assess", "contrast", "forecasts_of", "open_study", "review_pack", "study_of"),
    "study.chaining": ("chain_of", "intentions_in", "sheets_of"),
    "study.recommending": ("Recommendation", "Request", "recommend"),
    "study.releasing": ("open_release", "release_of"),
    "templates": ("sample_folder",),
    "usage": ("access_of", "places_of"),
    "widget": ("diagram",),
}
_ROOM_OF: Final = {name: room for room, names in _ROOMS.items() for name in names}


def __getattr__(name: str) -> object:
    """Open the room of a public name when it is first asked for: `workbench --help` needs none of them."""
    if name not in _ROOM_OF:
        message = f"module 'workbench' has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"workbench.{_ROOM_OF[name]}"), name)
