"""What a file is, by its content and not its ending, and the tables in it."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xl_kpis.errors import XlKpisError
from xl_kpis.formula.book import Book
from xl_kpis.workbook.figures.model import Row, Table
from xl_kpis.workbook.figures.numbers import COMMA, POINT
from xl_kpis.workbook.figures.shown_cells import tables_of


@dataclass
class Content:
    """What a file holds: tables, or a JSON value; or a workbook that may be ours."""

    kind: str
    tables: list[Table] = field(default_factory=list)
    json: Any = None
    book: Book | None = None


class Unreadable(XlKpisError, ValueError):
    """Not a file that holds figures; ``id`` is the text that says why."""

    def __init__(self, id: str, **values: Any) -> None:
        super().__init__(id)
        self.id, self.values = id, values


WORKBOOKS = ("xlsx", "xlsb", "xls", "ods")
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"RIFF", b"BM")
_ARCHIVES = (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")


def kind_of(raw: bytes) -> str:
    """``xlsx``, ``xlsb``, ``xls``, ``ods``, ``html``, ``json``, ``text``, or why none of these
    (the end of a text id ``file_…``).

    >>> kind_of(b"%PDF-1.7"), kind_of(b"a;b"), kind_of(b"")
    ('pdf', 'text', 'empty')
    """
    start = raw.lstrip()[:512]
    if not start:
        return "empty"
    if raw.startswith(b"PK\x03\x04"):
        return _kind_of_zip(raw)
    if raw.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        if "EncryptedPackage".encode("utf-16-le") in raw:
            return "encrypted"
        is_word = "WordDocument".encode("utf-16-le") in raw
        return "document" if is_word else "xls"
    if start.startswith(b"%PDF"):
        return "pdf"
    if raw.startswith(_IMAGES):
        return "image"
    if raw.startswith(_ARCHIVES):
        return "archive"
    if start.startswith(b"{\\rtf"):
        return "document"
    text = decoded(raw)
    if sum(c < " " and c not in "\t\r\n\f\x1a" for c in text[:4096]) > 2:
        return "binary"
    opening = text.lstrip()[:512].casefold()
    if opening.startswith("<") and any(tag in text.casefold() for tag in ("<table", "<html")):
        return "html"
    return "json" if opening[:1] in ("{", "[") else "text"


def _kind_of_zip(raw: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = set(archive.namelist())
            mime = archive.read("mimetype")[:100] if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, RuntimeError):
        return "xlsx"  # the reader of workbooks says what is wrong with it
    if "xl/workbook.bin" in names:
        return "xlsb"
    if mime.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return "ods"
    if mime or any(name.startswith(("word/", "ppt/")) for name in names):
        return "document"
    if any(name.endswith(".iwa") or name == "Index.zip" for name in names):
        return "numbers"
    is_book = "[Content_Types].xml" in names or any(n.startswith("xl/") for n in names)
    return "xlsx" if is_book else "archive"


def content_of(path: Path) -> Content:
    """What a file holds; :class:`Unreadable` where that cannot be figures."""
    from xl_kpis.formula.xlsx.package.package import file_bytes

    raw = file_bytes(path)
    kind = kind_of(raw)
    readers: dict[str, Callable[[bytes, Path], list[Table]]] = {
        "html": _html,
        "text": _text,
    }
    if kind == "json":
        try:
            return Content(kind, json=json.loads(decoded(raw)))
        except json.JSONDecodeError as error:
            if path.suffix.lower() == ".json":
                place = {"row": error.lineno, "character": error.colno}
                raise Unreadable("file_json", **place) from None
            kind = "text"
    if kind in WORKBOOKS:
        return _workbook(kind, raw, path)
    if kind not in readers:
        raise Unreadable(f"file_{kind}")
    return Content(kind, readers[kind](raw, path))


def decoded(raw: bytes) -> str:
    """Text in the encoding that fits: Unicode if it is some, else what makes its accents letters.

    >>> decoded("séance".encode("mac-roman")), decoded("séance".encode("cp850"))
    ('séance', 'séance')
    """
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe\x00\x00", "utf-32"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if raw.startswith(mark):
            return raw.decode(encoding, errors="replace")
    head = raw[:2000]
    if len(head) >= 4 and b"\x00" in head:
        for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
            if zeros.count(0) > 0.6 * len(zeros):
                return raw.decode(encoding, errors="replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        guesses = [raw.decode(name, errors="replace") for name in ("cp1252", "mac-roman", "cp850")]
        return max(guesses, key=_letters)


def _letters(text: str) -> int:
    """How much of a text outside of ASCII is what Western languages write: letters stand beside
    letters, and not within numbers.

    >>> decoded("1–31 Jan".encode("cp1252")), decoded("5 à 7".encode("cp1252"))
    ('1–31 Jan', '5 à 7')
    """
    common = "éèêëàâäçîïôöùûüñœßÉÈÊÀÇ€£’°–\u00a0"
    score = 0
    for found in re.finditer(r"[^\x00-\x7f]", text):
        sign = found[0]
        beside = (
            text[max(found.start() - 1, 0) : found.start()] + text[found.end() : found.end() + 1]
        )
        within = not sign.isalpha() or sign in "àÀ" or any(map(str.isalpha, beside))
        if sign not in common or not within or (sign.isalpha() and any(map(str.isdigit, beside))):
            score -= 2
        else:
            score += 1 + sign.islower()
    return score


def table_of(text: str) -> list[list[str]]:
    """Rows of a text, whatever separates its columns; a first line ``sep=;`` says what does.

    >>> table_of("id;2026-01\\nrevenue;1 000,5\\n")
    [['id', '2026-01'], ['revenue', '1 000,5']]
    >>> table_of("sep=;\\nid;2026-01")
    [[], ['id', '2026-01']]
    """
    return _split(text)[0]


def _split(text: str) -> tuple[list[list[str]], str]:
    first, _, rest = text.partition("\n")
    said = first.strip().strip('"').casefold()
    if said.startswith("sep=") and len(first.strip().strip('"')) <= 5:
        separator = first.strip("\r\n").strip('"')[4:5] or "\t"
        return [[], *_rows(rest, separator)], separator
    best = max(("\t", ";", "|", ","), key=lambda separator: _evenness(text, separator))
    return _rows(text, best), best


def _rows(text: str, separator: str) -> list[list[str]]:
    lines = io.StringIO(text, newline="")
    return [list(row) for row in csv.reader(lines, delimiter=separator)]


def _evenness(text: str, separator: str) -> tuple[int, int]:
    """How many rows have the same number of cells (more than one), and how many cells."""
    if separator not in text:
        return 0, 0
    try:
        rows = _rows(text[:200_000], separator)
    except csv.Error:
        return 0, 0
    counts = Counter(len(row) for row in rows if len(row) > 1)
    return max(((times, cells) for cells, times in counts.items()), default=(0, 0))


def _text(raw: bytes, path: Path) -> list[Table]:
    try:
        rows, separator = _split(decoded(raw))
    except csv.Error:
        raise Unreadable("file_binary") from None
    decimal = {";": COMMA, ",": POINT}.get(separator, "")
    return [Table(path.name, rows, path.stem, decimal, separator)]


def _html(raw: bytes, path: Path) -> list[Table]:
    """Tables of a page, which some services call .xls."""
    from lxml import html

    found = []
    for i, table in enumerate(html.fromstring(decoded(raw).encode("utf-8")).iter("table"), 1):
        rows: list[Row] = [
            [" ".join(cell.text_content().split()) for cell in row.iter("td", "th")]
            for row in table.iter("tr")
        ]
        found.append(Table(path.name if i == 1 else f"{path.name}: {i}", rows, path.stem))
    return found


def _workbook(kind: str, raw: bytes, path: Path) -> Content:
    """The sheets of a workbook of any kind, as values."""
    from python_calamine import CalamineError

    import xl_kpis

    try:
        book = xl_kpis.load(raw) if kind == "xlsx" else None
        return Content(kind, tables_of(kind, raw, path.name, book), book=book)
    except (CalamineError, XlKpisError, ValueError, KeyError, OSError) as error:
        raise Unreadable("file_damaged", reason=str(error)) from None
    except BaseException as error:
        # The reader of other kinds is written in Rust, and panics at some damaged files.
        if type(error).__name__ != "PanicException":
            raise
        raise Unreadable("file_damaged", reason=str(error)) from None


def inside(folder: Path) -> Iterator[Path]:
    """The files in a folder and below it; not hidden ones or Excel's own lock files."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "~$")):
            continue
        if path.is_dir():
            yield from inside(path)
        elif path.is_file():
            yield path
