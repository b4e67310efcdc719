"""The small recommendation with advice of a test's own."""

from __future__ import annotations

from dataclasses import replace

from tests.report.redesign.small import small
from workbench.redesign.advice import advice_of, minimal_plan
from workbench.redesign.changes import Change
from workbench.redesign.heuristics import Effects, Proposal, Trigger
from workbench.simulation.edits import Edit
from workbench.study.recommending import Recommendation


def proposed(*changes: Change, about: str = "b", edits: tuple[Edit, ...] = (), assumed: tuple[str, ...] = ()) -> Proposal:
    """Propose changes of the small workspace's process."""
    facts = {"activity": about, "process": "p", "external_factor": "80%"}
    return Proposal(
        heuristic="H23",
        scope="p",
        about=(about,),
        trigger=Trigger(measure="external-share", value=0.5, threshold=0.4, cases=("c00",), exposed=2),
        changes=changes,
        edits=edits,
        expected=Effects(time=1, quality=None, cost=-1),
        assumed=assumed,
        facts=facts,
    )


def with_advice(*proposals: Proposal) -> Recommendation:
    """Return the small recommendation with advice on some proposals in place of its own."""
    bench = small().bench
    advice = advice_of(proposals, bench)
    return replace(small(), advice=advice, plan=minimal_plan(advice, bench))
