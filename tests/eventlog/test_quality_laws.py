"""What holds of every log, however odd: no rule fails, no share leaves [0, 1], the order of rows never matters."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.eventlog.quality_logs import HEADER, judged, log_of
from workbench.findings import InputError
from workbench.language import Language

TIMES = (
    "",
    "2024-03-01",
    "2024-03-01 09:00",
    "2024-03-31 02:30:01",
    "1970-01-01",
    "0001-01-01",
    "9999-12-31 23:59:59",
    "2031-01-01",
)
WORDS = ("", "a", "NA", "Ａ", "審批", "审批", "=1", "系统", "鐧昏瀹℃壒", "x" * 40, "1234567890123450000", " b ")
ROW = st.tuples(*[st.sampled_from(TIMES if name in ("start", "end", "recorded") else WORDS) for name in HEADER.split(",")])


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(ROW, min_size=1, max_size=25), seed=st.integers(0, 99))
def test_every_log_is_judged_the_same_in_any_order(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]], seed: int
) -> None:
    folder = tmp_path_factory.mktemp("log")
    lines = [",".join(row) for row in rows]
    try:
        report = judged(log_of(folder, lines))
    except InputError:
        return
    shuffled = judged(log_of(folder, random.Random(seed).sample(lines, len(lines))))
    for one in report.pathologies:
        assert 0 < one.count <= one.exposed
        assert "{" not in one.text(Language.ZH_CN) + one.consequence(Language.ZH_CN)
    assert {(each.code, each.object, each.count, each.exposed) for each in report.pathologies} == {
        (each.code, each.object, each.count, each.exposed) for each in shuffled.pathologies
    }
    assert [(each.indicator, each.standing, each.rate) for each in report.standings] == [
        (each.indicator, each.standing, each.rate) for each in shuffled.standings
    ]
    assert report.accounting.unaccounted == 0
