"""Fit: what is claimed of an enterprise held against its logs, and the policy that decides when."""

from workbench.fit.codes import OFF_BY_DEFAULT, SEVERITIES, nearest_code
from workbench.fit.policy import DEFAULT_POLICY, DecisionRules, Policy, Privacy
from workbench.fit.policy_file import policy_text, read_policy

__all__ = [
    "DEFAULT_POLICY",
    "OFF_BY_DEFAULT",
    "SEVERITIES",
    "DecisionRules",
    "Policy",
    "Privacy",
    "nearest_code",
    "policy_text",
    "read_policy",
]
