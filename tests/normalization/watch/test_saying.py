"""Judgements are said in the units of their figures, and of what the design calls so."""

from dataclasses import replace
from datetime import date

import pytest

from tests.normalization.watch.test_case import DRIFT, design
from workbench.design import name_of
from workbench.language import Language
from workbench.normalization.watch import Look, Monitor, Signal, Untold
from workbench.normalization.watch.draft import Draft, watch_draft
from workbench.normalization.watch.saying import facts_of, objects_named, signal_text, untold_text
from workbench.normalization.watch.watching import opens_case
from workbench.strategy import KPI

NAMED = design()
ENGLISH = Language.EN


def signal(monitor: Monitor, unit: str, *, detail: str = "") -> Signal:
    since = date(2025, 6, 2)
    return Signal(
        monitor=monitor, process="p", object=("b",), detail=detail, statistic=0.125, limit=0.5, n=8, unit=unit, since=since
    )


@pytest.mark.parametrize(
    ("unit", "zh", "en"),
    [("share", "12.5%", "12.5%"), ("working-h", "0.12 工作小时", "0.12 working hours"), ("distance", "0.125", "0.125")],
)
def test_a_figure_bears_the_unit_of_its_monitor(unit: str, zh: str, en: str) -> None:
    facts = facts_of(signal(Monitor.RULE, unit), NAMED)
    assert facts["statistic"] == {"zh-CN": zh, "en": en}


def test_a_share_is_said_as_percent_in_the_sentence() -> None:
    said = signal_text(signal(Monitor.CONFORMANCE, "share"), NAMED, Language.ZH_CN)
    assert "12.5%" in said
    assert "50.0%" in said


def test_what_is_not_known_is_a_dash() -> None:
    assert facts_of(DRIFT, NAMED)["usual"] == {"zh-CN": "–", "en": "–"}


def test_activities_posts_and_functions_are_called_by_their_names() -> None:
    named = replace(NAMED, activities=tuple(replace(each, texts={"zh-CN": "批准", "en": "Approve"}) for each in NAMED.activities))
    assert "Approve" in signal_text(DRIFT, named, ENGLISH)
    granted = Look(monitor=Monitor.STRUCTURE, object=("P", "ERP.SO"), detail="permission-added")
    assert [key for key, _ in objects_named(granted, NAMED)] == ["P", "ERP.SO"]


def test_a_draft_is_said_by_the_area_that_is_not_as_released() -> None:
    (drafted,) = watch_draft([Draft(process="p", area="order_rule", count=2)], date(2025, 6, 2)).signals
    said = signal_text(drafted, NAMED, ENGLISH)
    assert "2 entries (Order rule)" in said
    assert not opens_case(drafted)


def test_a_kpi_is_called_by_its_name() -> None:
    strategy = replace(NAMED.strategy, kpis=(KPI(id="K1", name="周期", name_en="Lead time"),))
    named = replace(NAMED, strategy=strategy)
    assert name_of("kpi", "K1", named) == {"zh-CN": "周期", "en": "Lead time"}
    assert name_of("kpi", "K2", named) == {"zh-CN": "K2", "en": "K2"}


def test_what_no_table_knows_is_called_as_it_is() -> None:
    novel = Signal(monitor=Monitor.NOVEL, process="elsewhere", object=("<b>",), detail="label", statistic=3.0, n=8)
    said = signal_text(novel, NAMED, ENGLISH)
    assert "elsewhere" in said
    assert "<b>" in said
    assert "in 3 of 8 cases" in said


def test_what_cannot_be_told_names_the_process() -> None:
    untold = Untold(monitor=Monitor.CONFORMANCE, reason="WATCH_TOO_FEW", process="p", there=3, needed=20)
    assert "3 of the 20" in untold_text(untold, NAMED, ENGLISH)
