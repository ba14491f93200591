"""The experimental add-in, read back by programs that know the formats."""

from __future__ import annotations

import io
import shutil
import struct
import zipfile
from pathlib import Path

import olefile
import pytest
import xlwings
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from office import office
from oletools.olevba import VBA_Parser, decompress_stream
from openpyxl import load_workbook

from xl_kpis.commands import main
from xl_kpis.hosts import vba, xlam
from xl_kpis.hosts.compound import compound_file
from xl_kpis.hosts.vba_project import compress, encrypt
from xl_kpis.languages import available, catalogue


def decompressed(data: bytes) -> bytes:
    """VBA's compression undone, token by token."""
    assert data[0] == 1
    out, at = bytearray(), 1
    while at < len(data):
        (header,) = struct.unpack_from("<H", data, at)
        assert header >> 12 & 7 == 3
        end, start = at + (header & 0xFFF) + 3, len(out)
        at += 2
        if not header & 0x8000:
            out += data[at:end]
            at = end
        while at < end:
            flags = data[at]
            at += 1
            for bit in range(8):
                if at >= end:
                    break
                if not flags >> bit & 1:
                    out.append(data[at])
                    at += 1
                    continue
                (token,) = struct.unpack_from("<H", data, at)
                at += 2
                far_bits = 4
                while 1 << far_bits < len(out) - start:
                    far_bits += 1
                back = (token >> 16 - far_bits) + 1
                assert back <= len(out) - start
                for _ in range((token & (0xFFFF >> far_bits)) + 3):
                    out.append(out[-back])
    return bytes(out)


def decrypted(digits: str, key: int) -> bytes:
    data = bytes.fromhex(digits)
    seed, version, ours = data[0], data[1] ^ data[0], data[2] ^ data[0]
    assert (version, ours) == (2, key % 256)
    plain, before = bytearray(), ours
    for index in range(3, len(data)):
        before = data[index] ^ ((data[index - 2] + before) & 0xFF)
        plain.append(before)
    plain = plain[(seed & 6) // 2 :]
    (length,) = struct.unpack_from("<I", plain)
    assert length == len(plain) - 4
    return bytes(plain[4:])


def settings(project: bytes) -> dict[str, str]:
    lines = (line.partition("=") for line in project.decode("cp1252").splitlines())
    return {name: value.strip('"') for name, _, value in lines}


def inside(package: bytes) -> olefile.OleFileIO:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return olefile.OleFileIO(
            io.BytesIO(archive.read("xl/vbaProject.bin")),
            raise_defects=olefile.DEFECT_INCORRECT,
        )


TEXTS = st.lists(st.sampled_from([b"abc", b"\r\n", b"Case ", b"\0", b"x" * 50]), max_size=900)


@given(TEXTS.map(b"".join) | st.binary(max_size=3000))
def test_what_is_compressed_comes_back(data: bytes) -> None:
    assert decompressed(compress(data)) == data
    if data:
        assert bytes(decompress_stream(bytearray(compress(data)))) == data


def test_whole_chunks_that_do_not_shrink_are_kept_as_they_are() -> None:
    noise = b"".join(struct.pack(">H", number * 40503 % 65536) for number in range(2048))
    assert decompressed(compress(noise + b"end")) == noise + b"end"
    assert len(compress(noise)) == 1 + 2 + 4096
    with pytest.raises(ValueError, match="compressed"):
        compress(noise[:-1])


def test_text_becomes_much_shorter() -> None:
    source = vba.module_bytes()
    assert len(compress(source)) < len(source) / 2


@given(st.dictionaries(st.text("abcXYZ_1", min_size=1, max_size=9), st.binary(max_size=9000)))
def test_streams_come_back(streams: dict[str, bytes]) -> None:
    # Names that differ in case alone are the same name.
    streams = {name.upper(): data for name, data in streams.items()}
    made = compound_file({"inner": streams, "outer": b"o" * 5000})
    with olefile.OleFileIO(io.BytesIO(made), raise_defects=olefile.DEFECT_INCORRECT) as read:
        assert {path[1] for path in read.listdir() if len(path) == 2} == set(streams)
        for name, data in streams.items():
            assert read.openstream(["inner", name]).read() == data
        assert read.openstream("outer").read() == b"o" * 5000


@pytest.mark.parametrize("count", range(1, 18))
def test_directories_are_red_black_trees(count: int) -> None:
    made = compound_file({f"s{number}": b"" for number in range(count)})
    directory = 512 + struct.unpack_from("<I", made, 48)[0] * 512

    def blacks(index: int, below_red: bool) -> int:
        if index == 0xFFFFFFFF:
            return 1
        black, left, right = struct.unpack_from("<BII", made, directory + index * 128 + 67)
        assert black or not below_red
        heights = {blacks(left, not black), blacks(right, not black)}
        assert len(heights) == 1
        return heights.pop() + black

    (child,) = struct.unpack_from("<I", made, directory + 76)
    assert blacks(child, True) > 1


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        compound_file({"a": bytes(8_000_000)})


@pytest.mark.parametrize("language", available())
def test_olevba_lists_exactly_our_modules(language: str) -> None:
    parser = VBA_Parser(xlam.FILE, data=xlam.build(language))
    found = {name: code for _, _, name, code in parser.extract_macros()}
    parser.close()
    # olevba adds the ending by the kind of the module.
    assert found == {
        module.name + (".cls" if module.document else ".bas"): module.source.decode("ascii")
        for module in xlam.modules(language)
    }
    assert found[f"{vba.MODULE}.bas"] == vba.module_text(language).replace("\n", "\r\n")


def test_there_is_no_compiled_code() -> None:
    with inside(xlam.build()) as read:
        assert read.openstream("VBA/_VBA_PROJECT").read() == b"\xcc\x61\xff\xff\0\0\0"
        for module in xlam.modules():
            assert decompressed(read.openstream(f"VBA/{module.name}").read()) == module.source


def test_it_is_no_more_protected_than_a_workbook_made_by_excel() -> None:
    """Excel's own file shows that the reader is right, and then what ours should say."""
    excels = Path(xlwings.__file__).parent / "quickstart.xlsm"
    said = []
    for package in (excels.read_bytes(), xlam.build()):
        with inside(package) as read:
            found = settings(read.openstream("PROJECT").read())
        key = sum(found["ID"].encode())
        said.append([decrypted(found[name], key) for name in ("CMG", "DPB", "GC")])
    assert said[0] == said[1] == [bytes(4), bytes(1), b"\xff"]
    assert decrypted(encrypt(b"word", 5000), 5000) == b"word"


def test_always_the_same_bytes() -> None:
    assert xlam.build("fr") == xlam.build("fr") != xlam.build("en")


@pytest.mark.parametrize(("language", "said"), [("en", "experimental"), ("fr", "expérimental")])
def test_its_title_says_experimental(language: str, said: str) -> None:
    with zipfile.ZipFile(io.BytesIO(xlam.build(language))) as archive:
        title = etree.fromstring(archive.read("docProps/core.xml"))[0].text
    assert title == catalogue("hosts", language)["xlam.title"]
    assert said in title


@pytest.mark.parametrize(
    ("language", "said"), [("en", "never been opened"), ("fr", "jamais été ouvert")]
)
def test_build_says_that_excel_never_opened_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str, said: str
) -> None:
    command = ["addin", "build", "excel", "--language", language, "--out-dir", str(tmp_path)]
    assert main(command) == 0
    assert said in capsys.readouterr().err
    assert (tmp_path / xlam.FILE).read_bytes() == xlam.build(language)


@pytest.mark.libreoffice
def test_libreoffice_opens_it_and_finds_the_module() -> None:
    suite = office(False)
    source = suite.folder / xlam.FILE
    source.write_bytes(xlam.build())
    source.chmod(0o644)
    program = shutil.which("soffice")
    assert program is not None
    for target in ("xlsx:Calc MS Excel 2007 XML", "ods"):
        suite.run(
            program,
            f"-env:UserInstallation={suite.profile}",
            "--headless",
            "--norestore",
            # LibreOffice takes no .xlam for a workbook by itself, not even one made by Excel.
            "--infilter=Calc MS Excel 2007 VBA XML",
            "--convert-to",
            target,
            "--outdir",
            str(suite.folder / "xlam"),
            str(source),
        )
    saved = suite.folder / "xlam" / source.name
    assert load_workbook(saved.with_suffix(".xlsx")).sheetnames == ["Sheet1"]
    with zipfile.ZipFile(saved.with_suffix(".ods")) as archive:
        module = etree.fromstring(archive.read(f"Basic/{xlam.PROJECT}/{vba.MODULE}.xml"))
    _, _, ours = vba.module_text().partition("Option Explicit")
    _, _, theirs = module.text.partition("Option Explicit")
    assert theirs.strip() == ours.strip()
