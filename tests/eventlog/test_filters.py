"""Filters keep what they say, change no figure of it, and count the rest."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.eventlog.logs import LOGS, column, event, log_of, same_figures
from workbench.eventlog import EventLog, open_store, variants_of, write_store
from workbench.eventlog.filtering.filters import (
    CaseFilter,
    CasesInWindow,
    CasesLasting,
    CasesWhere,
    EventsInWindow,
    Filters,
    LogFilter,
    MostFrequentVariants,
    Relation,
    VariantsCovering,
)
from workbench.eventlog.filtering.narrowing import events_filtered
from workbench.eventlog.filtering.work_filters import (
    CasesInOrder,
    CasesPerformedBy,
    CasesWith,
    CasesWithout,
    EventsOf,
    EventsOfProcess,
    EventsPerformedBy,
)
from workbench.eventlog.looks.case_table import case_table_of
from workbench.findings import Severity, UsageError
from workbench.language import Language

MONDAY = datetime(2025, 3, 3, tzinfo=UTC)
MINUTES = st.sampled_from([-5, 0, 1, 2, 3, 4_999, 5_001]).map(lambda minutes: MONDAY + timedelta(minutes=minutes))
ACTIVITIES = st.sets(st.sampled_from(["a", "b", "审批"])).map(lambda found: tuple(sorted(found)))
ON_CASES_ALONE = st.one_of(
    st.builds(CasesInWindow, begin=st.none(), end=MINUTES, relation=st.sampled_from(Relation)),
    st.builds(CasesInWindow, begin=MINUTES, end=st.none(), relation=st.sampled_from(Relation)),
    st.builds(CasesWhere, attribute=st.just("kind"), values=st.just(("big",))),
    st.builds(CasesWith, activities=ACTIVITIES),
    st.builds(CasesInOrder, first=st.sampled_from(["a", "b"]), then=st.sampled_from(["b", "审批"])),
    st.builds(CasesWithout, activities=ACTIVITIES),
    st.builds(CasesLasting, shortest=st.just(timedelta(minutes=1)), longest=st.sampled_from([None, timedelta(minutes=5)])),
    st.builds(CasesPerformedBy, performers=st.just(("x", "张三"))),
)
ON_EVENTS = st.one_of(
    st.builds(EventsInWindow, begin=MINUTES, end=st.none()),
    st.builds(EventsOf, activities=ACTIVITIES),
    st.builds(EventsPerformedBy, performers=st.just(("x",))),
)
ANY = st.one_of(ON_CASES_ALONE, ON_EVENTS, st.builds(MostFrequentVariants, count=st.integers(1, 3)))


def cases(log: EventLog) -> list[str]:
    return list(log.cases)


@given(log=LOGS)
def test_no_filter_gives_the_same_log(log: EventLog) -> None:
    assert Filters().apply(log) is log


@given(log=LOGS, relation=st.sampled_from(Relation))
def test_a_window_without_limits_keeps_everything(log: EventLog, relation: Relation) -> None:
    for everything in (CasesInWindow(relation=relation), EventsInWindow(), CasesLasting(), VariantsCovering(share=1.0)):
        assert same_figures(everything.apply(log), log)


@given(log=LOGS, one=ON_CASES_ALONE, other=ON_CASES_ALONE)
def test_two_filters_on_cases_alone_commute(log: EventLog, one: CaseFilter, other: CaseFilter) -> None:
    assert same_figures((one & other).apply(log), (other & one).apply(log))


@given(log=LOGS, one=ON_CASES_ALONE)
def test_what_stays_keeps_its_figures(log: EventLog, one: CaseFilter) -> None:
    keep = one.keeps(log)
    before, after = case_table_of(log), case_table_of(one.apply(log))
    assert list(after.cases) == [name for name, stays in zip(before.cases, keep, strict=True) if stays]
    for name in ("events", "first", "last"):
        assert np.array_equal(getattr(after, name), getattr(before, name)[keep])
    variants, smaller = variants_of(log), variants_of(one.apply(log))
    traces = [variants.trace(variant) for variant in variants.of_case[keep]]
    assert [smaller.trace(variant) for variant in smaller.of_case] == traces


@given(log=LOGS, filters=st.lists(ANY, max_size=3))
def test_every_event_that_a_filter_drops_is_counted(log: EventLog, filters: list[LogFilter]) -> None:
    left = Filters(filters=tuple(filters)).apply(log)
    assert left.source.rows_read == left.n_events + events_filtered(left)
    assert len(left.findings) == len(log.findings) + len(filters)
    assert sorted(set(left.activity.tolist())) == list(range(len(left.activities)))


@given(log=LOGS, count=st.integers(1, 4))
def test_the_most_frequent_variants_are_those_that_stay(log: EventLog, count: int) -> None:
    all_counts = variants_of(log).counts
    left = variants_of(MostFrequentVariants(count=count).apply(log))
    assert left.counts.tolist() == all_counts[:count].tolist()


@given(log=LOGS, percent=st.integers(1, 100))
def test_variants_cover_the_share_and_none_of_them_is_needless(log: EventLog, percent: int) -> None:
    left = variants_of(VariantsCovering(share=percent / 100).apply(log)).counts
    assert left.sum() * 100 >= percent * log.n_cases
    assert not len(left) or left[:-1].sum() * 100 < percent * log.n_cases


SPANS = log_of(event("1", "a", 0), event("1", "b", 10), event("2", "a", 5), event("2", "b", 20), event("3", "a", 30), empty=["4"])


@pytest.mark.parametrize(
    ("relation", "kept"),
    [
        (Relation.CONTAINED, ["1"]),
        (Relation.INTERSECTING, ["1", "2"]),
        (Relation.STARTING, ["1", "2"]),
        (Relation.ENDING, ["1"]),
    ],
)
def test_a_window_holds_cases_in_four_ways(relation: Relation, kept: list[str]) -> None:
    window = CasesInWindow(begin=MONDAY, end=MONDAY + timedelta(minutes=20), relation=relation)
    assert cases(window.apply(SPANS)) == kept


def test_one_activity_after_another_is_at_a_later_time() -> None:
    log = log_of(
        event("after", "a", 0), event("after", "b", 1), event("before", "b", 0), event("before", "a", 1),
        event("both", "b", 0), event("both", "a", 1), event("both", "b", 2), event("tied", "a", 0), event("tied", "b", 0),
        event("without", "a", 0),
    )  # fmt: skip
    assert cases(CasesInOrder(first="a", then="b").apply(log)) == ["after", "both"]
    assert cases(CasesInOrder(first="b", then="b").apply(log)) == ["both"]


def test_a_case_begins_where_its_first_start_is_known() -> None:
    log = log_of(event("1", "a", 5, start=-1), event("2", "a", 5))
    assert cases(CasesInWindow(begin=MONDAY).apply(log)) == ["2"]


def test_a_case_goes_with_the_last_of_its_events_and_one_without_stays() -> None:
    left = EventsOf(activities=("b",)).apply(SPANS)
    assert (cases(left), left.activities, left.n_events) == (["1", "2", "4"], ("b",), 2)


def test_filters_are_applied_in_the_order_in_which_they_are_joined() -> None:
    log = log_of(event("1", "a", 0), event("2", "a", 0), event("3", "b", 0), event("3", "a", 1), event("4", "b", 0))
    first = MostFrequentVariants(count=1)
    assert cases((first & CasesWith(activities=("b",))).apply(log)) == []
    assert cases((CasesWith(activities=("b",)) & first).apply(log)) == ["4"]
    joined = first & CasesWith(activities=("b",)) & EventsOf(activities=("a",))
    assert [type(each) for each in joined.filters] == [MostFrequentVariants, CasesWith, EventsOf]


@given(one=ANY)
def test_every_filter_says_in_both_languages_what_it_keeps(one: LogFilter) -> None:
    english, chinese = one.text(Language.EN), one.text(Language.ZH_CN)
    assert english != chinese
    assert "{" not in english + chinese
    found = one.apply(SPANS).findings[-1]
    assert english in found.text(Language.EN)
    assert chinese in found.text(Language.ZH_CN)


def test_what_is_left_is_said_with_numbers_and_survives_the_store(tmp_path: Path) -> None:
    left = CasesWith(activities=("b",)).apply(SPANS)
    assert left.findings[-1].text(Language.EN).startswith("Filtered: cases with any of “b”. 4 of 5 events and 2 of 4 cases")
    stored = open_store(write_store(left, tmp_path))
    assert same_figures(stored, left)
    assert stored.findings == left.findings
    assert events_filtered(stored) == 1


def test_a_filter_that_leaves_nothing_warns() -> None:
    left = CasesWhere(attribute="kind", values=("huge",)).apply(SPANS)
    assert (left.n_cases, left.n_events, len(variants_of(left))) == (0, 0, 0)
    assert (left.findings[-1].code, left.findings[-1].severity) == ("LOG_FILTERED_EMPTY", Severity.MINOR)
    assert events_filtered(left) == SPANS.n_events


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (CasesWhere(attribute="kinds", values=("big",)), "most similar: kind"),
        (CasesInWindow(begin=datetime(2025, 3, 3)), "no offset"),
        (EventsInWindow(begin=MONDAY, end=MONDAY), "end after its begin"),
        (MostFrequentVariants(count=0), "count"),
        (VariantsCovering(share=1.5), "share"),
    ],
)
def test_a_wrong_filter_is_refused_with_what_to_do(wrong: LogFilter, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        wrong.apply(SPANS)


TWO_PROCESSES = log_of(event("1", "a", 0), event("1", "b", 1), event("2", "a", 2))


def test_events_are_of_the_process_that_they_name_before_their_case() -> None:
    by_event = replace(TWO_PROCESSES, columns={**TWO_PROCESSES.columns, "process": column(["P", "Q", None])})
    by_case = replace(TWO_PROCESSES, case_columns={"process": column(["P", "Q"])})
    both = replace(by_event, case_columns={"process": column(["Q", "P"])})
    of_p = EventsOfProcess(called=("P",))
    assert [(each.n_events, cases(each)) for each in map(of_p.apply, (by_event, by_case, both))] == [
        *((1, ["1"]), (2, ["1"]), (1, ["1"]))
    ]
    assert EventsOfProcess(called=("P", "Q")).apply(by_event).n_events == 2


def test_a_log_that_names_no_process_cannot_be_parted() -> None:
    with pytest.raises(UsageError):
        EventsOfProcess(called=("P",)).apply(TWO_PROCESSES)


def test_what_is_kept_of_a_process_is_said() -> None:
    assert EventsOfProcess(called=("P", "Q")).text(Language.EN) == "events of the process “P”, “Q”"
