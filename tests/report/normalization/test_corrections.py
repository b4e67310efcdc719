"""Corrective actions and warnings are shown as they stand, what is overdue marked, what is not known as a dash."""

from datetime import UTC, date, datetime
from pathlib import Path

from workbench.design.names import Names
from workbench.normalization import Decision, Nonconformity, Register, Subject, open_register
from workbench.normalization.corrections import (
    ActionAgreed,
    CauseFound,
    CauseKind,
    CorrectionEvent,
    Forecast,
    Forecasts,
    Outlook,
    Step,
    Watched,
    corrections_in,
    enter_correction,
    next_steps,
)
from workbench.report.normalization.corrections import correction_named, corrections_panel, warnings_panel

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
POSTS = Names(texts={"P1": {"zh-CN": "计划员", "en": "Planner"}})


def register_with(folder: Path, *steps: Step) -> Register:
    register = open_register(folder)
    subject = Subject(id="f" * 16, code="CF-SKIP", scope="p", object=("a",))
    verdict = Nonconformity(evidence="e", requirement="r", statement="s")
    register.decide(Decision(subject=subject, verdict=verdict, by="QM", at=AT))
    for step in steps:
        (one,) = corrections_in(register, AT.date()).corrections
        enter_correction(register, one.id, CorrectionEvent(step=step, by="QM", at=AT))
    return register


def test_an_action_whose_day_has_passed_is_called_overdue(tmp_path: Path) -> None:
    action = ActionAgreed(action="train", owner="P1", due=date(2026, 3, 3))
    register = register_with(tmp_path, CauseFound(kind=CauseKind.PEOPLE, cause="new"), action)
    corrections = corrections_in(register, date(2026, 3, 4))
    table = corrections_panel(corrections, POSTS).table
    assert table is not None
    (row,) = table.rows
    assert [each.en for each in row] == [
        *(
            corrections.corrections[0].id[:8],
            "CF-SKIP",
            "p",
            "action agreed (overdue)",
            "s",
            "people",
            "new",
            "train",
            "Planner",
            "2026-03-03",
            "–",
            "0",
        ),
    ]
    assert correction_named(corrections.corrections[0]).en == "CF-SKIP a · action agreed"


def test_the_steps_that_may_be_entered_follow_the_state(tmp_path: Path) -> None:
    (raised,) = corrections_in(register_with(tmp_path), AT.date()).corrections
    assert next_steps(raised) == (CauseFound,)


def test_without_nonconformities_it_says_where_they_come_from(tmp_path: Path) -> None:
    told = corrections_panel(corrections_in(open_register(tmp_path), AT.date()), POSTS).missing
    assert told is not None
    assert "nonconformity" in told.en


def test_a_warning_says_when_its_limit_is_reached_in_the_unit_of_what_is_watched() -> None:
    row = Forecast(
        watched=Watched.DELAY,
        scope="p",
        about="",
        outlook=Outlook.WARNING,
        limit=24.0,
        points=9,
        last=AT.date(),
        stands_at=12.0,
        a_week=1.5,
        q=0.01,
        reached_on=date(2026, 5, 1),
    )
    panel = warnings_panel(Forecasts(rows=(row,)))
    assert panel.table is not None
    told = [each.en for each in panel.table.rows[0]]
    assert told == [
        row.id[:8],
        "warning",
        "p",
        "delay of recording",
        "",
        "2026-05-01",
        "–",
        "–",
        "12 h",
        "24 h",
        "1.50 h",
        "9",
        "0.010",
    ]
    assert "2026-05-01" in panel.notes[0].en
