"""TO-SHARED: work under an account that several people use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

import numpy as np

from workbench.findings import Finding, Severity
from workbench.fit.codes import SEVERITIES
from workbench.fit.detection import ENTERPRISE, Claim, Evidence, Verdict, figures, without, without_logs
from workbench.fit.naming import listed
from workbench.linkage import Performer
from workbench.usage import SharedUse, shared_uses_of

CODE = "TO-SHARED"
_CONTROLS: Final = frozenset({"approval", "control"})


def shared_account(evidence: Evidence) -> Iterator[Verdict]:
    """Claim TO-SHARED of shared accounts, among all that people did in the same activities; critical where one is a control."""
    if evidence.design.landscape.accounts is None:
        yield without("accounts", CODE)
    yield from without_logs(evidence, CODE)
    for process in evidence.linkage.processes:
        if (process.performer == Performer.ABSENT).all():
            yield without("resources", CODE, scope=process.id)
    for account, uses in groupby(shared_uses_of(evidence.linkage), key=lambda use: use.account):
        yield _claim(account, tuple(uses))


def _claim(account: str, uses: Sequence[SharedUse]) -> Claim:
    activities = [activity for use in uses for activity in use.activities]
    is_control = any(activity.kind in _CONTROLS for activity in activities)
    finding = Finding(
        code=CODE,
        severity=Severity.CRITICAL if is_control else SEVERITIES[CODE],
        scope=ENTERPRISE,
        object=(account,),
        count=sum(len(use.shown) for use in uses),
        exposed=sum(len(use.exposed) for use in uses),
        cases=tuple(case for use in uses for case in _cases(use)),
        elements=tuple(element for activity in activities for element in activity.elements),
    )
    facts = {"activity": listed(activity.texts for activity in activities), "account": account, **figures(finding)}
    exposed_cases = sum(len(np.unique(use.process.case[use.exposed])) for use in uses)
    return Claim(finding=replace(finding, facts=facts), exposed_cases=exposed_cases)


def _cases(use: SharedUse) -> Iterator[str]:
    return (use.process.cases[number] for number in np.unique(use.process.case[use.shown]).tolist())
