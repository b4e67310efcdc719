"""The chart before and after a grouping, with the same work on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from workbench.redesign.grouping import FrontPoint
from workbench.redesign.grouping.predicted import Prediction
from workbench.redesign.grouping.regrouping import regrouped
from workbench.report.looks.chart import chart_panel
from workbench.report.looks.panel import Panel
from workbench.report.page import Texts
from workbench.report.tables import both, called, spoken
from workbench.study import Assessment
from workbench.study.recommending import Recommendation


def chart_panels(recommendation: Recommendation, point: FrontPoint) -> tuple[Panel, Panel]:
    """Return the chart as it is and as it would be at a point of the front, whoever moves or joins a team marked on both."""
    prediction, assessment = recommendation.forecast.of(point), recommendation.assessment
    after = _assessed_after(recommendation, point)
    return (
        replace(chart_panel(assessment, remarks=_leaving(prediction, assessment)), key="chart-now", links=()),
        replace(chart_panel(after, remarks=_arrived(prediction, assessment)), key="chart-then", links=()),
    )


def _assessed_after(recommendation: Recommendation, point: FrontPoint) -> Assessment:
    """Return the assessment with the same work in the departments of a point; its findings are still those of now."""
    assessment = recommendation.assessment
    evidence = regrouped(assessment.evidence, recommendation.problem, point.grouping)
    return replace(assessment, study=replace(assessment.study, design=evidence.design), linkage=evidence.linkage)


def _leaving(prediction: Prediction, assessment: Assessment) -> Mapping[str, tuple[Texts, ...]]:
    return {each.unit: (both("chart-leaves", department=_department(each.target, assessment)),) for each in prediction.moves}


def _arrived(prediction: Prediction, assessment: Assessment) -> Mapping[str, tuple[Texts, ...]]:
    said: dict[str, tuple[Texts, ...]] = {}
    for team in prediction.teams:
        for post in team.members:
            said[post] = (*said.get(post, ()), both("chart-in-team", process=team.process))
    for each in prediction.moves:
        came = both("chart-came", department=_department(each.source, assessment))
        said[each.unit] = (*said.get(each.unit, ()), came)
    return said


def _department(id_: str, assessment: Assessment) -> object:
    return spoken(called(assessment.study.design.vocabulary.departments.called(id_)))
