"""What formulas give on computers of other regions."""

from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from xl_kpis.errors import VALUE
from xl_kpis.formula.book import Book, evaluate, load
from xl_kpis.formula.fleet import recalculate_files
from xl_kpis.formula.values.calendar_names import ENGLISH
from xl_kpis.formula.values.region import EN_US
from xl_kpis.formula.values.regions import KNOWN, UnknownRegion, region
from xl_kpis.formula.xlsx import open_package
from xl_kpis.formula.xlsx.read.region_hints import region_hints

THIN, NO_BREAK = "\u202f", "\u00a0"
DAY = 45351.5678  # Thursday 29 February 2024, 13:37:38

TEXTS = [
    # numbers as text
    ("en-US", '=1.5&""', "1.5"),
    ("en-GB", '=1.5&""', "1.5"),
    ("fr-FR", '=1.5&""', "1,5"),
    ("de-DE", '=CONCAT(1.5,"|",-0.25)', "1,5|-0,25"),
    ("fr-FR", '=TEXTJOIN("; ",TRUE,1.5,2)', "1,5; 2"),
    ("fr-FR", "=LEN(1/3)", 17),
    ("fr-FR", '=1E-20&""', "1E-20"),
    ("it-IT", '=1.5E-20&""', "1,5E-20"),
    ("fr-FR", "=FIXED(1234.567)", f"1{THIN}234,57"),
    ("fr-CA", "=FIXED(1234.567)", f"1{NO_BREAK}234,57"),
    ("de-DE", "=FIXED(-1234567.891,1)", "-1.234.567,9"),
    ("pl-PL", "=FIXED(1234.5,2,TRUE)", "1234,50"),
    ("fr-FR", "=DOLLAR(1234.5)", f"1{THIN}234,50{NO_BREAK}€"),
    ("fr-FR", "=DOLLAR(-1234.5)", f"-1{THIN}234,50{NO_BREAK}€"),
    ("en-GB", "=DOLLAR(-1234.5)", "-£1,234.50"),
    ("en-US", "=DOLLAR(-1234.5)", "($1,234.50)"),
    ("pt-BR", "=DOLLAR(1234.5)", f"R${NO_BREAK}1.234,50"),
    ("nl-NL", "=DOLLAR(-5)", f"€{NO_BREAK}-5,00"),
    ("tr-TR", "=DOLLAR(5)", "₺5,00"),
    # texts as numbers
    ("fr-FR", '="1,5"+1', 2.5),
    ("fr-FR", '="1.5"+1', VALUE),
    ("en-US", '="1,5"+1', VALUE),
    ("fr-FR", '=VALUE("1 234,5")', 1234.5),
    ("fr-FR", f'=VALUE("1{THIN}234,5 €")', 1234.5),
    ("de-DE", '=VALUE("1.234,5")', 1234.5),
    ("de-DE", '=VALUE("12,5%")', 0.125),
    ("pt-BR", '=VALUE("R$ 1.234,50")', 1234.5),
    ("fr-FR", '=NUMBERVALUE("1 234,5")', 1234.5),
    ("fr-FR", '=NUMBERVALUE("1,234.5",".",",")', 1234.5),
    ("de-DE", '=NUMBERVALUE("2.500,27")', 2500.27),
    ("fr-FR", '=SUM("1,5",1)', 2.5),
    ("fr-FR", '=COUNT("1,5","1.5")', 1),
    # dates in texts
    ("en-US", '=DATEVALUE("2/10/2019")', 43506),
    ("en-GB", '=DATEVALUE("02-10-2019")', 43740),
    ("fr-FR", '=DATEVALUE("31/01/2024")', 45322),
    ("en-GB", '=DATEVALUE("1/31/2024")', VALUE),
    ("fr-FR", '=DATEVALUE("3 février 2024")', 45325),
    ("fr-FR", '=DATEVALUE("3-févr-24")', 45325),
    ("fr-FR", '=DATEVALUE("3-Feb-24")', VALUE),
    ("fr-CA", '=DATEVALUE("2024-01-31")', 45322),
    ("fr-CA", '=DATEVALUE("24-01-31")', 45322),
    ("de-DE", '=DATEVALUE("31.1.2024")', 45322),
    ("de-DE", '=DATEVALUE("3. März 2024")', 45354),
    ("de-AT", '=DATEVALUE("3. Jänner 2024")', 45294),
    ("nl-NL", '=DATEVALUE("31-01-2024")', 45322),
    ("es-ES", '=DATEVALUE("3-ene-2024")', 45294),
    ("pl-PL", '=DATEVALUE("3 maj 2024")', 45415),
    ("tr-TR", '=DATEVALUE("3 Ocak 2024")', 45294),
    ("it-IT", '=VALUE("31/01/2024 06:00")', 45322.25),
    ("fr-FR", '=TIMEVALUE("6:30:30,5")', 0.2711863425925926),
    # TEXT's letters
    ("en-GB", '=TEXT(A1,"dd/mm/yyyy")', "29/02/2024"),
    ("fr-FR", '=TEXT(A1,"jj/mm/aaaa")', "29/02/2024"),
    ("fr-FR", '=TEXT(A1,"jjjj j mmmm aaaa")', "jeudi 29 février 2024"),
    ("fr-FR", '=TEXT(A1,"jjj mmm")', "jeu févr"),
    ("fr-FR", '=TEXT(A1,"dd/mm/yyyy")', "dd/02/yyyy"),
    ("fr-CA", '=TEXT(A1,"aaaa-mm-jj")', "2024-02-29"),
    ("fr-FR", '=TEXT(A1,"hh:mm:ss,00")', "13:37:37,92"),
    ("fr-FR", '=TEXT(1.5,"[h]:mm")', "36:00"),
    ("de-DE", '=TEXT(A1,"TT.MM.JJJJ")', "29.02.2024"),
    ("de-DE", '=TEXT(A1,"MMMM JJJJ hh:mm")', "Februar 2024 13:37"),
    ("de-AT", '=TEXT(31,"MMMM")', "Jänner"),
    ("de-AT", '=TEXT(5,"TT")', "05"),
    ("es-ES", '=TEXT(A1,"dd/mm/aaaa")', "29/02/2024"),
    ("it-IT", '=TEXT(A1,"gg/mm/aaaa")', "29/02/2024"),
    ("it-IT", '=TEXT(A1,"gggg")', "giovedì"),
    ("pt-BR", '=TEXT(A1,"dd/mm/aaaa")', "29/02/2024"),
    ("nl-NL", '=TEXT(A1,"dd-mm-jjjj uu:mm")', "29-02-2024 13:37"),
    ("pl-PL", '=TEXT(A1,"rrrr-mm-dd gg:mm")', "2024-02-29 13:37"),
    ("tr-TR", '=TEXT(A1,"gg.aa.yyyy ss:dd:nn")', "29.02.2024 13:37:38"),
    ("fr-FR", '=TEXT(1234567.891,"# ##0,00")', f"1{THIN}234{THIN}567,89"),
    ("fr-FR", '=TEXT(1234.5,"# ##0 €")', f"1{THIN}235 €"),
    ("de-DE", '=TEXT(1234567.891,"#.##0,0")', "1.234.567,9"),
    ("de-DE", '=TEXT(0.256,"0,0%")', "25,6%"),
    ("fr-FR", '=TEXT(1.5,"Standard")', "1,5"),
    ("es-ES", '=TEXT(1.5,"Estándar")', "1,5"),
    ("fr-FR", '=TEXT(-1.5,"[Rouge]0,0;[Bleu]-0,0")', "-1,5"),
    ("fr-FR", '=TEXT(2,"[>1,5]""grand"";0")', "grand"),
    ("fr-FR", '=TEXT(1.75,"# ?/?")', "1 3/4"),
    ("fr-FR", '=TEXT("1,5","0,00")', "1,50"),
    # what a code says of itself comes before the region
    ("fr-FR", '=TEXT(A1,"[$-409]mmmm")', "February"),
    ("en-US", '=TEXT(A1,"[$-40C]mmmm")', "février"),
    ("fr-FR", '=TEXT(A1,"[$-F800]")', "jeudi 29 février 2024"),
    ("de-DE", '=TEXT(A1,"[$-F800]")', "Donnerstag, 29. Februar 2024"),
    # truth values, letters, arrays
    ("fr-FR", '=TRUE&""', "VRAI"),
    ("de-DE", '=FALSE&""', "FALSCH"),
    ("fr-FR", '=IF("vrai",1,2)', 1),
    ("tr-TR", '=UPPER("istanbul")', "İSTANBUL"),
    ("tr-TR", '=LOWER("IĞDIR İZMİR")', "ığdır izmir"),
    ("tr-TR", '=PROPER("izmir")', "İzmir"),
    ("en-US", '=UPPER("istanbul")', "ISTANBUL"),
    ("fr-FR", "=ARRAYTOTEXT({1.5,2;3,4},1)", "{1,5.2;3.4}"),
    ("fr-FR", "=ARRAYTOTEXT({1.5,2})", "1,5; 2"),
    ("fr-FR", '=VALUETOTEXT(VALUE("x"))', "#VALEUR!"),
]


@pytest.mark.parametrize(("tag", "formula", "value"), TEXTS)
def test_a_formula_gives_what_its_region_writes(tag: str, formula: str, value: object) -> None:
    assert evaluate(formula, {"A1": DAY}, region=tag) == value


def test_criteria_read_numbers_dates_and_words_of_the_region() -> None:
    cells = {"A1": [[1], [2], [43800.0], [True]]}
    book = Book.of(
        cells
        | {
            "B1": '=COUNTIF(A1:A4,">1,5")',
            "B2": '=COUNTIF(A1:A4,">02/10/2019")',
            "B3": '=COUNTIF(A1:A4,"VRAI")',
            "B4": '=COUNTIF(A1:A4,"TRUE")',
        },
        region="fr-FR",
    )
    assert [book[f"B{i}"] for i in range(1, 5)] == [2, 1, 1, 0]


def test_a_column_of_many_is_as_each_of_them() -> None:
    cells = {"A1": [[i + 0.25] for i in range(60)], "C1": '=A1:A60&TEXT(A1:A60," # ##0,0")'}
    book = Book.of(cells, region="fr-FR")
    assert book["C60"] == "59,25 59,3"


def test_the_region_is_of_the_book_not_of_the_process() -> None:
    cells = {"A1": 1.5, "B1": '=A1&""', "C1": '=TEXT(A1,"0.0")'}
    english, french = Book.of(cells), Book.of(cells, region="fr-FR")
    assert (english["B1"], french["B1"]) == ("1.5", "1,5")
    assert (english["C1"], french["C1"]) == ("1.5", "0.2")


def test_an_unknown_region_is_refused_with_those_known() -> None:
    with pytest.raises(UnknownRegion, match=r"no region 'xx-YY'; known are en-US, .*tr-TR"):
        evaluate("=1", region="xx-YY")


@pytest.mark.parametrize("tag", KNOWN)
def test_every_region_is_whole(tag: str) -> None:
    found = region(tag)
    assert [len(names) for names in found.names] == [12, 12, 7, 7]
    assert {"en-US": "mdy"}.get(tag, "dmy") == found.order or found.order == "ymd"
    assert found.list_separator != found.decimal != found.group
    assert found.letters == {} or sorted(found.letters.values()).count("y") == 1


def test_english_is_as_babel_has_it() -> None:
    from babel import Locale

    english = Locale.parse("en_US")
    assert EN_US.decimal == english.number_symbols["latn"]["decimal"]
    assert list(ENGLISH.months) == list(english.months["stand-alone"]["wide"].values())


def test_babel_is_not_imported_for_english() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from xl_kpis.formula.book import evaluate; evaluate('=TEXT(1,\"mmm\")');"
        "sys.exit('babel' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def _saved_in(tag: str, cells: dict[str, object], folder: Path, *formats: str) -> Path:
    """A file as Excel of a region leaves it, with number formats in some cells."""
    workbook = openpyxl.Workbook()
    for address, value in cells.items():
        workbook.active[address] = value
    for i, code in enumerate(formats, 1):
        workbook.active[f"H{i}"].number_format = code
    path = folder / f"{tag}.xlsx"
    workbook.save(path)
    load(path, region=tag).save(path)
    return path


TELLING = {
    "A1": 45294,
    "A2": 1.5,
    "B1": '=TEXT(A1,"mmmm")',
    "B2": '=A2&""',
    "B3": '=COUNTIF(A1:A2,">1,2")',
    "B4": '=TEXT(A1,"jj")',
    "B5": "=A2*2",
    "B6": '=TEXT(NOW(),"ss")',
}


@pytest.mark.parametrize("tag", ["en-US", "fr-FR", "de-DE", "de-AT", "es-ES", "tr-TR"])
def test_a_file_tells_its_region(tag: str, tmp_path: Path) -> None:
    path = _saved_in(tag, TELLING, tmp_path)
    book = load(path, region="auto")
    assert book.recalculate().region == tag == book.region
    assert book["B2"] == ("1.5" if tag == "en-US" else "1,5")


def test_a_file_that_tells_nothing_is_english(tmp_path: Path) -> None:
    path = _saved_in("fr-FR", {"A1": 1, "A2": "=A1+1", "A3": '="a"&A1'}, tmp_path)
    assert load(path, region="auto").recalculate().region == "en-US"


def _region_told(path: Path) -> tuple[str, str]:
    found = load(path, region="auto").recalculate()
    return found.region, found.region_by


SILENT = {"A1": 1, "A2": "=A1+1", "A3": '="a"&A1'}


@pytest.mark.parametrize(
    ("saved", "cells", "formats", "told"),
    [
        ("en-US", SILENT, ["[$-C07]mmmm"], ("de-AT", "hints")),
        ("en-US", SILENT, ["[$€-40C] 0.00", "[$-F800]dddd", "[$-409]d"], ("fr-FR", "hints")),
        ("en-US", SILENT, ["[$-40C]mmmm", "[$-407]mmmm"], ("en-US", "nothing")),
        ("en-US", SILENT, ["[$-411]mmmm"], ("en-US", "nothing")),
        ("en-US", SILENT, [], ("en-US", "nothing")),
        ("fr-FR", TELLING, [], ("fr-FR", "values")),
        ("fr-FR", TELLING, ["[$-80C]mmmm"], ("fr-BE", "values")),
        ("fr-FR", TELLING, ["[$-407]mmmm"], ("fr-FR", "values")),
        ("en-US", TELLING, ["[$-407]mmmm"], ("en-US", "nothing")),
    ],
)
def test_what_a_file_names_decides_where_its_values_do_not(
    saved: str,
    cells: dict[str, object],
    formats: list[str],
    told: tuple[str, str],
    tmp_path: Path,
) -> None:
    assert _region_told(_saved_in(saved, cells, tmp_path, *formats)) == told


def test_a_region_that_is_given_is_said_to_be(tmp_path: Path) -> None:
    path = _saved_in("en-US", SILENT, tmp_path)
    assert load(path, region="fr-FR").recalculate().region_by == "given"


DRAWN = b'<a:rPr xmlns:a="a" lang="%s"/>'


@pytest.mark.parametrize(
    ("parts", "tag"),
    [
        ({"xl/drawings/drawing1.xml": DRAWN % b"de-AT"}, "de-AT"),
        ({"xl/charts/chart1.xml": DRAWN % b"de-AT" + b'<c:lang val="de-DE"/>'}, "de-AT"),
        ({"xl/charts/chart1.xml": b'<c:lang val="de-DE"/>'}, None),
        ({"xl/charts/chart1.xml": DRAWN % b"de-AT" + b'<c:lang val="fr-FR"/>'}, None),
        ({"xl/drawings/drawing1.xml": DRAWN % b"en-US"}, None),
        ({"docProps/core.xml": b"<dc:language>fr</dc:language>"}, None),
    ],
)
def test_what_drawings_and_charts_name(
    parts: dict[str, bytes], tag: str | None, tmp_path: Path
) -> None:
    path = _saved_in("en-US", SILENT, tmp_path)
    with ZipFile(path, "a") as archive:
        for name, data in parts.items():
            if name not in archive.namelist():
                archive.writestr(name, b"<x>" + data + b"</x>")
    assert region_hints(open_package(path)) == tag


def _text_in(path: Path, address: str) -> object:
    return openpyxl.load_workbook(path, data_only=True).active[address].value


def test_files_of_one_template_are_calculated_in_the_region(tmp_path: Path) -> None:
    files = []
    for i in range(4):
        path = _saved_in("en-US", TELLING | {"A2": i + 0.5}, tmp_path)
        files.append((path.rename(tmp_path / f"{i}.xlsx"), tmp_path / f"out{i}.xlsx"))
    for tag in ("fr-FR", "en-US"):
        done = list(recalculate_files(files, region=tag))
        assert [item.report and item.report.region for item in done] == [tag] * 4
        found = [_text_in(target, "B2") for _, target in files]
        assert found == [EN_US.number(f"{i}.5") if tag == "en-US" else f"{i},5" for i in range(4)]
