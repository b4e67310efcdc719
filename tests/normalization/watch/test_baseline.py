"""What a baseline keeps of evidence, and what the design's differences are, on a small enterprise."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.builders import process
from tests.enterprise_builder import Enterprise
from workbench.findings import InputError, Severity
from workbench.language import Language
from workbench.normalization.plain_values import plain, value_of
from workbench.normalization.watch import (
    Baseline,
    Circumstances,
    NewData,
    Observation,
    WatchRules,
    baseline_of,
    new_data,
    watch,
)
from workbench.normalization.watch.baseline import declared_in
from workbench.normalization.watch.baseline_file import baseline_bytes, read_baseline
from workbench.normalization.watch.record import OTHER_KEY, NameKind, ProcessRecord
from workbench.normalization.watch.saying import signal_text, untold_text
from workbench.privacy import Pseudonyms
from workbench.process import Sidecar
from workbench.process.sidecar import ActivityFacts, OrderRule
from workbench.technology import AccountKind

MONDAY = date(2025, 3, 3)
SIDECAR = Sidecar(
    activities={"b": ActivityFacts(kind="approval")}, order_rules=(OrderRule(before="a", after="c", severity=Severity.CRITICAL),)
)


def tables() -> Enterprise:
    enterprise = (
        Enterprise().department("D1").department("D2").post("P1", "D1").post("P2", "D1").person("x", "P1").person("y", "P2")
    )
    enterprise = (
        enterprise.duty("a", R="P1").duty("b", R="P2").duty("c", R="P1").apart("a", "b").account("pub", AccountKind.SHARED)
    )
    return enterprise.process(process("p").start().task("a").task("b").task("c").end(), SIDECAR)


def busy(enterprise: Enterprise, steps: str = "a:x b:y c:x", first: int = 0, weeks: int = 6) -> Enterprise:
    for week in range(first, first + weeks):
        for day in range(5):
            enterprise = enterprise.cases("p", steps, day=7 * week + day)
    return enterprise


def frozen(enterprise: Enterprise) -> Baseline:
    return baseline_of(Observation(evidence=enterprise.evidence()))


def only(baseline: Baseline) -> ProcessRecord:
    (record,) = baseline.processes
    return record


def test_cases_are_counted_by_the_week_in_which_they_began_and_the_last_weeks_are_left_to_settle() -> None:
    record = only(frozen(busy(tables())))
    assert record.settling_days == 1
    assert [(each.week, each.count, each.exposed) for each in record.deviating] == [
        (MONDAY + timedelta(days=7 * week), 0, 5) for week in range(5)
    ]
    assert (record.cases, sum(each.cases for each in record.blocks)) == (25, 25)


def test_critical_rules_are_counted_with_those_exposed() -> None:
    record = only(frozen(busy(busy(tables()), "a:x c:x", weeks=2)))
    broken = {(each.kind, each.object): sum(week.count for week in each.weeks) for each in record.rules}
    assert broken["approval", ("b",)] == 10
    assert broken["order", ("a", "c")] == 0
    assert broken["separation", ("a", "b")] == 0


def test_a_shared_account_at_an_approval_counts_as_a_violation() -> None:
    record = only(frozen(busy(tables(), "a:x b:pub c:x")))
    assert {(each.kind, sum(week.count for week in each.weeks)) for each in record.rules} >= {("shared", 25)}


def test_what_follows_what_is_counted_with_the_ends_of_cases() -> None:
    record = only(frozen(busy(tables())))
    sums = [sum(block.pairs[place] for block in record.blocks) for place in range(len(record.pairs))]
    assert {(each.first, each.then): count for each, count in zip(record.pairs, sums, strict=True)} == {
        ("", "a"): 25,
        ("a", "b"): 25,
        ("b", "c"): 25,
        ("c", ""): 25,
    }


def test_names_are_those_of_all_events_with_their_first_day() -> None:
    record = only(frozen(busy(tables())))
    named = {(each.kind, each.name): (each.cases, each.first) for each in record.names}
    assert named[NameKind.RESOURCE, "x"] == (30, MONDAY)
    assert record.named_cases == 30


def test_a_log_without_times_is_not_watched_by_weeks_and_says_so() -> None:
    enterprise = busy(tables())
    record = only(frozen(Enterprise(**{**vars(enterprise), "untimed": frozenset({"p"})})))
    assert record.reason(record.lacks[-1].aspect) == "WATCH_NO_TIMES"
    assert record.deviating == ()


def test_a_baseline_is_plain_and_comes_back_as_it_was(tmp_path: Path) -> None:
    baseline = frozen(busy(tables()))
    assert value_of(Baseline, json.loads(json.dumps(plain(baseline)))) == baseline
    path = tmp_path / "baseline.json"
    path.write_bytes(baseline_bytes(baseline))
    assert read_baseline(path) == baseline


@pytest.mark.parametrize("content", ["", "[]", '{"timezone": 3}', '{"timezone": "UTC", "processes": [{}]}'])
def test_what_is_no_baseline_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(content)
    with pytest.raises(InputError) as refused:
        read_baseline(path)
    assert refused.value.finding.code == "BASELINE_UNREADABLE"


def test_new_are_only_the_weeks_that_the_baseline_has_not_judged() -> None:
    enterprise = busy(tables())
    baseline = frozen(enterprise)
    (record,) = new_data(baseline, Observation(evidence=busy(enterprise, first=6).evidence())).processes
    assert record.first == MONDAY + timedelta(days=35)
    assert record.named_cases == 30


def test_the_design_is_compared_row_by_row() -> None:
    baseline = frozen(busy(tables()))
    moved = busy(tables().duty("a", S="P2").post("P3", "D2", above="P1"))
    watched = watch(baseline, new_data(baseline, Observation(evidence=moved.evidence()), date.min), Circumstances(today=MONDAY))
    changed = [each for each in watched.signals if each.monitor == "structure"]
    assert [(each.detail, each.object) for each in changed] == [("post-added", ("P3",)), ("duty-added", ("a", "S", "P2"))]
    assert [each.object for each in watched.unknown if each.reason == "WATCH_NO_TABLE"] == [("permission",)]


@pytest.mark.parametrize(("table", "n"), [("post", 2), ("department", 2), ("duty", 3)])
@pytest.mark.parametrize("how", ["missing", "new"])
def test_a_table_that_only_one_of_them_has_is_one_difference(table: str, n: int, how: str) -> None:
    """Whoever takes a table away silences nothing: its rows are told as gone together, and touched."""
    whole = frozen(busy(tables()))
    rows = whole.structure or ()
    some = tuple(each for each in rows if each.table != table)
    then, now = (rows, some) if how == "missing" else (some, rows)
    new = NewData(processes=(), structure=now, people=whole.people)
    watched = watch(replace(whole, structure=then), new, Circumstances(today=MONDAY))
    (signal,) = (each for each in watched.signals if each.monitor == "structure")
    assert (signal.detail, signal.severity, signal.n, bool(signal.touches)) == (f"{table}-{how}", Severity.MAJOR, n, True)
    for language in Language:
        assert "{" not in signal_text(signal, tables().design(), language)


def test_a_post_in_another_department_or_under_another_superior_is_one_difference_each() -> None:
    def chart(department: str, above: str) -> Enterprise:
        return busy(tables().post("P3", department, above=above))

    baseline = frozen(chart("D1", "P1"))
    now = chart("D2", "P2").evidence()
    watched = watch(baseline, new_data(baseline, Observation(evidence=now), date.min), Circumstances(today=MONDAY))
    told = {each.detail for each in watched.signals if each.monitor == "structure"}
    assert told == {"post-department", "post-superior"}


def test_nothing_is_said_of_the_same_log() -> None:
    baseline = frozen(busy(tables()))
    new = new_data(baseline, Observation(evidence=busy(tables()).evidence()), date.min)
    assert watch(baseline, new, Circumstances(today=MONDAY), WatchRules(draws=199)).signals == ()


def test_a_cut_window_is_no_drift() -> None:
    """Of a log that ends amid long cases, only the short ones of its last weeks are complete: these weeks are not judged."""
    quick, slow = "a:x b:y c:x", "a:x " + "d:x " * 330 + "b:y c:x"
    enterprise = tables()
    for week in range(8):
        enterprise = enterprise.cases("p", quick, times=3, day=7 * week).cases("p", slow, times=3, day=7 * week + 1)
    baseline = frozen(enterprise)
    record = only(baseline)
    assert record.settling_days == 14
    assert {each.cases for each in record.times} == {6}


def test_every_signal_and_every_unknown_is_said_in_both_languages() -> None:
    baseline = frozen(busy(tables()))
    now = busy(tables().post("P3", "D2"), "a:x b:y new:x c:x", weeks=8).evidence()
    design = now.design
    watched = watch(baseline, new_data(baseline, Observation(evidence=now), date.min), Circumstances(today=MONDAY))
    assert {each.monitor.value for each in watched.signals} >= {"conformance", "flow", "novel", "structure"}
    for language in Language:
        said = [signal_text(each, design, language) for each in watched.signals]
        said += [untold_text(each, design, language) for each in watched.unknown]
        assert not [each for each in said if "{" in each]


def under(key: bytes) -> Observation:
    evidence = busy(tables().department("D3", head="x")).evidence()
    names = Pseudonyms(key=key, persons={"x": "x", "y": "y"})
    return Observation(evidence=replace(evidence, linkage=replace(evidence.linkage, names=names)))


def test_under_another_key_nobody_is_new_and_that_is_said() -> None:
    baseline = baseline_of(under(b"1" * 32))
    watched = watch(baseline, new_data(baseline, under(b"2" * 32), date.min), Circumstances(today=MONDAY), WatchRules(draws=199))
    assert watched.signals == ()
    untold = {each.monitor.value for each in watched.unknown if each.reason == OTHER_KEY}
    assert untold == {"performers", "novel", "structure"}


def test_under_the_same_key_people_are_known_again() -> None:
    baseline = baseline_of(under(b"1" * 32))
    watched = watch(baseline, new_data(baseline, under(b"1" * 32), date.min), Circumstances(today=MONDAY), WatchRules(draws=199))
    assert OTHER_KEY not in {each.reason for each in watched.unknown}


def test_an_account_of_ones_own_is_frozen_under_a_pseudonym() -> None:
    design = tables().account("u7", AccountKind.PERSONAL).design()
    names = Pseudonyms(key=b"1" * 32, persons={"u7": "x"}, kept=frozenset({"pub"}))
    accounts = {each.name for each in declared_in(design, names) if each.kind is NameKind.ACCOUNT}
    assert accounts == {names.called("x"), "pub"}


def test_whoever_was_hired_and_declared_since_is_no_new_name_but_a_system_is() -> None:
    """People and accounts are those of now; systems are the release's, whatever the workspace drafts."""
    baseline = frozen(busy(tables().system("OLD"), "a:x/OLD b:y/OLD c:x/OLD"))
    hired = busy(tables().person("z", "P2").system("OLD").system("NEW"), "a:x/NEW b:z/OLD c:x/OLD")
    new = new_data(baseline, Observation(evidence=hired.evidence()), date.min)

    def told(some: NewData) -> list[tuple[str, ...]]:
        watched = watch(baseline, some, Circumstances(today=MONDAY), WatchRules(draws=199))
        return sorted(each.object for each in watched.signals if each.monitor == "novel")

    assert {each.kind for each in new.declared} == {NameKind.RESOURCE, NameKind.ACCOUNT}
    assert told(new) == [("NEW",)]
    assert told(replace(new, declared=())) == [("NEW",), ("z",)]


def test_names_of_a_kind_that_the_old_log_does_not_bear_are_not_new_but_unknown() -> None:
    baseline = frozen(busy(tables(), "a b c"))
    watched = watch(
        baseline, new_data(baseline, Observation(evidence=busy(tables()).evidence()), date.min), Circumstances(today=MONDAY)
    )
    assert [each.object for each in watched.signals if each.monitor == "novel"] == []
    assert ("novel", "WATCH_NO_PEOPLE") in {(each.monitor, each.reason) for each in watched.unknown}


def test_a_rule_that_no_new_case_is_exposed_to_is_said() -> None:
    baseline = frozen(busy(tables()))
    new = new_data(baseline, Observation(evidence=busy(tables(), "b:y").evidence()), date.min)
    unknown = watch(baseline, new, Circumstances(today=MONDAY), WatchRules(draws=199)).unknown
    lone = {(each.object, each.there) for each in unknown if each.monitor == "rule" and each.detail == "separation"}
    assert lone == {(("a", "b"), 0)}
