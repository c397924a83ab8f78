"""The explorer in a real browser, headless: each page, by mouse and by keyboard, on a desk and on a phone."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import background, iris, views
from kg.store import Graph
from kg.wikidata.facts import Point
from tests.kg.conftest import background as history
from tests.kg.conftest import helicopter, shelling
from tests.kg.serving import served

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")

CHROMIUM = os.environ.get("PARLEY_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
if CHROMIUM is None:
    pytest.skip("no Chromium is installed (apt install chromium, or PARLEY_CHROMIUM)", allow_module_level=True)

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
VIEWS = (
    "", "search?q=arm", "sides?actor=Armenia&actor=Azerbaijan", "viewpoints?teller=Armenia&against=Azerbaijan", "map",
    "timeline?entity=Karabakh", "ask", "ask?question=who-backs-whom", "actor?id=Q399", "editor",
)  # fmt: skip
PHONE = {"width": 375, "height": 760}
WAIT = 30_000
expect = sync_api.expect
expect.set_options(timeout=WAIT)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("explored") / "g.kg"
    with Graph.create(folder) as graph:
        graph.add(shelling(), helicopter(), history(), reader="test reader 1")
        views.refresh(graph)
        graph.replace(iris.WIKIDATA, background.quads([Point("Q244165", "2026-01-01", "Q244165-P625", 46.75, 39.9)]))
    with served(folder) as server:
        yield server.address.removesuffix("sparql")


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with sync_api.sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


class Visit:
    """A page with all that went wrong on it: errors of scripts, requests that left the server or failed."""

    def __init__(self, browser, site: str, **settings) -> None:
        self.context = browser.new_context(**settings)
        self.context.set_default_timeout(WAIT)
        self.page = self.context.new_page()
        self.wrong: list[str] = []
        self.site = site
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("requestfailed", self._failed)
        self.page.on("request", self._home)

    def _failed(self, request):
        if request.failure != "net::ERR_ABORTED":  # the page was left before it had come
            self.wrong.append(f"{request.url}: {request.failure}")

    def _home(self, request) -> None:
        if not request.url.startswith((self.site, "data:", "blob:")):
            self.wrong.append(f"asks elsewhere: {request.url}")

    def go(self, view: str):
        self.page.goto(self.site + view)
        expect(self.page.locator("main h1").first).to_be_attached()
        expect(self.page.locator(".loading")).to_have_count(0)
        return self.page


@pytest.fixture
def visit(browser, site: str) -> Iterator[Visit]:
    made = Visit(browser, site, viewport={"width": 1280, "height": 900})
    yield made
    made.context.close()
    assert made.wrong == []


@pytest.fixture(scope="module")
def desk(browser, site: str) -> Iterator[Visit]:
    """One page for many views: a new context costs more than a view does."""
    made = Visit(browser, site, viewport={"width": 1280, "height": 900})
    yield made
    made.context.close()


@pytest.fixture(scope="module")
def phone(browser, site: str) -> Iterator[Visit]:
    made = Visit(browser, site, viewport=PHONE, color_scheme="dark", has_touch=True)
    yield made
    made.context.close()


@pytest.mark.slow
@pytest.mark.parametrize("view", VIEWS)
def test_a_page_has_what_it_promises_and_nothing_that_axe_calls_serious(desk: Visit, view: str) -> None:
    page = desk.go(view)
    assert page.locator("h1").count() == 1
    assert "Parley" in page.title()
    found = axe.Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")] == []
    assert desk.wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("view", VIEWS)
def test_a_phone_at_night_scrolls_only_downwards(phone: Visit, view: str) -> None:
    page = phone.go(view)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    dark = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert max(int(part) for part in dark.removeprefix("rgb(").rstrip(")").split(",")) < 64
    assert phone.wrong == []


def test_a_name_is_found_by_keyboard_alone(visit: Visit) -> None:
    page = visit.go("")
    page.keyboard.press("Tab")  # the link that skips the header
    expect(page.locator(".skip")).to_be_focused()
    page.get_by_role("combobox", name="Find an actor").focus()
    page.keyboard.type("azer")
    expect(page.get_by_role("option").first).to_contain_text("Azerbaijan")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Azerbaijan")


def test_enter_is_heard_though_the_list_is_not_there_yet(visit: Visit) -> None:
    page = visit.go("timeline")
    box = page.get_by_role("combobox", name="What happened to")
    box.fill("Karabakh")
    box.press("Enter")
    expect(page.locator("h1")).to_have_text("Karabakh")


def test_a_view_is_the_same_by_its_link(visit: Visit) -> None:
    page = visit.go("timeline?entity=Karabakh")
    before = page.locator("main").inner_text()
    page.reload()
    expect(page.locator(".year").first).to_be_visible()
    assert page.locator("main").inner_text() == before


def test_what_has_no_days_of_its_own_stands_at_those_of_the_articles(visit: Visit) -> None:
    page = visit.go("timeline?entity=Turkey")
    expect(page.locator("h1 a")).to_have_text("Turkey")
    expect(page.locator(".year").first).to_be_visible()


def test_a_receipt_shows_the_sentence_and_who_denies_it(visit: Visit) -> None:
    page = visit.go("ask?question=says-denies")
    page.locator("a.receipt").first.click()
    expect(page.locator("mark.sentence")).to_be_visible()
    expect(page.locator("main")).to_contain_text("denies")


def test_back_leads_to_where_one_was(visit: Visit) -> None:
    page = visit.go("actor?id=Q399")
    page.get_by_role("link", name="Who is for and against it").click()
    expect(page).to_have_url(visit.site + "sides?actor=Q399")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Armenia")


def test_a_name_that_nobody_has_leads_to_those_like_it(visit: Visit) -> None:
    page = visit.go("search?q=Armenya")
    expect(page.locator("main")).to_contain_text("Armenia")


def test_names_are_text_and_never_markup(visit: Visit) -> None:
    page = visit.go("search?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    assert page.locator("main img").count() == 0
    expect(page.locator("h1")).to_contain_text("<img src=x onerror=alert(1)>")


def test_a_query_runs_by_keyboard_and_its_error_says_where(visit: Visit) -> None:
    page = visit.go("editor")
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status").first).to_contain_text("rows in")
    actor = page.locator("td[data-column=actor] a", has_text="Azerbaijan").first
    expect(actor).to_have_attribute("title", "https://w3id.org/parley/entity/Q227")
    page.keyboard.type("nonsense {")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("line")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Run")).to_be_focused()


def test_a_saved_question_opens_in_the_editor(visit: Visit) -> None:
    page = visit.go("editor")
    page.get_by_label("Begin from a saved question").select_option("who-fights-whom")
    page.get_by_role("button", name="Run").click()
    expect(page.locator("table")).to_contain_text("attacks")
    assert "query=" in page.url


def test_the_map_leads_to_the_timeline_of_a_place(visit: Visit) -> None:
    page = visit.go("map")
    page.get_by_role("link", name="Karabakh: ").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Karabakh")
    expect(page.locator(".year").first).to_be_visible()


def test_a_tap_on_a_phone_shows_who_that_is(browser, site: str) -> None:
    visit = Visit(browser, site, viewport=PHONE, has_touch=True, is_mobile=True)
    page = visit.go("sides?actor=Armenia&actor=Azerbaijan")
    expect(page.locator(".canvas[data-ready=true] canvas").first).to_be_attached()
    canvas = page.locator(".canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] * 0.37, box["y"] + box["height"] / 2)  # the first party stands there
    expect(page.locator(".picked")).to_contain_text("Armenia")
    visit.context.close()
    assert visit.wrong == []


def test_a_network_is_walked_through_by_keyboard(desk: Visit) -> None:
    page = desk.go("sides?actor=Armenia&actor=Azerbaijan")
    page.locator(".canvas").focus()
    panel = page.locator(".panel")
    page.keyboard.press("ArrowRight")
    expect(panel.locator("h2 a")).to_have_text("Azerbaijan")  # it has the most lines
    expect(page.get_by_role("status").filter(has_text="Azerbaijan,")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    expect(panel).to_have_attribute("data-panel", "line")
    page.keyboard.press("Enter")
    expect(panel).to_have_attribute("data-panel", "actor")
    expect(panel.locator("h2 a")).not_to_have_text("Azerbaijan")
    page.keyboard.press("Escape")
    expect(panel).to_have_attribute("data-panel", "empty")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Zoom in")).to_be_focused()


def test_rows_can_be_taken_along(visit: Visit) -> None:
    page = visit.go("ask?question=who-fights-whom")
    with page.expect_download() as taken:
        page.get_by_role("link", name="CSV").click()
    assert "attacks" in Path(taken.value.path()).read_text(encoding="utf-8")
