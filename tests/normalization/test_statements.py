"""What is stated is kept in order, by whom and when; a head noted elsewhere shows what was cut off."""

import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from workbench.findings import InputError, UsageError
from workbench.language import Language
from workbench.normalization import Statement, open_register
from workbench.normalization.heads import FILE as HEADS
from workbench.normalization.history import Draft
from workbench.normalization.register import FILE
from workbench.normalization.statement import drafted_statement

AT = datetime(2025, 7, 1, 9, 0, tzinfo=UTC)


def statement(says: str, *, subject: str = "M01", kind: str = "item", seen: int = 0) -> Statement:
    return Statement(kind=kind, subject=subject, says={"text": says}, by="李工", at=AT + timedelta(minutes=seen), seen=seen)


def codes(workspace: Path) -> list[str]:
    return [each.code for each in open_register(workspace).verify()]


def refused(workspace: Path) -> str:
    """Return why nothing more is recorded."""
    register = open_register(workspace)
    before = register.storage.records()
    with pytest.raises(InputError) as error:
        register.enter(statement("more", subject="more"))
    assert register.storage.records() == before
    return error.value.finding.code


def test_statements_are_read_back_by_kind_in_their_order(tmp_path: Path) -> None:
    register = open_register(tmp_path)
    first = register.enter(statement("a"))
    other = register.enter(statement("b", kind="release"))
    second = register.enter(statement("c", seen=first.number))
    assert register.entered("item") == (first, second)
    assert register.entered("release") == (other,)
    assert first.statement == statement("a")
    assert (register.head.number, register.head.hash) == (3, second.hash)


def test_who_has_not_seen_the_last_statement_is_told_whose_it_is(tmp_path: Path) -> None:
    register = open_register(tmp_path)
    register.enter(statement("a"))
    with pytest.raises(UsageError) as error:
        register.enter(statement("b"))
    assert (error.value.finding.code, error.value.finding.facts["by"]) == ("STATEMENT_OVERTAKEN", "李工")
    with pytest.raises(UsageError) as error:
        register.enter(statement("b", subject="M02", seen=9))
    assert error.value.finding.code == "STATEMENT_UNSEEN"
    assert len(register.entered("item")) == 1


def test_a_statement_by_nobody_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as error:
        open_register(tmp_path).enter(Statement(kind="item", subject="a", says={}, by=" ", at=AT))
    assert error.value.finding.code == "STATEMENT_BY_NOBODY"
    assert not (tmp_path / FILE).exists()


def three(tmp_path: Path) -> Path:
    for each in ("a", "b", "c"):
        open_register(tmp_path).enter(statement(each, subject=each))
    return tmp_path / FILE.parent / HEADS


def change(tmp_path: Path, *commands: str) -> None:
    with sqlite3.connect(tmp_path / FILE) as connection:
        for command in commands:
            connection.execute(command)
    connection.close()


def test_a_register_as_it_was_written_is_whole(tmp_path: Path) -> None:
    three(tmp_path)
    assert codes(tmp_path) == []


def test_a_cut_tail_shows_by_the_heads_noted_beside_it(tmp_path: Path) -> None:
    three(tmp_path)
    change(tmp_path, "DELETE FROM records WHERE number = 3")
    assert codes(tmp_path) == ["REGISTER_CUT"]


def test_a_tail_written_anew_shows(tmp_path: Path) -> None:
    three(tmp_path)
    change(tmp_path, "DELETE FROM records WHERE number = 3")
    assert refused(tmp_path) == "REGISTER_CUT"
    open_register(tmp_path).storage.append(drafted_statement(statement("other", subject="d")))
    assert codes(tmp_path) == ["REGISTER_REWRITTEN"]
    assert refused(tmp_path) == "REGISTER_REWRITTEN"


def test_a_record_that_nobody_noted_shows_until_the_next_writer_notes_it(tmp_path: Path) -> None:
    heads = three(tmp_path)
    heads.write_text("".join(heads.read_text("utf-8").splitlines(keepends=True)[:2]), "utf-8")
    assert codes(tmp_path) == ["REGISTER_UNNOTED"]
    open_register(tmp_path).enter(statement("d", subject="d"))
    assert codes(tmp_path) == []


def test_what_was_written_past_the_workbench_is_not_covered_by_what_comes_behind_it(tmp_path: Path) -> None:
    heads = three(tmp_path)
    for each in ("d", "e"):
        open_register(tmp_path).storage.append(drafted_statement(statement(each, subject=each)))
    assert codes(tmp_path) == ["REGISTER_WRITTEN_PAST"]
    assert refused(tmp_path) == "REGISTER_WRITTEN_PAST"
    head = open_register(tmp_path).head
    heads.write_text(f"{head.number} {head.hash}\n", "utf-8")
    open_register(tmp_path).enter(statement("f", subject="f"))
    assert codes(tmp_path) == []


def test_a_history_written_anew_without_its_notes_is_not_covered_by_what_comes_behind_it(tmp_path: Path) -> None:
    three(tmp_path).unlink()
    change(tmp_path, "DELETE FROM records")
    for each in ("x", "y"):
        open_register(tmp_path).storage.append(drafted_statement(statement(each, subject=each)))
    assert refused(tmp_path) == "REGISTER_HEADS_MISSING"


def test_a_first_writer_that_was_stopped_before_he_noted_his_record_hinders_nobody(tmp_path: Path) -> None:
    open_register(tmp_path).storage.append(drafted_statement(statement("a", subject="a")))
    assert codes(tmp_path) == ["REGISTER_UNNOTED"]
    open_register(tmp_path).enter(statement("b", subject="b"))
    assert codes(tmp_path) == []


def test_a_line_torn_by_a_stopped_writer_does_not_spoil_the_next(tmp_path: Path) -> None:
    heads = three(tmp_path)
    heads.write_text(heads.read_text("utf-8")[:-30], "utf-8")
    open_register(tmp_path).enter(statement("d", subject="d"))
    assert codes(tmp_path) == []


def test_noted_heads_that_are_gone_are_missed(tmp_path: Path) -> None:
    three(tmp_path).unlink()
    assert codes(tmp_path) == ["REGISTER_HEADS_MISSING"]
    assert refused(tmp_path) == "REGISTER_HEADS_MISSING"


def test_a_head_printed_elsewhere_shows_a_register_that_was_cut_with_its_notes(tmp_path: Path) -> None:
    heads = three(tmp_path)
    printed = open_register(tmp_path).head
    change(tmp_path, "DELETE FROM records WHERE number = 3")
    heads.write_text("".join(heads.read_text("utf-8").splitlines(keepends=True)[:2]), "utf-8")
    assert codes(tmp_path) == []
    found = open_register(tmp_path).verify([printed], source="report.html")
    assert [(each.code, each.facts["source"]) for each in found] == [("REGISTER_CUT", "report.html")]


def test_a_register_that_is_gone_is_missed_by_its_notes_and_one_that_never_was_is_not(tmp_path: Path) -> None:
    assert codes(tmp_path) == []
    three(tmp_path)
    (tmp_path / FILE).unlink()
    assert codes(tmp_path) == ["REGISTER_MISSING"]


def test_a_register_in_a_database_is_missed_where_the_folder_is_looked_at_for_it(tmp_path: Path) -> None:
    at_a_url = open_register(tmp_path / "ws", f"sqlite:///{tmp_path / 'shared.sqlite'}")
    at_a_url.enter(statement("a"))
    assert at_a_url.verify() == ()
    (missed,) = open_register(tmp_path / "ws").verify()
    assert (missed.code, missed.facts["number"], "--register" in missed.text(Language.EN)) == ("REGISTER_MISSING", 1, True)


def test_a_register_of_the_first_version_is_brought_up_to_date_by_its_next_writer(tmp_path: Path) -> None:
    three(tmp_path).unlink()
    change(tmp_path, "DROP INDEX records_by_kind", "DELETE FROM schema_versions", "INSERT INTO schema_versions VALUES (1)")
    assert len(open_register(tmp_path).entered("item")) == 3
    open_register(tmp_path).enter(statement("d", subject="d"))
    with sqlite3.connect(tmp_path / FILE) as connection:
        assert connection.execute("SELECT max(version) FROM schema_versions").fetchone() == (2,)
        assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'records_by_kind'").fetchone() == (1,)
    connection.close()
    assert len(open_register(tmp_path).entered("item")) == 4
    assert codes(tmp_path) == []


def test_a_statement_is_of_the_day_on_its_authors_clock(tmp_path: Path) -> None:
    early = replace(statement("a"), at=datetime(2025, 7, 1, 0, 30, tzinfo=ZoneInfo("Asia/Shanghai")))
    open_register(tmp_path).enter(early)
    (found,) = open_register(tmp_path).entered("item")
    assert (found.statement.day, found.statement.at) == (date(2025, 7, 1), early.at)


def test_a_record_of_before_offsets_were_kept_is_read_as_it_is(tmp_path: Path) -> None:
    content = '{"at":"2025-06-30T16:30:00+00:00","by":"李工","says":{"text":"a"}}'
    open_register(tmp_path).storage.append(Draft(kind="item", subject="M01", seen=0, content=content))
    (found,) = open_register(tmp_path).entered("item")
    assert (found.statement.day, found.statement.at) == (date(2025, 6, 30), datetime(2025, 6, 30, 16, 30, tzinfo=UTC))
