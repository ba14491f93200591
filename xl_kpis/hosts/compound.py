"""Microsoft's compound file: streams and storages in one file, as VBA projects are kept in.

Version 3 with sectors of 512 bytes; streams shorter than 4096 bytes share the mini stream.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, Union

Tree: TypeAlias = Mapping[str, Union[bytes, "Tree"]]
"""Streams by name; a storage is a tree of its own."""

SECTOR, MINI, CUTOFF = 512, 64, 4096
_FREE, _END, _FAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_IN_HEADER = 109
_PER_SECTOR = SECTOR // 4


@dataclass
class _Entry:
    name: str
    kind: int
    data: bytes = b""
    left: int = _NONE
    right: int = _NONE
    child: int = _NONE
    black: bool = True
    start: int = 0

    def packed(self) -> bytes:
        name = self.name.encode("utf-16-le") + b"\0\0"
        return struct.pack(
            "<64sHBBIII16xI16xIQ",
            name,
            len(name),
            self.kind,
            self.black,
            self.left,
            self.right,
            self.child,
            0,
            self.start,
            len(self.data),
        )


def compound_file(tree: Tree) -> bytes:
    """A compound file with these streams; the same bytes for the same tree.

    Raises ``ValueError`` for more than about 7 MB, which would need a list of lists of sectors.

    >>> len(compound_file({"a": b"one", "b": {"c": b"two"}})) % 512
    0
    """
    entries = [_Entry("Root Entry", _ROOT)]
    entries[0].child = _add(entries, tree)
    streams = [entry for entry in entries if entry.kind == _STREAM]
    short, mini_table = bytearray(), list[int]()
    for entry in streams:
        if len(entry.data) < CUTOFF:
            entry.start = _append(short, mini_table, entry.data, MINI)
    body, table = bytearray(), list[int]()
    for entry in streams:
        if len(entry.data) >= CUTOFF:
            entry.start = _append(body, table, entry.data, SECTOR)
    entries[0].data = bytes(short)
    entries[0].start = _append(body, table, short, SECTOR)
    mini_fat = _numbers(mini_table)
    first_mini = _append(body, table, mini_fat, SECTOR)
    unused = struct.pack("<64xHBBIII48x", 0, 0, 0, _NONE, _NONE, _NONE)
    directory = b"".join(entry.packed() for entry in entries)
    directory += unused * (-len(entries) % (SECTOR // len(unused)))
    first_directory = _append(body, table, directory, SECTOR)

    count = 0
    while count * _PER_SECTOR < len(table) + count:
        count += 1
    if count > _IN_HEADER:
        raise ValueError("too long for a compound file without further tables")
    places = range(len(table), len(table) + count)
    table += [_FAT] * count
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        0x3E,
        3,
        0xFFFE,
        SECTOR.bit_length() - 1,
        MINI.bit_length() - 1,
        0,
        count,
        first_directory,
        0,
        CUTOFF,
        first_mini,
        len(mini_fat) // SECTOR,
        _END,
        0,
        places[0],
    )
    others = [*places[1:], *[_FREE] * (_IN_HEADER - count)]
    return header + struct.pack(f"<{len(others)}I", *others) + bytes(body) + _numbers(table)


def _add(entries: list[_Entry], tree: Tree) -> int:
    """Add the members of a storage; the index of the one its directory entry points to."""
    # The order that readers search by: shorter names first, then letters without case.
    names = sorted(tree, key=lambda name: (len(name), name.upper()))
    first = len(entries)
    for name in names:
        member = tree[name]
        if isinstance(member, bytes):
            entries.append(_Entry(name, _STREAM, member))
        else:
            entries.append(_Entry(name, _STORAGE))
    for index, name in enumerate(names, first):
        member = tree[name]
        if not isinstance(member, bytes):
            entries[index].child = _add(entries, member)
    last_level = len(names).bit_length()

    def link(low: int, high: int, level: int) -> int:
        if low >= high:
            return _NONE
        middle = (low + high) // 2
        entry = entries[middle]
        entry.left = link(low, middle, level + 1)
        entry.right = link(middle + 1, high, level + 1)
        # Halving fills every level but the last, so that red there makes a red-black tree.
        entry.black = level == 1 or level < last_level
        return middle

    return link(first, first + len(names), 1)


def _append(space: bytearray, table: list[int], data: bytes | bytearray, size: int) -> int:
    """Put data into sectors, chain them in the table, and return the first one's number."""
    if not data:
        return _END
    first = len(table)
    count = -(-len(data) // size)
    space += data + b"\0" * (count * size - len(data))
    table += [*range(first + 1, first + count), _END]
    return first


def _numbers(table: Sequence[int]) -> bytes:
    """A table of sectors, filled up to whole sectors."""
    full = [*table, *[_FREE] * (-len(table) % _PER_SECTOR)]
    return struct.pack(f"<{len(full)}I", *full)
