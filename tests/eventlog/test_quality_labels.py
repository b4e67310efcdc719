"""Words that are doubtful: spelled twice, renamed, garbled, saying nothing, seen once."""

from pathlib import Path

import pytest

from tests.eventlog.quality_logs import changed, found, healthy, judged, log_of, share
from workbench.eventlog.quality.spelling import has_odd_letters, is_slip, meant, says_nothing, spelling_key, suspects
from workbench.eventlog.texts import Texts


@pytest.mark.parametrize("other", ["審批", "审 批", "审批\u200b", " 审批"])
def test_two_spellings_of_one_label_are_one_to_a_reader(tmp_path: Path, other: str) -> None:
    near = found(judged(log_of(tmp_path, changed(healthy(), "activity", other, [1, 4]))), "TEXT_NEAR_DUPLICATE")
    assert near is not None
    assert (near.count, near.exposed, near.object) == (2, 180, ("activity", *sorted(("审批", other))))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Approve Order", "approve-order", True),
        ("ＥＲＰ审批", "ERP审批", True),
        ("訂單審核", "订单审核", True),
        ("初审", "复审", False),
        ("Step 1", "Step 2", False),
    ],
)
def test_what_readers_overlook(one: str, other: str, same: bool) -> None:
    assert (spelling_key(one) == spelling_key(other)) is same


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        ("Approve order", "Aprove order", True),
        ("Approve order", "Approve ordre", False),
        ("Approve order", "Approve orders", True),
        ("Line C", "Line D", False),
        ("Check T02", "Check T03", False),
        ("A_ACCEPTED", "O_ACCEPTED", False),
        ("same", "same", False),
        ("accept", "except", False),
    ],
)
def test_a_slip_is_one_letter_of_a_long_word(one: str, other: str, slip: bool) -> None:
    assert is_slip(one, other) is is_slip(other, one) is slip


def test_a_rare_slip_is_found_and_a_frequent_neighbour_is_a_label(tmp_path: Path) -> None:
    rows = changed(healthy(), "activity", "Approve order", range(1, 180, 3))
    slipped = changed(rows, "activity", "Aprove order", [1])
    assert share(judged(log_of(tmp_path, slipped)), "TEXT_NEAR_DUPLICATE") == (1, 180)
    frequent = changed(rows, "activity", "Aprove order", range(1, 90, 3))
    assert found(judged(log_of(tmp_path, frequent)), "TEXT_NEAR_DUPLICATE") is None


@pytest.mark.parametrize("text", ["NA", "null", "None", "nan", "N/A", "-", "ＮＡ", "(null)"])
def test_names_that_programs_write_for_nothing(tmp_path: Path, text: str) -> None:
    assert says_nothing(text)
    report = judged(log_of(tmp_path, changed(healthy(), "resource", text, [3])))
    assert share(report, "TEXT_NA_LIKE") == (1, 180)
    assert next(each for each in report.pathologies if each.code == "TEXT_NA_LIKE").rows == (4,)


@pytest.mark.parametrize("text", ["Nadal", "Nana", "无锡", "未知", "0"])
def test_names_that_only_begin_so(text: str) -> None:
    assert not says_nothing(text)


@pytest.mark.parametrize(
    ("text", "was"),
    [
        ("登记审批".encode().decode("gb18030"), "登记审批"),
        ("Prüfung".encode().decode("cp1252"), "Prüfung"),
        ("登记".encode("gbk").decode("latin-1"), "登记"),
        ("登\ufffd", ""),
        ("锟斤拷", ""),
        ("登记", None),
        ("Übergröße", None),
        ("Ansøger", None),
        ("联通", None),
        ("café à la crème", None),
    ],
)
def test_what_a_garbled_text_was(text: str, was: str | None) -> None:
    assert meant(text) == was


def test_a_garbled_label_is_counted(tmp_path: Path) -> None:
    rows = changed(healthy(), "activity", "登记审批".encode().decode("gb18030"), [0, 3])
    assert share(judged(log_of(tmp_path, rows)), "TEXT_GARBLED") == (2, 180)


@pytest.mark.parametrize(
    ("text", "odd"), [("a ", True), ("Ａ1", True), ("登　记", True), ("a\u200bb", True), ("审批（一）", False), ("a b", False)]
)
def test_letters_that_only_programs_see(text: str, odd: bool) -> None:
    assert has_odd_letters(text) is odd


def test_every_text_that_a_rule_would_name_is_a_suspect() -> None:
    texts = ["", "plain text", "NA", "-", "null", " a", "a\t", "é", "#N/A", "登记", "(blank)", "Nothing at all to see"]
    chosen = {texts[number] for number in suspects(Texts.of(texts)).tolist()}
    assert {each for each in texts if each and (says_nothing(each) or has_odd_letters(each) or meant(each) is not None)} <= chosen
    assert not chosen & {"", "plain text", "Nothing at all to see"}


def test_a_label_that_stops_where_a_similar_one_begins_was_renamed(tmp_path: Path) -> None:
    renamed = changed(healthy(), "activity", "合同评审登记", range(0, 90, 3))
    renamed = changed(renamed, "activity", "合同审查登记", range(90, 180, 3))
    drift = found(judged(log_of(tmp_path, renamed)), "LOG_LABEL_DRIFT")
    assert drift is not None
    assert (drift.count, drift.exposed, drift.object) == (30, 60, ("合同评审登记", "合同审查登记"))


def test_two_similar_labels_side_by_side_are_no_drift(tmp_path: Path) -> None:
    mixed = changed(healthy(), "activity", "合同评审登记", range(0, 180, 6))
    mixed = changed(mixed, "activity", "合同审查登记", range(3, 180, 6))
    assert found(judged(log_of(tmp_path, mixed)), "LOG_LABEL_DRIFT") is None


def test_an_unlike_label_that_takes_over_is_no_drift(tmp_path: Path) -> None:
    replaced = changed(healthy(), "activity", "出库", range(90, 180, 3))
    assert found(judged(log_of(tmp_path, replaced)), "LOG_LABEL_DRIFT") is None


@pytest.mark.parametrize(
    ("old", "new", "drifts"),
    [("01_HOOFD_010", "01_HOOFD_015", False), ("审批2023", "审批2024", True), ("Approve v1", "Approve v2", True)],
)
def test_only_codes_may_take_over_from_one_another(tmp_path: Path, old: str, new: str, drifts: bool) -> None:
    replaced = changed(healthy(), "activity", old, range(0, 90, 3))
    replaced = changed(replaced, "activity", new, range(90, 180, 3))
    assert (found(judged(log_of(tmp_path, replaced)), "LOG_LABEL_DRIFT") is not None) is drifts


def test_an_activity_seen_once_is_named(tmp_path: Path) -> None:
    once = found(judged(log_of(tmp_path, changed(healthy(), "activity", "试运行", [7]))), "LOG_ACTIVITY_ONCE")
    assert once is not None
    assert (once.count, once.exposed, once.rows, once.facts["labels"]) == (1, 4, (8,), "“试运行”")


def test_attributes_of_cases_are_looked_at_too(tmp_path: Path) -> None:
    rows = [f"C{case},a,2024-03-01 09:{case:02}:07,{'N/A' if case == 2 else 'x'}" for case in range(5)]
    nothing = found(judged(log_of(tmp_path, rows, "case_id,activity,end,case:customer")), "TEXT_NA_LIKE")
    assert nothing is not None
    assert (nothing.count, nothing.exposed, nothing.cases, nothing.object) == (1, 5, ("C2",), ("case:customer",))
