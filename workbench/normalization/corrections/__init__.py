"""Corrective actions on nonconformities, and warnings before there is one."""

from workbench.normalization.corrections.effectiveness import step_after
from workbench.normalization.corrections.events import (
    ActionAgreed,
    CarriedOut,
    CauseFound,
    CauseKind,
    Closed,
    CorrectionEvent,
    Judged,
    Recurred,
    Step,
)
from workbench.normalization.corrections.folding import Correction, CorrectionState, correction_id, next_steps
from workbench.normalization.corrections.over_runs import series_of_runs
from workbench.normalization.corrections.recording import (
    CorrectionRow,
    CorrectionRows,
    Corrections,
    correction_events,
    corrections_in,
    corrections_of,
    enter_correction,
)
from workbench.normalization.corrections.series import Point, Series, Watched
from workbench.normalization.corrections.warnings import Forecast, Forecasts, Outlook, WarningRules, forecast
from workbench.normalization.corrections.weekly import weekly_series

__all__ = [
    "ActionAgreed",
    "CarriedOut",
    "CauseFound",
    "CauseKind",
    "Closed",
    "Correction",
    "CorrectionEvent",
    "CorrectionRow",
    "CorrectionRows",
    "CorrectionState",
    "Corrections",
    "Forecast",
    "Forecasts",
    "Judged",
    "Outlook",
    "Point",
    "Recurred",
    "Series",
    "Step",
    "WarningRules",
    "Watched",
    "correction_events",
    "correction_id",
    "corrections_in",
    "corrections_of",
    "enter_correction",
    "forecast",
    "next_steps",
    "series_of_runs",
    "step_after",
    "weekly_series",
]
