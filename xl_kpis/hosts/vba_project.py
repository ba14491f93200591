"""A VBA project as Office keeps it in ``vbaProject.bin``, from source alone.

Office also keeps compiled code beside the source. It is left out here, and the version of
``_VBA_PROJECT`` tells Office to compile anew. Written after the specification MS-OVBA.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from xl_kpis.hosts.compound import compound_file

CHUNK = 4096
_CODE_PAGE = "cp1252"
_ID = "{6B0C3D52-7E1F-4C8A-9A34-2D5E8F71C0B6}"
_TO_COMPILE = b"\xcc\x61\xff\xff\x00\x00\x00"
_OLE_AUTOMATION = (
    "stdole",
    r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb"
    "#OLE Automation",
)


@dataclass(frozen=True)
class Module:
    """A module: name, source with its attributes, and whether it belongs to a sheet or book."""

    name: str
    source: bytes
    document: bool = False


def vba_project(name: str, modules: Iterable[Module]) -> bytes:
    """The project as a compound file; the same bytes for the same modules."""
    modules = list(modules)
    streams = {module.name: compress(module.source) for module in modules}
    streams["_VBA_PROJECT"] = _TO_COMPILE
    streams["dir"] = compress(b"".join(_directory(name, modules)))
    return compound_file(
        {
            "VBA": streams,
            "PROJECT": _project(name, modules).encode(_CODE_PAGE),
            "PROJECTwm": _names(modules),
        }
    )


def compress(data: bytes) -> bytes:
    """Data in VBA's compression: chunks of 4096 bytes, each of literals and references back.

    Raises ``ValueError`` if a last, incomplete chunk grows beyond 4096 bytes: the format would
    fill it up with zeros. Source text never does.

    >>> compress(b"aaaaaaaa")
    b'\\x01\\x03\\xb0\\x02a\\x04\\x00'
    """
    chunks = (data[start : start + CHUNK] for start in range(0, len(data), CHUNK))
    return b"\x01" + b"".join(map(_chunk, chunks))


def _chunk(data: bytes) -> bytes:
    packed = b"".join(_groups(data))
    if len(packed) <= CHUNK:
        return struct.pack("<H", 0xB000 | (len(packed) - 1)) + packed
    if len(data) < CHUNK:
        raise ValueError("data that cannot be compressed in an incomplete chunk")
    return struct.pack("<H", 0x3000 | (CHUNK - 1)) + data


def _groups(data: bytes) -> Iterator[bytes]:
    """Up to eight tokens each, after a byte that says which of them are references."""
    position = 0
    while position < len(data):
        flags, tokens = 0, b""
        for bit in range(8):
            if position >= len(data):
                break
            # The further into the chunk, the more bits of a token tell how far back.
            length_bits = 16 - max(4, (position - 1).bit_length())
            back, length = _earlier(data, position, (1 << length_bits) + 2)
            if length:
                flags |= 1 << bit
                tokens += struct.pack("<H", (back - 1) << length_bits | (length - 3))
                position += length
            else:
                tokens += data[position : position + 1]
                position += 1
        yield bytes([flags]) + tokens


def _earlier(data: bytes, position: int, most: int) -> tuple[int, int]:
    """How far back the longest run equal to what follows begins, and its length (0: none)."""
    found, length = 0, 0
    wanted = 3
    while wanted <= min(most, len(data) - position):
        at = data.find(data[position : position + wanted], found, position + wanted - 1)
        if at < 0:
            break
        found, length = at, wanted
        wanted += 1
    return (position - found, length) if length else (0, 0)


def encrypt(data: bytes, key: int) -> str:
    """A property of ``PROJECT`` that Office keeps unreadable, as hexadecimal digits.

    ``key`` is the sum of the bytes of the project's identifier.
    """
    seed, version, key = 0, 2, key % 256
    out = [seed, seed ^ version, seed ^ key]
    before = key
    # A seed of zero asks for no random bytes before the length.
    for byte in struct.pack("<I", len(data)) + data:
        out.append(byte ^ ((out[-2] + before) & 0xFF))
        before = byte
    return bytes(out).hex().upper()


def _record(number: int, data: bytes) -> bytes:
    return struct.pack("<HI", number, len(data)) + data


def _twice(number: int, text: str, wide: int) -> bytes:
    """A text in the project's code page, then in UTF-16."""
    return _record(number, text.encode(_CODE_PAGE)) + _record(wide, text.encode("utf-16-le"))


def _directory(name: str, modules: list[Module]) -> Iterator[bytes]:
    number, short = struct.Struct("<I").pack, struct.Struct("<H").pack
    yield _record(0x01, number(1))  # 32-bit Windows, which 64-bit Office reads as well
    yield _record(0x02, number(0x409))
    yield _record(0x14, number(0x409))
    yield _record(0x03, short(1252))
    yield _record(0x04, name.encode(_CODE_PAGE))
    yield _twice(0x05, "", 0x40)  # description
    yield _record(0x06, b"") + _record(0x3D, b"")  # help file
    yield _record(0x07, number(0))
    yield _record(0x08, number(0))
    yield struct.pack("<HIIH", 0x09, 4, 1, 1)  # version
    yield _twice(0x0C, "", 0x3C)  # constants
    reference, library = _OLE_AUTOMATION
    yield _twice(0x16, reference, 0x3E)
    yield _record(0x0D, number(len(library)) + library.encode(_CODE_PAGE) + bytes(6))
    yield _record(0x0F, short(len(modules)))
    yield _record(0x13, short(0xFFFF))
    for module in modules:
        yield _twice(0x19, module.name, 0x47)
        yield _twice(0x1A, module.name, 0x32)  # its stream
        yield _twice(0x1C, "", 0x48)  # description
        yield _record(0x31, number(0))  # where the source begins: no compiled code before it
        yield _record(0x1E, number(0))
        yield _record(0x2C, short(0xFFFF))
        yield _record(0x22 if module.document else 0x21, b"")
        yield _record(0x2B, b"")
    yield _record(0x10, b"")


def _project(name: str, modules: list[Module]) -> str:
    key = sum(_ID.encode())
    lines = [f'ID="{_ID}"']
    lines += [
        f"Document={module.name}/&H00000000" if module.document else f"Module={module.name}"
        for module in modules
    ]
    lines += [
        f'Name="{name}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        f'CMG="{encrypt(bytes(4), key)}"',  # protected from nobody
        f'DPB="{encrypt(bytes(1), key)}"',  # no password
        f'GC="{encrypt(bytes([0xFF]), key)}"',  # visible
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{module.name}=0, 0, 0, 0, C" for module in modules),
        "",
    ]
    return "\r\n".join(lines)


def _names(modules: list[Module]) -> bytes:
    pairs = (
        module.name.encode(_CODE_PAGE) + b"\0" + module.name.encode("utf-16-le") + b"\0\0"
        for module in modules
    )
    return b"".join(pairs) + b"\0\0"
