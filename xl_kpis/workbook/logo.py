"""The logo of a business, for the heading of a page and of paper: a file, or the picture that a
person put into the heading of a workbook's scorecard."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from xl_kpis.formula.book import Book
from xl_kpis.formula.xlsx.package.package import Package, local, relation_id
from xl_kpis.formula.xlsx.package.refusal import WorkbookError
from xl_kpis.workbook import layout
from xl_kpis.workbook.places import Places
from xl_kpis.workbook.texts import Refused

LARGEST = 1_000_000
"""Bytes a logo may have: it stands in every page as it is."""
KINDS = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg"}


class LogoError(Refused):
    """A file that is no logo: the text ``logo.<id>`` says why.

    >>> LogoError("large", size=3_000_000, most=LARGEST).sentence("en")
    'A logo may have 1000000 bytes; this one has 3000000.'
    """

    section = "logo"


@dataclass(frozen=True)
class Logo:
    """A picture, ``png`` or ``jpeg``, and its bytes."""

    kind: str
    data: bytes

    @property
    def address(self) -> str:
        """The picture as an address that holds all of it.

        >>> Logo("png", b"x").address
        'data:image/png;base64,eA=='
        """
        return f"data:image/{self.kind};base64,{base64.b64encode(self.data).decode()}"


HEADING = 6
"""Rows of the scorecard above its table: a picture that begins there is the logo."""


def logo_of(book: Book) -> Logo | None:
    """The first picture in the heading of a workbook's scorecard, if it may be a logo."""
    places = Places(book)
    if book.package is None or not places.has(layout.PICKED):
        return None
    sheet = book.model.sheets[places.area(layout.PICKED).sheet]
    try:
        return next(_logos(book.package, sheet.part), None)
    except WorkbookError:
        return None  # a damaged drawing is nothing that a scorecard needs


def _logos(package: Package, sheet: str) -> Iterator[Logo]:
    drawings = [link.target for link in package.relationships(sheet).values()]
    for drawing in drawings:
        if not drawing.startswith("xl/drawings/drawing") or package.find(drawing) is None:
            continue
        links = package.relationships(drawing)
        for anchor in package.xml(drawing):
            row = next((node for node in anchor.iter() if local(node) == "row"), None)
            if row is None or int(row.text or 0) >= HEADING:
                continue
            for picture in _pictures(anchor):
                link = links.get(picture)
                if link is None or link.external or package.find(link.target) is None:
                    continue
                data = package.read(link.target)
                if (kind := kind_of(data)) and len(data) <= LARGEST:
                    yield Logo(kind, data)


def _pictures(anchor: etree._Element) -> Iterator[str]:
    """The ids of the pictures of an anchor."""
    for node in anchor.iter():
        if local(node) == "blip" and (id := relation_id(node, "embed")):
            yield id


def kind_of(data: bytes) -> str:
    """What kind of picture some bytes are; empty for any other."""
    return next((kind for start, kind in KINDS.items() if data.startswith(start)), "")


def read_logo(path: str | Path) -> Logo:
    """The logo in a file; :class:`LogoError` where it is no PNG or JPEG, or too large."""
    data = Path(path).read_bytes()
    kind = kind_of(data)
    if not kind:
        raise LogoError("kind", file=Path(path).name)
    if len(data) > LARGEST:
        raise LogoError("large", size=len(data), most=LARGEST)
    return Logo(kind, data)
