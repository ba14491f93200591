"""Texts that begin as a formula does: their cells get the apostrophe a person would type.

In the file it is no character but a property of the cell's style, ``quotePrefix``. Without it the
text becomes a formula when somebody edits the cell, or copies it by way of a CSV file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.values.value import Scalar
from xl_kpis.formula.xlsx.package.package import Package, from_utf8

Cell = tuple[int, int]
_STYLE = pattern(rb"""\ss\s*=\s*["']\s*([0-9]+)\s*["']""")
_COUNT = pattern(rb"""(\scount\s*=\s*["'])[0-9]+""")
_PREFIX = pattern(rb"""\squotePrefix\s*=\s*["']([^"']*)["']""")
_ALL = pattern(rb"<(?:([\w.\-]+):)?cellXfs(?=[\s>])[^>]*>")


def begins_as_formula(value: Scalar) -> bool:
    """Whether a cell would hold a formula if this was typed into it."""
    return isinstance(value, str) and value.startswith(("=", "+", "-", "@"))


class QuotePrefix:
    """The styles of a package, and those made for texts that need the prefix."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.member: str | None = None
        self._made: dict[int, int] = {}
        self._new: list[bytes] = []

    @cached_property
    def _styles(self) -> list[bytes]:
        """The styles of cells, as XML."""
        package = self.package
        part = package.linked("styles")
        self.member = None if part is None else package.find(part)
        if part is None or self.member is None:
            return []
        self._data, self._encoding = package.in_utf8(package.read(part), part)
        opening = _ALL.search(self._data)
        if opening is None or b"<!--" in self._data:
            return []
        prefix = opening[1] + b":" if opening[1] else b""
        self._opening = opening
        self._end = self._data.find(b"</%scellXfs" % prefix, opening.end())
        style = re.compile(rb"<%sxf(?=[\s>/])[^>]*?(?:/>|>.*?</%sxf\s*>)" % (prefix, prefix), re.S)
        return style.findall(self._data, opening.end(), max(self._end, 0))

    def for_texts(self, values: Mapping[Cell, Scalar]) -> dict[Cell, Callable[[bytes], bytes]]:
        """By cell whose text needs another style what gives the opening of its tag with that."""
        return {cell: self._given for cell, value in values.items() if begins_as_formula(value)}

    def _given(self, tag: bytes) -> bytes:
        """The opening of a cell's tag, with a style as its own and the prefix."""
        said = _STYLE.search(tag)
        number = self._number(int(said[1]) if said else 0)
        if number is None:
            return tag
        return (_STYLE.sub(b"", tag) if said else tag) + b' s="%d"' % number

    def _number(self, style: int) -> int | None:
        """The number of the style that is another with the prefix; None if there is none such."""
        if style >= len(self._styles):
            return None
        if style not in self._made:
            old = self._styles[style]
            head, bracket, rest = old.partition(b">")
            said = _PREFIX.search(head)
            if said is not None and said[1].strip() in (b"1", b"true"):
                self._made[style] = style
            else:
                closed = head.endswith(b"/")
                head = _PREFIX.sub(b"", head).rstrip(b"/").rstrip()
                end = b"/" if closed else b""
                self._made[style] = len(self._styles) + len(self._new)
                self._new.append(head + b' quotePrefix="1"' + end + bracket + rest)
        return self._made[style]

    def changed(self) -> Iterator[tuple[str, list[bytes]]]:
        """The member with the styles and its bytes, if there are new ones."""
        if self._new and self.member is not None:
            opening = self._opening
            count = b"%d" % (len(self._styles) + len(self._new))
            tag = _COUNT.sub(lambda match: match[1] + count, opening[0])
            data = b"".join(
                (
                    self._data[: opening.start()],
                    tag,
                    self._data[opening.end() : self._end],
                    *self._new,
                    self._data[self._end :],
                )
            )
            yield self.member, [from_utf8(data, self._encoding)]
