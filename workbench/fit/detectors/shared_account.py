"""TO-SHARED: work under an account that several people use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from workbench.fit.deciding import is_control
from workbench.fit.detection import Claim, Counted, Evidence, Verdict, as_critical, of_events_anywhere, without, without_logs
from workbench.language.listing import listed
from workbench.linkage import Performer
from workbench.usage import SharedUse, shared_uses_of

CODE = "TO-SHARED"


def shared_account(evidence: Evidence) -> Iterator[Verdict]:
    """Claim TO-SHARED of shared accounts, among all that people did in the same activities; critical where one is a control."""
    if evidence.design.landscape.accounts is None:
        yield without("accounts", CODE)
    yield from without_logs(evidence, CODE)
    for process in evidence.linkage.processes:
        if (process.performer == Performer.ABSENT).all():
            yield without("resources", CODE, scope=process.id)
    for account, uses in groupby(shared_uses_of(evidence.linkage), key=lambda use: use.account):
        yield _claim(account, tuple(uses), evidence)


def _claim(account: str, uses: Sequence[SharedUse], evidence: Evidence) -> Claim:
    activities = [activity for use in uses for activity in use.activities]
    parts = [Counted(process=use.process, shown=use.shown, exposed=use.exposed) for use in uses]
    facts = {"activity": listed(activity.texts for activity in activities), "account": account}
    elements = [element for activity in activities for element in activity.elements]
    claim = of_events_anywhere(CODE, (account,), parts, facts, elements)
    return as_critical(claim) if any(is_control(activity, evidence) for activity in activities) else claim
