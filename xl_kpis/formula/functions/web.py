"""Links, addresses, XML. Nothing here reaches the network."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Any
from urllib.parse import quote

from xl_kpis.errors import NA, VALUE, fail
from xl_kpis.formula.functions.declare import Kind, Scalar, Text, ex, function
from xl_kpis.formula.values.text_to_number import number_from_text
from xl_kpis.formula.values.value import from_rows

MaybeScalar = Annotated[Any, Kind("scalar", "value")]


@function(
    examples=[
        ex('=HYPERLINK("https://example.com","Example")', "Example"),
        ex('=HYPERLINK("#Sheet1!A1")', "#Sheet1!A1"),
        ex('=HYPERLINK("#A1",1/2)', 0.5),
    ],
    category="lookup",
)
def HYPERLINK(link_location: Text, friendly_name: MaybeScalar = NA) -> Scalar:
    """A link: the cell shows the friendly name, or else the address."""
    return link_location if friendly_name is NA else friendly_name


@function(
    examples=[
        ex('=ENCODEURL("career coaching & KPI")', "career%20coaching%20%26%20KPI"),
        ex('=ENCODEURL("é")', "%C3%A9"),
    ],
)
def ENCODEURL(text: Text) -> str:
    """A text made fit for an address on the web."""
    return quote(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"), safe="-_.~")


@lru_cache(256)
def _parsed(xml: str) -> Any:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(xml.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return None if root.getroottree().docinfo.doctype else root


@function(
    examples=[
        ex('=FILTERXML("<a><b>x</b><b>2</b></a>","//b")', [["x"], [2]]),
        ex('=FILTERXML("<a k=\'v\'/>","//a/@k")', "v"),
        ex('=FILTERXML("<a/>","//b")', VALUE),
        ex('=FILTERXML("not xml","//b")', VALUE),
    ],
)
def FILTERXML(xml: Text, xpath: Text) -> Any:
    """What an XPath expression finds in an XML text."""
    from lxml import etree

    root = _parsed(xml)
    if root is None:
        fail(VALUE)
    try:
        found = root.getroottree().xpath(xpath)
    except etree.XPathError:
        return VALUE
    if not isinstance(found, list) or not found:
        return VALUE
    values = []
    for item in found:
        text = item if isinstance(item, str) else "".join(item.itertext())
        text = str(text).strip()
        number = number_from_text(text)
        values.append([text if number is None else number])
    return values[0][0] if len(values) == 1 else from_rows(values)
