"""Text of particular languages: widths of Japanese letters, readings, amounts in Thai."""

from __future__ import annotations

import unicodedata
from typing import Final

from xl_kpis.errors import VALUE, fail
from xl_kpis.formula.functions.declare import Context, Number, Ref, Scalar, Text, ex, function
from xl_kpis.formula.reference import Reference
from xl_kpis.formula.values.general_format import rounded
from xl_kpis.formula.values.value import as_array

_WIDE: Final = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000}
_NARROW: Final = {wide: narrow for narrow, wide in _WIDE.items()}


def _half_width_katakana() -> tuple[dict[int, str], dict[str, str]]:
    narrow, wide = {}, {}
    for code in range(0xFF61, 0xFFA0):
        full = unicodedata.normalize("NFKC", chr(code))
        if len(full) == 1 and full > "\u3000" and code not in (0xFF9E, 0xFF9F):
            narrow[ord(full)], wide[chr(code)] = chr(code), full
            for mark, combining in (("\uff9e", "\u3099"), ("\uff9f", "\u309a")):
                voiced = unicodedata.normalize("NFC", full + combining)
                if len(voiced) == 1:
                    narrow[ord(voiced)], wide[chr(code) + mark] = chr(code) + mark, voiced
    narrow[0x309B], narrow[0x309C] = "\uff9e", "\uff9f"
    wide["\uff9e"], wide["\uff9f"] = "\u309b", "\u309c"
    return narrow, wide


_KATAKANA_NARROW, _KATAKANA_WIDE = _half_width_katakana()


@function(examples=[ex('=ASC("ＫＰＩ　ガ")', "KPI ｶﾞ"), ex("=ASC(A1)", "")], category="text")
def ASC(text: Text) -> str:
    """A text with its full-width letters made half-width."""
    return text if text.isascii() else text.translate(_NARROW).translate(_KATAKANA_NARROW)


@function(
    examples=[ex('=DBCS("KPI ｶﾞ")', "ＫＰＩ　ガ"), ex("=DBCS(A1)", "")],
    aliases=("JIS",),
    category="text",
)
def DBCS(text: Text) -> str:
    """A text with its half-width letters made full-width."""
    out, i = [], 0
    while i < len(text):
        pair = _KATAKANA_WIDE.get(text[i : i + 2]) if i + 1 < len(text) else None
        out.append(pair or _KATAKANA_WIDE.get(text[i]) or text[i].translate(_WIDE))
        i += 2 if pair else 1
    return "".join(out)


@function(
    examples=[
        ex("=PHONETIC(A1)", "東京", A1="東京"),
        ex("=PHONETIC(A1:A3)", "ab", A1=[["a"], [1], ["b"]]),
    ],
    category="text",
    asks=["formulas"],
)
def PHONETIC(reference: Ref, ctx: Context) -> Scalar:
    """The reading kept with the text of cells; where none is kept, the text itself."""
    items = as_array(ctx.read(Reference(reference.area))).ravel().tolist()
    return "".join(item for item in items if type(item) is str)


_DIGITS: Final = ["ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า"]
_PLACES: Final = ["", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน"]


def _thai(number: int) -> str:
    millions, rest = divmod(number, 1_000_000)
    out = _thai(millions) + "ล้าน" if millions else ""
    digits = str(rest) if rest else ""
    for i, char in enumerate(digits):
        place, digit = len(digits) - 1 - i, int(char)
        if not digit:
            continue
        if place == 0 and digit == 1 and (len(digits) > 1 or millions):
            out += "เอ็ด"
        elif place == 1 and digit <= 2:
            out += ("ยี่" if digit == 2 else "") + "สิบ"
        else:
            out += _DIGITS[digit] + _PLACES[place]
    return out


@function(
    examples=[
        ex("=BAHTTEXT(1234)", "หนึ่งพันสองร้อยสามสิบสี่บาทถ้วน"),
        ex("=BAHTTEXT(-21.25)", "ลบยี่สิบเอ็ดบาทยี่สิบห้าสตางค์"),
        ex("=BAHTTEXT(0)", "ศูนย์บาทถ้วน"),
    ],
    category="text",
)
def BAHTTEXT(number: Number) -> str:
    """An amount written out in Thai, in baht and satang."""
    if abs(number) >= 1e18:
        fail(VALUE)
    baht, satang = divmod(rounded(abs(number), 2), 100)
    out = "ลบ" if number < 0 else ""
    if baht or not satang:
        out += (_thai(baht) or _DIGITS[0]) + "บาท"
    return out + (_thai(satang) + "สตางค์" if satang else "ถ้วน")
