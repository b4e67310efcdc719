"""What then holds: the register of what people decided and stated, and what is left of the figures by it."""

from workbench.normalization.decision import (
    Acceptance,
    Confirmation,
    Decision,
    Dispute,
    Entry,
    Nonconformity,
    Subject,
    Verdict,
    Withdrawal,
    subject_of,
)
from workbench.normalization.heads import Head
from workbench.normalization.net import FamilyCount, families_of, net_authorized, uncovered_costs
from workbench.normalization.register import UNDECIDED, Register, Standing, open_register
from workbench.normalization.statement import Author, Recorded, Statement

__all__ = [
    "UNDECIDED",
    "Acceptance",
    "Author",
    "Confirmation",
    "Decision",
    "Dispute",
    "Entry",
    "FamilyCount",
    "Head",
    "Nonconformity",
    "Recorded",
    "Register",
    "Standing",
    "Statement",
    "Subject",
    "Verdict",
    "Withdrawal",
    "families_of",
    "net_authorized",
    "open_register",
    "subject_of",
    "uncovered_costs",
]
