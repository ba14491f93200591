"""Texts without what people write now one way, now another."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


@lru_cache(10_000)
def plain(text: str) -> str:
    """Lower case without accents, one space between words, dashes and apostrophes alike."""
    if text.isascii():
        return " ".join(text.casefold().split())
    bare = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    bare = "".join(c for c in bare if not unicodedata.combining(c))
    return " ".join(re.sub(r"[‐‑–—]", "-", bare).split())


def spelled_out(head: str) -> str:
    """A heading that a program wrote as one word, as its words; any other as it is, without the
    asterisk of columns that are required.

    >>> [spelled_out(head) for head in ("start_time", "createdAt", "noShow", "customers.name")]
    ['start time', 'created At', 'no Show', 'customers name']
    >>> [spelled_out(head) for head in ("Start time", "PayPal fee", "E-mail", "MENTORING", "ID")]
    ['Start time', 'PayPal fee', 'E-mail', 'MENTORING', 'ID']
    >>> spelled_out("*InvoiceDate"), spelled_out("Session date *")
    ('Invoice Date', 'Session date')
    """
    text = head.strip(" \t*") if "*" in head else head.strip()
    if not _IDENTIFIER.fullmatch(text):
        return text if text and "*" in head else head
    return " ".join(re.sub(r"(?<=[^\W\d_A-Z])(?=[A-Z])", " ", text).replace(".", "_").split("_"))


_IDENTIFIER = re.compile(r"[^\W\d_][^\W_]*(?:[_.][^\W_]+)*")
