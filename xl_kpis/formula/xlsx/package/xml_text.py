"""Text in XML: entities, Excel's own ``_x000D_`` escapes, shared strings."""

from __future__ import annotations

import re

from lxml import etree

from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.xlsx.package.package import Package, local

_ENTITY = pattern(r"&(?:#[0-9]+|#x[0-9A-Fa-f]+|[a-z]+);")
_NAMED = {"&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"', "&apos;": "'"}
_ESCAPED = pattern(r"_x([0-9A-Fa-f]{4})_")
_MARKUP = pattern(rb"<!--.*?-->|<!\[CDATA\[(.*?)\]\]>|<\?.*?\?>", re.S)
_PLAIN_ITEM = pattern(r"<si><t(?: xml:space=\"preserve\")?>([^<]*)</t></si>|<si/>")
_KEPT_ITEM = pattern(r"<si(?:/>|><t( xml:space=\"preserve\")?>)")
_ITEM = pattern(r"<si>(.*?)</si>|<si/>", re.S)
_PHONETIC = pattern(r"<rPh\b[^>]*>.*?</rPh>", re.S)
_TEXT = pattern(r"<t(?: xml:space=\"(preserve)\")?>([^<]*)</t>")
_ANY_TEXT = pattern(r"<t[\s>]")
_SPACES = " \t\r\n"
_EDGES = frozenset(_SPACES)
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
"""The attribute ``xml:space``."""
_SURROGATE = pattern("[\ud800-\udfff]")
_NEEDS_ESCAPE = pattern("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def unescape(text: str) -> str:
    """XML text with its entities and line ends put right.

    >>> unescape("a&lt;b &#65;")
    'a<b A'
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "&" not in text:
        return text
    return _ENTITY.sub(_entity, text)


def _entity(match: re.Match[str]) -> str:
    entity = match[0]
    if entity[1] != "#":
        return _NAMED.get(entity, entity)
    code = int(entity[3:-1], 16) if entity[2] == "x" else int(entity[2:-1])
    return chr(code) if code < 0x110000 else entity


def unescape_excel(text: str) -> str:
    """A string with ``_xHHHH_`` escapes decoded.

    >>> unescape_excel("a_x000D_b"), unescape_excel("_x005F_x000D_")
    ('a\\rb', '_x000D_')
    """
    if "_x" not in text:
        return text
    text = _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text)
    if _SURROGATE.search(text):  # a pair of escapes makes one character
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return text


def content(raw: bytes) -> str:
    """The text of an element's bytes; comments and CDATA allowed among them."""
    if raw.isalnum():  # most attributes, and many values
        return raw.decode()
    if b"<" not in raw:
        return unescape(raw.decode("utf-8", "replace"))
    out, at = [], 0
    for match in _MARKUP.finditer(raw):
        out.append(unescape(raw[at : match.start()].decode("utf-8", "replace")))
        out.append((match[1] or b"").decode("utf-8", "replace"))
        at = match.end()
    out.append(unescape(raw[at:].decode("utf-8", "replace")))
    return "".join(out)


def contents(raws: list[bytes]) -> list[str]:
    """The texts of many elements' bytes.

    >>> contents([b"A1&gt;2", b"<![CDATA[x]]>"])
    ['A1>2', 'x']
    """
    line = b"\0".join(raws)
    if b"<" not in line:
        texts = unescape(line.decode("utf-8", "replace")).split("\0")
        if len(texts) == len(raws):  # no XML has such a byte
            return texts
    return list(map(content, raws))


def text_of(raw: bytes, keep: bool = False) -> str:
    """The string that an element's bytes are. Excel leaves out the spaces around it, unless the
    element says ``xml:space="preserve"`` (``keep``).

    >>> text_of(b" a b "), text_of(b" a b ", keep=True), text_of(b"_x0020_&#10;")
    ('a b', ' a b ', ' ')
    """
    text = content(raw)
    return unescape_excel(text if keep else text.strip(_SPACES))


def keeps_spaces(tag: bytes) -> bool:
    """Whether a tag says that the spaces around its text belong to it."""
    return b"preserve" in tag


def needs_keeping(text: str) -> bool:
    """Whether a text has spaces around it that a reader would leave out."""
    return text[:1] in _EDGES or text[-1:] in _EDGES


def trimmed(text: str) -> str:
    """A text without the spaces around it, as XML counts them."""
    return text.strip(_SPACES)


def escape(text: str) -> str:
    """Text as a ``<v>`` holds it.

    >>> escape("a<b & c"), escape("tab\\tbell\\x07"), escape("_x0041_")
    ('a&lt;b &amp; c', 'tab\\tbell_x0007_', '_x005F_x0041_')
    """
    if _NEEDS_ESCAPE.search(text):
        text = _NEEDS_ESCAPE.sub(lambda m: f"_x{ord(m[0]):04X}_", text)
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    return text.replace(">", "&gt;") if ">" in text else text


def escaped(texts: list[str]) -> list[bytes]:
    """Many texts as ``<v>`` elements hold them.

    >>> escaped(["a<b", "_x0041_"])
    [b'a&lt;b', b'_x005F_x0041_']
    """
    line = _BETWEEN.join(texts)
    if line.count(_BETWEEN) != len(texts) - 1:  # one of them has it, or there are none
        return [escape(text).encode("utf-8") for text in texts]
    return escape(line).encode("utf-8").split(_BETWEEN.encode())


_BETWEEN = "\t"
"""What is not escaped, and ends what is."""


def joined(node: etree._Element) -> str:
    """The text of a shared or inline string: rich runs joined, phonetic ones left out."""
    out = []
    for child in node:
        name = local(child)
        if name == "t":
            out.append(_of_node(child))
        elif name == "r":
            out.extend(_of_node(part) for part in child if local(part) == "t")
    return unescape_excel("".join(out))


def _of_node(node: etree._Element) -> str:
    text = node.text or ""
    return text if node.get(SPACE) == "preserve" else text.strip(_SPACES)


def strings_in(data: bytes) -> list[str] | None:
    """The strings of a shared strings part in the usual form; None if it has another."""
    # a single character is found many times sooner than two
    if (b"!" in data and b"<!" in data) or b"<sst" not in data[:1024]:
        return None
    text = data.decode("utf-8", "replace")
    plain = _PLAIN_ITEM.findall(text)
    count = data.count(b"<si")
    if not text.rstrip().endswith("sst>"):
        return None
    if len(plain) != count:
        found = [_in_runs(item) for item in _ITEM.findall(text)]
        known = [item for item in found if item is not None]
        return known if len(known) == len(found) == count else None
    if "\r" in text or "&" in text:
        plain = [unescape(item) for item in plain]
    stripped = [item.strip(_SPACES) for item in plain]
    if stripped != plain:
        kept = [match[1] is not None for match in _KEPT_ITEM.finditer(text)]
        items = zip(plain, stripped, kept, strict=True)
        plain = [item if keep else short for item, short, keep in items]
    if "_" in text and "_x" in text:
        plain = [unescape_excel(item) for item in plain]
    return plain


def _in_runs(item: str) -> str | None:
    """The text of a shared string as :func:`joined` gives it; None if it has an unusual form."""
    if item.startswith("<t>") and item.endswith("</t>") and item.count("<") == 2:
        return unescape_excel(unescape(item[3:-4]).strip(_SPACES))
    own = _PHONETIC.sub("", item)
    texts = _TEXT.findall(own)
    if len(texts) != len(_ANY_TEXT.findall(own)):
        return None
    parts = [(unescape(text), kept) for kept, text in texts]
    return unescape_excel("".join([text if kept else text.strip(_SPACES) for text, kept in parts]))


def shared_strings(package: Package, part: str) -> list[str]:
    """All shared strings, in order."""
    data = package.text(part)
    package.refuse_doctype(data, part)
    plain = strings_in(data)
    if plain is not None:
        return plain
    return [joined(node) for node in package.xml(part) if local(node) == "si"]
