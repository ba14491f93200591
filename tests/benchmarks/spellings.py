"""The same sheet as other programs write it: what XML and the format leave open done otherwise."""

from __future__ import annotations

import re

ROWS_OF_A_BLOCK = 64
"""Over how many rows a shared formula goes, at most."""


def with_prefix(xml: str) -> str:
    """A prefix before all names, as libraries of .NET have it."""
    return re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", xml).replace(' xmlns="', ' xmlns:x="', 1)


def type_first(xml: str) -> str:
    """A cell's style behind its type, as programs write that set the value first."""
    xml = re.sub(r'<c r="([A-Z]+[0-9]+)" t="(\w+)">', r'<c r="\1" t="\2" s="0">', xml)
    return re.sub(r'<c r="([A-Z]+[0-9]+)">', r'<c s="0" r="\1">', xml)


def as_an_office_suite(xml: str) -> str:
    """Styles and types said of each cell, and of each formula that it need not always be
    calculated."""
    xml = re.sub(r'<c r="([A-Z]+[0-9]+)">', r'<c r="\1" s="0" t="n">', xml)
    return xml.replace("<f>", '<f aca="false">')


def in_blocks(xml: str) -> str:
    """Formulas filled down as shared ones, a block of rows each."""
    last = max(map(int, re.findall(r'<row r="([0-9]+)"', xml)))
    numbers: dict[tuple[str, int], int] = {}

    def shared(found: re.Match[str]) -> str:
        col, row, text = found[1], int(found[2]), found[3]
        block = (row - 2) // ROWS_OF_A_BLOCK
        known = (col, block) in numbers
        number = numbers.setdefault((col, block), len(numbers))
        head = f'<c r="{col}{row}"><f t="shared"'
        if known:
            return f'{head} si="{number}"/>'
        bottom = min(last, row + ROWS_OF_A_BLOCK - 1)
        return f'{head} ref="{col}{row}:{col}{bottom}" si="{number}">{text}</f>'

    return re.sub(r'<c r="([A-Z]+)([0-9]+)"><f>([^<]*)</f>', shared, xml)
