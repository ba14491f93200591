"""``xl-kpis portfolio``: workbooks in, one table, page or workbook out."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.workbook.defined_name import DefinedName

import xl_kpis
from tests.commands.conftest import Run
from tests.kpi.test_packs import EXAMPLE
from tests.samples import finished
from xl_kpis.kpi import KPI_PERCENTILE
from xl_kpis.workbook.examples import SETTINGS, history
from xl_kpis.workbook.fill import fill
from xl_kpis.workbook.scorecard import scorecard, shown_period

SHARES = {"ada": 1.0, "bob": 0.9, "cy": 0.5, "dan": 0.8, "eve": 0.7}


def regional(template: bytes) -> bytes:
    """A template in which a person gave a cell a name, to group by what it says."""
    made = openpyxl.load_workbook(BytesIO(template))
    sheet = made.worksheets[1]
    sheet["C90"] = "?"
    made.defined_names["Set_region"] = DefinedName("Set_region", attr_text=f"'{sheet.title}'!$C$90")
    out = BytesIO()
    made.save(out)
    return fill(out.getvalue(), {}, settings=SETTINGS).file


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five clients of two coaches in two folders, one of them in French; beside them a workbook of
    somebody else, an empty one and a damaged one."""
    folder = tmp_path_factory.mktemp("made") / "clients"
    blanks = {lang: regional(finished("mentoring", lang)) for lang in ("en", "fr")}
    for i, (name, share) in enumerate(SHARES.items()):
        figures = {id: values[-2:] for id, values in history("mentoring").items()}
        done = figures["sessions_completed"]
        figures["sessions_completed"] = [done[0], round(done[1] * share)]
        filled = fill(blanks["fr" if name == "eve" else "en"], figures)
        book = xl_kpis.load(filled.file)
        book["Set_coach"], book["Set_client"] = "=Mia" if i < 2 else "Noé", name.title()
        book["Set_region"] = "north"
        place = folder / ("x" if i < 2 else "y") / f"{name}.xlsx"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(book.to_bytes())
    (folder / "empty.xlsx").write_bytes(blanks["en"])
    (folder / "broken.xlsx").write_bytes(place.read_bytes()[:4000])
    openpyxl.Workbook().save(folder / "other.xlsx")
    return folder


def test_figures_are_those_of_each_scorecard_and_strangers_are_counted(
    run: Run, made: Path
) -> None:
    done = run("portfolio", str(made), "--by", "folder", "--by", "coach", "--output", "all.csv")
    assert done.code == 1, "since one is damaged"
    assert "broken.xlsx is damaged" in done.err
    assert "Clients: 5," in done.err
    assert "Workbooks left alone: 2, failed: 1." in done.err
    found = pd.read_csv("all.csv")
    assert list(found.columns[:4]) == ["client", "folder", "coach", "file"]
    assert list(found.groupby("folder").client.nunique()) == [2, 3]
    assert set(found.coach) == {"'=Mia", "Noé"}, "no text is a formula"
    for file, own in found.groupby("file"):
        book = xl_kpis.load(str(file))
        card = scorecard(book, "en", period=shown_period(book))
        assert list(own.value) == [r["value"] for r in card]
        assert list(own.tier) == [r["tier_id"] for r in card]
        assert list(own.score) == [r["score"] for r in card]
    held = found[found.kpi == "mentoring.session_completion"].set_index("client")
    assert list(held.place[["Ada", "Bob", "Dan", "Eve", "Cy"]]) == [1, 2, 3, 4, 5]
    assert list(held.moved) == [0, -1, -4, -2, -3]
    for value, percentile in zip(held.value, held.percentile, strict=True):
        among = [[other] for other in held.value]
        assert percentile == KPI_PERCENTILE(value, "mentoring.session_completion", among)


def test_a_period_is_named_and_parquet_is_the_same_table(run: Run, made: Path) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed (extra parquet)")
    for name in ("a.csv", "a.parquet"):
        run("portfolio", str(made / "x"), "--period", "Q1 2023", "--output", name)
    csv, parquet = pd.read_csv("a.csv"), pd.read_parquet("a.parquet")
    assert set(csv.period) == {"2023-01-01"}
    assert list(csv.value) == list(parquet.value)
    assert set(csv[csv.kpi.str.endswith("completion")].value) == {79 / 99}
    assert csv.percentile.isna().all(), "among two"
    assert set(csv.n) == {2}
    late = run("portfolio", str(made / "x"), "--period", "12", "--output", "b.csv")
    assert late.code == 1


def test_the_page_is_in_the_language_asked_for(run: Run, made: Path) -> None:
    done = run(
        *("portfolio", str(made), "--by", "coach", "--language", "fr"), "--output", "page.html"
    )
    assert done.code == 1
    text = Path("page.html").read_text("utf-8")
    assert '<html lang="fr">' in text
    assert "Qui regarder d’abord" in text
    assert "Séances" in text or "séances" in text
    assert "broken.xlsx" in text
    assert "=Mia" in text


def test_a_pack_of_ones_own_is_read_from_the_workbooks_that_carry_it(run: Run) -> None:
    Path("own.toml").write_text(EXAMPLE.read_text("utf-8"), "utf-8")
    assert run("template", "--pack", "own.toml", "--output", "blank.xlsx").code == 0
    Path("own.toml").unlink()
    for name, taken in (("a", 640), ("b", 700)):
        figures = f"id,1\nplaces_taken,{taken}\nplaces_offered,800\n"
        Path(f"{name}.csv").write_text(figures)
        words = ("fill", "blank.xlsx", "--data", f"{name}.csv", "--output", f"own/{name}.xlsx")
        assert run(*words, "--setting", "first_period=2026-01-01").code == 0
    done = run("portfolio", "own", "--output", "own.csv")
    assert done.code == 0, done.err
    found = pd.read_csv("own.csv")
    filled = found[found.kpi == "studio.filled"]
    assert list(filled.value) == [0.8, 0.875]
    assert list(filled.place) == [2, 1]
    assert run("portfolio", "own", "--output", "own.html").code == 0


def test_a_workbook_is_written_and_never_over_another(run: Run, made: Path) -> None:
    words = ("portfolio", str(made / "y"), "--by", "coach", "--output", "all.xlsx")
    assert run(*words).code == 0
    book = openpyxl.load_workbook("all.xlsx")
    assert book.sheetnames == ["Attention", "Ranking", "By coach", "Data"]
    again = run(*words)
    assert again.code == 1
    assert "exists already" in again.err


def test_no_filled_workbook_is_a_sentence(run: Run) -> None:
    openpyxl.Workbook().save("other.xlsx")
    done = run("portfolio", "other.xlsx", "--output", "all.csv")
    assert done.code == 1
    assert "no filled workbook" in done.err
    assert not Path("all.csv").exists()


def test_a_group_called_as_a_column_is_refused_before_anything_is_read(run: Run) -> None:
    done = run("portfolio", ".", "--by", "value", "--output", "all.csv")
    assert done.code == 2
    assert "--by" in done.err
