"""The page around what is shown: head, policy, style, script."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from html import escape
from importlib.resources import files


def shell(title: str, language: str, body: str, style: str = "", *, pictures: bool = False) -> str:
    """A whole page with our style and script; ``style`` is what it has besides,
    ``pictures`` whether it holds any."""
    style, script = _file("page.css") + style, _file("page.js")
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'" + ("; img-src data:" if pictures else "")
    )
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n<script>{script}</script>\n</body>\n</html>\n"
    )


@cache
def _file(name: str) -> str:
    return files("xl_kpis.workbook.html").joinpath(name).read_text("utf-8")


def _hash(text: str) -> str:
    """What the policy lets pass."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def breakable(value: str) -> str:
    """A value that may break before its unit where it is too long, and nowhere else.

    >>> breakable("12\u00a0345\u00a0EUR"), breakable("12\u00a0345")
    ('12\\xa0345\\xa0<wbr>EUR', '12\\xa0345')
    """
    number, space, unit = value.rpartition("\u00a0")
    return f"{number}{space}<wbr>{unit}" if number and not unit[:1].isdigit() else value
