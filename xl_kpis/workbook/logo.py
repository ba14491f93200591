"""The logo of a business, for the heading of a page and of paper."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from pathlib import Path

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


def read_logo(path: str | Path) -> Logo:
    """The logo in a file; :class:`LogoError` where it is no PNG or JPEG, or too large."""
    data = Path(path).read_bytes()
    kind = next((kind for start, kind in KINDS.items() if data.startswith(start)), "")
    if not kind:
        raise LogoError("kind", file=Path(path).name)
    if len(data) > LARGEST:
        raise LogoError("large", size=len(data), most=LARGEST)
    return Logo(kind, data)
