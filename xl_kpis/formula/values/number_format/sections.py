"""A number format code taken apart: sections, their conditions, their tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.values.calendar_names import Names, names_of
from xl_kpis.formula.values.region import EN_US, Region

TokenKind = Literal[
    "literal",  # text to show
    "digit",  # 0 # ?
    "dot",  # the decimal point
    "group",  # a comma that separates thousands or scales; resolved, never shown
    "percent",
    "exponent",  # E+ or E-
    "slash",  # of a fraction, or of a date
    "general",
    "text",  # @
    "year",
    "month",
    "minute",
    "day",
    "hour",
    "second",
    "fraction",  # .00 after seconds
    "half",  # AM/PM
    "era",
    "buddhist",
    "elapsed",  # [h] [m] [s]
]
SectionKind = Literal["general", "number", "scientific", "fraction", "date", "literal", "wrong"]

_DATE_KINDS: Final = frozenset(
    {"year", "month", "minute", "day", "hour", "second", "half", "era", "buddhist", "elapsed"}
)
_TIME_KINDS: Final = frozenset({"minute", "hour", "second", "half", "elapsed"})


class Token(NamedTuple):
    kind: TokenKind
    text: str
    """What it shows, or the letters it is written with."""


class Condition(NamedTuple):
    operator: str
    limit: float

    def holds(self, number: float) -> bool:
        return _COMPARE[self.operator](number, self.limit)

    @property
    def only_negative(self) -> bool:
        """Whether only negative numbers meet it, so that the section shows no minus sign."""
        operator, limit = self
        return (limit < 0 and operator in ("<=", "=")) or (limit <= 0 and operator == "<")


_COMPARE: Final = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "=": lambda a, b: a == b,
    "<>": lambda a, b: a != b,
}


@dataclass(eq=False, repr=False)
class Section:
    """One part of a format code between semicolons."""

    tokens: list[Token]
    kind: SectionKind
    condition: Condition | None = None
    colour: str = ""
    language: str = ""
    """Whose names of months and days it asks for, as the format says it; the region's without."""
    region: Region = EN_US
    thousands: bool = False
    power: int = 0
    """Tens the number is multiplied by: 2 for each percent sign, -3 for each scaling comma."""
    integers: int = 0
    decimals: int = 0
    has_time: bool = False
    simple: tuple[str, int, str] | None = None
    """For a number section without surprises: what goes before, the least digits, what goes
    after."""
    shown: dict[int, str] = field(default_factory=dict)
    """For a date section without times: the texts of the days seen last."""
    lone_elapsed: bool = False
    """A single ``[h]``, ``[m]`` or ``[s]`` and nothing else of a date: no number is too large or
    too small for it."""

    @property
    def names(self) -> Names:
        """The names of months and days."""
        return names_of(self.language) if self.language else self.region.names


@dataclass(eq=False, repr=False)
class Format:
    """A whole format code."""

    numbers: list[Section] = field(default_factory=list)
    text: Section | None = None
    wrong: bool = False


def split_sections(code: str) -> list[str]:
    """The parts between semicolons, quoted and escaped ones left alone.

    >>> split_sections('0;"a;b";\\\\;')
    ['0', '"a;b"', '\\\\;']
    """
    parts, start, i = [], 0, 0
    while i < len(code):
        char = code[i]
        if char == '"':
            end = code.find('"', i + 1)
            i = len(code) if end < 0 else end
        elif char in "\\_*":
            i += 1
        elif char == "[":
            end = code.find("]", i)
            i = end if end > 0 else i
        elif char == ";":
            parts.append(code[start:i])
            start = i + 1
        i += 1
    return [*parts, code[start:]]


@lru_cache(2048)
def parse_format(code: str, region: Region = EN_US) -> Format:
    """A format code taken apart (kept, so that a column pays once)."""
    sections = [_section(part, region) for part in split_sections(code)]
    wrong = len(sections) > 4
    text: Section | None = None
    if len(sections) == 4 or any(token.kind == "text" for token in sections[-1].tokens):
        text = _text_section(sections.pop())
        wrong = wrong or text.kind == "wrong"
    wrong = wrong or any(section.condition is not None for section in sections[2:])
    wrong = wrong or any(
        section.kind == "wrong" or any(token.kind == "text" for token in section.tokens)
        for section in sections
    )
    return Format(sections, text, wrong)


def _text_section(section: Section) -> Section:
    """The section for text: there only @ means anything."""
    if section.kind == "wrong" or any(token.kind == "digit" for token in section.tokens):
        section.kind = "wrong"
        return section
    tokens = [
        token
        if token.kind in ("text", "general")
        else Token("literal", "" if token.kind == "group" else token.text)
        for token in section.tokens
    ]
    return Section(
        tokens, "literal", section.condition, section.colour, section.language, section.region
    )


_LETTERS: Final = pattern(
    r"general|am/pm|a/p|e[+-]|aaaa?|y+|m+|d+|h+|s+|e+|g+|b+|[0#?]", re.IGNORECASE
)
_CONDITION: Final = pattern(r"(<=|>=|<>|<|>|=) *(-?[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?) *")
_COLOURS: Final = pattern(
    r"black|blue|cyan|green|magenta|red|white|yellow|colou?r *[0-9]+", re.IGNORECASE
)
_DIGITS_OF_ASIA: Final = pattern(r"dbnum[1-4]", re.IGNORECASE)
_ELAPSED: Final = pattern(r"h+|m+|s+", re.IGNORECASE)
_LETTER_KINDS: Final[dict[str, TokenKind]] = {
    "y": "year",
    "e": "year",
    "m": "month",
    "d": "day",
    "a": "day",
    "h": "hour",
    "s": "second",
    "g": "era",
    "b": "buddhist",
}


def _section(code: str, region: Region) -> Section:
    section = Section([], "literal", region=region)
    tokens, i = section.tokens, 0
    while i < len(code):
        char = code[i]
        if char == '"':
            end = code.find('"', i + 1)
            if end < 0:
                return _wrong(section)
            tokens.append(Token("literal", code[i + 1 : end]))
            i = end + 1
        elif (char in "\\_*" and i + 1 == len(code)) or char in "nN":
            return _wrong(section)
        elif char == "\\":
            tokens.append(Token("literal", code[i + 1 : i + 2]))
            i += 2
        elif char == "_":
            tokens.append(Token("literal", " "))
            i += 2
        elif char == "*":
            i += 2
        elif char == "[":
            end = code.find("]", i)
            if end < 0 or not _bracket(code[i + 1 : end], section):
                return _wrong(section)
            if code[i + 1 : end].upper() == "$-F800":
                return _section(region.long_date, region)
            if code[i + 1 : end].upper() == "$-F400":
                return _section(region.time, region)
            i = end + 1
        else:
            match = _LETTERS.match(code, i)
            if match:
                tokens.append(_letters(match[0]))
                i = match.end()
            else:
                tokens.append(_sign(char))
                i += 1
    if not tokens and code and "[$" not in code:  # a colour or a condition alone
        tokens.append(Token("general", "General"))
    _classify(section)
    return section


def _wrong(section: Section) -> Section:
    section.kind = "wrong"
    return section


def _bracket(content: str, section: Section) -> bool:
    if _ELAPSED.fullmatch(content):
        section.tokens.append(Token("elapsed", content.lower()))
    elif content.startswith("$"):
        symbol, _, tag = content[1:].partition("-")
        if symbol:
            section.tokens.append(Token("literal", symbol))
        if tag:
            section.language = tag.split(",")[0]
    elif match := _CONDITION.fullmatch(content):
        if section.condition is not None:
            return False
        section.condition = Condition(match[1], float(match[2]))
    elif _COLOURS.fullmatch(content):
        if section.colour:
            return False
        section.colour = content
    else:
        return bool(_DIGITS_OF_ASIA.fullmatch(content))
    return True


def _letters(word: str) -> Token:
    low = word.lower()
    if low == "general":
        return Token("general", word)
    if low in ("am/pm", "a/p"):
        return Token("half", word)
    if low[0] == "e" and low[1:] in ("+", "-"):
        return Token("exponent", word)
    if low[0] in "0#?":
        return Token("digit", word)
    return Token(_LETTER_KINDS[low[0]], word)


def _sign(char: str) -> Token:
    kinds: dict[str, TokenKind] = {
        ".": "dot",
        ",": "group",
        "%": "percent",
        "/": "slash",
        "@": "text",
    }
    return Token(kinds.get(char, "literal"), char)


def _classify(section: Section) -> None:
    kinds = {token.kind for token in section.tokens}
    if "general" in kinds:
        several = sum(token.kind == "general" for token in section.tokens) > 1
        if several or "digit" in kinds or "text" in kinds:
            section.kind = "wrong"
        else:
            section.kind = _date(section) if kinds & _DATE_KINDS else "general"
    elif kinds & _DATE_KINDS or ("exponent" in kinds and "digit" not in kinds):
        section.kind = _date(section)
    elif "digit" in kinds:
        section.kind = "wrong" if "text" in kinds else _number(section)
    elif "slash" in kinds:
        section.kind = "wrong"
    else:
        section.kind = "literal"
        section.power = 2 * sum(token.kind == "percent" for token in section.tokens)


# ---- dates --------------------------------------------------------------------------------------


def _date(section: Section) -> SectionKind:
    tokens: list[Token] = []
    for token in section.tokens:
        if token.kind == "digit":
            if token.text == "0" and tokens and tokens[-1].kind == "fraction":
                tokens[-1] = Token("fraction", tokens[-1].text + "0")
                continue
            if token.text != "0" or not tokens or tokens[-1].text != ".":
                return "wrong"
            tokens[-1] = Token("fraction", ".0")
        elif token.kind in ("text", "percent"):
            return "wrong"
        elif token.kind == "exponent":
            tokens += [Token("year", token.text[0]), Token("literal", token.text[1])]
        elif token.kind == "slash":
            tokens.append(Token("literal", section.region.date_separator))
        elif token.kind in ("dot", "group"):
            tokens.append(Token("literal", token.text))
        else:
            tokens.append(token)
    parts = [i for i, token in enumerate(tokens) if token.kind in _DATE_KINDS]
    _tell_minutes(tokens, parts)
    if not _elapsed_units(tokens):
        return "wrong"
    section.tokens = tokens
    section.decimals = max((len(t.text) - 1 for t in tokens if t.kind == "fraction"), default=0)
    if section.decimals > 3:
        return "wrong"
    section.has_time = any(tokens[i].kind in _TIME_KINDS for i in parts)
    section.lone_elapsed = (
        len(parts) == 1 and tokens[parts[0]].kind == "elapsed" and not section.decimals
    )
    return "date"


def _tell_minutes(tokens: list[Token], fields: list[int]) -> None:
    """Make minutes of the months that are: the first ``m`` or ``mm`` after hours or after the first
    seconds, whatever stands between, and one that seconds follow."""
    awaited, seconds_count = False, True
    for at, i in enumerate(fields):
        token = tokens[i]
        unit = token.text[:1].lower() if token.kind in ("hour", "second", "elapsed") else ""
        if unit == "h":
            awaited = True
        elif unit == "s":
            awaited, seconds_count = awaited or seconds_count, False
        elif unit == "m":
            awaited = False
        elif token.kind == "month":
            after = tokens[fields[at + 1]] if at + 1 < len(fields) else None
            if len(token.text) < 3 and (awaited or (after and _is_seconds(after))):
                tokens[i] = Token("minute", token.text)
                seconds_count = False
            awaited = False


def _is_seconds(token: Token) -> bool:
    return token.kind == "second" or (token.kind == "elapsed" and token.text[0] == "s")


_UNITS: Final[dict[str, TokenKind]] = {"h": "hour", "m": "minute", "s": "second"}


def _elapsed_units(tokens: list[Token]) -> bool:
    """Beside a unit in brackets the largest unit shows all that has passed, in brackets or not.

    False if there are two in brackets, or AM/PM beside one.
    """
    brackets = [i for i, token in enumerate(tokens) if token.kind == "elapsed"]
    if not brackets:
        return True
    if len(brackets) > 1 or any(token.kind == "half" for token in tokens):
        return False
    (at,) = brackets
    own = tokens[at].text[0]
    kinds = {token.kind for token in tokens}
    largest = next(unit for unit in "hms" if _UNITS[unit] in kinds or unit == own)
    for i, token in enumerate(tokens):
        if token.kind == _UNITS[largest]:
            tokens[i] = Token("elapsed", token.text.lower())
    if own != largest:
        tokens[at] = Token(_UNITS[own], tokens[at].text)
    return True


# ---- numbers ------------------------------------------------------------------------------------


def _number(section: Section) -> SectionKind:
    tokens = section.tokens
    exponent = next((i for i, token in enumerate(tokens) if token.kind == "exponent"), None)
    if exponent is not None and (
        not any(token.kind in ("digit", "dot") for token in tokens[:exponent])
        or not _any_digit(tokens[exponent:])
    ):
        return "wrong"
    if exponent is None:
        slash = _fraction_slash(tokens)
        if slash is not None:
            return _fraction(section, slash)
    if any(token.kind == "slash" for token in tokens):
        return "wrong"
    stop = len(tokens) if exponent is None else exponent
    out: list[Token] = []
    point = next((i for i, token in enumerate(tokens[:stop]) if token.kind == "dot"), stop)
    attached, scale = False, 0
    for i, token in enumerate(tokens):
        if token.kind == "group":
            if not attached:
                out.append(Token("literal", ","))
                continue
            following = _after_commas(tokens, i)
            if i < point and following < stop and tokens[following].kind == "digit":
                section.thousands = True
            elif not _any_digit(tokens[i : point if i < point else stop]):
                scale += 1
            continue
        attached = token.kind == "digit"
        if (
            (token.kind == "exponent" and i != exponent)
            or token.kind == "slash"
            or (token.kind == "dot" and i != point)
        ):
            out.append(Token("literal", token.text))
        else:
            out.append(token)
        if token.kind == "digit" and i < stop:
            if i < point:
                section.integers += 1
            else:
                section.decimals += 1
    section.tokens = out
    if exponent is not None:
        return "scientific"
    section.power = 2 * sum(token.kind == "percent" for token in out) - 3 * scale
    section.simple = _simple(section)
    return "number"


_SIMPLE: Final = pattern(r"(#*)(0*)(\.0+)?")


def _simple(section: Section) -> tuple[str, int, str] | None:
    """See ``Section.simple``: placeholders side by side, ``#`` before ``0``, decimals all ``0``."""
    kinds = [token.kind in ("digit", "dot") for token in section.tokens]
    first, last = kinds.index(True), len(kinds) - kinds[::-1].index(True)
    slots = "".join(token.text for token in section.tokens[first:last])
    match = _SIMPLE.fullmatch(slots) if all(kinds[first:last]) else None
    if match is None or (section.thousands and len(match[2]) > 1) or not match[1] + match[2]:
        return None
    before = "".join(token.text for token in section.tokens[:first])
    return before, len(match[2]), "".join(token.text for token in section.tokens[last:])


def _any_digit(tokens: list[Token]) -> bool:
    return any(token.kind == "digit" for token in tokens)


def _after_commas(tokens: list[Token], i: int) -> int:
    while i < len(tokens) and tokens[i].kind == "group":
        i += 1
    return i


def _fraction_slash(tokens: list[Token]) -> int | None:
    for i, token in enumerate(tokens):
        if token.kind == "slash" and _any_digit(tokens[:i]):
            following = tokens[i + 1] if i + 1 < len(tokens) else None
            if following and (following.kind == "digit" or following.text[:1].isdigit()):
                return i
    return None


_AFTER: Final = {"?": " ", "#": ""}
"""Placeholders after a denominator only keep their place."""


def _fraction(section: Section, slash: int) -> SectionKind:
    """Leave the tokens as: whole part … numerator digits, slash, denominator (one token)."""
    tokens = section.tokens
    end, denominator = slash + 1, ""
    while end < len(tokens) and (
        tokens[end].kind == "digit" or (tokens[end].text.isdigit() and len(tokens[end].text) == 1)
    ):
        denominator += tokens[end].text
        end += 1
    start = slash
    while start and tokens[start - 1].kind != "digit":
        start -= 1
    numerator_end = start
    while start and tokens[start - 1].kind == "digit":
        start -= 1
    if any(token.kind == "dot" for token in tokens):
        return "wrong"
    head = [
        token if token.kind in ("digit", "percent") else Token("literal", token.text)
        for token in tokens[:start]
        if token.kind != "group"
    ]
    section.integers = sum(token.kind == "digit" for token in head)
    numerator = "".join(token.text for token in tokens[start:numerator_end])
    section.power = 2 * sum(token.kind == "percent" for token in tokens)
    section.tokens = [
        *head,
        Token("slash", f"{numerator}/{denominator}"),
        *(Token("literal", _AFTER.get(token.text, token.text)) for token in tokens[end:]),
    ]
    return "fraction"
