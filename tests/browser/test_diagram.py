"""The front-end module in a real browser: what every host can rely on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib import resources
from typing import Any

import pytest

from tests.browser.boards import Board, module_code, observed
from tests.report.pages import HOSTILE, hostile_page, same
from workbench.language import Language
from workbench.report.diagrams.diagram_data import diagram_data
from workbench.report.page import Diagram, Heat, HeatMap

if not resources.files("workbench.report").joinpath("static/diagram.js").is_file():
    pytest.skip("the front end is not built; set up the checkout first", allow_module_level=True)

PAPER = "rgb(20, 25, 31)"


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Diagram:
    return observed(tmp_path_factory.mktemp("p"))


@pytest.fixture
def board(chromium: Any) -> Iterator[Board]:
    page = chromium.new_page(viewport={"width": 1100, "height": 700})
    yield Board(page=page)
    page.close()


def node(page: Any, element: str) -> Any:
    return page.locator(f'.djs-shape[data-element-id="{element}"]')


def test_arrows_walk_along_the_flow_and_enter_selects(board: Board, shown: Diagram) -> None:
    page = board.mount(shown)
    page.locator('[data-control="save"]').focus()
    page.keyboard.press("Tab")
    walked = []
    for _ in range(6):
        walked.append(board.focused())
        page.keyboard.press("ArrowRight")
    assert walked[1:5] == ["a", "b", "ghost-step-0", "c"]
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert page.evaluate("window.chosen") == ["a"]
    assert node(page, "a").get_attribute("aria-pressed") == "true"
    page.keyboard.press("Escape")
    assert page.evaluate("window.chosen") == ["a", None]
    assert page.locator(".wb-selected").count() == 0


def test_the_focus_is_seen_and_its_element_is_named_with_what_was_found(board: Board, shown: Diagram) -> None:
    page = board.mount(shown)
    page.locator('[data-control="save"]').focus()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert "skipped 7/20" in str(node(page, "b").get_attribute("aria-label"))
    assert node(page, "b").get_attribute("role") == "button"


def test_keys_zoom_and_fit(board: Board, shown: Diagram) -> None:
    page = board.mount(shown)
    scale = "document.querySelector('.viewport').getCTM().a"
    fitted = page.evaluate(scale)
    node(page, "a").focus()
    page.keyboard.press("+")
    assert page.evaluate(scale) > fitted
    page.keyboard.press("0")
    assert page.evaluate(scale) == pytest.approx(fitted)


def test_the_wheel_moves_the_page_and_with_ctrl_it_zooms(board: Board, shown: Diagram) -> None:
    page = board.mount(shown)
    page.add_style_tag(content="main { padding-bottom: 2000px }")
    place = "(({ a, e, f }) => [a, e, f])(document.querySelector('.viewport').getCTM())"
    before = page.evaluate(place)
    node(page, "b").hover(force=True)
    page.mouse.wheel(0, 120)
    page.wait_for_function("window.scrollY > 0")
    assert page.evaluate(place) == before
    moved = page.evaluate("window.scrollY")
    page.keyboard.down("Control")
    page.mouse.wheel(0, -120)
    page.keyboard.up("Control")
    page.wait_for_function(f"{place}[0] > {before[0]}")
    assert page.evaluate("window.scrollY") == moved


def test_a_click_selects_and_the_host_selects_too(board: Board, shown: Diagram) -> None:
    page = board.mount(shown)
    node(page, "c").locator(".djs-hit").first.click(force=True)
    assert page.evaluate("window.chosen") == ["c"]
    board.update(selected="b")
    assert page.locator(".wb-selected").get_attribute("data-element-id") == "b"
    assert page.evaluate("window.chosen") == ["c"]


def test_an_update_repaints_without_drawing_anew(board: Board, shown: Diagram) -> None:
    page = board.mount(shown)
    page.evaluate("document.querySelector('[data-element-id=\"a\"]').dataset.known = 'yes'")
    mark = {"element": "a", "kind": "duty", "badge": "1/2", "hint": {"zh": "职责", "en": "duty"}}
    board.update(marks=[mark])
    assert node(page, "a").locator(".wb-badge text").text_content() == "\u263a 1/2"
    assert node(page, "b").locator(".wb-badge").count() == 0
    assert node(page, "a").get_attribute("data-known") == "yes"
    board.update(xml=shown.xml.replace('name="a"', 'name="another"'))
    assert node(page, "a").get_attribute("data-known") is None
    assert "another" in str(node(page, "a").text_content())


def test_the_language_is_switched_without_drawing_anew(board: Board, shown: Diagram) -> None:
    page = board.mount(shown, Language.ZH_CN)
    page.evaluate("document.querySelector('[data-element-id=\"a\"]').dataset.known = 'yes'")
    assert "跳过" in page.locator(".wb-legend").first.inner_text()
    hint = node(page, "b").locator(".wb-badge title").text_content()
    board.update(language="en")
    assert "skipped" in page.locator(".wb-legend").first.inner_text()
    assert page.locator('[data-control="fit"]').inner_text() == "Fit"
    assert node(page, "b").locator(".wb-badge title").text_content() != hint
    assert node(page, "a").get_attribute("data-known") == "yes"


def test_a_dark_theme_colours_ground_shapes_and_texts(board: Board, shown: Diagram) -> None:
    page = board.mount(shown)
    colours = (
        "element => [getComputedStyle(element.querySelector('rect')).fill, getComputedStyle(element.querySelector('text')).fill]"
    )
    assert node(page, "a").evaluate(colours) == ["rgb(255, 255, 255)", "rgb(28, 37, 48)"]
    board.update(theme="dark")
    assert page.locator(".wb-diagram").evaluate("root => getComputedStyle(root).backgroundColor") == PAPER
    assert node(page, "a").evaluate(colours) == [PAPER, "rgb(232, 237, 242)"]


def test_a_step_that_was_never_designed_stands_dashed_beside_what_came_before_it(board: Board, shown: Diagram) -> None:
    page = board.mount(shown)
    ghost = node(page, "ghost-step-0")
    assert ghost.locator("text").first.text_content() == "x"
    assert ghost.locator(".djs-visual > rect").evaluate("shape => shape.style.strokeDasharray") != ""
    assert ghost.locator(".wb-badge text").text_content() == "8/20"
    assert "done, never designed" in page.locator(".wb-legend").first.inner_text()


def test_the_exported_drawing_stands_alone_with_badges_and_ghosts(board: Board, shown: Diagram) -> None:
    page = board.mount(shown, theme="dark")
    drawing = page.evaluate("window.board.svg()")
    assert "7/20" in drawing
    assert "ghost-step-0" in drawing
    assert "var(" not in drawing
    assert "wb-token" not in drawing
    parsed = page.evaluate("text => new DOMParser().parseFromString(text, 'image/svg+xml').documentElement.nodeName", drawing)
    assert parsed == "svg"


def test_heat_is_shown_when_asked_for_and_says_its_figure(board: Board, shown: Diagram) -> None:
    page = board.mount(shown)
    assert page.locator("text=20×").count() == 0
    page.get_by_label("What the diagram shows").select_option("frequency")
    assert node(page, "a").locator(".wb-badge text").text_content() == "20×"
    assert "skipped" not in page.locator(".wb-legend").first.inner_text()
    assert node(page, "ghost-step-0").locator(".wb-badge text").text_content() == "8/20"
    page.get_by_label("What the diagram shows").select_option("")
    assert node(page, "a").locator(".wb-badge").count() == 0


def test_more_of_something_is_deeper_and_thicker(board: Board, shown: Diagram) -> None:
    heat = [Heat(element=each, share=share, figure=same("n"), hint=same("h")) for each, share in (("a", 0.1), ("b", 0.9))]
    flows = [each for each in shown.heats[0].elements if each.element not in ("a", "b", "c")]
    map_of = HeatMap(key="k", label=same("k"), elements=(*heat, *(replace(each, share=0.5) for each in flows)))
    page = board.mount(replace(shown, heats=(map_of,)), view="k")
    fills = [node(page, each).locator("rect").first.evaluate("shape => getComputedStyle(shape).fill") for each in ("a", "b")]
    assert fills[0] != fills[1]
    widths = page.locator(".djs-connection .djs-visual > path").evaluate_all("all => all.map((path) => path.style.strokeWidth)")
    assert "3.8px" in widths


def test_cases_stand_still_until_they_are_played(board: Board, shown: Diagram) -> None:
    page = board.mount(shown)
    assert page.locator(".wb-canvas .wb-token").count() == 0
    time = page.get_by_label("Time since the cases began")
    assert time.input_value() == "0"
    page.get_by_label("Play the cases").click()
    page.wait_for_function("Number(document.querySelector('.wb-player input').value) > 5")
    page.get_by_label("Pause").click()
    stopped = time.input_value()
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert time.input_value() == stopped


def test_scrubbing_shows_who_is_where(board: Board, shown: Diagram) -> None:
    page = board.mount(shown)
    seen = set()
    for share in range(0, 1001, 20):
        page.get_by_label("Time since the cases began").fill(str(share))
        seen |= set(page.locator(".wb-canvas .wb-token").evaluate_all("all => all.map((token) => token.classList[1])"))
    assert seen == {"wb-token-done", "wb-token-skipped", "wb-token-extra"}


def test_who_wants_little_motion_sees_steps_instead_of_gliding(board: Board, shown: Diagram) -> None:
    board.page.emulate_media(reduced_motion="reduce")
    page = board.mount(shown)
    places = set()
    for share in (400, 420, 440):
        page.get_by_label("Time since the cases began").fill(str(share))
        places.add(
            str(
                page.locator(".wb-canvas circle.wb-token-done").evaluate_all(
                    "all => all.map((token) => token.getAttribute('cx'))"
                )
            )
        )
    assert len(places) == 1


def test_hostile_labels_do_nothing(board: Board) -> None:
    hostile = hostile_page().processes[0].diagram
    assert hostile is not None
    heats = (
        HeatMap(
            key=HOSTILE, label=same(HOSTILE), elements=(Heat(element="a", share=1, figure=same(HOSTILE), hint=same(HOSTILE)),)
        ),
    )
    page = board.mount(replace(hostile, heats=heats), name=HOSTILE, view=HOSTILE)
    assert page.locator("#host img, #host script").count() == 0
    assert HOSTILE in str(node(page, "a").locator(".wb-badge text").text_content())
    board.update(view="")
    assert page.evaluate("window.board.svg()").count("<script") == 0
    assert board.errors == []


def test_a_file_without_a_drawing_is_told_instead_of_shown(board: Board, shown: Diagram) -> None:
    page = board.mount(shown)
    page.evaluate(
        "window.board.update({ xml: '<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\"/>' }).catch(() => {})"
    )
    assert "no diagram" in page.get_by_role("alert").inner_text()
    board.update(xml=shown.xml)
    assert page.get_by_role("alert").count() == 0
    assert node(page, "a").count() == 1


def test_two_fingers_zoom_and_one_moves(chromium: Any, shown: Diagram) -> None:
    page = chromium.new_page(viewport={"width": 600, "height": 700}, has_touch=True)
    Board(page=page).mount(shown)
    viewport = "(({ a, e }) => [a, e])(document.querySelector('.viewport').getCTM())"
    touch = """([kind, id, x, y]) => document.querySelector('.wb-canvas svg').dispatchEvent(
      new PointerEvent(kind, { pointerId: id, pointerType: 'touch', clientX: x, clientY: y, bubbles: true }))"""
    scale, left = page.evaluate(viewport)
    for each in (["pointerdown", 1, 200, 300], ["pointermove", 1, 260, 300]):
        page.evaluate(touch, each)
    assert page.evaluate(viewport) == pytest.approx([scale, left + 60])
    for each in (["pointerdown", 2, 300, 300], ["pointermove", 2, 340, 300]):
        page.evaluate(touch, each)
    assert page.evaluate(viewport)[0] == pytest.approx(2 * scale)
    page.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(board: Board, shown: Diagram, theme: str) -> None:
    axe = pytest.importorskip("axe_core_python.sync_playwright", reason="axe is not installed")
    page = board.mount(shown, theme=theme)
    page.get_by_label("What the diagram shows").select_option("frequency")
    violations = axe.Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]})["violations"]
    assert [(each["id"], [found["html"] for found in each["nodes"]]) for each in violations] == []


def test_the_mark_of_the_drawing_library_stays_in_sight(board: Board, shown: Diagram) -> None:
    page = board.mount(shown)
    mark = page.locator(".bjs-powered-by")
    assert mark.evaluate(
        "each => { const { x, y, width, height } = each.getBoundingClientRect();"
        " return each.contains(document.elementFromPoint(x + width / 2, y + height / 2)) }"
    )


KERNEL = """async ([code, values]) => {
  const module = await import(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
  const heard = {};
  window.model = {
    values, saved: 0, heard,
    get: (name) => values[name], set: (name, value) => { values[name] = value; }, save_changes() { this.saved += 1; },
    on: (event, listen) => { heard[event] = listen; }, off: (event) => { delete heard[event]; },
    change(name, value) { values[name] = value; heard[`change:${name}`](); },
  };
  window.end = module.default().render({ model: window.model, el: document.querySelector('#host') });
}"""


def test_a_notebook_shows_what_the_kernel_sets_and_tells_it_what_is_chosen(board: Board, shown: Diagram) -> None:
    board.page.set_content('<div id="host"></div>')
    values = {"diagram": diagram_data(shown), "language": "zh-CN", "theme": "light", "selected": None, "name": "p", "height": 400}
    board.page.evaluate(KERNEL, [module_code(), values])
    node(board.page, "a").locator(".djs-hit").first.click(force=True)
    assert board.page.evaluate("[window.model.values.selected, window.model.saved]") == ["a", 1]
    board.page.evaluate("window.model.change('selected', 'c')")
    board.page.wait_for_selector('.wb-selected[data-element-id="c"]')
    board.page.evaluate("window.model.change('language', 'en')")
    board.page.get_by_label("Play the cases").wait_for()
    board.page.evaluate("window.end()")
    assert board.page.evaluate("[document.querySelectorAll('svg').length, Object.keys(window.model.heard).length]") == [0, 0]
