"""The last touches to a saved file: what openpyxl cannot write, and nothing that varies by day."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Sequence
from io import BytesIO
from xml.sax.saxutils import quoteattr

_FRAME = re.compile(rb'<(\w+:)?cNvPr id="(\d+)" name="Chart \d+"\s*/>')
_DATE = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms)")


def finish(file: bytes, made: dt.datetime, alternatives: Sequence[tuple[str, str]] = ()) -> bytes:
    """Give charts their title and alternative text, and all parts and properties one date.

    ``alternatives`` are titles and descriptions in the order the charts were added.
    """
    texts = iter(alternatives)
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(file)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in sorted(old.infolist(), key=_place):
            data = old.read(entry)
            if alternatives and entry.filename.startswith("xl/drawings/drawing"):
                data = _FRAME.sub(lambda found: _described(found, *next(texts)), data)
            if entry.filename == "docProps/core.xml":
                stamp = made.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
                data = _DATE.sub(rb"\g<1>" + stamp + rb"\g<3>", data)
            info = zipfile.ZipInfo(entry.filename, made.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            new.writestr(info, data, compresslevel=9)
    return out.getvalue()


def _place(entry: zipfile.ZipInfo) -> tuple[int, int]:
    """Content types first, where readers look for them; drawings in the order of their number."""
    number = re.search(r"(\d+)\.xml$", entry.filename)
    first = entry.filename != "[Content_Types].xml"
    return int(first), int(number[1]) if "drawings/drawing" in entry.filename and number else 0


def _described(frame: re.Match[bytes], title: str, text: str) -> bytes:
    prefix = (frame[1] or b"").decode()
    number = frame[2].decode()
    return (
        f"<{prefix}cNvPr id={quoteattr(number)} name={quoteattr(title)} "
        f"descr={quoteattr(text)} title={quoteattr(title)}/>"
    ).encode()
