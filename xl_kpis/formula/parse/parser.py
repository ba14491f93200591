"""Text to tree: one scan, operators by precedence, two stacks and no recursion.

Precedence, tightest first: ``#`` (spill), ``:``, space (intersection), ``,`` (union), prefix
``- + @``, ``%``, ``^``, ``* /``, ``+ -``, ``&``, comparisons. All of them group to the left.
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import isinf

from xl_kpis.errors import ExcelError
from xl_kpis.formula.nodes import (
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
from xl_kpis.formula.parse.errors import FormulaSyntaxError
from xl_kpis.formula.parse.lexical import (
    CELL,
    COLUMN,
    ERROR,
    NAME_CHARS,
    NAME_START,
    QUOTED,
    ROW,
    corner,
)
from xl_kpis.formula.parse.sheets import Prefix, print_prefix, read_prefix
from xl_kpis.formula.parse.spellings import VARIABLE, plain_name
from xl_kpis.formula.parse.structured import read_brackets

MAX_LENGTH = 65_536
"""Characters; Excel allows 8,192, but ``_xlfn.`` and the like may make a stored one longer."""
MAX_NESTING = 400
"""Brackets, calls and prefix operators open at once, and the operators waiting between them."""

COMPARISON, CONCATENATION, SUM, PRODUCT, POWER, PERCENT, PREFIX, UNION, INTERSECTION, RANGE = range(
    1, 11
)
SPILL, PRIMARY = 11, 12
PRECEDENCE = {
    **dict.fromkeys(("=", "<>", "<", ">", "<=", ">="), COMPARISON),
    "&": CONCATENATION,
    "+": SUM,
    "-": SUM,
    "*": PRODUCT,
    "/": PRODUCT,
    "^": POWER,
    ",": UNION,
    " ": INTERSECTION,
    ":": RANGE,
}
_OPEN = 0
_KEPT_LENGTH = 1024

# What may stand where a value is due. The groups, in order of their numbers below.
_OPERAND = re.compile(
    rf"""\s*+(?:
      ({CELL})(?:\s*+:\s*+({CELL})(?![{NAME_CHARS}(!\[\#]))?+(?![{NAME_CHARS}(!\[])
    | ({COLUMN})\s*+:\s*+({COLUMN})(?![{NAME_CHARS}(!\[$])
    | ({ROW})\s*+:\s*+({ROW})(?![{NAME_CHARS}!$])
    | ((?:[0-9]++\.?[0-9]*+|\.[0-9]++)(?:[Ee][+-]?[0-9]++)?+)(?![{NAME_CHARS}!])
    | "([^"]*+(?:""[^"]*+)*+)"
    | ({NAME_START}[{NAME_CHARS}]*+)((?:\(|\[|!|:[{NAME_CHARS}]++!)?+)
    | ({QUOTED})!
    | (\[)
    | ([-+@])
    | (\()
    | ([,)])
    | ((?i:{ERROR}))
    | (\{{)
    | ([0-9][{NAME_CHARS}]*+(?::[{NAME_CHARS}]++)?+)!
    )""",
    re.VERBOSE,
)
(_CELL, _CELLS, _, _COLUMNS, _, _ROWS, _NUMBER, _TEXT, _, _NAME) = range(1, 11)
(_SHEET, _BRACKET, _SIGN, _PAREN, _END_OF_ARGUMENT, _ERROR, _ARRAY, _DIGIT_SHEET) = range(11, 19)
_REFERENCES = {
    _CELL,
    _CELLS,
    _COLUMNS,
    _ROWS,
    _NAME,
    _SHEET,
    _BRACKET,
    _PAREN,
    _ERROR,
    _DIGIT_SHEET,
}

_OPERATOR = re.compile(r"\s*+(?:([-+*/^&:]|<[>=]?|>=?|=)|(,)|(\))|(%)|(#)|(\Z))")
_BINARY, _COMMA, _CLOSE, _PERCENT_SIGN, _HASH, _END = range(1, 7)

# ``[1]Sheet1!`` and ``[1]!``, unquoted; and ``[y]`` for an optional parameter of LAMBDA.
_BOOK = re.compile(rf"(\[[^\[\]]++\](?:[{NAME_CHARS}]++(?::[{NAME_CHARS}]++)?+)?+)!")
_OPTIONAL = re.compile(rf"\[\s*+({NAME_START}[{NAME_CHARS}]*+)\s*+\](?=\s*+,)")
_BEFORE_COMMA = re.compile(r"\s*+,")
_ITEM = re.compile(
    rf"""\s*+(?:([-+]?\s*+(?:[0-9]++\.?[0-9]*+|\.[0-9]++)(?:[Ee][+-]?[0-9]++)?+)
    | "([^"]*+(?:""[^"]*+)*+)" | ((?i:true|false)) | ((?i:{ERROR})))\s*+([,;}}])""",
    re.VERBOSE,
)
_AFTER_BROKEN_PREFIX = re.compile(rf"[$#A-Za-z_\\]")  # noqa: F541

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
    start = _skip_equals(text)
    values: list[Node] = []
    # Entries are (precedence, operator); an open bracket waits as (_OPEN, its frame).
    waiting: list[tuple[int, str | _Frame]] = []
    frame: _Frame | None = None
    frames: list[_Frame] = []
    operand, operator = _OPERAND.match, _OPERATOR.match
    pos = start
    while True:
        # A value is due.
        match = operand(text, pos)
        if match is None:
            raise _wrong(text, pos)
        kind = match.lastindex
        pos = match.end()
        opened: str | None = None  # what stands before a bracket just opened
        if kind == _CELL or kind == _CELLS:
            first = corner(match[1])
            last = corner(match[2]) if kind == _CELLS else None
            if first is None or (kind == _CELLS and last is None):
                node, pos = _off_sheet(text, match.start(1), _NO_PREFIX)
                values.append(node)
            else:
                values.append(Ref(first, last))
        elif kind == _NAME:
            name, after = match[9], match[10]
            if after == "(":
                opened = name
            elif not after:
                upper = name.upper()
                if upper == "TRUE" or upper == "FALSE":
                    values.append(Literal(upper == "TRUE"))
                elif name[:1] == "_" and VARIABLE.match(name):
                    values.append(_variable(name, text, pos, frame, waiting))
                else:
                    values.append(Name(name))
            elif after == "[":
                node, pos = read_brackets(name, text, pos - 1)
                values.append(node)
            else:
                opened, pos = _prefixed(text, name + after[:-1], pos, values)
        elif kind == _NUMBER:
            number = float(match[7])
            if isinf(number):
                raise FormulaSyntaxError("number", match.start(7))
            values.append(Literal(number))
        elif kind == _TEXT:
            values.append(Literal(match[8].replace('""', '"')))
        elif kind == _SIGN:
            _check_depth(waiting, pos)
            waiting.append((PREFIX, match[13]))
            continue
        elif kind == _PAREN:
            opened = ""
        elif kind == _END_OF_ARGUMENT:
            if frame is None or frame.args is None or waiting[-1][0] != _OPEN:
                raise _wrong(text, match.start(15))
            if match[15] == ",":
                frame.args.append(_OMITTED)
                continue
            if frame.args:
                frame.args.append(_OMITTED)
            values.append(_close(frame))
            waiting.pop()
            frames.pop()
            frame = frames[-1] if frames else None
        elif kind == _COLUMNS or kind == _ROWS:
            first, last = corner(match[kind - 1]), corner(match[kind])
            if first is None or last is None:
                node, pos = _off_sheet(text, match.start(kind - 1), _NO_PREFIX)
                values.append(node)
            else:
                values.append(Ref(first, last))
        elif kind == _ERROR:
            error = ExcelError.of(match[16].upper())
            if match[16].upper() == "#REF!" and _AFTER_BROKEN_PREFIX.match(text, pos):
                # What is left of a reference to a sheet that was deleted.
                opened, pos = _prefixed(text, "", pos, [])
                if opened is not None:
                    raise _wrong(text, pos - 1)
            values.append(Literal(error))
        elif kind == _ARRAY:
            node, pos = _array(text, pos)
            values.append(node)
        elif kind == _BRACKET:
            parameter = (
                _OPTIONAL.match(text, pos - 1) if _starts_parameter(frame, waiting) else None
            )
            if parameter:
                values.append(Name(f"[{parameter[1]}]"))
                pos = parameter.end()
            else:
                book = _BOOK.match(text, pos - 1)
                if book is None:
                    node, pos = read_brackets(None, text, pos - 1)
                    values.append(node)
                else:
                    opened, pos = _prefixed(text, book[1], book.end(), values)
        else:
            opened, pos = _prefixed(text, match[kind or 0], pos, values)
        if opened is not None:
            _check_depth(waiting, pos)
            frame = _Frame(pos - 1, opened, None)
            frames.append(frame)
            waiting.append((_OPEN, frame))
            continue

        # An operator is due.
        while True:
            match = operator(text, pos)
            if match is None:
                ahead = operand(text, pos)
                if text[pos].isspace() and ahead and ahead.lastindex in _REFERENCES:
                    op, precedence = " ", INTERSECTION
                elif text[pos] == "(" and text[pos - 1] == ")":
                    _check_depth(waiting, pos)
                    frame = _Frame(pos, "", values.pop())
                    frames.append(frame)
                    waiting.append((_OPEN, frame))
                    pos += 1
                    break
                else:
                    raise _wrong(text, pos)
            else:
                kind = match.lastindex
                if kind == _BINARY:
                    op = match[1]
                    precedence = PRECEDENCE[op]
                    pos = match.end()
                elif kind == _CLOSE:
                    if frame is None:
                        raise _wrong(text, match.start(3))
                    while waiting[-1][0] != _OPEN:
                        _reduce(waiting, values)
                    waiting.pop()
                    if frame.args is not None:
                        frame.args.append(values.pop())
                        values.append(_close(frame))
                    frames.pop()
                    frame = frames[-1] if frames else None
                    pos = match.end()
                    continue
                elif kind == _COMMA:
                    if frame is not None and frame.args is not None:
                        while waiting[-1][0] != _OPEN:
                            _reduce(waiting, values)
                        frame.args.append(values.pop())
                        pos = match.end()
                        break
                    if frame is None and not union:
                        raise _wrong(text, match.start(2))
                    op, precedence = ",", UNION
                    pos = match.end()
                elif kind == _PERCENT_SIGN:
                    while waiting and waiting[-1][0] > PERCENT:
                        _reduce(waiting, values)
                    values[-1] = Unary("%", values[-1])
                    pos = match.end()
                    continue
                elif kind == _HASH:
                    if isinstance(values[-1], Literal):
                        raise _wrong(text, match.start(5))
                    values[-1] = Unary("#", values[-1])
                    pos = match.end()
                    continue
                else:
                    if frame is not None:
                        raise FormulaSyntaxError("unclosed", frame.position, "(")
                    while waiting:
                        _reduce(waiting, values)
                    return values[0]
            while waiting and waiting[-1][0] >= precedence:
                _reduce(waiting, values)
            if op == ":" and isinstance(values[-1], Literal):
                if not isinstance(values[-1].value, ExcelError):
                    raise _wrong(text, pos - 1)
            if len(waiting) >= MAX_NESTING:
                raise FormulaSyntaxError("too_deep", pos, str(MAX_NESTING))
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


def _check_depth(waiting: list[tuple[int, str | _Frame]], pos: int) -> None:
    if len(waiting) >= MAX_NESTING:
        raise FormulaSyntaxError("too_deep", pos - 1, str(MAX_NESTING))


def _reduce(waiting: list[tuple[int, str | _Frame]], values: list[Node]) -> None:
    precedence, op = waiting.pop()
    assert isinstance(op, str)
    right = values.pop()
    if precedence == PREFIX:
        values.append(Unary(op, right))
        return
    left = values[-1]
    if op == ":" and isinstance(left, Ref) and isinstance(right, Ref):
        whole = _join(left, right)
        if whole:
            values[-1] = whole
            return
    values[-1] = Binary(op, left, right)


def _join(left: Ref, right: Ref) -> Ref | None:
    """``Sheet1!A1:Sheet1!B2`` is ``Sheet1!A1:B2``."""
    if left.last or right.last:
        return None
    if (left.sheet, left.sheet_to, left.book) != (right.sheet, right.sheet_to, right.book):
        return None
    return Ref(left.first, right.first, left.sheet, left.sheet_to, left.book)


def _close(frame: _Frame) -> Node:
    assert frame.args is not None
    args = tuple(frame.args)
    if frame.callee is not None:
        return Apply(frame.callee, args)
    if len(args) == 1:
        if frame.name == "ANCHORARRAY":
            return Unary("#", args[0])
        if frame.name == "SINGLE":
            return Unary("@", args[0])
    return Call(frame.name, args, frame.spelled)


def _starts_parameter(frame: _Frame | None, waiting: list[tuple[int, str | _Frame]]) -> bool:
    return frame is not None and frame.name == "LAMBDA" and waiting[-1][0] == _OPEN


def _variable(
    spelled: str,
    text: str,
    pos: int,
    frame: _Frame | None,
    waiting: list[tuple[int, str | _Frame]],
) -> Name:
    name = VARIABLE.sub("", spelled, count=1)
    optional = spelled[:6].lower() == "_xlop."
    if optional and _starts_parameter(frame, waiting) and _BEFORE_COMMA.match(text, pos):
        return Name(f"[{name}]")
    return Name(name)


def _prefixed(text: str, prefix_text: str, pos: int, values: list[Node]) -> tuple[str | None, int]:
    """Read what follows ``Sheet1!`` at ``pos`` into values; or the spelling of a call opened."""
    match = _OPERAND.match(text, pos)
    kind = match.lastindex if match else None
    if match is None or kind is None or text[pos].isspace():
        raise _wrong(text, pos)
    prefix = read_prefix(prefix_text)
    node: Node
    end = match.end()
    if kind in (_CELL, _CELLS, _COLUMNS, _ROWS):
        index = 1 if kind <= _CELLS else kind - 1
        first = corner(match[index])
        last = corner(match[kind]) if kind != _CELL else None
        if first is None or (kind != _CELL and last is None):
            node, end = _off_sheet(text, match.start(index), prefix)
        else:
            node = Ref(first, last, *prefix)
    elif kind == _NAME:
        if match[10] == "(":
            return f"{prefix_text}!{match[9]}", end
        if match[10] == "[":
            node, end = read_brackets(print_prefix(*prefix) + match[9], text, end - 1)
        elif match[10]:
            raise _wrong(text, end - 1)
        else:
            if prefix.sheet_to is not None:
                raise _wrong(text, pos)
            node = Name(match[9], prefix.sheet, prefix.book)
    elif kind == _ERROR:
        node = Literal(ExcelError.of(match[16].upper()))
    else:
        raise _wrong(text, pos)
    values.append(node)
    return None, end


_PLAIN_NAME = re.compile(rf"{NAME_START}[{NAME_CHARS}]*+")
_PLAIN_CELL = re.compile(CELL)


def _off_sheet(text: str, pos: int, prefix: Prefix) -> tuple[Node, int]:
    """What only looks like a reference (``XFE1``, ``A1048577``) is a name, or half of a range."""
    match = _PLAIN_CELL.match(text, pos)
    first = corner(match[0]) if match else None
    if match and first is not None:
        return Ref(first, None, *prefix), match.end()
    match = _PLAIN_NAME.match(text, pos)
    if match is None or prefix.sheet_to is not None:
        raise _wrong(text, pos)
    return Name(match[0], prefix.sheet, prefix.book), match.end()


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
            row.append(float("".join(number.split())))
            if isinf(row[-1]):
                raise FormulaSyntaxError("number", match.start(1))
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
        return FormulaSyntaxError("unfinished", max(0, len(text) - 1))
    if text[pos] in "\"'":
        return FormulaSyntaxError("unclosed", pos, text[pos])
    return FormulaSyntaxError("unexpected", pos, text[pos])
