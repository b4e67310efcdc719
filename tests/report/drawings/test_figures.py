"""Figures as SVG: every number of the data in them, readable on light and dark ground, nothing of a file becomes markup."""

import re
from collections.abc import Callable
from itertools import combinations
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from tests.eventlog.logs import Row, event, log_of
from workbench import ranking
from workbench.eventlog import EventLog, variants_of
from workbench.eventlog.looks.case_table import case_table_of
from workbench.eventlog.looks.directly_follows import times_between
from workbench.eventlog.looks.dotted import CaseOrder, TimeAxis, dotted_of
from workbench.eventlog.looks.throughput import Period, throughput_of
from workbench.language import Language
from workbench.report.drawings.axes import calendar_ticks, duration_ticks, number_ticks
from workbench.report.drawings.dotted_figure import draw_dotted
from workbench.report.drawings.figures import draw_throughput, draw_variants
from workbench.report.drawings.follows_figure import draw_directly_follows
from workbench.report.drawings.svg import shortened, text_width

SVG = "{http://www.w3.org/2000/svg}"
SHANGHAI = ZoneInfo("Asia/Shanghai")
HOUR = 3_600_000_000


def variants(log: EventLog, language: Language) -> str:
    return draw_variants(variants_of(log), language)


def follows(log: EventLog, language: Language) -> str:
    return draw_directly_follows(times_between(log), language)


def dots(log: EventLog, language: Language) -> str:
    dotted = dotted_of(log, case_table_of(log), TimeAxis.CALENDAR, CaseOrder.BEGIN)
    return draw_dotted(dotted, language, SHANGHAI, log.n_cases)


def ages(log: EventLog, language: Language) -> str:
    dotted = dotted_of(log, case_table_of(log), TimeAxis.AGE, CaseOrder.DURATION)
    return draw_dotted(dotted, language, SHANGHAI, log.n_cases)


def throughput(log: EventLog, language: Language) -> str:
    return draw_throughput(throughput_of(case_table_of(log), Period.WEEK, SHANGHAI), language)


EVERY = pytest.mark.parametrize("draw", [variants, follows, dots, ages, throughput], ids=lambda draw: draw.__name__)


def case(name: str, trace: str, first: int = 0) -> list[Row]:
    return [event(name, activity, first + 60 * place) for place, activity in enumerate(trace.split())]


LOG = log_of(
    *case("1", "登记 审核合同条款与附件并出具书面意见 付款"),
    *case("2", "登记 审核合同条款与附件并出具书面意见 付款", 3_000),
    *case("3", "登记 退回 登记 登记 付款", 20_000),
    empty=["4"],
)


def texts(drawing: str) -> list[str]:
    return [each.text or "" for each in ElementTree.fromstring(drawing).iter(f"{SVG}text")]


@EVERY
@pytest.mark.parametrize("language", Language)
def test_a_figure_is_one_well_formed_file_with_a_title_and_the_same_bytes_each_time(
    draw: Callable[[EventLog, Language], str], language: Language
) -> None:
    drawing = draw(LOG, language)
    root = ElementTree.fromstring(drawing)
    assert root.tag == f"{SVG}svg"
    assert texts(drawing)[0] == root.get("aria-label")
    assert "{" not in str(root.get("aria-label"))
    assert drawing == draw(LOG, language)
    assert "prefers-color-scheme:dark" in drawing


@EVERY
def test_both_languages_differ_and_both_are_complete(draw: Callable[[EventLog, Language], str]) -> None:
    english, chinese = draw(LOG, Language.EN), draw(LOG, Language.ZH_CN)
    assert texts(english)[0] != texts(chinese)[0]
    assert len(texts(english)) == len(texts(chinese))


@EVERY
def test_nothing_from_a_file_becomes_markup(draw: Callable[[EventLog, Language], str]) -> None:
    hostile = '"><script>alert(1)</script>\x00\x1b'
    calm = draw(log_of(event("1", "a", 0), event("1", "b", 9)), Language.EN)
    drawing = draw(log_of(event("1", hostile, 0), event("1", "b", 9)), Language.EN)
    kinds = [sorted({each.tag for each in ElementTree.fromstring(one).iter()}) for one in (calm, drawing)]
    assert kinds[0] == kinds[1]


@EVERY
@pytest.mark.parametrize("log", [log_of(), log_of(empty=["1"])], ids=["no case", "no event"])
def test_a_log_without_events_is_drawn_without_failing(draw: Callable[[EventLog, Language], str], log: EventLog) -> None:
    assert ElementTree.fromstring(draw(log, Language.EN)).tag == f"{SVG}svg"


@EVERY
def test_a_single_event_is_drawn(draw: Callable[[EventLog, Language], str]) -> None:
    assert "nan" not in draw(log_of(event("1", "a", 0)), Language.EN)


def test_variants_show_their_cases_and_their_share() -> None:
    said = texts(variants(LOG, Language.EN))
    assert said[0] == "Variants: 3 of 3, 100.0% of 4 cases"
    assert {"2 cases 50.0%", "1 cases 25.0%"} <= set(said)


def test_a_label_too_long_for_its_chevron_is_shortened_and_stands_in_full_in_its_hint() -> None:
    long = "审核合同条款与附件并出具书面意见"
    root = ElementTree.fromstring(variants(LOG, Language.ZH_CN))
    assert long in [each.text for each in root.iter(f"{SVG}title")]
    shown = [each.text or "" for each in root.iter(f"{SVG}text") if (each.text or "").startswith("审核")]
    assert shown
    assert all(each.endswith("…") and text_width(each) <= 80 for each in shown)


def test_steps_at_one_time_have_a_dashed_border() -> None:
    assert "frame dashed" in variants(log_of(event("1", "a", 0), event("1", "b", 0)), Language.EN)
    assert "frame dashed" not in variants(log_of(event("1", "a", 0), event("1", "b", 1)), Language.EN)


def test_of_a_very_long_trace_the_rest_is_counted() -> None:
    rows = [event("1", "a", minute) for minute in range(100)]
    assert "… +60" in texts(variants(log_of(*rows), Language.EN))


def test_the_graph_shows_counts_and_median_times_of_the_most_frequent_pairs() -> None:
    said = texts(follows(LOG, Language.EN))
    assert "2 · 1.0 h" in said
    assert said.count("1 · 1.0 h") == 4
    assert said[0].startswith("What follows what: 6 of 6 pairs, 100.0% of 8 steps")
    assert draw_directly_follows(times_between(LOG), Language.EN, most=1).count("·") == 1


Rectangle = tuple[float, float, float, float]


def boxes(drawing: str) -> list[Rectangle]:
    found = [each for each in ElementTree.fromstring(drawing).iter(f"{SVG}rect") if each.get("class") == "box frame"]
    sizes = [[float(each.get(name, "nan")) for name in ("x", "y", "width", "height")] for each in found]
    return [(x, y, x + width, y + height) for x, y, width, height in sizes]


def points(line: str) -> np.ndarray:
    """Return points along a path of level stretches and Bézier curves."""
    x, y = (float(each) for each in line[1:].split("H", maxsplit=1)[0].split(","))
    along = [np.array([[x, y]])]
    for kind, numbers in re.findall(r"([HC])([^HC]*)", line[1:]):
        values = [float(each) for each in re.split("[ ,]", numbers)]
        if kind == "H":
            along.append(np.linspace((x, y), (values[0], y), 30))
            x = values[0]
        else:
            a, b, c, d = np.array([(x, y), *zip(values[::2], values[1::2], strict=True)])
            t = np.linspace(0, 1, 30)[:, None]
            along.append((1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t**2 * c + t**3 * d)
            x, y = values[-2:]
    return np.concatenate(along)


@pytest.mark.parametrize("graphviz", [True, False], ids=["Graphviz", "longest paths"])
@pytest.mark.parametrize("seed", range(4))
def test_no_line_of_the_graph_runs_through_a_node_and_no_two_nodes_overlap(
    seed: int, graphviz: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not graphviz:
        monkeypatch.setattr(ranking, "NODE_LIMIT", 0)
    dice = np.random.default_rng(seed)
    rows = [
        event(f"{n:02}", "活动" + "abcdefgh"[dice.integers(8)] * int(dice.integers(1, 4)), int(dice.integers(999)))
        for n in range(40)
        for _ in range(6)
    ]
    drawing = draw_directly_follows(times_between(log_of(*rows)), Language.EN, most=25)
    nodes = boxes(drawing)
    assert len(nodes) > 5
    for (left, top, right, bottom), (x, y, to_x, to_y) in combinations(nodes, 2):
        assert right <= x or to_x <= left or bottom <= y or to_y <= top
    lines = [each.get("d", "") for each in ElementTree.fromstring(drawing).iter(f"{SVG}path")]
    ways = np.concatenate([points(line) for line in lines if "H" in line])
    for left, top, right, bottom in nodes:
        inside = (ways > (left + 1, top + 1)).all(axis=1) & (ways < (right - 1, bottom - 1)).all(axis=1)
        assert not inside.any()


def test_every_place_of_an_event_has_its_dot() -> None:
    dotted = dotted_of(LOG, case_table_of(LOG), TimeAxis.CALENDAR, CaseOrder.BEGIN)
    assert dots(LOG, Language.EN).count("h0") == len(dotted) == LOG.n_events


def test_open_cases_have_an_axis_up_to_their_number() -> None:
    rows = [each for number in range(30) for each in case(f"{number:02}", "a b", 0)]
    rows += [event(f"{number:02}", "c", 30_000) for number in range(30)]
    assert "30" in texts(throughput(log_of(*rows), Language.EN))


@pytest.mark.parametrize(("highest", "last"), [(0, 0), (1, 1), (3, 3), (7, 8), (100, 100), (101, 150), (40_000, 40_000)])
def test_numbers_on_an_axis_are_round_and_reach_the_highest(highest: int, last: int) -> None:
    values = [tick.value for tick in number_ticks(highest)]
    assert values[-1] == last
    assert len(values) <= 6


@pytest.mark.parametrize("days", [0.01, 1, 3, 40, 200, 900, 9_000])
def test_a_calendar_has_a_few_ticks_in_ascending_order(days: float) -> None:
    begin = 1_741_000_000_000_000
    values = [tick.value for tick in calendar_ticks(begin, begin + int(days * 24 * HOUR), SHANGHAI)]
    assert values == sorted(set(values))
    assert len(values) <= 10
    assert len(values) >= 2 or days < 1


@pytest.mark.parametrize("longest", [0, 1, 999, 10**6, 90 * 10**6, 5 * HOUR, 100 * HOUR, 9_000 * HOUR, 99_000 * HOUR])
def test_durations_on_an_axis_are_few_and_begin_at_zero(longest: int) -> None:
    values = [tick.value for tick in duration_ticks(longest, Language.EN)]
    assert values[0] == 0
    assert len(values) <= 10
    assert values[-1] <= longest


def test_wide_letters_count_as_one_em() -> None:
    assert text_width("审批") == 24
    assert text_width("ab") == pytest.approx(14.4)
    assert shortened("审批通过", 40) == "审批…"
    assert shortened("审批", 24) == "审批"


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lower, higher = sorted((luminance(one), luminance(other)))
    return (higher + 0.05) / (lower + 0.05)


def test_texts_and_dots_can_be_read_on_light_and_dark_ground() -> None:
    """WCAG 2.2, 1.4.3 and 1.4.11: 4.5 for texts, 3 for graphics."""
    rows = [event("1", f"{number:02}", number) for number in range(14)]
    drawings = variants(log_of(*rows), Language.EN) + dots(log_of(*rows), Language.EN)
    rules = re.findall(r"\.wb-figure \.(\w+)\{(?:fill|stroke):#(\w{6})\}", drawings)
    light: dict[str, str] = {}
    dark: dict[str, str] = {}
    for name, colour in rules:
        (dark if name in light and light[name] != colour else light)[name] = colour
    grounds = [light, {**light, **dark}]
    for ground in grounds:
        tints = [colour for name, colour in ground.items() if name.startswith("tint")]
        assert len(tints) == 13
        assert min(contrast(colour, ground["ink"]) for colour in [*tints, ground["paper"]]) >= 4.5
        assert contrast(ground["soft"], ground["paper"]) >= 4.5
        dots_and_bars = [colour for name, colour in ground.items() if name.startswith("line")]
        assert len(dots_and_bars) == 13
        assert min(contrast(colour, ground["paper"]) for colour in dots_and_bars) >= 3
