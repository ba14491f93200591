"""Text to tree: one scan, operators by precedence, two stacks and no recursion.

Precedence, tightest first: ``#`` (spill), ``:``, space (intersection), ``,`` (union), prefix
``- + @``, ``%``, ``^``, ``* /``, ``+ -``, ``&``, comparisons. All of them group to the left.
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import isinf
from sys import float_info

from xl_kpis.errors import REF, ExcelError
from xl_kpis.formula.grammar.lexical import (
    CELL,
    COLUMN,
    ERROR,
    NAME_CHAR,
    NAME_START,
    QUOTED,
    ROW,
    TRIMS,
    corner,
)
from xl_kpis.formula.grammar.nodes import (
    Apply,
    ArrayLiteral,
    Binary,
    Call,
    Literal,
    Name,
    Node,
    Omitted,
    Ref,
    Unary,
)
from xl_kpis.formula.grammar.precedence import (
    INTERSECTION,
    PERCENT,
    PRECEDENCE,
    PREFIX,
    RANGE,
    UNION,
)
from xl_kpis.formula.grammar.sheet_prefix import Prefix, print_prefix, read_prefix
from xl_kpis.formula.grammar.spellings import VARIABLE, plain_name
from xl_kpis.formula.grammar.structured_references import read_brackets
from xl_kpis.formula.grammar.syntax_error import FormulaSyntaxError
from xl_kpis.formula.patterns import pattern

MAX_LENGTH = 65_536
"""Characters; Excel allows 8,192, but ``_xlfn.`` and the like may make a stored one longer."""
MAX_NESTING = 400
"""Brackets, calls and prefix operators open at once, and the operators waiting between them."""

_OPEN = 0
_KEPT_LENGTH = 1024

# What may stand where a value is due. Names say ``!$A$1`` of the sheet they are used on, which is
# what a reference without a sheet means.
_CORNER = rf"(?:{CELL}|{COLUMN}|{ROW})"
_OPERAND = pattern(
    rf"""\s*+(?:
      !?+(?P<cell>{CELL})(?:\s*+:\s*+!?+(?P<cell_to>{CELL})(?!{NAME_CHAR}|[(!\[\#]))?+
          (?!{NAME_CHAR}|[(!\[]|:\.)
    | !?+(?P<column>{COLUMN})\s*+:\s*+(?P<column_to>{COLUMN})(?!{NAME_CHAR}|[(!\[$])
    | !?+(?P<row>{ROW})\s*+:\s*+(?P<row_to>{ROW})(?!{NAME_CHAR}|[!$])
    | (?P<trim>{_CORNER})(?P<dots>\.:\.?|:\.)(?P<trim_to>{_CORNER})(?!{NAME_CHAR}|[(!\[])
    | (?P<number>(?:[0-9]++\.?[0-9]*+|\.[0-9]++)(?:[Ee][+-]?[0-9]++)?+)(?!{NAME_CHAR}|[!])
    | "(?P<text>[^"]*+(?:""[^"]*+)*+)"
    | (?P<name>{NAME_START}{NAME_CHAR}*+)(?P<after>(?:\(|\[|!|:{NAME_CHAR}++!)?+)
    | (?P<quoted>{QUOTED})!
    | (?P<bracket>\[)
    | (?P<sign>[-+@])
    | (?P<paren>\()
    | (?P<end>[,)])
    | (?P<error>(?i:{ERROR}))
    | (?P<array>\{{)
    | (?P<digits>[0-9]{NAME_CHAR}*+(?::{NAME_CHAR}++)?+)!
    )""",
    re.VERBOSE,
)
_GROUPS = _OPERAND.groupindex
_CELL, _CELL_TO = _GROUPS["cell"], _GROUPS["cell_to"]
_COLUMN_TO, _ROW_TO, _TRIM_TO = _GROUPS["column_to"], _GROUPS["row_to"], _GROUPS["trim_to"]
_NUMBER, _TEXT, _SIGN, _END = (_GROUPS[name] for name in ("number", "text", "sign", "end"))
_NAME, _AFTER, _QUOTED = _GROUPS["name"], _GROUPS["after"], _GROUPS["quoted"]
_PAREN, _BRACKET, _ARRAY = _GROUPS["paren"], _GROUPS["bracket"], _GROUPS["array"]
_ERROR, _DIGITS = _GROUPS["error"], _GROUPS["digits"]
_AREAS = {_CELL, _CELL_TO, _COLUMN_TO, _ROW_TO, _TRIM_TO}
_CONSTANTS = {_NUMBER, _TEXT, _ARRAY}
_MAY_INTERSECT = {*_AREAS, _AFTER, _QUOTED, _BRACKET, _PAREN, _ERROR, _DIGITS}

_OPERATOR = pattern(r"\s*+(?:([-+*/^&:]|<[>=]?|>=?|=)|(,)|(\))|(%)|(?<!\s)(#)|(\Z))")
_BINARY, _COMMA, _CLOSE, _PERCENT, _HASH, _STOP = range(1, 7)

# ``[1]Sheet1!`` and ``[1]!``, unquoted; and ``[y]`` for an optional parameter of LAMBDA.
_BOOK = pattern(rf"(\[[^\[\]]++\](?:{NAME_CHAR}++(?::{NAME_CHAR}++)?+)?+)!")
_OPTIONAL = pattern(rf"\[\s*+({NAME_START}{NAME_CHAR}*+)\s*+\](?=\s*+,)")
_BEFORE_COMMA = pattern(r"\s*+,")
_ITEM = pattern(
    rf"""\s*+(?:([-+]?\s*+(?:[0-9]++\.?[0-9]*+|\.[0-9]++)(?:[Ee][+-]?[0-9]++)?+)
    | "([^"]*+(?:""[^"]*+)*+)" | ((?i:true|false)) | ((?i:{ERROR})))\s*+([,;}}])""",
    re.VERBOSE,
)
_AFTER_BROKEN_PREFIX = pattern(r"[$#A-Za-z_\\]")
_PLAIN_NAME = pattern(rf"{NAME_START}{NAME_CHAR}*+")
_PLAIN_CELL = pattern(CELL)

_OMITTED = Omitted()
_NO_PREFIX = Prefix()


def parse(text: str, *, union: bool = False) -> Node:
    """The tree of a formula in en-US spelling, with or without ``=``.

    Positions are those written in the text; where the formula stands does not matter. ``union``
    lets a comma at the top join references, as in the text of a defined name such as
    ``Print_Area``. Raises :class:`FormulaSyntaxError`, never anything else.

    An optional LAMBDA parameter (``[y]`` as people write it, ``_xlop.y`` in files) is
    ``Name("[y]")`` in the list of parameters and ``Name("y")`` where it is used. A function given
    by its bare name (``_xleta.SUM`` in files) stays ``Name("_xleta.SUM")``.

    >>> parse("=A1*2")
    Binary(op='*', left=Ref(first=Corner(row=0, col=0, row_absolute=False, col_absolute=False), \
last=None, sheet=None, sheet_to=None, book=None), right=Literal(value=2.0))
    """
    if len(text) > MAX_LENGTH:
        raise FormulaSyntaxError("too_long", 0, str(MAX_LENGTH))
    # Very long texts are not kept: thousands of them would fill the memory.
    return _parse(text, union) if len(text) <= _KEPT_LENGTH else _parse.__wrapped__(text, union)


class _Frame:
    """An open bracket: of a call by name, of a call of a value, or a plain one."""

    __slots__ = ("args", "callee", "name", "position", "spelled")

    def __init__(self, position: int, spelled: str, callee: Node | None) -> None:
        self.position = position
        self.spelled = spelled
        self.name = _function(spelled) if spelled else ""
        self.callee = callee
        self.args: list[Node] | None = [] if spelled or callee else None


@lru_cache(4096)
def _function(spelled: str) -> str:
    return plain_name(spelled).upper()


@lru_cache(8192)
def _parse(text: str, union: bool) -> Node:
    pos = _skip_equals(text)
    values: list[Node] = []
    # Entries are (precedence, operator); an open bracket waits as (_OPEN, "").
    waiting: list[tuple[int, str]] = []
    frames: list[_Frame] = []
    frame: _Frame | None = None
    operand, operator = _OPERAND.match, _OPERATOR.match
    while True:
        # A value is due.
        match = operand(text, pos)
        if match is None:
            raise _wrong(text, pos)
        kind = match.lastindex or 0
        pos = match.end()
        opened: str | None = None  # what stands before a bracket just opened
        if kind in _AREAS:
            node, pos = _area(text, match, kind, _NO_PREFIX)
            values.append(node)
        elif kind == _AFTER:
            name, after = match.group(_NAME, _AFTER)
            if after == "(":
                opened = name
            elif not after:
                values.append(_name(name, text, pos, _starts_parameter(frame, waiting)))
            elif after == "[":
                node, pos = read_brackets(name, text, pos - 1)
                values.append(node)
            else:
                opened, pos = _prefixed(text, name + after[:-1], pos, values)
        elif kind in _CONSTANTS:
            if waiting and waiting[-1][0] >= UNION:
                raise _wrong(text, match.start(kind))
            node, pos = _constant(text, match, kind)
            values.append(node)
        elif kind == _SIGN:
            _check_depth(waiting, pos)
            waiting.append((PREFIX, match[_SIGN]))
            continue
        elif kind == _PAREN:
            opened = ""
        elif kind == _END:
            if frame is None or frame.args is None or waiting[-1][0] != _OPEN:
                raise _wrong(text, match.start(_END))
            if match[_END] == ",":
                frame.args.append(_OMITTED)
                continue
            if frame.args:
                frame.args.append(_OMITTED)
            values.append(_close(frame))
            waiting.pop()
            frames.pop()
            frame = frames[-1] if frames else None
        elif kind == _ERROR:
            error = ExcelError.of(match[_ERROR].upper())
            values.append(Literal(error))
            if error is REF and _AFTER_BROKEN_PREFIX.match(text, pos):
                # What is left of a reference to a sheet that was deleted.
                opened, pos = _prefixed(text, "", pos, [])
                if opened is not None:
                    raise _wrong(text, pos - 1)
        elif kind == _BRACKET:
            pos -= 1
            book = _BOOK.match(text, pos)
            optional = _OPTIONAL.match(text, pos) if _starts_parameter(frame, waiting) else None
            if book:
                opened, pos = _prefixed(text, book[1], book.end(), values)
            elif optional:
                values.append(Name(f"[{optional[1]}]"))
                pos = optional.end()
            else:
                node, pos = read_brackets(None, text, pos)
                values.append(node)
        else:
            opened, pos = _prefixed(text, match[kind], pos, values)
        if opened is not None:
            _check_depth(waiting, pos)
            frame = _Frame(pos - 1, opened, None)
            frames.append(frame)
            waiting.append((_OPEN, ""))
            continue

        # An operator is due.
        while True:
            match = operator(text, pos)
            if match is None:
                if text[pos] == "(" and text[pos - 1] == ")":
                    _check_depth(waiting, pos)
                    frame = _Frame(pos, "", values.pop())
                    frames.append(frame)
                    waiting.append((_OPEN, ""))
                    pos += 1
                    break
                ahead = operand(text, pos) if text[pos].isspace() else None
                if ahead is None or ahead.lastindex not in _MAY_INTERSECT:
                    raise _wrong(text, pos)
                op, precedence = " ", INTERSECTION
            else:
                kind = match.lastindex or 0
                pos = match.end()
                if kind == _BINARY:
                    op = match[1]
                    precedence = PRECEDENCE[op]
                elif kind == _CLOSE:
                    if frame is None:
                        raise _wrong(text, match.start(kind))
                    while waiting[-1][0] != _OPEN:
                        _reduce(waiting, values)
                    waiting.pop()
                    if frame.args is not None:
                        frame.args.append(values.pop())
                        values.append(_close(frame))
                    frames.pop()
                    frame = frames[-1] if frames else None
                    continue
                elif kind == _COMMA:
                    if frame is not None and frame.args is not None:
                        while waiting[-1][0] != _OPEN:
                            _reduce(waiting, values)
                        frame.args.append(values.pop())
                        break
                    if frame is None and not union:
                        raise _wrong(text, match.start(kind))
                    op, precedence = ",", UNION
                elif kind == _PERCENT:
                    while waiting and waiting[-1][0] > PERCENT:
                        _reduce(waiting, values)
                    values[-1] = Unary("%", values[-1])
                    continue
                elif kind == _HASH:
                    values[-1] = Unary("#", values[-1])
                    continue
                else:
                    if frame is not None:
                        raise FormulaSyntaxError("unclosed", frame.position, "(")
                    while waiting:
                        _reduce(waiting, values)
                    return values[0]
            while waiting and waiting[-1][0] >= precedence:
                _reduce(waiting, values)
            if precedence == RANGE and _is_constant(values[-1]):
                raise _wrong(text, pos - 1)
            _check_depth(waiting, pos)
            waiting.append((precedence, op))
            break


def _skip_equals(text: str) -> int:
    stripped = text.lstrip()
    start = len(text) - len(stripped)
    if stripped.startswith("="):
        start += 1
    if not text[start:].strip():
        raise FormulaSyntaxError("empty")
    return start


def _check_depth(waiting: list[tuple[int, str]], pos: int) -> None:
    if len(waiting) >= MAX_NESTING:
        raise FormulaSyntaxError("too_deep", pos - 1, str(MAX_NESTING))


def _reduce(waiting: list[tuple[int, str]], values: list[Node]) -> None:
    precedence, op = waiting.pop()
    right = values.pop()
    if precedence == PREFIX:
        values.append(Unary(op, right))
        return
    left = values[-1]
    whole = None
    if precedence == RANGE and isinstance(left, Ref) and isinstance(right, Ref):
        whole = _join(left, right)
    values[-1] = whole or Binary(op, left, right)


def _join(left: Ref, right: Ref) -> Ref | None:
    """``Sheet1!A1:Sheet1!B2`` is ``Sheet1!A1:B2``."""
    if left.last or right.last:
        return None
    if (left.sheet, left.sheet_to, left.book) != (right.sheet, right.sheet_to, right.book):
        return None
    return Ref(left.first, right.first, left.sheet, left.sheet_to, left.book)


def _is_constant(node: Node) -> bool:
    return isinstance(node, Literal) and not isinstance(node.value, ExcelError)


def _close(frame: _Frame) -> Node:
    args = tuple(frame.args or ())
    if frame.callee is not None:
        return Apply(frame.callee, args)
    if len(args) == 1:
        if frame.name == "ANCHORARRAY":
            return Unary("#", args[0])
        if frame.name == "SINGLE":
            return Unary("@", args[0])
    return Call(frame.name, args, frame.spelled)


def _starts_parameter(frame: _Frame | None, waiting: list[tuple[int, str]]) -> bool:
    return frame is not None and frame.name == "LAMBDA" and waiting[-1][0] == _OPEN


def _name(spelled: str, text: str, pos: int, starts_parameter: bool) -> Node:
    upper = spelled.upper()
    if upper == "TRUE" or upper == "FALSE":
        return Literal(upper == "TRUE")
    if upper.startswith("_XL") and VARIABLE.match(spelled):
        name = spelled[len("_xlpm.") :]
        if upper.startswith("_XLOP.") and starts_parameter and _BEFORE_COMMA.match(text, pos):
            return Name(f"[{name}]")
        return Name(name)
    return Name(spelled)


def _constant(text: str, match: re.Match[str], kind: int) -> tuple[Node, int]:
    if kind == _NUMBER:
        number = float(match[_NUMBER])
        if isinf(number):
            raise FormulaSyntaxError("number", match.start(kind))
        return Literal(number if number >= float_info.min else 0.0), match.end()
    if kind == _TEXT:
        return Literal(match[_TEXT].replace('""', '"')), match.end()
    return _array(text, match.end())


def _area(text: str, match: re.Match[str], kind: int, prefix: Prefix) -> tuple[Node, int]:
    """The reference matched; or the name that only looks like one, as ``XFE1`` and ``A1048577``."""
    if kind == _CELL:
        begin, last = kind, None
        first = corner(match[kind])
        fits = first is not None
    else:
        begin = _GROUPS["trim"] if kind == _TRIM_TO else kind - 1
        first, last = corner(match[begin]), corner(match[kind])
        fits = first is not None and last is not None
    if fits and first is not None:
        ref = Ref(first, last, *prefix) if prefix.sheet or prefix.book else Ref(first, last)
        if kind != _TRIM_TO:
            return ref, match.end()
        if last and (first.row is None, first.col is None) == (last.row is None, last.col is None):
            return Call(TRIMS[match["dots"]], (ref,)), match.end()
    elif kind == _TRIM_TO:
        raise _wrong(text, match.start(begin))
    # Without a colon: the other half of a range is left for the operator.
    at = match.start(begin)
    half = _PLAIN_CELL.match(text, at)
    if half and first is not None and kind == _CELL_TO:
        return Ref(first, None, *prefix), half.end()
    name = _PLAIN_NAME.match(text, at)
    if name is None or prefix.sheet_to is not None:
        raise _wrong(text, at)
    return Name(name[0], prefix.sheet, prefix.book), name.end()


def _prefixed(text: str, before: str, pos: int, values: list[Node]) -> tuple[str | None, int]:
    """Read what follows ``Sheet1!`` at ``pos`` into values; or the spelling of a call opened."""
    match = _OPERAND.match(text, pos)
    if match is None or text[pos].isspace():
        raise _wrong(text, pos)
    kind, end = match.lastindex or 0, match.end()
    prefix = read_prefix(before)
    node: Node
    if kind in _AREAS:
        node, end = _area(text, match, kind, prefix)
    elif kind == _AFTER:
        name, after = match.group(_NAME, _AFTER)
        if after == "(":
            return f"{before}!{name}", end
        if after == "[":
            node, end = read_brackets(print_prefix(*prefix) + name, text, end - 1)
        elif after or prefix.sheet_to is not None:
            raise _wrong(text, pos)
        else:
            node = Name(name, prefix.sheet, prefix.book)
    elif kind == _ERROR:
        node = Literal(ExcelError.of(match[_ERROR].upper()))
    else:
        raise _wrong(text, pos)
    values.append(node)
    return None, end


def _array(text: str, pos: int) -> tuple[ArrayLiteral, int]:
    start = pos - 1
    rows: list[tuple[float | str | bool | ExcelError, ...]] = []
    row: list[float | str | bool | ExcelError] = []
    end = ""
    while end != "}":
        match = _ITEM.match(text, pos)
        if match is None:
            raise FormulaSyntaxError("array", start)
        number, string, boolean, error, end = match.groups()
        if number is not None:
            value = float("".join(number.split()))
            if isinf(value):
                raise FormulaSyntaxError("number", match.start(1))
            row.append(value)
        elif string is not None:
            row.append(string.replace('""', '"'))
        elif boolean is not None:
            row.append(boolean.upper() == "TRUE")
        else:
            row.append(ExcelError.of(error.upper()))
        if end != ",":
            rows.append(tuple(row))
            row = []
        pos = match.end()
    if any(len(each) != len(rows[0]) for each in rows):
        raise FormulaSyntaxError("array", start)
    return ArrayLiteral(tuple(rows)), pos


def _wrong(text: str, pos: int) -> FormulaSyntaxError:
    while pos < len(text) and text[pos].isspace():
        pos += 1
    if pos >= len(text):
        return FormulaSyntaxError("unfinished", len(text) - 1)
    if text[pos] in "\"'" and text.count(text[pos], pos) % 2:
        return FormulaSyntaxError("unclosed", pos, text[pos])
    return FormulaSyntaxError("unexpected", pos, text[pos])
