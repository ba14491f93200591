"""What a file tells of the region it was made in, apart from its values.

Texts of drawings and charts carry the language of the keyboard they were typed with
(``lang="de-AT"``), number formats the locale they were chosen for (``[$-40C]``, ``[$€-407]``):
both name a region. The language of Excel itself, in charts, and that of the document's properties
name a language only, since Excel comes in one German for all. American English says nothing: it is
what programs write unasked.
"""

from __future__ import annotations

from typing import Final

from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.xlsx.package.package import Package
from xl_kpis.formula.xlsx.package.refusal import WorkbookError

_TYPED: Final = pattern(rb"""\blang\s*=\s*["']([A-Za-z]{2}-[A-Za-z]{2})["']""")
_FORMAT: Final = pattern(rb"""formatCode\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_LOCALE: Final = pattern(rb"\[\$[^\]-]*-([0-9A-Fa-f]{3,8})\]")
_SHOWN: Final = pattern(rb"""<(?:\w+:)?lang\s+val\s*=\s*["']([A-Za-z]{2})(?:-[A-Za-z]{2})?["']""")
_PROPERTY: Final = pattern(rb"<dc:language>\s*([A-Za-z]{2})\b")
_AMERICAN: Final = "en-US"


def region_hints(package: Package) -> str | None:
    """The tag of the region that all hints of a file agree on; None where they do not, or where
    there are none."""
    regions: set[str] = set()
    languages: set[str] = set()
    for name in package.archive.members:
        folded = name.lower()
        if not folded.endswith(".xml"):
            continue
        if folded.startswith(("xl/drawings/", "xl/charts/")):
            text = _text(package, name)
            regions |= {_tag(found) for found in _TYPED.findall(text)}
            languages |= {found.decode().lower() for found in _SHOWN.findall(text)}
        elif folded == "xl/styles.xml":
            for quoted in _FORMAT.findall(_text(package, name)):
                regions |= {_locale(found) for found in _LOCALE.findall(quoted[0] or quoted[1])}
        elif folded == "docprops/core.xml":
            text = _text(package, name)
            languages |= {found.decode().lower() for found in _PROPERTY.findall(text)}
    regions -= {_AMERICAN, ""}
    languages -= {"en"}
    if len(regions) != 1:
        return None
    (tag,) = regions
    return tag if languages <= {tag[:2]} else None


def _text(package: Package, name: str) -> bytes:
    try:
        return package.text(name)
    except WorkbookError:  # a part nothing is calculated from may be damaged
        return b""


def _tag(found: bytes) -> str:
    language, territory = found.decode().split("-")
    return f"{language.lower()}-{territory.upper()}"


def _locale(found: bytes) -> str:
    """The tag of Windows' number of a locale; empty where it names none.

    >>> _locale(b"407"), _locale(b"C0C"), _locale(b"F800")
    ('de-DE', 'fr-CA', '')
    """
    return _LOCALES.get(int(found, 16) & 0xFFFF, "")


_LOCALES: Final = {
    0x409: "en-US",
    0x809: "en-GB",
    0xC09: "en-AU",
    0x1009: "en-CA",
    0x1409: "en-NZ",
    0x1809: "en-IE",
    0x40C: "fr-FR",
    0x80C: "fr-BE",
    0xC0C: "fr-CA",
    0x100C: "fr-CH",
    0x140C: "fr-LU",
    0x407: "de-DE",
    0x807: "de-CH",
    0xC07: "de-AT",
    0x40A: "es-ES",
    0xC0A: "es-ES",
    0x80A: "es-MX",
    0x240A: "es-CO",
    0x2C0A: "es-AR",
    0x410: "it-IT",
    0x810: "it-CH",
    0x413: "nl-NL",
    0x813: "nl-BE",
    0x415: "pl-PL",
    0x416: "pt-BR",
    0x816: "pt-PT",
    0x41F: "tr-TR",
}
