"""What a group too small to hide anybody did is not shown, but said and counted."""

from dataclasses import replace

import numpy as np

from tests.eventlog.logs import column, event, log_of
from workbench.eventlog import EventLog
from workbench.eventlog.looks.exploration import explore
from workbench.language import Language
from workbench.report.exploration import exploration_page
from workbench.report.page import Table


def look_at(log: EventLog, key: str) -> Table:
    (found,) = (each.table for each in exploration_page(explore(log), Language.EN).looks if each.key == key)
    assert found is not None
    return found


def busiest(*performers: str) -> Table:
    return look_at(log_of(*(event(f"{n:02}", "a", n, who) for n, who in enumerate(performers))), "performers")


def test_the_figure_of_the_busiest_is_shown_of_several_who_did_enough() -> None:
    shown = busiest("u", "u", "u", "v", "v")
    assert (shown.rows[0][-1].en, shown.more) == ("60.0%", None)


def test_one_person_alone_or_too_few_events_are_suppressed_in_both_languages_and_counted() -> None:
    for shown in (busiest(*"uuuuuuu"), busiest("u", "u", "u", "v")):
        assert (shown.rows[0][-1].zh, shown.rows[0][-1].en) == ("已抑制", "suppressed")
        assert shown.more is not None
        assert shown.more.en == "1 groups of fewer than 5 events or 2 persons are suppressed."


def test_a_role_that_did_something_seldom_is_suppressed_and_a_system_is_not() -> None:
    log = log_of(*(event(f"{n:02}", "a", n, "u") for n in range(20)))
    groups = column(["often"] * 16 + ["seldom"] * 4)
    assert np.bincount(groups.codes).tolist() == [16, 4]
    log = replace(log, columns={**log.columns, "role": groups, "system": groups})
    cells = {key: [cell.en for cell in look_at(log, key).rows[0]] for key in ("role", "system")}
    assert cells == {"role": ["a", "16", "suppressed", "", ""], "system": ["a", "16", "4", "", ""]}
