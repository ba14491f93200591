"""Workbooks of packs of files: made, filled, read, and read where nobody has the file."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

import xl_kpis
from tests.dask_cluster import dask
from tests.kpi.test_pack_features import SOURCE as SCHOOL
from tests.kpi.test_packs import ADDED, EXAMPLE
from tests.samples import finished
from xl_kpis.errors import ExcelError
from xl_kpis.formula.fleet import processes
from xl_kpis.kpi import packs
from xl_kpis.kpi.pack_files import pack_from
from xl_kpis.kpi.pack_sources import load
from xl_kpis.workbook import layout
from xl_kpis.workbook.build.trends import AMOUNTS
from xl_kpis.workbook.check import check
from xl_kpis.workbook.fill import fill
from xl_kpis.workbook.html import Card, read_card, to_html
from xl_kpis.workbook.paper import to_pdf
from xl_kpis.workbook.places import NotATemplate, Places
from xl_kpis.workbook.render import change_words, value_words
from xl_kpis.workbook.scorecard import needed_unit, overview, scorecard
from xl_kpis.workbook.template import build_template
from xl_kpis.workbook.texts import words

FIGURES: dict[str, list[Any]] = {
    "members_start": [400, 410, 410, 0, 5],
    "members_end": [410, 410, 415, 10, 9],
    "members_joined": [26, 30, 10, 10, 2],
    "places_taken": [640, 700, 801, 0, 3],
    "places_offered": [800, 800, 800, 0, 7],
    "days_waited": [90, 10, 0, 12.5, 3],
    "people_admitted": [10, 9, 0, 2, 4],
    "fees": [18000, 19000, -200, 0, 1],
    "sales": [2000, 1500, -200, 3, 1],
    "members_paying": [400, 405, 390, 0, 3],
}


@pytest.fixture(scope="module")
def studio() -> packs.Pack:
    return packs.use(pack_from(EXAMPLE.read_text("utf-8")))


def filled(flavour: str, language: str = "en", figures: dict[str, list[Any]] = FIGURES) -> Any:
    made = fill(finished("studio", language, flavour), figures)
    assert not made.problems
    book = xl_kpis.load(BytesIO(made.file))
    book.recalculate()
    return book


@pytest.mark.parametrize("flavour", layout.FLAVOURS)
def test_the_workbook_computes_what_python_computes(studio: packs.Pack, flavour: str) -> None:
    places = Places(filled(flavour))
    for kpi in studio.kpis:
        values = places.values(layout.row_name("Value", kpi))
        for period in range(5):
            given = [FIGURES[a.name][period] for a in kpi.function.arguments]
            wanted = kpi.function(*given)
            if isinstance(wanted, ExcelError):
                assert values[period] is wanted, (kpi.id, given)
            else:
                assert values[period] == pytest.approx(wanted, rel=1e-12), (kpi.id, given)


def test_a_workbook_of_worked_examples_shows_their_tiers(studio: packs.Pack) -> None:
    figures = {id: [values[0]] for id, values in FIGURES.items()}
    book = filled("native", figures=figures)
    records = scorecard(book)
    assert [r["tier_id"] for r in records] == [k.example_tier or None for k in studio.kpis]
    assert [r["value"] for r in records] == pytest.approx([k.example.result for k in studio.kpis])
    assert [r["score"] for r in records][:3] == pytest.approx(
        [k.example_score for k in studio.kpis][:3]
    )
    assert overview(book).coverage == 4
    found = check(book)
    assert not found.found, found.found


def test_a_kpi_without_benchmarks_has_value_and_change_and_nothing_made_up(
    studio: packs.Pack,
) -> None:
    records = [r for r in scorecard(filled("native")) if r["kpi"] == "studio.revenue"]
    assert [r["value"] for r in records[:2]] == pytest.approx([50, 20500 / 405])
    assert records[1]["change"] == pytest.approx(20500 / 405 - 50)
    for name in ("tier", "score", "gap", "needed", "target"):
        assert all(record[name] is None for record in records)


def test_a_broken_rule_is_said_in_the_words_of_the_pack(studio: packs.Pack) -> None:
    said = [found.message for found in check(filled("native", "fr")).found]
    assert "Il y a plus de places prises que de places offertes." in said


def test_a_workbook_is_read_where_nobody_has_the_pack(studio: packs.Pack, tmp_path: Path) -> None:
    path = tmp_path / "studio.xlsx"
    path.write_bytes(filled("native").to_bytes())
    code = "from xl_kpis.commands import main; import sys; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", code, "scorecard", str(path), "--period", "1"]
    found = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert found.returncode == 0, found.stderr
    assert "Member retention" in found.stdout
    assert "Fitness studio" in found.stdout


def test_a_damaged_pack_in_a_workbook_is_named(studio: packs.Pack) -> None:
    book = build_template("studio")
    book["Pack"]["A8"] = "unit ="
    out = BytesIO()
    book.save(out)
    with pytest.raises(NotATemplate):
        Places(xl_kpis.load(BytesIO(out.getvalue())))


def test_the_page_shows_it(studio: packs.Pack) -> None:
    book = filled("native", "fr")
    page = to_html([Card(scorecard(book), overview(book), check(book), "studio")], "fr")
    assert "Taux de fidélisation des membres" in page
    assert "inventés pour sa documentation" in page
    assert "United States" not in page


def test_one_that_is_missing_is_counted_in_the_words_of_the_pack(studio: packs.Pack) -> None:
    filled_up = next(kpi for kpi in studio.kpis if kpi.id == "studio.filled")
    assert needed_unit(filled_up, "fr", 2.0) == "places prises"
    assert needed_unit(filled_up, "fr", 1.0) == "place"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_its_sheets_say_nothing_of_the_shipped_packs_and_nothing_empty(
    studio: packs.Pack, language: str
) -> None:
    book = build_template("studio", language)
    said = [
        str(cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and not cell.value.startswith("=")
    ]
    for wrong in ("seven KPIs", "sept indicateurs", " ()"):
        assert not [text for text in said if wrong in text]
    asterisk = words("benchmark.asterisk", language).removeprefix("* ")
    assert asterisk not in said
    assert words("legend.asterisk", language) not in said
    assert words("about.trends.own", language) in said
    inputs = book.worksheets[2]
    helps = [(row[1].value, row[3].value) for row in inputs.iter_rows(min_row=7)]
    assert not [label for label, told in helps if label and label == told]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_pack_that_adds_has_the_logs_of_the_shipped_one(language: str) -> None:
    pack = packs.use(pack_from(ADDED))
    data = {
        "sessions_completed": [80],
        "sessions_scheduled": [100],
        "clients_start": [200],
        "clients_end": [220],
        "clients_new": [50],
        "referred": [12],
        "joined": [40],
    }
    made = fill(finished("agency", language), data)
    book = xl_kpis.load(BytesIO(made.file))
    book.recalculate()
    found = {r["kpi"]: r["value"] for r in scorecard(book)}
    assert found["agency.session_completion"] == 0.8
    assert found["agency.retention"] == pytest.approx(0.85)
    assert found["agency.referral"] == pytest.approx(0.3)
    assert found["agency.satisfaction"] is None
    assert layout.log_sheet(layout.logs(pack.id)[0]) == "log.ratings"
    assert not [f for f in check(book).found if f.severity == "error"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_kpi_without_benchmarks_stands_on_the_page_and_on_paper(
    studio: packs.Pack, language: str
) -> None:
    card = read_card(filled("native", language), language, period=2)
    revenue = next(r for r in card.now if r["kpi"] == "studio.revenue")
    currency = card.overview.currency
    said = [value_words(revenue, language, currency), change_words(revenue, language)]
    said.append(words("scorecard.no_benchmark", language))
    page = to_html([card], language)
    shown = page[page.index('class="period shown"') :]
    row = shown[shown.index(revenue["name"]) :].partition("</tr>")[0]
    assert [text for text in said if text not in row.replace("<wbr>", "")] == []
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
    pytest.importorskip("typst", reason="typst is not installed (extra pdf)")
    (paper,) = pypdf.PdfReader(BytesIO(to_pdf([card], language))).pages
    text = " ".join(paper.extract_text().split())
    assert [part for part in said if " ".join(part.split()) not in text] == []


COUNTED: dict[str, list[Any]] = {
    **{f"gave_{stars}": [stars - 1, 0, 2] for stars in (5, 4, 3, 2)},
    "gave_1": [1, 0, 0],
    "present": [20, 9, 30],
    "at_start": [40, 0, 10],
    "at_end": [36, 5, 8],
    "joined": [6, 5, 9],
    "last_term": [50, 40, 0],
    "this_term": [55, 30, 2],
    "earned": [600, -20, 5],
    "students": [20, 10, 0],
}


@pytest.mark.parametrize("flavour", layout.FLAVOURS)
def test_ratings_rows_beside_and_shorter_calls_are_in_the_workbook(flavour: str) -> None:
    pack = packs.use(pack_from(SCHOOL))
    made = fill(finished("school", "fr", flavour), COUNTED)
    assert not made.problems
    book = xl_kpis.load(BytesIO(made.file))
    book.recalculate()
    places = Places(book)
    for kpi in pack.kpis:
        values = places.values(layout.row_name("Value", kpi))
        for period in range(3):
            figures = {id: given[period] for id, given in COUNTED.items()}
            wanted = kpi.function(*kpi.arguments_from(figures))
            if isinstance(wanted, ExcelError):
                assert values[period] is wanted, (kpi.id, figures)
            else:
                assert values[period] == pytest.approx(wanted), (kpi.id, figures)
    first = scorecard(book, period=1)
    assert [(r["tier_id"], r["needed"]) for r in first] == [
        ("typical", pytest.approx(4 - 41 / 11)),
        ("above_average", 6),
        ("above_average", 5),
        (None, None),
    ]
    said = {text for f in check(book).found for text in (f.message, f.remedy)}
    assert "«\xa0Nouveaux élèves\xa0» ne peut pas dépasser «\xa0Élèves à la fin\xa0»." in said
    assert not [text for text in said if "{" in text]
    notes = build_template("school", "fr").worksheets[-2]
    assert "L’enquête ne donne pas d’année." in [cell.value for cell in notes["C"]]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_add_in_has_to_be_built_with_a_pack_of_ones_own(
    studio: packs.Pack, language: str
) -> None:
    for id, told in (("studio", True), ("remote", False)):
        sheet = build_template(id, language, "kpi").worksheets[0]
        said = [cell.value for cell in sheet["B"]]
        assert (words("start.what.kpi.own", language) in said) is told
        assert (words("start.what.kpi", language) in said) is not told


def test_processes_that_are_begun_anew_know_the_packs_in_use(
    studio: packs.Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "_can_fork", lambda: False)
    load(EXAMPLE)
    pairs = []
    for number in (1, 2):
        book = Workbook()
        book.active["A1"], book.active["A2"] = 90 * number, "=KPI_STUDIO_WAIT(A1,10)"
        book.save(tmp_path / f"{number}.xlsx")
        pairs.append((tmp_path / f"{number}.xlsx", tmp_path / f"done{number}.xlsx"))
    done = {found.source: found.problem for found in xl_kpis.recalculate_files(pairs, jobs=2)}
    assert list(done.values()) == [None, None]
    values = [load_workbook(path, data_only=True).active["A2"].value for _, path in pairs]
    assert values == [9, 18]


def test_workers_of_a_cluster_know_the_packs_in_use(studio: packs.Pack, tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    load(EXAMPLE)
    book = Workbook()
    book.active["A1"], book.active["A2"] = 90, "=KPI_STUDIO_WAIT(A1,10)"
    book.save(tmp_path / "book.xlsx")
    with dask(1, 30) as (address, _):
        pairs = [(tmp_path / "book.xlsx", tmp_path / "done.xlsx")]
        (done,) = xl_kpis.recalculate_files(pairs, scheduler=address)
    assert done.problem is None
    assert load_workbook(tmp_path / "done.xlsx", data_only=True).active["A2"].value == 9


def test_amounts_beside_a_chart_are_whole_and_small_ones_are_not_zero():
    shown = {0.09: "0.09", 0: "0", 80: "80", 12345.6: "12,346", -1234: "\u22121,234"}
    for value, said in shown.items():
        code = AMOUNTS.replace('"', '""')
        assert xl_kpis.evaluate(f'=TEXT({value},"{code}")') == said
