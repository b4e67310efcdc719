"""Decisions, net figures and trends as the findings file tells them, beside what is gross."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any, Final

from workbench.language import Language
from workbench.normalization import Standing
from workbench.report.fit_file import rounded
from workbench.report.net_figures import NetFigures, Share, net_figures
from workbench.report.owner_figures import owner_figures
from workbench.report.page import Trend
from workbench.study import AssessedProcess, Assessment

_NAMES: Final = ("conformance", "responsibility", "fit")
"""Of the owner's figures, in their order."""


def owner_content(process: AssessedProcess, assessment: Assessment) -> dict[str, Any]:
    """Tell the owner's figures net and over time; `net` is null where nothing can be decided or nobody asked."""
    three = owner_figures(process, assessment)
    net = net_figures(process, assessment, assessment.standing)
    return {
        "net": None if net is None else _net(net),
        "trend": {name: _trend(figure.trend) for name, figure in zip(_NAMES, three, strict=True)},
    }


def register_content(standing: Standing, language: Language) -> dict[str, Any] | None:
    """Tell up to which record decisions were read, on which day they hold, and why none could be; null where nobody asked."""
    if standing.on is None:
        return None
    fault = standing.fault.text(language) if standing.fault else None
    return {"on": standing.on.isoformat(), "head": str(standing.head), "fault": fault}


def decision_content(finding: str, standing: Standing) -> dict[str, Any] | None:
    """Tell the decision on a finding, null where there is none in force and no acceptance has ended."""
    entry = standing.of(finding)
    is_reopened = standing.is_reopened(finding)
    if entry is None and not is_reopened:
        return None
    entry = standing.last[finding]
    decision, verdict = entry.decision, entry.decision.verdict
    said = {each.name: getattr(verdict, each.name) for each in fields(verdict)}
    return {
        "state": "reopened" if is_reopened else verdict.name,
        **{name: value.isoformat() if isinstance(value, date) else value for name, value in said.items()},
        "by": decision.by,
        "at": decision.at.isoformat(),
        "record": entry.number,
    }


def _net(net: NetFigures) -> dict[str, Any]:
    return {
        "accepted": list(net.accepted),
        "conformance": _share(net.conforming),
        "responsibility": None if net.responsible is None else _share(net.responsible),
        "fit": None if net.fit is None else {"value": rounded(net.fit)},
        "families": [
            {
                "family": each.family,
                "findings": each.findings,
                "open": each.open,
                "affected": each.affected,
                "open_affected": each.open_affected,
                "cases": each.cases,
            }
            for each in net.families
        ],
    }


def _share(share: Share) -> dict[str, Any]:
    return {"value": rounded(share.value), "part": share.part, "whole": share.whole}


def _trend(trend: Trend | None) -> list[dict[str, Any]] | None:
    if trend is None:
        return None
    return [
        {
            "period": each.period,
            "n": each.n,
            "value": rounded(each.value),
            "low": rounded(each.low),
            "high": rounded(each.high),
        }
        for each in trend.points
    ]
