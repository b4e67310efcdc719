"""PO-OVERLOAD: posts with hardly any time left."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from workbench.collaboration.workload import Workload, workloads_of
from workbench.eventlog import NO_TIME
from workbench.findings import ENTERPRISE
from workbench.fit.detection import Evidence, Verdict, structural, without, without_people

CODE = "PO-OVERLOAD"


def overloaded(evidence: Evidence) -> Iterator[Verdict]:
    """Claim PO-OVERLOAD of posts whose people are busy nearly all of their working time while cases arrive."""
    organization = evidence.design.organization
    missing = [name for name, table in (("posts", organization.posts), ("persons", organization.holdings)) if table is None]
    workloads = workloads_of(evidence.linkage)
    if missing:
        yield without(missing[0], CODE)
    elif not evidence.linkage.processes:
        yield without("log", CODE)
    elif workloads is None:
        yield without("starts", CODE)
    elif all(load.available is None for load in workloads.posts):
        yield without("calendars", CODE)
    else:
        yield from without_people(evidence, CODE)
        for process in evidence.linkage.processes:
            if len(process.start) and (process.start == NO_TIME).all():
                yield without("starts", CODE, scope=process.id)
        window = " – ".join(
            str(np.datetime64(moment, "us").astype("datetime64[D]")) for moment in (workloads.begin, workloads.end)
        )
        for load in workloads.posts:
            if (load.utilisation or 0) >= evidence.policy.rules.overload_utilisation:
                yield structural(CODE, ENTERPRISE, (load.post,), {**_facts(load, evidence), "window": window})


def _facts(load: Workload, evidence: Evidence) -> dict[str, object]:
    post = evidence.design.organization.post[load.post]
    return {
        "post": evidence.design.vocabulary.posts.called(load.post),
        "person_count": post.headcount,
        "share": f"{load.utilisation:.0%}",
        "threshold": f"{evidence.policy.rules.overload_utilisation:.0%}",
    }
