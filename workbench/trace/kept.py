"""What evidence stands in the register of a workspace and in its releases: decided, planned, done, audited, released, watched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from workbench.normalization import Register
from workbench.normalization.audit import audits_in
from workbench.normalization.corrections import corrections_in
from workbench.normalization.plan import plan_in, posts_concerned
from workbench.normalization.release import Manifest, read_manifest, release_folders, standing_in
from workbench.normalization.review import review_decisions
from workbench.normalization.watch.baseline_file import BASELINE
from workbench.normalization.watch.recorded import cases_in
from workbench.study.findings_over_time import lifelines_in, runs_until
from workbench.study.releasing import DIFFERENCES, DOCUMENTS


@dataclass(frozen=True, kw_only=True)
class Kept:
    """Where a workspace keeps what was stated, and the day as of which it is asked."""

    workspace: Path
    register: Register
    on: date


def recorded(kept: Kept) -> Iterator[tuple[str, int]]:
    """Yield how many records of each kind there are, as record:NAME; of what there is none, nothing.

    Raises InputError where the register, or the manifest of a release, cannot be read or is not what was written.
    """
    parts = (_seen(kept), _planned(kept), _improved(kept), _released(kept), _watched(kept))
    for counts in parts:
        yield from ((f"record:{name}", count) for name, count in counts.items() if count)


def _seen(kept: Kept) -> Mapping[str, int]:
    standing = kept.register.standing(kept.on)
    lives = lifelines_in(kept.register, kept.on).rows
    return {
        "runs": len(runs_until(kept.register, kept.on)),
        "lifelines": len(lives),
        "recurrences": sum(each.recurrences for each in lives),
        "decisions": len(standing.in_force),
    }


def _planned(kept: Kept) -> Mapping[str, int]:
    plan = plan_in(kept.register, kept.on)
    return {
        "items": len(plan.items),
        "verifications": sum(len(each.planned.verifications) for each in plan.items),
        "responsible": sum(bool(each.planned.responsible) for each in plan.items),
        "risks": sum(bool(each.planned.risks and each.planned.controls) for each in plan.items),
        "dependencies": sum(bool(each.planned.after) for each in plan.items),
        "post_changes": len(posts_concerned(plan)),
        "costs": sum(each.planned.cost is not None for each in plan.items),
        "done": sum(each.done is not None for each in plan.items),
        "judgements": sum(each.judgement is not None for each in plan.items),
    }


def _improved(kept: Kept) -> Mapping[str, int]:
    corrections = corrections_in(kept.register, kept.on).corrections
    return {
        "corrections": len(corrections),
        "actions": sum(each.action is not None for each in corrections),
        "audits": len(audits_in(kept.register, kept.on)),
        "reviews": len(review_decisions(kept.register, kept.on).rows),
    }


def _released(kept: Kept) -> Mapping[str, int]:
    releases = [each for each in standing_in(kept.register, kept.on).releases if each.released is not None]
    known = {str(each.version) for each in releases}
    manifests = [read_manifest(each) for each in release_folders(kept.workspace) if each.name in known]
    files = [file.path for each in manifests for file in each.files]
    return {
        "trials": sum(each.trial is not None for each in releases),
        "releases": len(releases),
        "approvals": sum(len(each.approvals) for each in manifests),
        **_conditions(manifests),
        "documents": sum(each.startswith(f"{DOCUMENTS}/") for each in files),
        "baselines": files.count(BASELINE),
        "differences": files.count(DIFFERENCES),
    }


def _conditions(manifests: list[Manifest]) -> Mapping[str, int]:
    every = [each for manifest in manifests for each in manifest.conditions]
    return {"conditions": len(every), "conditions_met": sum(bool(each.is_met) for each in every)}


def _watched(kept: Kept) -> Mapping[str, int]:
    cases = cases_in(kept.register, kept.on)
    return {
        "cases": len(cases),
        "signals": sum(len(each.opened.signals) for each in cases),
        "triggers": len({trigger for each in cases for trigger in each.opened.triggers}),
    }
