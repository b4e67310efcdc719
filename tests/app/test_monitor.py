"""The monitor in the app: from which day on data are new is asked for, and means what it means at a prompt."""

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.doors import SHOWN, choose_since, sound, word
from tests.study.watched import TODAY, with_release
from workbench.app.opened import Opened
from workbench.app.views import monitor
from workbench.language import Language
from workbench.normalization import open_register
from workbench.report.summary import summarize
from workbench.study.monitoring import Asked, look_at


def script() -> None:
    from tests.app.doors import SHOWN  # noqa: PLC0415 - the script runs by itself

    SHOWN[0]()


def judged(page: AppTest) -> str:
    (figure,) = (each.value for each in page.metric if each.label == word("monitor-fact-looks"))
    return str(figure)


@pytest.mark.parametrize("since", [None, date(2025, 3, 3)])
def test_data_are_new_since_the_day_that_is_chosen_else_since_the_baseline(tmp_path: Path, since: date | None) -> None:
    made = with_release(tmp_path / "ws")
    opened = Opened(folder=made.root, stamp="", assessment=made.assessment, page=summarize(made.assessment, Language.EN))
    SHOWN[:] = [lambda: monitor.show(opened)]
    page = sound(AppTest.from_function(script, default_timeout=120).run())
    before = judged(page)
    if since is not None:
        choose_since(page, since)
    seen = look_at(made.root, open_register(made.root), made.assessment, Asked(on=TODAY, since=since))
    assert judged(page) == str(len(seen.watched.looks))
    assert (judged(page) == before) == (since is None)
