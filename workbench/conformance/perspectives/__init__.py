"""The same alignment seen from other sides: time, performers and data beside the flow."""

from workbench.conformance.perspectives.rules import TimeRules, Weights
from workbench.conformance.perspectives.time_findings import TimeClaim
from workbench.conformance.perspectives.views import Perspectives, Surroundings, claims_of, perspectives_of

__all__ = ["Perspectives", "Surroundings", "TimeClaim", "TimeRules", "Weights", "claims_of", "perspectives_of"]
