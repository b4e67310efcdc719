"""What is decided is kept, by whom and when; nothing is lost, nothing is overwritten, and damage is said."""

import multiprocessing
import os
import sqlite3
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from tests.normalization.decisions import AT, DAY, acceptance, decision
from workbench.findings import InputError, UsageError, identity_of
from workbench.language import Language
from workbench.normalization import (
    Acceptance,
    Confirmation,
    Decision,
    Dispute,
    Head,
    Nonconformity,
    Register,
    Subject,
    Verdict,
    Withdrawal,
    open_register,
)
from workbench.normalization.register import FILE

NONCONFORMITY = Nonconformity(evidence="36 / 300", requirement="MD3.4", statement="…", clause="2014 7.5.1")
WRITERS, EACH = 8, 6


def code_of(error: pytest.ExceptionInfo[InputError] | pytest.ExceptionInfo[UsageError]) -> str:
    return error.value.finding.code


def test_a_workspace_without_decisions_has_no_register_yet(tmp_path: Path) -> None:
    register = open_register(tmp_path)
    assert register.decisions == ()
    assert register.standing(DAY).accepted == frozenset()
    assert register.verify() == ()
    assert not (tmp_path / FILE).exists()


@pytest.mark.parametrize(
    "verdict", [acceptance(), Dispute(reason="a"), Confirmation(reason="b"), NONCONFORMITY], ids=lambda it: it.name
)
def test_what_was_decided_is_read_back_as_it_was(tmp_path: Path, verdict: Verdict) -> None:
    said = decision(verdict)
    entry = open_register(tmp_path).decide(said)
    assert entry.decision == said
    assert open_register(tmp_path).decisions == (entry,)


def test_readers_go_on_while_somebody_writes(tmp_path: Path) -> None:
    open_register(tmp_path).decide(decision())
    with sqlite3.connect(tmp_path / FILE) as writer:
        assert writer.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        writer.execute("BEGIN IMMEDIATE")
        assert len(open_register(tmp_path).decisions) == 1
    writer.close()


def test_an_acceptance_holds_until_its_last_day_and_then_the_finding_is_open_again(tmp_path: Path) -> None:
    register = open_register(tmp_path)
    last = date(2026, 6, 30)
    about = register.decide(decision(acceptance(until=last))).decision.subject
    finding = about.id
    assert register.standing(last).accepted == about.kin
    after = register.standing(last + timedelta(days=1))
    assert after.accepted == frozenset()
    assert after.of(finding) is None
    assert after.is_reopened(finding)


def test_a_decision_holds_for_the_deviation_under_whichever_code_it_is_found(tmp_path: Path) -> None:
    """Skipped often is accepted; never done at all is the same deviation, and whoever decides on that decides anew."""
    register = open_register(tmp_path)
    skipped, dead = (
        Subject(id=identity_of(code, "OTD", "OTD-04"), code=code, scope="OTD", object=("OTD-04",))
        for code in ("CF-SKIP", "CF-DEAD")
    )
    first = register.decide(Decision(subject=skipped, verdict=acceptance(), by="王工", at=AT))
    standing = register.standing(DAY)
    assert standing.of(dead.id) == first
    assert dead.id in standing.accepted
    assert (standing.seen(dead.id), standing.seen(skipped.id)) == (0, first.number)
    withdrawn = register.decide(Decision(subject=dead, verdict=Withdrawal(reason="不再等待"), by="李工", at=AT))
    standing = register.standing(DAY)
    assert (standing.of(skipped.id), standing.in_force) == (None, ())
    disputed = Decision(subject=skipped, verdict=Dispute(reason="日志有误"), by="李工", at=AT, seen=first.number)
    assert register.decide(disputed).number == withdrawn.number + 1
    assert [each.decision for each in register.standing(DAY).in_force] == [disputed]


def test_the_latest_decision_on_a_finding_stands(tmp_path: Path) -> None:
    register = open_register(tmp_path)
    first = register.decide(decision())
    disputed = register.decide(decision(Dispute(reason="日志有误"), seen=first.number))
    standing = register.standing(DAY)
    assert standing.of(first.decision.subject.id) == disputed
    assert standing.accepted == frozenset()
    assert standing.seen(first.decision.subject.id) == 2
    assert standing.head == Head(number=2, hash=disputed.hash)


def test_a_withdrawn_decision_no_longer_holds(tmp_path: Path) -> None:
    register = open_register(tmp_path)
    first = register.decide(decision())
    register.decide(decision(Withdrawal(reason="期限已改"), seen=first.number))
    assert register.standing(DAY).of(first.decision.subject.id) is None
    assert len(register.decisions) == 2


def test_there_must_be_something_to_withdraw(tmp_path: Path) -> None:
    register = open_register(tmp_path)
    with pytest.raises(UsageError) as error:
        register.decide(decision(Withdrawal(reason="x")))
    assert code_of(error) == "DECISION_NOTHING"


def test_a_second_save_says_who_decided_and_when(tmp_path: Path) -> None:
    register = open_register(tmp_path)
    register.decide(decision(by="王工"))
    with pytest.raises(UsageError) as error:
        register.decide(decision(Dispute(reason="y"), by="李工"))
    assert code_of(error) == "DECISION_OVERTAKEN"
    assert "王工 已于 2026-03-02 09:30" in error.value.finding.text(Language.ZH_CN)
    assert len(register.decisions) == 1


def test_a_decision_cannot_rest_on_one_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as error:
        open_register(tmp_path).decide(decision(seen=4))
    assert code_of(error) == "DECISION_UNSEEN"


@pytest.mark.parametrize(
    ("lacking", "field"),
    [
        (decision(Acceptance(reason=" ", owner="o", until=DAY)), "reason"),
        (decision(Acceptance(reason="r", owner="", until=DAY)), "owner"),
        (decision(Dispute(reason="")), "reason"),
        (decision(by=""), "by"),
    ],
)
def test_a_decision_says_all_that_it_must(tmp_path: Path, lacking: object, field: str) -> None:
    with pytest.raises(UsageError) as error:
        open_register(tmp_path).decide(lacking)  # type: ignore[arg-type]
    assert error.value.finding.facts["key"] == field
    assert not (tmp_path / FILE).exists()


def test_an_acceptance_ends_no_earlier_than_it_is_made(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as error:
        open_register(tmp_path).decide(decision(acceptance(until=DAY - timedelta(days=1))))
    assert code_of(error) == "DECISION_EXPIRED"


def write_some(folder: Path, writer: int, begin: "multiprocessing.synchronize.Barrier") -> None:
    begin.wait()
    for number in range(EACH):
        open_register(folder).decide(decision(about=f"{writer:08x}{number:08x}", by=f"writer {writer}"))


def test_eight_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    begin = context.Barrier(WRITERS)
    writers = [context.Process(target=write_some, args=(tmp_path, number, begin)) for number in range(WRITERS)]
    for each in writers:
        each.start()
    for each in writers:
        each.join()
    register = open_register(tmp_path)
    assert [each.exitcode for each in writers] == [0] * WRITERS
    assert register.verify() == ()
    decided = [(each.decision.by, each.decision.subject.id) for each in register.decisions]
    assert sorted(decided) == sorted((f"writer {w}", f"{w:08x}{n:08x}") for w in range(WRITERS) for n in range(EACH))


def decide_the_same(folder: Path, writer: int, begin: "multiprocessing.synchronize.Barrier") -> None:
    begin.wait()
    try:
        open_register(folder).decide(decision(by=f"writer {writer}"))
    except UsageError as error:
        raise SystemExit(7 if error.finding.code == "DECISION_OVERTAKEN" else 1) from error


def test_of_several_who_decide_the_same_at_once_one_is_heard_and_the_others_are_told(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    begin = context.Barrier(4)
    writers = [context.Process(target=decide_the_same, args=(tmp_path, number, begin)) for number in range(4)]
    for each in writers:
        each.start()
    for each in writers:
        each.join()
    assert sorted(each.exitcode or 0 for each in writers) == [0, 7, 7, 7]
    assert len(open_register(tmp_path).decisions) == 1


def edited(folder: Path, statement: str) -> Register:
    register = open_register(folder)
    for number in range(3):
        register.decide(decision(about=f"{number:016x}"))
    connection = sqlite3.connect(folder / FILE)
    with connection:
        connection.execute(statement)
    connection.close()
    return register


@pytest.mark.parametrize(
    ("statement", "number"),
    [
        ("UPDATE records SET content = replace(content, '2026-06-30', '2036-06-30') WHERE number = 2", 2),
        ("DELETE FROM records WHERE number = 1", 1),
        ("UPDATE records SET number = 9 WHERE number = 2", 2),
        ("UPDATE records SET seen = 'x' WHERE number = 3", 3),
    ],
)
def test_records_that_were_tampered_with_are_not_relied_on(tmp_path: Path, statement: str, number: int) -> None:
    register = edited(tmp_path, statement)
    (fault,) = register.verify()
    assert (fault.code, fault.facts["number"]) == ("REGISTER_BROKEN", number)
    standing = register.standing_if_readable(DAY)
    assert standing.fault == fault
    assert standing.accepted == frozenset()
    with pytest.raises(InputError):
        register.decide(decision(about="f" * 16))


def test_a_file_that_is_no_register_is_said(tmp_path: Path) -> None:
    (tmp_path / FILE).parent.mkdir()
    (tmp_path / FILE).write_bytes(b"this is no database" * 100)
    register = open_register(tmp_path)
    assert [each.code for each in register.verify()] == ["REGISTER_UNREADABLE"]
    with pytest.raises(InputError) as error:
        register.decide(decision())
    assert code_of(error) == "REGISTER_UNREADABLE"


def test_a_register_that_cannot_be_written_is_said_and_can_still_be_read(tmp_path: Path) -> None:
    open_register(tmp_path, f"sqlite:///{tmp_path / FILE}").decide(decision())
    locked = open_register(tmp_path, f"sqlite:///file:{tmp_path / FILE}?mode=ro&uri=true")
    assert len(locked.decisions) == 1
    with pytest.raises(InputError) as error:
        locked.decide(decision(about="0" * 16))
    assert code_of(error) == "REGISTER_UNWRITABLE"


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is locked to this user")
def test_a_register_in_a_folder_that_is_locked_can_be_read(tmp_path: Path) -> None:
    open_register(tmp_path).decide(decision())
    (tmp_path / FILE).parent.chmod(0o500)
    assert len(open_register(tmp_path).decisions) == 1
    (tmp_path / FILE).parent.chmod(0o700)


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "register").write_text("a file where the folder should be")
    with pytest.raises(InputError) as error:
        open_register(tmp_path).decide(decision())
    assert code_of(error) == "REGISTER_UNWRITABLE"


def test_a_register_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    edited(tmp_path, "INSERT INTO schema_versions VALUES (99)")
    with pytest.raises(InputError) as error:
        open_register(tmp_path).decide(replace(decision(), at=AT + timedelta(days=1)))
    assert code_of(error) == "REGISTER_NEWER"


@pytest.mark.parametrize("url", ["no address", "nosuchdatabase://host/name"])
def test_an_address_that_is_none_is_said(tmp_path: Path, url: str) -> None:
    with pytest.raises(UsageError) as error:
        open_register(tmp_path, url)
    assert code_of(error) == "REGISTER_URL"


def test_a_server_that_is_not_there_is_said_without_the_password(tmp_path: Path) -> None:
    register = open_register(tmp_path, "postgresql://me:secret@127.0.0.1:9/none?connect_timeout=2")
    (fault,) = register.verify()
    assert fault.code == "REGISTER_UNREADABLE"
    assert "secret" not in fault.text(Language.EN)


def test_workspaces_that_share_a_database_do_not_decide_for_each_other(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'shared.sqlite'}"
    one, other = (open_register(tmp_path / name, url) for name in ("north", "south"))
    one.decide(decision())
    assert other.decisions == ()
    other.decide(decision(by="somebody of the south"))
    assert [[each.decision.by for each in register.decisions] for register in (one, other)] == [
        [decision().by],
        ["somebody of the south"],
    ]
    assert one.verify() == other.verify() == ()


def test_a_workspace_that_is_renamed_keeps_what_was_recorded_of_it_on_a_server(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'shared.sqlite'}"
    open_register(tmp_path / "south", url).decide(decision(about="1" * 16))
    first = open_register(tmp_path / "north", url).decide(decision())
    (tmp_path / "north").rename(tmp_path / "plant north")
    renamed = open_register(tmp_path / "plant north", url)
    assert renamed.decisions == (first,)
    second = renamed.decide(decision(Dispute(reason="x"), seen=first.number))
    assert renamed.decisions == (first, second)
    assert renamed.verify() == ()


def test_a_folder_of_the_same_name_is_not_taken_for_the_workspace_that_recorded(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'shared.sqlite'}"
    one, other = (open_register(tmp_path / company / "plant-1", url) for company in ("a", "b"))
    first = one.decide(decision())
    with pytest.raises(UsageError) as told:
        other.decide(decision(about="1" * 16))
    assert code_of(told) == "REGISTER_NAMESAKE"
    assert one.decisions == (first,)
    notes = Path(str(told.value.finding.facts["notes"]))
    notes.touch()  # it is the same workspace, in another place
    second = other.decide(decision(about="1" * 16))
    assert one.decisions == other.decisions == (first, second)
    assert len(notes.read_text("utf-8").splitlines()) == 1


def test_what_was_decided_after_a_day_does_not_stand_on_it(tmp_path: Path) -> None:
    register = open_register(tmp_path)
    first = register.decide(decision())
    late = replace(decision(Dispute(reason="日志有误"), seen=first.number), at=AT + timedelta(days=3))
    second = register.decide(late)
    finding = first.decision.subject.id
    stood = [register.standing(DAY + timedelta(days=days)).of(finding) for days in (-1, 0, 2, 3)]
    assert stood == [None, first, first, second]


def test_a_decision_is_of_the_day_on_its_authors_clock(tmp_path: Path) -> None:
    """Half past seven in the morning of Shanghai is the day before in London."""
    early = replace(decision(), at=datetime(2026, 3, 2, 7, 30, tzinfo=timezone(timedelta(hours=8))))
    entry = open_register(tmp_path).decide(early)
    assert (entry.day, entry.decision.at.utcoffset()) == (date(2026, 3, 2), timedelta(hours=8))
    assert open_register(tmp_path).standing(date(2026, 3, 1)).latest == {}
