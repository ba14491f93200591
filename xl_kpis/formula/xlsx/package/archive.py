"""The zip file under a package: its directory checked before anything is inflated, and rewritten
with every untouched member copied as it is, compressed bytes included."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Any, BinaryIO

from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.xlsx.package.file_limits import MIB, Limits
from xl_kpis.formula.xlsx.package.refusal import WorkbookError

_zip: Any = zlib
with suppress(ImportError):  # several times faster, but not on every platform
    from isal import isal_zlib as _zip

STORED, DEFLATED = 0, 8
_CONTROL = pattern(r"[\x00-\x1f]")
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_END64 = struct.Struct("<4sQ2H2I4Q")
_FULL = 0xFFFFFFFF


@dataclass(slots=True, eq=False, repr=False)
class Member:
    """One file of the archive, as the central directory has it."""

    name: str
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int
    record: bytes
    """Its central directory record."""


class Archive:
    """A zip archive held in memory. Raises :class:`WorkbookError` where it is not sound."""

    def __init__(self, data: bytes, file: str, limits: Limits) -> None:
        self.data = data
        self.file = file
        self.limits = limits
        self.members: dict[str, Member] = {}
        self._read_directory()

    def _broken(self, reason: str, **details: object) -> WorkbookError:
        return WorkbookError("broken zip", file=self.file, reason=reason, **details)

    def _read_directory(self) -> None:
        data, limits = self.data, self.limits
        end = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
        if end < 0 or end + _END.size > len(data):
            raise self._broken("no directory")
        _, disk, first_disk, here, count, length, start, _ = _END.unpack_from(data, end)
        self.end = end
        stop = end
        if _FULL in (length, start) or count == 0xFFFF:
            found = data.rfind(b"PK\x06\x06", 0, end)
            if found >= 0 and found + _END64.size <= end:
                fields = _END64.unpack_from(data, found)
                disk, first_disk, here, count, length, start = fields[4:]
                stop = found
        if disk or first_disk or here != count:
            raise self._broken("volume")
        if count > limits.entries:
            raise WorkbookError(
                "too many entries", file=self.file, count=count, limit=limits.entries
            )
        if start + length > stop:
            raise self._broken("directory outside")
        self.start = start
        self._read_members(count, start, start + length)

    def _read_members(self, count: int, at: int, stop: int) -> None:
        limits = self.limits
        data, total, all_packed = self.data, 0, 0
        spans = []
        for _ in range(count):
            if at + _CENTRAL.size > stop or data[at : at + 4] != b"PK\x01\x02":
                raise self._broken("directory damaged")
            fields = _CENTRAL.unpack_from(data, at)
            flags, method, crc, packed, size = fields[3], fields[4], *fields[7:10]
            name_length, extra_length, comment_length = fields[10:13]
            offset = fields[16]
            name_at = at + _CENTRAL.size
            raw = data[name_at : name_at + name_length]
            try:
                name = raw.decode("utf-8" if flags & 0x800 else "cp437")
            except UnicodeDecodeError:
                raise self._broken("name not text") from None
            if _FULL in (packed, size, offset):
                extra = data[name_at + name_length : name_at + name_length + extra_length]
                size, packed, offset = self._zip64(extra, size, packed, offset)
            at = name_at + name_length + extra_length + comment_length
            record = data[name_at - _CENTRAL.size : at]
            member = Member(name, flags, method, crc, packed, size, offset, record)
            total += size
            all_packed += packed
            self._check(member, total)
            spans.append((offset, offset + packed, name))
            self.members[name] = member
        ratio = total // max(all_packed, 1)
        if total > limits.ratio_from and ratio > limits.ratio:
            raise WorkbookError("ratio of all", file=self.file, ratio=ratio)
        spans.sort()
        for (_, before, _), (after, _, name) in pairwise(spans):
            if before > after:
                raise self._broken("overlap", part=name)
        if spans and spans[-1][1] > self.start:
            raise self._broken("part cut short", part=spans[-1][2])

    def _zip64(self, extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int]:
        """Sizes and offset of a record, from its zip64 field where the record has no room."""
        at = 0
        values = [size, packed, offset]
        while at + 4 <= len(extra):
            kind, length = struct.unpack_from("<2H", extra, at)
            if kind == 1:
                field = extra[at + 4 : at + 4 + length]
                for i, value in enumerate(values):
                    if value == _FULL and len(field) >= 8:
                        values[i] = int.from_bytes(field[:8], "little")
                        field = field[8:]
                break
            at += 4 + length
        return values[0], values[1], values[2]

    def _check(self, member: Member, total: int) -> None:
        name, limits = member.name, self.limits
        if name in self.members:
            raise WorkbookError("duplicate part", file=self.file, part=name)
        segments = name.replace("\\", "/").split("/")
        if ".." in segments or _CONTROL.search(name) or ":" in segments[0]:
            raise WorkbookError("part name", file=self.file, part=name)
        for bound, size, label in (
            (limits.part, member.size, "part"),
            (limits.total, total, "total"),
        ):
            if size > bound:
                raise WorkbookError(
                    "part too large",
                    file=self.file,
                    part=name,
                    size=size // MIB,
                    limit=bound // MIB,
                    name=label,
                )
        if member.size > limits.ratio_from and member.size > limits.ratio * max(member.packed, 1):
            ratio = member.size // max(member.packed, 1)
            raise WorkbookError("ratio", file=self.file, part=name, ratio=ratio)

    def _data_at(self, member: Member) -> int:
        """Where the compressed bytes of a member start."""
        at = member.offset
        if self.data[at : at + 4] != b"PK\x03\x04" or at + _LOCAL.size > len(self.data):
            raise self._broken("part elsewhere", part=member.name)
        fields = _LOCAL.unpack_from(self.data, at)
        start: int = at + _LOCAL.size + fields[9] + fields[10]
        if start + member.packed > self.start:
            raise self._broken("part cut short", part=member.name)
        return start

    def packed(self, name: str) -> memoryview:
        """The compressed bytes of a member."""
        member = self.members[name]
        start = self._data_at(member)
        return memoryview(self.data)[start : start + member.packed]

    def read(self, name: str) -> bytes:
        """The bytes of a member; never more than its declared size."""
        member = self.members[name]
        if member.flags & 1:
            raise WorkbookError("encrypted", file=self.file)
        raw = self.packed(name)
        if member.method == STORED:
            out = bytes(raw)
        elif member.method == DEFLATED:
            out = self._inflate(raw, member)
        else:
            raise self._broken("compression", part=name, method=member.method)
        if len(out) != member.size:
            raise self._broken("part size", part=name)
        if _zip.crc32(out) != member.crc:
            raise self._broken("checksum", part=name)
        return out

    def _inflate(self, raw: memoryview, member: Member) -> bytes:
        try:
            inflater = _zip.decompressobj(-15)
            out = inflater.decompress(raw, max(member.size, 1))
            if not inflater.eof:
                out += inflater.decompress(inflater.unconsumed_tail or b"", 1)
        except (zlib.error, _zip.error) as problem:
            raise self._broken("inflate", part=member.name) from problem
        if not inflater.eof and len(out) <= member.size:
            raise self._broken("part cut short", part=member.name)
        return out

    def rewrite(
        self,
        changed: Mapping[str, Iterable[bytes]],
        out: BinaryIO,
        *,
        added: Mapping[str, bytes] = MappingProxyType({}),
        dropped: Iterable[str] = (),
    ) -> None:
        """Write the archive with the bytes of some members replaced, some members added and some
        left out; all else stays as it is."""
        data = self.data
        gone = set(dropped)
        order = sorted(self.members.values(), key=lambda m: m.offset)
        cut = 0
        """Input up to here is written or dropped."""
        position = 0
        offsets: dict[str, int] = {}
        records: dict[str, bytes] = {}
        for i, member in enumerate(order):
            position += out.write(memoryview(data)[cut : member.offset])
            cut = member.offset
            offsets[member.name] = position
            if member.name in changed or member.name in gone:
                if member.name not in gone:
                    record, written = self._write_member(member, changed[member.name], out)
                    records[member.name] = record
                    position += written
                # a data descriptor behind the member goes with it, other gaps stay
                cut = self._data_at(member) + member.packed
                if member.flags & 8:
                    cut = order[i + 1].offset if i + 1 < len(order) else self.start
        position += out.write(memoryview(data)[cut : self.start])
        kept = [member for member in self.members.values() if member.name not in gone]
        entries = [_moved(records.get(m.name, m.record), offsets[m.name]) for m in kept]
        for name, content in added.items():
            entry, written = _new_member(name, content, position, out)
            entries.append(entry)
            position += written
        directory = b"".join(entries)
        out.write(directory)
        count = min(len(entries), 0xFFFF)
        comment = data[self.end + _END.size :]
        out.write(
            _END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), position, len(comment))
        )
        out.write(comment)

    def _write_member(
        self, member: Member, chunks: Iterable[bytes], out: BinaryIO
    ) -> tuple[bytes, int]:
        """Write a member with new bytes; its new central record and the number of bytes."""
        crc, size, packed = 0, 0, []
        deflater = _zip.compressobj(1, _zip.DEFLATED, -15)
        for chunk in chunks:
            crc = _zip.crc32(chunk, crc)
            size += len(chunk)
            packed.append(deflater.compress(chunk))
        packed.append(deflater.flush())
        length = sum(map(len, packed))
        fields = list(_LOCAL.unpack_from(self.data, member.offset))
        at = member.offset + _LOCAL.size
        name = self.data[at : at + fields[9]]
        extra = _without_zip64(self.data[at + fields[9] : at + fields[9] + fields[10]])
        flags = member.flags & ~8
        fields[2:4] = flags, DEFLATED
        fields[6:9] = crc, length, size
        fields[10] = len(extra)
        written = out.write(_LOCAL.pack(*fields)) + out.write(name) + out.write(extra)
        for piece in packed:
            written += out.write(piece)
        central = list(_CENTRAL.unpack_from(member.record))
        at = _CENTRAL.size + central[10]
        extra = _without_zip64(member.record[at : at + central[11]])
        comment = member.record[at + central[11] :]
        central[3:5] = flags, DEFLATED
        central[7:10] = crc, length, size
        central[11] = len(extra)
        record = _CENTRAL.pack(*central) + member.record[_CENTRAL.size : at] + extra + comment
        return record, written


def _new_member(name: str, content: bytes, offset: int, out: BinaryIO) -> tuple[bytes, int]:
    """Write a member there was none of; its central record and the number of bytes."""
    deflater = _zip.compressobj(1, _zip.DEFLATED, -15)
    packed = deflater.compress(content) + deflater.flush()
    spelled = name.encode("utf-8")
    about = (20, 0x800, DEFLATED, 0, 0x21, _zip.crc32(content, 0), len(packed), len(content))
    written = out.write(_LOCAL.pack(b"PK\x03\x04", *about, len(spelled), 0))
    written += out.write(spelled) + out.write(packed)
    record = _CENTRAL.pack(b"PK\x01\x02", 20, *about, len(spelled), 0, 0, 0, 0, 0, offset)
    return record + spelled, written


def _moved(record: bytes, offset: int) -> bytes:
    """A central record with another offset of its member."""
    fields = list(_CENTRAL.unpack_from(record))
    if fields[16] != _FULL:
        fields[16] = offset
        return _CENTRAL.pack(*fields) + record[_CENTRAL.size :]
    at = _CENTRAL.size + fields[10]
    extra = bytearray(record[at : at + fields[11]])
    spot = 0
    while spot + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, spot)
        if kind == 1:
            skip = 8 * (fields[9] == _FULL) + 8 * (fields[8] == _FULL)
            struct.pack_into("<Q", extra, spot + 4 + skip, offset)
            break
        spot += 4 + length
    return record[:at] + bytes(extra) + record[at + fields[11] :]


def _without_zip64(extra: bytes) -> bytes:
    kept, at = [], 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind != 1:
            kept.append(extra[at : at + 4 + length])
        at += 4 + length
    return b"".join(kept) + extra[at:]
