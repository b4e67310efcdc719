"""What comes into a workspace: files looked at before anything is written, logs tried, and all of it put in its place."""

from workbench.intake.arrivals import Arrival, Delivery, Present, log_target, look_at, models_for, present_at
from workbench.intake.creating import create_workspace
from workbench.intake.label_matches import LabelMatch, ModelMatch
from workbench.intake.placing import Placement, store
from workbench.intake.safe_names import file_name, files_within, within
from workbench.intake.settings_file import declared_processes, timezone_in
from workbench.intake.staging import discard, staged_copy, staged_upload, staging_folder
from workbench.intake.trial import LogPreview, Trial, TrialOrder, try_log

__all__ = [
    "Arrival",
    "Delivery",
    "LabelMatch",
    "LogPreview",
    "ModelMatch",
    "Placement",
    "Present",
    "Trial",
    "TrialOrder",
    "create_workspace",
    "declared_processes",
    "discard",
    "file_name",
    "files_within",
    "log_target",
    "look_at",
    "models_for",
    "present_at",
    "staged_copy",
    "staged_upload",
    "staging_folder",
    "store",
    "timezone_in",
    "try_log",
    "within",
]
