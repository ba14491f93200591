"""Pages set by Typst: one wheel with everything in it, its fonts included, so that paper is the
same on every machine and nothing has to be installed by hand. It is an extra: ``xl-kpis[pdf]``.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from xl_kpis.workbook.logo import Logo
from xl_kpis.workbook.texts import NotInstalled

LETTER = ("USD", "CAD")
"""Who counts in these has paper of another size."""
PPI = 144
"""Pixels per inch of a picture: sharp on a screen, and small enough for a message."""


def pdf(source: str, said: dict[str, Any]) -> bytes:
    """A PDF of what a source of Typst makes of what is to be said: PDF/UA-1, vector, tagged."""
    made = _compiler(source, said).compile(format="pdf", pdf_standards="ua-1")
    assert isinstance(made, bytes)
    return made


def png(source: str, said: dict[str, Any]) -> bytes:
    """The same as one picture, as high as it has to be."""
    made = _compiler(source, said, picture="yes").compile(format="png", ppi=PPI)
    assert isinstance(made, bytes)
    return made


def paper_of(currencies: set[str]) -> str:
    """The size of paper where one counts in these currencies."""
    return "us-letter" if currencies & set(LETTER) else "a4"


def picture_of(logo: Logo | None) -> dict[str, Any] | None:
    """A logo as it is handed over."""
    if logo is None:
        return None
    return {"format": logo.kind.replace("jpeg", "jpg"), "bytes": list(logo.data)}


def _compiler(source: str, said: dict[str, Any], **inputs: str) -> Any:
    try:
        import typst
    except ImportError:
        raise NotInstalled("typst") from None
    looks = files("xl_kpis.workbook").joinpath("looks.typ").read_text("utf-8")
    data = json.dumps(said, ensure_ascii=False)
    return typst.Compiler(
        (looks + source).encode(), ignore_system_fonts=True, sys_inputs={"data": data, **inputs}
    )
