"""The documentation as a site: built strictly, links followed, a reader's questions answered."""

from __future__ import annotations

import functools
import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import html

import xl_kpis
from xl_kpis.commands.app import COMMANDS
from xl_kpis.formula.functions.support.pages import by_category
from xl_kpis.kpi import PACKS
from xl_kpis.kpi.texts import text
from xl_kpis.languages import available

pytest.importorskip("mkdocs", reason="MkDocs is not installed (extra docs)")

ROOT = Path(__file__).parents[1]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


def start(language: str) -> str:
    return "index.html" if language == "en" else f"{language}/index.html"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as strictly as it can be."""
    folder = tmp_path_factory.mktemp("site")
    build = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(build, cwd=ROOT, env=quiet, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder


@functools.cache
def read(path: Path) -> html.HtmlElement:
    return html.fromstring(path.read_bytes())


def links(page: html.HtmlElement, within: str = "//body") -> list[str]:
    return [str(link) for link in page.xpath(f"{within}//*/@href | {within}//*/@src")]


def pages(site: Path) -> list[Path]:
    return [path for path in site.rglob("*.html") if path.name != "404.html"]


@functools.cache
def places(path: Path) -> frozenset[str]:
    """Where on a page a link may lead."""
    return frozenset(map(str, read(path).xpath("//@id | //@name")))


@functools.cache
def is_there(path: Path) -> bool:
    return path.is_file()


def test_every_link_leads_to_a_page_and_to_a_place_on_it(site: Path) -> None:
    lost = []
    for path in pages(site):
        for link in dict.fromkeys(links(read(path), "/")):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = path
            if parts.path:
                target = Path(os.path.normpath(path.parent / unquote(parts.path)))
            fragment = unquote(parts.fragment) if target.suffix == ".html" else ""
            if not is_there(target) or (fragment and fragment not in places(target)):
                lost.append(f"{path.relative_to(site)}: {link}")
    assert lost == []


def test_signs_keep_to_their_words_in_french_menus(site: Path) -> None:
    for path in (site / "fr").rglob("*.html"):
        for said in read(path).xpath("//nav//text()"):
            assert not re.search(r"\w [?!:;»]|« \w", str(said)), (path, said)


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    loaded = "//script/@src | //link[@rel!='canonical']/@href | //img/@src | //iframe/@src"
    for path in pages(site):
        away = [str(at) for at in read(path).xpath(loaded) if urlsplit(str(at)).netloc]
        assert away == [], path
    for path in site.rglob("*.css"):
        assert not re.search(r"url\(\s*[\"']?(https?:)?//", path.read_text("utf-8")), path


def test_every_page_is_in_the_navigation(site: Path) -> None:
    start_page = site / start("en")
    listed = {str(link) for link in read(start_page).xpath("//nav//a/@href")}
    english = {p.relative_to(site) for p in pages(site) if p.relative_to(site).parts[0] != "fr"}
    assert {str(page) for page in english} - listed - {"index.html"} == set()


@pytest.mark.parametrize("language", available())
def test_every_page_is_in_both_languages(site: Path, language: str) -> None:
    folder = site if language == "en" else site / language
    english = {p.relative_to(site) for p in pages(site) if p.relative_to(site).parts[0] != "fr"}
    assert {path for path in english if not (folder / path).exists()} == set()
    assert read(site / start(language)).get("lang") == language


ANSWERS = (
    ("add-a-kpi", "xl-kpis pack new"),
    ("#NAME?", "xl-kpis doctor"),
    ("my file", "test_nothing_is_lost"),
    ("how fast", "W7"),
    ("which host", "xlwings Lite"),
    ("French formulas", "fr-FR"),
    ("own function", "@xl_kpis.function"),
    ("10,000 files", "--out-dir"),
    ("privacy", "test_no_network"),
    ("own benchmarks", "xl-kpis roll"),
)
"""A reader's ten questions, and what stands where they are answered."""


def section(page: html.HtmlElement, place: str) -> str:
    """What stands beneath a heading, down to the next of its rank; all where there is none."""
    article = page.xpath("//article")[0]
    if not place:
        return str(article.text_content())
    (heading,) = article.xpath(".//*[@id=$id]", id=place)
    said = []
    for node in heading.itersiblings("*"):
        if node.tag in ("h1", heading.tag):
            break
        said.append(node.text_content())
    return "\n".join(said)


@pytest.mark.parametrize("language", available())
def test_ten_questions_of_a_reader_are_answered_a_click_from_the_start(
    site: Path, language: str
) -> None:
    first = site / start(language)
    asked = [str(at) for at in read(first).xpath("//article//ol/li//a/@href")]
    assert len(asked) == len(ANSWERS)
    for link, (question, answer) in zip(asked, ANSWERS, strict=True):
        parts = urlsplit(link)
        page = read((first.parent / unquote(parts.path)).resolve())
        assert page.get("lang") == language, question
        assert answer in section(page, unquote(parts.fragment)), question


@pytest.mark.parametrize("language", available())
def test_each_question_has_a_short_answer_and_a_way_on_two_clicks_from_the_start(
    site: Path, language: str
) -> None:
    first = site / start(language)
    (link,) = read(first).xpath("//article//a[contains(@href, 'questions.html')]/@href")
    path = (first.parent / str(link)).resolve()
    page = read(path)
    places = [str(id) for id in page.xpath("//article//h2/@id")]
    assert len(places) >= 20
    for place in places:
        answer = section(page, place)
        assert len(answer.split()) < 70, place
    for heading in page.xpath("//article//h2"):
        following = heading.xpath("following-sibling::*[self::p or self::h2]")
        (own, *_) = [node for node in following if node.tag == "p"]
        ways = [urlsplit(str(at)).path for at in own.xpath(".//a/@href")]
        assert ways, heading.get("id")
        for way in ways:
            assert read((path.parent / unquote(way)).resolve()).get("lang") == language


def found(site: Path, language: str) -> set[str]:
    """The titles a search looks through."""
    folder = site if language == "en" else site / language
    index = json.loads((folder / "search" / "search_index.json").read_text("utf-8"))
    assert index["config"]["lang"] == [language]
    for entry in index["docs"]:
        assert (folder / urlsplit(entry["location"]).path).exists(), entry["location"]
    kind = re.compile(r"  <code>.*|<[^>]*>")
    return {kind.sub("", entry["title"]) for entry in index["docs"]}


@pytest.mark.parametrize("language", available())
def test_any_function_command_kpi_and_class_is_found(site: Path, language: str) -> None:
    titles = found(site, language)
    wanted = {name for names in by_category().values() for name in names}
    wanted |= {f"xl-kpis {name}" for name in COMMANDS}
    wanted |= {text(f"{kpi.id}.name", language) for kpis in PACKS.values() for kpi in kpis}
    wanted |= set(xl_kpis.__all__) - {"__version__"}
    assert wanted - titles == set()


ASKED = {
    "en": {
        "how do I add a KPI": "#how-do-i-add-a-kpi-of-my-own",
        "how to make a pack": "#how-do-i-make-a-pack-for-my-line-of-business",
        "#NAME?": "hosts/name-error.html",
        "is my file changed": "#is-my-file-changed-can-i-lose-data",
        "how fast": "speed.html",
        "which host do I need": "#which-host-or-spreadsheet-program-do-i-need",
        "fill my figures from an export": "#how-do-i-import-an-export",
        "what differs from Excel": "#what-differs-from-excel",
        "French function names": "#can-i-type-french-formulas-and-function-names",
        "how to print": "#how-do-i-print-the-scorecard",
        "privacy": "#is-anything-sent-privacy",
        "RECHERCHEV": "functions/lookup.html#vlookup",
    },
    "fr": {
        "comment ajouter un KPI": "#comment-ajouter-un-kpi",
        "créer un pack": "#comment-créer-un-pack",
        "#NOM?": "hosts/name-error.html",
        "#NAME?": "#que-veut-dire-lerreur-nom-ou-name",
        "mon fichier est-il modifié": "#mon-fichier-est-il-modifié",
        "rapide": "#est-ce-rapide",
        "quel hôte": "#de-quel-hôte",
        "importer un export": "#comment-importer-un-export",
        "différences avec Excel": "#quelles-sont-les-différences-avec-excel",
        "noms de fonctions français": "#puis-je-saisir-des-formules-et-des-noms",
        "imprimer": "#comment-imprimer-le-tableau-de-bord",
        "confidentialité": "#quelque-chose-est-il-envoyé",
        "RECHERCHEV": "functions/lookup.html#vlookup",
    },
}
"""What readers type into the search, and where it is answered."""
FIRST = 4
"""Hits that are seen without scrolling."""
SEEN = f"""(answer) => [...document.querySelectorAll('.md-search-result__link')].slice(0, {FIRST})
    .some((link) => decodeURIComponent(link.href).replace(/[?]h=[^#]*/, '').includes(answer))"""


# ---- in a browser -------------------------------------------------------------------------------


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[str]:
    handler = functools.partial(Quiet, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.mark.chromium
@pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed")
@pytest.mark.parametrize("language", available())
def test_in_a_browser_search_finds_and_nothing_overflows_or_leaves(
    served: str, language: str
) -> None:
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM)
        page = browser.new_page()
        asked, faults = [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda said: faults.append(f"{said.text} {said.location}"))
        page.on("pageerror", lambda error: faults.append(str(error)))
        first = urljoin(served, start(language))
        for width in (360, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            for name in ("", "gallery.html", "functions/financial.html", "api.html"):
                page.goto(urljoin(first, name))
                needed = page.evaluate("document.documentElement.scrollWidth")
                assert needed <= width, (name, width)
        page.keyboard.press("f")
        page.keyboard.type("NETWORKDAYS.INTL")
        hit = page.locator(".md-search-result__link[href*='networkdaysintl']").first
        hit.wait_for(state="visible")
        hit.click()
        page.locator("#networkdaysintl").wait_for(state="visible")
        assert urlsplit(page.url).path.startswith(urlsplit(urljoin(first, "functions")).path)
        assert [url for url in asked if not url.startswith((served, "data:", "blob:"))] == []
        assert faults == []
        browser.close()


@pytest.mark.chromium
@pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed")
@pytest.mark.parametrize("language", available())
def test_in_a_browser_a_question_is_found_among_the_first_hits(served: str, language: str) -> None:
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM)
        page = browser.new_page()
        page.goto(urljoin(served, start(language)))
        page.keyboard.press("f")
        lost = []
        for asked, answer in ASKED[language].items():
            page.locator("input.md-search__input").click()
            page.keyboard.press("Control+A")
            page.keyboard.type(asked)
            try:
                page.wait_for_function(SEEN, arg=answer, timeout=10_000)
            except playwright.TimeoutError:
                lost.append(asked)
        assert lost == []
        browser.close()
