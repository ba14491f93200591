"""Numbers through a section of a format code."""

from __future__ import annotations

import math

from xl_kpis.formula.values.general_format import decimal_parts, rounded
from xl_kpis.formula.values.number_format.sections import Section, Token


def number(size: float, section: Section) -> str:
    """A number not below 0 through a plain section (0 # ? . , %)."""
    units = rounded(size, section.decimals, section.power)
    if section.simple is not None:
        return _simple(units, section, *section.simple)
    scaled = str(units)
    decimals = section.decimals
    if decimals:
        scaled = scaled.rjust(decimals + 1, "0")
        whole, part = scaled[:-decimals], scaled[-decimals:]
    else:
        whole, part = scaled, ""
    return _fill(section, section.tokens, "" if whole == "0" else whole, part)


def is_shown(size: float, section: Section) -> bool:
    """Whether anything but zeros is left of a number."""
    return rounded(size, section.decimals, section.power) > 0


def all_simple(units: list[int], section: Section) -> list[str]:
    """Numbers through a simple section, each given in units of its last decimal."""
    assert section.simple is not None
    return [_simple(number, section, *section.simple) for number in units]


def _simple(units: int, section: Section, before: str, least: int, after: str) -> str:
    part = ""
    if section.decimals:
        units, rest = divmod(units, 10**section.decimals)
        part = section.region.decimal + str(rest).rjust(section.decimals, "0")
    whole = _grouped(str(units), section)
    if len(whole) < least:
        whole = whole.rjust(least, "0")
    elif not least and not units:
        whole = ""
    return f"{before}{whole}{part}{after}"


def _fill(section: Section, tokens: list[Token], whole: str, part: str) -> str:
    part = part.rstrip("0")
    out: list[str] = []
    slot, place, seen_point = section.integers, 0, False
    for kind, text in tokens:
        if kind == "digit":
            if not seen_point:
                out.append(_whole_digit(text, slot, whole, section))
                slot -= 1
            else:
                out.append(part[place] if place < len(part) else _PAD[text])
                place += 1
        elif kind == "dot":
            if not section.integers:
                out.append(_grouped(whole, section))
            seen_point = True
            out.append(section.region.decimal)
        else:
            out.append(text)
    return "".join(out)


_PAD = {"0": "0", "?": " ", "#": ""}


def _whole_digit(text: str, slot: int, whole: str, section: Section) -> str:
    """What a placeholder before the point shows; ``slot`` counts from 1 at the point."""
    if slot == section.integers and len(whole) > slot:
        return "".join(
            _with_comma(char, len(whole) - i, section)
            for i, char in enumerate(whole[: len(whole) - slot + 1])
        )
    if slot <= len(whole):
        return _with_comma(whole[-slot], slot, section)
    pad = _PAD[text]
    if pad == " " and section.thousands and slot > 1 and slot % 3 == 1:
        return "  "
    return _with_comma(pad, slot, section) if pad == "0" else pad


def _with_comma(digit: str, slot: int, section: Section) -> str:
    if section.thousands and slot > 1 and slot % 3 == 1:
        return digit + section.region.group
    return digit


def _grouped(whole: str, section: Section) -> str:
    if not section.thousands or len(whole) < 4:
        return whole
    grouped = f"{int(whole):,}"
    return grouped if section.region.group == "," else grouped.replace(",", section.region.group)


# ---- scientific ---------------------------------------------------------------------------------


def scientific(size: float, section: Section) -> str:
    """A number not below 0 through a section with E+ or E-.

    The exponent is a multiple of the number of placeholders before the point.
    """
    step = max(section.integers, 1)
    exponent, scaled = 0, 0
    if size:
        digits, power = decimal_parts(size)
        first = power + len(str(digits)) - 1
        exponent = first // step * step if section.integers else first + 1
        scaled = rounded(size, section.decimals - exponent)
        if len(str(scaled)) - section.decimals > section.integers:
            exponent += step
            scaled = rounded(size, section.decimals - exponent)
    text = str(scaled).rjust(section.decimals + 1, "0")
    whole = text[: len(text) - section.decimals]
    part = text[len(text) - section.decimals :]
    at = next(i for i, token in enumerate(section.tokens) if token.kind == "exponent")
    before, after = section.tokens[:at], section.tokens[at + 1 :]
    if not section.integers + section.decimals:  # no digit at all: Excel shows exponent 1
        whole, part, exponent = "0", "", 1
    if not size:
        before = [Token("digit", "0") if _is_whole(before, i) else t for i, t in enumerate(before)]
    mark = section.tokens[at].text
    sign = "-" if exponent < 0 else ("+" if mark[1] == "+" else "")
    head = _fill(section, before, "" if whole == "0" else whole, part)
    return head + mark[0] + _exponent(sign, abs(exponent), after)


def _is_whole(tokens: list[Token], i: int) -> bool:
    return tokens[i].kind == "digit" and not any(token.kind == "dot" for token in tokens[:i])


def _exponent(sign: str, exponent: int, tokens: list[Token]) -> str:
    digits = str(exponent)
    point = next((i for i, token in enumerate(tokens) if token.text == "."), len(tokens))
    slots = sum(token.kind == "digit" for token in tokens[:point])
    out: list[str] = []
    signed = False
    for i, (kind, text) in enumerate(tokens):
        if kind != "digit":
            out.append(text)
            continue
        if i > point:
            out.append(_PAD[text])
            continue
        if not signed:
            out.append(sign)
            out.append(digits[:-slots] if len(digits) > slots else "")
            signed = True
        out.append(digits[-slots] if slots <= len(digits) else _PAD[text])
        slots -= 1
    return "".join(out)


# ---- fractions ----------------------------------------------------------------------------------


def _convergent(number: float, most: int) -> tuple[int, int]:
    """The last convergent of a number's continued fraction with at most this denominator: not the
    nearest fraction there is, but the one Excel shows.

    >>> _convergent(0.14159265358979312, 99), _convergent(0.3456789, 99)
    ((1, 7), (28, 81))
    """
    above, below = (1, 0), (0, 1)
    rest = number
    while True:
        whole = math.floor(rest)
        following = (below[0] + whole * above[0], below[1] + whole * above[1])
        if following[1] > most:
            return above
        above, below = following, above
        rest -= whole
        if rest < 1e-10:
            return above
        rest = 1.0 / rest


def fraction(size: float, section: Section) -> str:
    """A number not below 0 through a section such as ``# ?/?`` or ``# ??/16``."""
    size *= 10**section.power
    numerator_slots, _, denominator_slots = next(
        token.text for token in section.tokens if token.kind == "slash"
    ).partition("/")
    whole = int(size) if section.integers else 0
    rest = size - whole
    fixed = any(char in "123456789" for char in denominator_slots)
    if fixed:
        denominator = int(denominator_slots.replace("#", "").replace("?", ""))
        numerator = int(rest * denominator + 0.5)
    else:
        numerator, denominator = _convergent(rest, 10 ** len(denominator_slots) - 1)
    if section.integers and numerator == denominator:
        whole, numerator = whole + 1, 0
    if section.integers and not numerator and "0" not in numerator_slots:
        shown = " " * (len(numerator_slots) + 1 + len(denominator_slots))
    else:
        top, under = str(numerator), str(denominator)
        pad = "".join(
            _PAD[char] for char in numerator_slots[: max(len(numerator_slots) - len(top), 0)]
        )
        if not fixed:
            free = denominator_slots[len(under) :]
            under = "0" * free.count("0") + under + " " * free.count("?")
        shown = f"{pad}{top}/{under}"
    digits = str(whole) if whole or not numerator else ""
    tokens = [Token("literal", shown) if t.kind == "slash" else t for t in section.tokens]
    return _fill(section, tokens, digits, "")
