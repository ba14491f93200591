"""Number formats of cells, read only where somebody asks for them."""

from __future__ import annotations

import re

from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.reference import parse_cell
from xl_kpis.formula.sheets.model import Model
from xl_kpis.formula.xlsx.package.package import Package, local
from xl_kpis.formula.xlsx.read.tolerant_scan import attributes
from xl_kpis.formula.xlsx.read.worksheet import lay_out

_USUAL = pattern(rb'r="([A-Z]+[0-9]+)"(?: s="([0-9]+)")?(?: t="[a-zA-Z]+")?(?: cm="[0-9]+")?\Z')
"""The attributes of a cell as most programs write them."""
_BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"$"#,##0_);("$"#,##0)',
    6: '"$"#,##0_);[Red]("$"#,##0)',
    7: '"$"#,##0.00_);("$"#,##0.00)',
    8: '"$"#,##0.00_);[Red]("$"#,##0.00)',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "m/d/yyyy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yyyy h:mm",
    37: "#,##0_);(#,##0)",
    38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);[Red](#,##0.00)",
    41: '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)',
    42: '_("$"* #,##0_);_("$"* \\(#,##0\\);_("$"* "-"_);_(@_)',
    43: '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)',
    44: '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
}


def number_formats(package: Package, model: Model, sheet: int) -> dict[tuple[int, int], str]:
    """Number formats of a sheet's cells by row and column, those with ``General`` left out.

    They are put into the sheet's ``formats`` as well.
    """
    codes = _style_codes(package)
    target = model.sheets[sheet]
    layout = lay_out(package, target.part)
    tag = re.compile(rb"<%sc\s([^>]*?)/?>" % re.escape(layout.prefix))
    for match in tag.finditer(layout.data, *layout.body):
        usual = _USUAL.match(match[1])
        if usual:
            place, style = usual[1].decode(), (usual[2] or b"0").decode()
        else:
            said = attributes(match[1])
            place, style = said.get("r", ""), said.get("s", "0")
        if not style.isdecimal() or not 0 < int(style) < len(codes) or not place:
            continue
        code = codes[int(style)]
        if code != "General":
            target.formats[parse_cell(place)] = code
    return target.formats


def _style_codes(package: Package) -> list[str]:
    """The format code of each cell style."""
    part = package.linked("styles")
    if part is None:
        return []
    root = package.xml(part)
    codes = dict(_BUILT_IN)
    styles: list[str] = []
    for node in root:
        if local(node) == "numFmts":
            for entry in node:
                number = entry.get("numFmtId", "")
                if number.isdecimal():
                    codes[int(number)] = entry.get("formatCode", "General")
    for node in root:
        if local(node) == "cellXfs":
            for entry in node:
                number = entry.get("numFmtId", "0")
                key = int(number) if number.isdecimal() else 0
                styles.append(codes.get(key, "General"))
    return styles
