"""Tree to text, as files spell it or as a person sees it."""

from __future__ import annotations

from xl_kpis.errors import ExcelError
from xl_kpis.formula.grammar.lexical import TRIMMING
from xl_kpis.formula.grammar.nodes import (
    Apply,
    ArrayLiteral,
    Binary,
    Call,
    Corner,
    Literal,
    Name,
    Node,
    Ref,
    Structured,
    Unary,
)
from xl_kpis.formula.grammar.precedence import (
    PERCENT,
    PRECEDENCE,
    PREFIX,
    PRIMARY,
    RANGE,
    SPILL,
    UNION,
)
from xl_kpis.formula.grammar.sheet_prefix import print_prefix
from xl_kpis.formula.grammar.spellings import FUTURE, plain_name
from xl_kpis.formula.grammar.structured_references import print_brackets
from xl_kpis.formula.reference import column_name

_AS_CALLS = {"#": "_xlfn.ANCHORARRAY", "@": "_xlfn.SINGLE"}
_Scope = frozenset[str]
_Task = str | tuple[Node, int, _Scope]


def unparse(node: Node, *, files: bool = True) -> str:
    """The formula's text without ``=``; :func:`parse` makes the same tree of it again.

    ``files`` spells as xlsx files do (``_xlfn.XLOOKUP``, ``_xlpm.x``, ``_xlfn.ANCHORARRAY(A1)``,
    ``T[[#This Row],[a]]``); otherwise as Excel shows it (``XLOOKUP``, ``x``, ``A1#``, ``T[@a]``).

    >>> from xl_kpis.formula.grammar import parse
    >>> unparse(parse("LET(x,A1#,x*( 2 ))"))
    '_xlfn.LET(_xlpm.x,_xlfn.ANCHORARRAY(A1),_xlpm.x*2)'
    >>> unparse(parse("_xlfn.SINGLE(T[[#This Row],[a]])"), files=False)
    '@T[@a]'
    """
    pieces: list[str] = []
    todo: list[_Task] = [(node, 0, frozenset())]
    while todo:
        task = todo.pop()
        if isinstance(task, str):
            pieces.append(task)
            continue
        node, least, scope = task
        parts, precedence = _parts(node, scope, files)
        if precedence < least or (precedence == UNION and least != UNION):
            pieces.append("(")
            todo.append(")")
        todo.extend(reversed(parts))
    return "".join(pieces)


def _parts(node: Node, scope: _Scope, files: bool) -> tuple[list[_Task], int]:
    """The node's text in pieces, with nodes still to be printed, and how tightly it binds."""
    match node:
        case Ref():
            text = print_prefix(node.sheet, node.sheet_to, node.book) + print_corners(node)
            return [text], PRIMARY if node.last is None else RANGE
        case Literal(value):
            negative = isinstance(value, float) and value < 0
            return [print_constant(value)], PREFIX if negative else PRIMARY
        case Binary(op, left, right):
            precedence = PRECEDENCE[op]
            on_the_left, on_the_right = precedence, precedence + 1
            # ``x:Sheet1!A1`` would be a cell on the sheets from x to Sheet1,
            # ``Sheet1!A1:B2`` is on Sheet1 with both its corners, and in ``#REF!:A1:B2`` the two
            # cells are one range.
            beside = _last_of(left)
            if op == ":" and (isinstance(beside, Name) or _would_join(left, beside, right)):
                on_the_left = PRIMARY + 1
            if precedence >= UNION:  # ``A1:2`` is no formula
                on_the_left = PRIMARY + 1 if _is_constant(left) else on_the_left
                on_the_right = PRIMARY + 1 if _is_constant(right) else on_the_right
            return [(left, on_the_left, scope), op, (right, on_the_right, scope)], precedence
        case Unary(op, operand):
            if files and op in _AS_CALLS:
                return [_AS_CALLS[op], "(", (operand, 0, scope), ")"], PRIMARY
            if op in "%#":
                precedence = PERCENT if op == "%" else SPILL
                # ``#REF!#`` would be the rest of a deleted reference, ``A1:{1}#`` no formula.
                constant = op == "#" and isinstance(operand, (Literal, ArrayLiteral))
                least = PRIMARY + 1 if constant else precedence
                return [(operand, least, scope), op], precedence
            return [op, (operand, PREFIX, scope)], PREFIX
        case Call():
            return _call(node, scope, files), PRIMARY
        case Apply(callee, args):
            bare = isinstance(callee, (Call, Apply))
            head: list[_Task] = [(callee, PRIMARY if bare else PRIMARY + 1, scope)]
            return head + _arguments([(arg, 0, scope) for arg in args]), PRIMARY
        case Name():
            return [_name(node, scope, files)], PRIMARY
        case Structured():
            return [print_brackets(node, files)], PRIMARY
        case ArrayLiteral(rows):
            lines = (",".join(map(print_constant, row)) for row in rows)
            return ["{" + ";".join(lines) + "}"], PRIMARY
        case _:  # an argument left out
            return [], PRIMARY


def _would_join(left: Node, beside: Node, right: Node) -> bool:
    """Whether what stands on both sides of a colon, printed as it is, reads as one reference."""
    if not (isinstance(beside, Ref) and isinstance(right, Ref)):
        return False
    cells = beside is not left and beside.last is None and right.last is None
    return cells or beside.sheet is not None


def _last_of(node: Node) -> Node:
    """What stands last in a range of ranges, such as ``B2`` in ``A1:Sheet1!B2``."""
    while isinstance(node, Binary) and node.op == ":":
        node = node.right
    return node


def _is_constant(node: Node) -> bool:
    if isinstance(node, Literal):
        return not isinstance(node.value, ExcelError)
    return isinstance(node, ArrayLiteral)


def _call(node: Call, scope: _Scope, files: bool) -> list[_Task]:
    if not files and node.name in TRIMMING and len(node.args) == 1:
        (ref,) = node.args
        if isinstance(ref, Ref) and ref.last is not None:
            prefix = print_prefix(ref.sheet, ref.sheet_to, ref.book)
            return [prefix + print_corners(ref, TRIMMING[node.name])]
    args: list[_Task] = []
    inner = scope
    last = len(node.args) - 1
    for i, arg in enumerate(node.args):
        variable = isinstance(arg, Name) and i < last and not (arg.sheet or arg.book)
        if isinstance(arg, Name) and variable and node.name == "LAMBDA":
            inner |= {arg.name.strip("[]").casefold()}
            args.append((arg, 0, inner))
        elif isinstance(arg, Name) and variable and node.name == "LET" and i % 2 == 0:
            # The value of a variable does not see the variable itself.
            args.append((arg, 0, inner | {arg.name.casefold()}))
            args.append((node.args[i + 1], 0, inner))
            inner |= {arg.name.casefold()}
        elif len(args) == i:
            args.append((arg, 0, inner))
    return [_function(node, scope, files), *_arguments(args)]


def _arguments(args: list[_Task]) -> list[_Task]:
    out: list[_Task] = ["("]
    for i, arg in enumerate(args):
        if i:
            out.append(",")
        out.append(arg)
    out.append(")")
    return out


def _function(node: Call, scope: _Scope, files: bool) -> str:
    spelled = node.spelled or node.name
    book, mark, _ = spelled.rpartition("!")
    plain = plain_name(spelled)
    if not files:
        return book + mark + plain
    if mark:
        return spelled
    if plain.casefold() in scope:
        return "_xlpm." + plain
    return FUTURE.get(node.name) or spelled


def _name(node: Name, scope: _Scope, files: bool) -> str:
    if node.sheet is not None or node.book is not None:
        return print_prefix(node.sheet, None, node.book) + node.name
    if not files:
        return node.name.removeprefix("_xleta.")
    if node.name.startswith("["):
        return "_xlop." + node.name[1:-1]
    return "_xlpm." + node.name if node.name.casefold() in scope else node.name


def print_corners(ref: Ref, between: str = ":") -> str:
    """``$A$1:B2`` without its sheet."""
    text = _corner(ref.first)
    return text if ref.last is None else text + between + _corner(ref.last)


def _corner(corner: Corner) -> str:
    text = ""
    if corner.col is not None:
        text = ("$" if corner.col_absolute else "") + column_name(corner.col)
    if corner.row is not None:
        text += ("$" if corner.row_absolute else "") + str(corner.row + 1)
    return text


def print_constant(value: float | str | bool | ExcelError) -> str:
    """A number, text, boolean or error as a formula holds it.

    >>> print_constant(1e20), print_constant(0.1), print_constant('a"b'), print_constant(True)
    ('1E+20', '0.1', '"a""b"', 'TRUE')
    """
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return repr(value).upper().removesuffix(".0")
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    return value.code
