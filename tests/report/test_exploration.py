"""The first looks as a page: whole, safe, small, complete in both languages, and the same bytes every time."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.eventlog.logs import event, log_of
from tests.report.pages import HOSTILE
from tests.report.test_html import Outline
from workbench.eventlog import EventLog, read_log
from workbench.eventlog.filtering.work_filters import EventsOf
from workbench.eventlog.looks.exploration import explore
from workbench.language import Language
from workbench.report.exploration import exploration_page, write_exploration
from workbench.report.lines.explored import explored_text, is_doubtful
from workbench.report.quality_section import leading_of, quality_section

SECTIONS = ["accounting", "quality", "variants", "follows", "cases", "dotted", "throughput", "performers"]
CHINESE = re.compile(r"[一-鿿]")


def some_log(name: str = "登记") -> EventLog:
    rows = [
        event(f"{case:02}", label, case * 60 + step * 7, "王") for case in range(12) for step, label in enumerate((name, "付款"))
    ]
    return log_of(*rows)


def written_page(log: EventLog, folder: Path) -> str:
    path = folder / "log.html"
    write_exploration(explore(log), path)
    return path.read_text(encoding="utf-8")


def test_every_look_has_its_section(tmp_path: Path) -> None:
    document = written_page(some_log(), tmp_path)
    assert [name for name in SECTIONS if f'<section id="{name}">' not in document] == []


def test_the_same_log_gives_the_same_bytes(tmp_path: Path) -> None:
    assert written_page(some_log(), tmp_path) == written_page(some_log(), tmp_path)


def test_nothing_from_a_file_becomes_an_element_or_an_attribute(tmp_path: Path) -> None:
    calm = Outline(written_page(some_log(), tmp_path))
    hostile = written_page(replace(some_log(HOSTILE), name=HOSTILE), tmp_path)
    assert set(Outline(hostile).tags) == set(calm.tags)
    assert HOSTILE not in hostile
    assert "&lt;script&gt;alert(1)" in hostile


def test_no_address_outside_the_file_is_asked_for(tmp_path: Path) -> None:
    document = written_page(some_log(), tmp_path)
    assert "default-src 'none'" in document
    assert set(re.findall(r"https?://[^\"' )]+", document)) <= {"http://www.w3.org/2000/svg"}


def test_in_english_nothing_chinese_is_said_but_what_the_log_says(tmp_path: Path) -> None:
    rows = [event(f"{case}", label, case * 60 + step) for case in range(3) for step, label in enumerate(("open", "close"))]
    document = written_page(log_of(*rows), tmp_path)
    english = re.sub(r'<(span|div) lang="zh-CN">.*?</\1>', "", document, flags=re.DOTALL)
    english = re.sub(r"<(style|script|button)[^>]*>.*?</\1>|aria-label=\"语言 / Language\"", "", english, flags=re.DOTALL)
    assert CHINESE.findall(english) == []


def test_rejected_rows_stand_with_their_reason(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("case_id,activity,end\n1,a,2025-03-03\n,b,2025-03-03\n1,c,2025-03-04\n", encoding="utf-8")
    exploration = explore(read_log(path))
    section = quality_section(exploration.quality)
    assert [cell.en for cell in section.accounting.rows[0]] == ["3", "2", "0", "0", "0", "1", "0"]
    assert "line 3" in section.rejections[0].en
    assert "1 rejected" in explored_text(exploration, Language.EN)


def test_filters_are_said_and_counted() -> None:
    log = EventsOf(activities=("付款",)).apply(some_log())
    section = quality_section(explore(log).quality)
    assert [cell.en for cell in section.accounting.rows[0]] == ["24", "12", "0", "0", "12", "0", "0"]
    assert "付款" in section.filters[0].zh


def test_of_a_hundred_doubts_of_a_kind_three_stand_in_front() -> None:
    report = explore(some_log()).quality
    doubt = replace(report.pathologies[0], severity=type(report.pathologies[0].severity)("major"))
    many = [replace(doubt, object=(str(number),)) for number in range(100)]
    leading, rest = leading_of([*many, replace(doubt, code="LOG_TIES")])
    assert [len(leading), len(rest), leading[-1].code] == [4, 97, "LOG_TIES"]


def test_indicators_are_named_and_those_of_one_reason_stand_together() -> None:
    unknown = quality_section(explore(some_log()).quality).unknown
    assert [row[0].en for row in unknown.rows if "start" in row[1].en] == [
        "PF-BATCH Batching, PF-WAIT Waiting, PO9 Workload fit, PO13 Handover waiting"
    ]
    assert any("采集及时率" in row[0].zh for row in unknown.rows)


def test_a_clean_log_is_not_doubtful_and_a_torn_one_is() -> None:
    assert not is_doubtful(
        explore(log_of(event("1", "a", 487), event("1", "b", 561), event("2", "a", 622), event("2", "b", 690))).quality
    )
    ties = explore(log_of(event("1", "a", 0), event("1", "b", 0), event("2", "a", 0), event("2", "b", 0))).quality
    assert is_doubtful(ties)


@pytest.mark.parametrize("log", [log_of(empty=["1"]), replace(some_log(), is_timed=False)], ids=["no events", "no times"])
def test_odd_logs_have_their_page(log: EventLog, tmp_path: Path) -> None:
    document = written_page(log, tmp_path)
    assert '<section id="dotted">' not in document
    assert "nan" not in re.sub(r"<(style|script)[^>]*>.*?</\1>", "", document, flags=re.DOTALL)


def test_a_performer_is_nowhere_named(tmp_path: Path) -> None:
    assert "王" not in written_page(some_log(), tmp_path)


def test_a_large_log_has_a_small_page(tmp_path: Path) -> None:
    dice = np.random.default_rng(5)
    times, labels = dice.integers(0, 400_000, 20_000).tolist(), dice.integers(0, 20, 20_000).tolist()
    rows = [
        event(f"{number // 10}", f"activity {label}", time)
        for number, (time, label) in enumerate(zip(times, labels, strict=True))
    ]
    assert len(written_page(log_of(*rows), tmp_path)) < 2_000_000


def test_times_stand_as_the_clocks_of_the_zone_show_them() -> None:
    page = exploration_page(explore(log_of(event("1", "a", 0)), "Asia/Shanghai"), Language.EN)
    assert "2025-03-03 08:00" in [fact.value.en for fact in page.facts]
