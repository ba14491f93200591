"""Workbooks changed at random: a sentence, or values that can be written and read again; never
another exception, a hang or a file nobody can read.

A few seconds of it in every run with a new seed, printed; minutes with ``-m slow``. What was found
stands below as a case.
"""

from __future__ import annotations

import random
import signal
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from types import FrameType

import pytest
from lxml import etree
from packages import DYNAMIC, packed, parts, sheet

import xl_kpis
from xl_kpis import WorkbookError
from xl_kpis.formula.xlsx import open_package

SECONDS = 20.0
"""How long a single mutant may take, reading, calculating, writing; the machine may be busy."""
TEMPLATES = Path(__file__).parents[3] / "workbook_template"

ROWS = "".join(
    f'<row r="{r}" spans="1:6"><c r="A{r}"><v>{r}</v></c><c r="B{r}" t="s"><v>{r % 3}</v></c>'
    f'<c r="C{r}"><f t="shared" si="0"{f" ref={chr(34)}C1:C30{chr(34)}" if r == 1 else ""}>'
    f'{"A1*2" if r == 1 else ""}</f><v>1</v></c><c r="D{r}" t="b"><v>1</v></c>'
    f'<c r="E{r}" t="e"><v>#N/A</v></c><c r="F{r}" t="inlineStr"><is><t xml:space="preserve"> x</t>'
    f"</is></c></row>"
    for r in range(1, 31)
)
TAIL = (
    '<row r="31"><c r="A31"><f t="array" ref="A31:A32">A1:A2*2</f><v>2</v></c></row>'
    '<row r="32"><c r="A32"><v>4</v></c></row><row r="33"><c r="A33" cm="1">'
    '<f t="array" ref="A33:A34">SEQUENCE(2)</f><v>1</v></c></row>'
    '<row r="34"><c r="A34"><v>2</v></c></row><row r="35"><c r="B35" t="str">'
    "<f>SUM(A1:A30)&amp;VLOOKUP(3,A1:C30,3)</f><v>x</v></c>"
    '<c r="C35"><f>Other!A1+Total</f></c></row>'
)
STRINGS = "<si><t>a</t></si><si><r><t>b</t></r><r><t>c</t></r></si><si><t>d</t></si>"
NAMES = "<definedNames><definedName name='Total'>S!$A$1:$A$30</definedName></definedNames>"
SMALL = packed(
    parts(
        {"S": sheet(ROWS + TAIL), "Other": sheet('<row r="1"><c r="A1"><f>S!A1</f></c></row>')},
        STRINGS,
        NAMES,
        **DYNAMIC,
    )
)
TOKENS = [
    *(
        b"<",
        b">",
        b"/>",
        b'"',
        b"'",
        b"&",
        b"&amp;",
        b"&#0;",
        b"&#x110000;",
        b"]]>",
        b"<!--",
        b"-->",
    ),
    *(b"<![CDATA[", b"<!DOCTYPE a>", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b" "),
    *(b"0", b"-1", b"1E309", b"99999999999999999999", b"NaN", b"1048577", b"XFE1", b"A0", b"$A$1"),
    *(b"A1:XFD1048576", b"A1:A1048576", b"#REF!", b"_x0000_", b"_xD800_", b'r=""', b's="999"'),
    *(b't="s"', b't="shared"', b't="array" ref="A1:C9"', b't="dataTable"', b'si="7"', b"<f/>"),
    *(b"<f>A1</f>", b"<v/>", b"<v>1</v>", b"<c/>", b"<row/>", b"</row>", b"</sheetData>"),
    *(b"LAMBDA(x,x(x))", b"INDIRECT(A1)", b"OFFSET(A1,-1,0)", b"((((((", b"{1,2;3}", b"S!A1#"),
]


@contextmanager
def timed() -> Iterator[None]:
    """The block may take only so long."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise RuntimeError(f"more than {SECONDS} seconds")

    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def changed(data: bytes, chance: random.Random) -> bytes:
    """Bytes with one to three small changes."""
    out = bytearray(data)
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        if not out:
            break
        at = chance.randrange(len(out))
        to = min(len(out), at + chance.choice([1, 1, 4, 20, 200]))
        kind = chance.randrange(7)
        if kind == 0:
            out[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del out[at:to]
        elif kind == 2:
            out[at:at] = out[at:to]
        elif kind == 3:
            other = chance.randrange(len(out))
            out[other:other] = out[at:to]
        else:
            if kind > 4:  # where a value or an attribute is
                found = out.find(chance.choice([b'"', b">", b"<"]), at)
                at = to = found + 1
            if kind > 5:
                ends = [out.find(end, at) for end in (b'"', b"<")]
                to = max(at, min([end for end in ends if end >= 0], default=at))
            out[at:to] = chance.choice(TOKENS)
    return bytes(out)


def of_part(data: bytes, chance: random.Random) -> bytes:
    """A package, one of whose parts is changed."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        contents: dict[str, str | bytes] = {n: archive.read(n) for n in archive.namelist()}
    names = [n for n in contents if n.endswith((".xml", ".rels"))]
    likely = [n for n in names if "worksheets/sheet" in n or "workbook.xml" in n]
    name = chance.choice(likely if chance.random() < 0.7 and likely else names)
    kind = chance.randrange(20)
    if kind == 0:
        del contents[name]
    elif kind == 1:
        contents[name] = contents[chance.choice(names)]
    else:
        part = contents[name]
        assert isinstance(part, bytes)
        contents[name] = changed(part, chance)
    return packed(contents)


def is_well_formed(data: bytes, part: str) -> bool:
    """Whether a part is XML."""
    try:
        etree.fromstring(open_package(data).read(part))
    except (etree.XMLSyntaxError, WorkbookError, ValueError):
        return False
    return True


def examine(data: bytes) -> str:
    """What became of a workbook: ``refused`` or ``calculated``; anything else is raised."""
    try:
        book = xl_kpis.load(data)
    except WorkbookError as refusal:
        if "\n" in refusal.sentence("fr"):
            raise AssertionError("more than a sentence") from refusal
        return "refused"
    report = book.recalculate()
    for warning in report.warnings:
        assert warning.sentence("en")
    try:
        written = book.to_bytes()
    except WorkbookError:
        return "refused"
    try:
        again = xl_kpis.load(written)
    except WorkbookError:  # the cells were read as far as they go, which Excel would not do
        if all(is_well_formed(data, one.part) for one in book.model.sheets):
            raise
        return "refused"
    for index, one in enumerate(book.model.sheets):
        if not is_well_formed(data, one.part):
            continue  # then it is read as far as it goes, as Excel would not
        for run in one.runs:
            cell = index, run.top, run.left
            before, after = book.model.value(*cell), again.model.value(*cell)
            assert type(before) is type(after) or before in (None, ""), (cell, before, after)
    again.recalculate()
    return "calculated"


def hunt(make: Callable[[random.Random], bytes], seed: int, count: int, seconds: float) -> str:
    """Examine mutants; what was wrong with the first that is, and its number."""
    until = time.monotonic() + seconds
    for number in range(count):
        chance = random.Random(f"{seed}/{number}")
        data = make(chance)
        try:
            with timed():
                examine(data)
        except Exception as wrong:
            return f"seed {seed}, number {number}: {type(wrong).__name__}: {wrong}"
        if time.monotonic() > until:
            break
    return ""


def template() -> bytes:
    """A workbook of ours, with all that Excel's have."""
    return min(TEMPLATES.glob("*.xlsx"), key=lambda path: path.stat().st_size).read_bytes()


KINDS = {
    "a part of a small workbook": lambda chance: of_part(SMALL, chance),
    "bytes of a small workbook": lambda chance: changed(SMALL, chance),
}


@pytest.mark.parametrize("kind", KINDS)
def test_mutants_are_refused_or_calculated(kind: str) -> None:
    seed = random.SystemRandom().randrange(2**32)
    print(f"seed {seed}")
    assert not hunt(KINDS[kind], seed, 100_000, 8.0)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(10))
def test_many_mutants_are_refused_or_calculated(kind: str, seed: int) -> None:
    assert not hunt(KINDS[kind], seed, 3_000, 3600.0)


@pytest.mark.slow
def test_many_mutants_of_a_template_are_refused_or_calculated() -> None:
    data = template()
    assert not hunt(lambda chance: of_part(data, chance), 1, 300, 3600.0)


def test_the_workbook_changed_is_sound_itself() -> None:
    assert examine(SMALL) == "calculated"
    kinds = set()
    for number in range(300):
        with suppress(Exception):
            kinds.add(examine(of_part(SMALL, random.Random(number))))
    assert kinds == {"refused", "calculated"}
