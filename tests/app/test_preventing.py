"""A warning becomes the same item of the plan by either door."""

import json
from datetime import date, datetime, tzinfo
from pathlib import Path

import pytest

from tests.app.doors import Sent, Typed, opened_in
from tests.normalization.corrections.test_warnings import told, weekly
from workbench.app.preventing import ask_prevention
from workbench.fit.codes import Element
from workbench.language import Language
from workbench.normalization import open_register
from workbench.normalization.corrections import Forecasts
from workbench.normalization.plan import Source, plan_in
from workbench.templates import example_workspace, write_with_files

DAY = date(2025, 6, 2)
WARNING = told(weekly([0.60 + 0.01 * week for week in range(12)]))
FORECASTS = Forecasts(rows=(WARNING,))


class Clock(datetime):
    """A clock that stands still."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return datetime(DAY.year, DAY.month, DAY.day, 9, tzinfo=tz)


def test_a_warning_becomes_the_same_item_by_either_door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in ("workbench.cli.options.datetime", "workbench.app.recording.datetime"):
        monkeypatch.setattr(place, Clock)
    monkeypatch.setattr("workbench.study.reviewing.forecasts_of", lambda *_: FORECASTS)
    typed, sent = (Typed(root=tmp_path / "typed" / "ws", by="王工", patch=monkeypatch), tmp_path / "sent" / "ws")
    for root in (typed.root, sent):
        write_with_files(example_workspace(Language.ZH_CN), root)
    said = ("--text", "培训顶岗人员", "--element", "organization", "--responsible", "P1", "--days", "30")
    typed._type("plan", "warning", typed.root, WARNING.id[:6], *said)
    door = Sent(root=sent, by="王工", patch=monkeypatch, opened=opened_in(sent))
    page = door._show(lambda opened: ask_prevention(opened, FORECASTS))
    fields = {
        "case-plan-text": "培训顶岗人员",
        "case-plan-elements": [Element.ORGANIZATION],
        "case-plan-responsible": ["P1"],
        "case-plan-days": 30,
    }
    door._state(page, "plan-warning", fields, opener="plan-warning-open")
    first, second = ([each.draft for each in open_register(root).storage.records()] for root in (typed.root, sent))
    assert [json.loads(each.content) for each in first] == [json.loads(each.content) for each in second]
    (item,) = plan_in(open_register(sent), DAY).items
    assert (item.planned.source, item.planned.origin) == (Source.WARNING, WARNING.id)
