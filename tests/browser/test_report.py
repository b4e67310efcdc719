"""The report in a real browser, opened from a file path without network."""

from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest

from tests.builders import process
from tests.eventlog.logs import event, log_of
from tests.report.pages import hostile_page, same, small_page
from tests.report.test_enterprise import log_by, workspace
from workbench.conformance import discover_directly_follows
from workbench.eventlog.looks.exploration import explore
from workbench.language import Language
from workbench.report.contrast import write_contrast
from workbench.report.exploration import write_exploration
from workbench.report.html import render_html, write_report
from workbench.report.page import EnterpriseSection, Load, Side, SidesSection
from workbench.report.report_page import ReportPage
from workbench.report.tables import table
from workbench.study import assess, named_variants, open_study, study_of

ROOT = Path(__file__).resolve().parents[2]

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
if not resources.files("workbench.report").joinpath("static/diagram.js").is_file():
    pytest.skip("the front end is not built; set up the checkout first", allow_module_level=True)


class Opened:
    """A report in a page, with every request and script error noted."""

    def __init__(self, browser: "sync_api.Browser", path: Path, page: ReportPage) -> None:
        path.write_text(render_html(page), encoding="utf-8")
        self.page = browser.new_page(viewport={"width": 1200, "height": 1000})
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.errors.append(dialog.message), dialog.dismiss()))
        self.page.goto(path.as_uri())
        self.page.wait_for_selector(".djs-element")


@pytest.fixture(scope="module")
def browser(chromium: "sync_api.Browser") -> "sync_api.Browser":
    return chromium


def test_the_diagram_is_drawn_with_its_marks(browser: "sync_api.Browser", tmp_path: Path) -> None:
    opened = Opened(browser, tmp_path / "report.html", small_page())
    assert opened.page.locator('[data-element-id="a"] .wb-badge text').text_content() == "\u2715 30/300"
    assert opened.errors == []


def test_no_request_leaves_the_machine(browser: "sync_api.Browser", tmp_path: Path) -> None:
    opened = Opened(browser, tmp_path / "report.html", small_page())
    opened.page.wait_for_timeout(300)
    assert [url for url in opened.requests if not url.startswith("file:")] == []


def test_a_click_on_a_task_chooses_its_sentence_and_the_other_way_round(browser: "sync_api.Browser", tmp_path: Path) -> None:
    page = Opened(browser, tmp_path / "report.html", small_page()).page
    page.locator('[data-element-id="a"] .djs-hit').first.click(force=True)
    assert page.locator(".row.chosen").count() == 1
    page.reload()
    page.wait_for_selector(".djs-element")
    page.locator(".row .sentence").first.click()
    assert "wb-selected" in (page.locator('.djs-shape[data-element-id="a"]').get_attribute("class") or "")


def test_the_language_is_switched(browser: "sync_api.Browser", tmp_path: Path) -> None:
    page = Opened(browser, tmp_path / "report.html", small_page()).page
    heading = page.locator("section h2")
    assert "订单到交付" in heading.inner_text()
    page.locator('[data-language="en"]').click()
    assert "Order to delivery" in heading.inner_text()
    assert "订单到交付" not in heading.inner_text()


def test_the_diagram_speaks_the_language_that_is_switched_to_and_is_not_drawn_anew(
    browser: "sync_api.Browser", tmp_path: Path
) -> None:
    page = Opened(browser, tmp_path / "report.html", small_page()).page
    page.locator('.djs-shape[data-element-id="a"]').evaluate("shape => { shape.dataset.known = 'yes' }")
    assert "跳过" in page.locator(".wb-legend").first.inner_text()
    page.locator('[data-language="en"]').click()
    page.locator(".wb-legend", has_text="skipped").wait_for()
    assert page.locator('.djs-shape[data-element-id="a"]').get_attribute("data-known") == "yes"


def test_a_sentence_is_found_by_keyboard(browser: "sync_api.Browser", tmp_path: Path) -> None:
    page = Opened(browser, tmp_path / "report.html", small_page()).page
    page.locator('[data-control="save"]').focus()
    for key in ("Tab", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    assert page.locator(".row.chosen").count() == 1
    page.keyboard.press("Escape")
    assert page.locator(".row.chosen").count() == 0


def test_hostile_labels_do_nothing(browser: "sync_api.Browser", tmp_path: Path) -> None:
    opened = Opened(browser, tmp_path / "report.html", hostile_page())
    opened.page.wait_for_timeout(300)
    assert opened.errors == []
    assert opened.page.locator("main img").count() == 0


def test_a_printed_report_is_unfolded_and_has_no_buttons(browser: "sync_api.Browser", tmp_path: Path) -> None:
    page = Opened(browser, tmp_path / "report.html", small_page()).page
    cases = page.locator(".row .cases").first
    assert not cases.is_visible()
    assert not page.locator(".still").is_visible()
    page.emulate_media(media="print")
    assert cases.is_visible()
    assert page.locator(".still svg.wb-still").is_visible()
    assert not page.locator(".diagram").is_visible()
    assert page.locator("button:visible").count() == 0


def test_without_scripts_the_diagram_stands_still(browser: "sync_api.Browser", tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text(render_html(small_page()), encoding="utf-8")
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto((tmp_path / "report.html").as_uri())
        assert page.locator("svg.wb-still").is_visible()
        assert "合同评审" in (page.locator("svg.wb-still").text_content() or "")
        assert not page.locator(".diagram").is_visible()


def test_the_exported_drawing_holds_the_marks(browser: "sync_api.Browser", tmp_path: Path) -> None:
    page = Opened(browser, tmp_path / "report.html", small_page()).page
    with page.expect_download() as download:
        page.locator('[data-control="save"]').click()
    drawing = Path(download.value.path()).read_text(encoding="utf-8")
    assert "wb-badge" in drawing
    assert "30/300" in drawing


def test_tables_are_closed_until_they_are_asked_for(browser: "sync_api.Browser", tmp_path: Path) -> None:
    small = small_page()
    cells = table(("sides-activity", "sides-flow"), (), [("Check", "30 × missing")])
    sides = SidesSection(summary=same("in one line"), activities=cells, sides=(), notices=())
    shown = replace(small, processes=(replace(small.processes[0], sides=sides, measures=cells),))
    opened = Opened(browser, tmp_path / "report.html", shown)
    assert opened.page.get_by_text("in one line").is_visible()
    assert opened.page.locator("section table:visible").count() == 0
    opened.page.locator("summary", has_text="各活动的多视角情况").click()
    assert opened.page.locator("section table:visible").count() == 1
    assert opened.errors == []


def test_what_nobody_designed_is_dashed_with_how_often(browser: "sync_api.Browser", tmp_path: Path) -> None:
    model, log = tmp_path / "p.bpmn", tmp_path / "p.csv"
    model.write_bytes(process("p").start().task("a").task("b").task("c").task("d").end().xml())
    traces = ["abcd"] * 3 + ["axbcd", "acd"] + ["abcd"]
    rows = [
        f"{case},{label},2025-0{case + 1}-10 09:0{place}"
        for case, trace in enumerate(traces)
        for place, label in enumerate(trace)
    ]
    log.write_text("\n".join(["case_id,activity,end", *rows]), encoding="utf-8")
    (assessed,) = assess(study_of(model, log)).processes
    write_contrast(assessed, discover_directly_follows(named_variants(assessed.study)), tmp_path / "page.html")
    page, errors = browser.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((tmp_path / "page.html").as_uri())
    page.wait_for_selector(".djs-element")
    diagram = page.locator(".diagram").first
    assert diagram.locator('[data-element-id="b"] .wb-badge text').text_content() == "5×"
    assert diagram.locator('[data-element-id="ghost-0"] .wb-badge text').text_content() == "1×"
    ghost = diagram.locator('[data-element-id^="ghost-flow-"] .djs-visual > path').first
    assert ghost.evaluate("line => line.style.strokeDasharray") != ""
    tip = ghost.evaluate(
        "line => line.ownerSVGElement.querySelector(line.style.markerEnd.match(/#[\\w-]+/)[0] + ' *').style.fill"
    )
    assert tip == ghost.evaluate("line => line.style.stroke")
    page.locator(".row", has_text="directly after").first.click()
    assert page.locator(".djs-connection.wb-selected").count() == 1
    assert errors == []


def test_first_looks_at_a_log_are_shown_in_one_language_at_a_time(browser: "sync_api.Browser", tmp_path: Path) -> None:
    write_exploration(explore(log_of(event("1", "登记", 0), event("1", "付款", 5))), tmp_path / "log.html")
    page, requests, errors = browser.new_page(), [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((tmp_path / "log.html").as_uri())
    assert page.locator("svg.wb-figure:visible").count() == 4
    page.locator('[data-language="zh-CN"]').click()
    assert page.locator("svg.wb-figure:visible").count() == 4
    assert page.locator("#quality h2").inner_text() == "数据质量"
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert errors == []
    assert [url for url in requests if not url.startswith("file:")] == []


def test_the_enterprise_is_reached_from_the_contents_and_its_tables_open(browser: "sync_api.Browser", tmp_path: Path) -> None:
    small = small_page()
    cells = table(("handovers-from-to",), ("sides-count",), [("Sales", "! 171")])
    section = EnterpriseSection(
        findings=small.processes[0].findings,
        below_threshold=(),
        matrices=(Side(key="handovers", table=cells),),
        loads=(
            Load(
                id="S1",
                post=same("Clerk"),
                persons="2",
                busy=same("9 h"),
                available=same("10 h"),
                share=0.9,
                limit=0.85,
                unknown=same(""),
            ),
            Load(
                id="S2",
                post=same("Cook"),
                persons="3",
                busy=same("–"),
                available=same("–"),
                share=None,
                limit=0.85,
                unknown=same("no calendar"),
            ),
        ),
        loads_hidden=None,
        suppressed=cells,
        unknown=None,
        faults=None,
    )
    opened = Opened(browser, tmp_path / "report.html", replace(small, enterprise=section))
    opened.page.locator('nav a[href="#enterprise"]').click()
    assert opened.page.locator("#enterprise .row").count() == 1
    assert opened.page.locator("#enterprise table:visible").count() == 0
    for summary in opened.page.locator("#enterprise details.more > summary").all():
        summary.click()
    assert opened.page.locator("#enterprise table:visible").count() == 3
    assert opened.page.locator("#enterprise .bar.over").count() == 1
    assert opened.page.get_by_text("no calendar").is_visible()
    assert opened.errors == []


def test_a_matrix_scrolls_by_itself_on_a_narrow_screen(browser: "sync_api.Browser", tmp_path: Path) -> None:
    small = small_page()
    wide = table(("sides-activity",), ("sides-count",) * 30, [("Check", *(["R · 1,000"] * 30))])
    shown = replace(small, processes=(replace(small.processes[0], matrices=(Side(key="responsibility", table=wide),)),))
    page = Opened(browser, tmp_path / "report.html", shown).page
    page.set_viewport_size({"width": 400, "height": 900})
    page.locator("summary", has_text="职责矩阵").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    assert page.evaluate("(box => box.scrollWidth > box.clientWidth)(document.querySelector('.matrix'))")


@pytest.mark.parametrize("width", [1200, 400])
def test_a_score_opens_its_formula_and_its_evidence(browser: "sync_api.Browser", tmp_path: Path, width: int) -> None:
    workspace(tmp_path / "w", log_by("anna bert", "carl dora"))
    report = tmp_path / "report.html"
    write_report(assess(open_study(tmp_path / "w")), report, Language.EN)
    page, errors = browser.new_page(viewport={"width": width, "height": 900}), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(report.as_uri())
    card = page.locator("#fit .card").last
    assert card.locator("svg.triangle:visible").get_attribute("aria-label").startswith("Triangle of fit for p")
    assert card.locator(".behind:visible").count() == 0
    card.locator("summary", has_text="The indicators").click()
    card.locator(".indicator summary", has_text="PO3").click()
    assert card.get_by_text("events of known persons that can be judged").is_visible()
    assert card.locator(".behind table:visible").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert errors == []


def test_what_caps_a_level_leads_to_the_finding(browser: "sync_api.Browser", tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    write_report(assess(open_study(ROOT)), report, Language.EN)
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    page.goto(report.as_uri())
    link = page.locator("#fit .vetoes a").first
    link.click()
    finding = page.locator(str(link.get_attribute("href")))
    assert finding.is_visible()
    assert -1 <= finding.bounding_box()["y"] < 900  # a fraction of a pixel is cut off at times
