"""The app shows the level that the register's quiet weeks allow on the day, as the command line does."""

from datetime import datetime, tzinfo

import pytest

from tests.study.test_quiet_weeks import DRAFTED, Tried, assessed, tried
from workbench.app.levels import fit_today, rated_today
from workbench.app.opened import Opened
from workbench.language import Language
from workbench.report.summary import summarize

__all__ = ["assessed", "tried"]


class Clock(datetime):
    """A clock that stands still on the day of the draft."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return datetime(DRAFTED.year, DRAFTED.month, DRAFTED.day, 9, tzinfo=tz)


def test_the_level_is_that_of_today_beside_an_assessment_that_all_sessions_share(
    tried: Tried, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.app.recording.datetime", Clock)
    page = summarize(tried.assessment, Language.EN)
    opened = Opened(folder=tried.root, stamp="", assessment=tried.assessment, page=page)
    assert opened.assessment.fit.process["REP"].rating.level == "M3"
    assert rated_today(opened).fit.process["REP"].rating.level == "M4"
    section = fit_today(opened)
    assert section is not None
    assert {each.scope: each.level for each in section.cards}["REP"] == "M4"
    assert rated_today(opened) is rated_today(opened)
