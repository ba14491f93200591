"""Printing and parsing undo each other; moving text and moving trees agree."""

from __future__ import annotations

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from xl_kpis.errors import NA, ExcelError
from xl_kpis.formula.grammar import (
    FormulaSyntaxError,
    children,
    fill_down,
    parse,
    references,
    relative_key,
    shift,
    translate,
    unparse,
    walk,
)
from xl_kpis.formula.grammar.nodes import (
    Apply,
    ArrayLiteral,
    Binary,
    Call,
    Corner,
    Literal,
    Name,
    Node,
    Omitted,
    Ref,
    Structured,
    Unary,
)
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS

rows = st.integers(0, MAX_ROWS - 1) | st.integers(0, 20)
cols = st.integers(0, MAX_COLS - 1) | st.integers(0, 30)
sheet_names = st.text(
    st.characters(exclude_characters="[]:*?/\\", exclude_categories=("Cs", "Cc")), min_size=1
) | st.sampled_from(["Sheet1", "A1", "R", "TRUE", "It's", "2024", "a b", "Été", "x!y"])
books = st.sampled_from(
    ["1", "27", "Book.xlsx", "My Book.xlsx", r"C:\a dir\B.xlsx", "//host/b.xlsb"]
)
names = st.sampled_from(["x", "y", "rate", "tax.rate", "été", r"\z", "_a?b", "XFE1", "A0", "R1C1"])
numbers = st.floats(0, allow_nan=False, allow_infinity=False, allow_subnormal=False).map(abs)
errors = st.sampled_from([ExcelError.of(code) for code in ExcelError.codes()])
texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=8)


@st.composite
def refs(draw: st.DrawFn) -> Ref:
    kind = draw(st.sampled_from(["cell", "area", "rows", "columns"]))

    def corner() -> Corner:
        row = draw(rows) if kind != "columns" else None
        col = draw(cols) if kind != "rows" else None
        fixed_row, fixed_col = draw(st.booleans()), draw(st.booleans())
        return Corner(row, col, fixed_row and row is not None, fixed_col and col is not None)

    first, last = corner(), None if kind == "cell" else corner()
    sheet = draw(st.none() | sheet_names)
    sheet_to = draw(st.none() | sheet_names) if sheet is not None else None
    book = draw(st.none() | books) if sheet is not None else None
    return Ref(first, last, sheet, sheet_to, book)


def structured() -> st.SearchStrategy[Structured]:
    items = st.sampled_from(
        [(), ("#All",), ("#This Row",), ("#Totals",), ("#Headers", "#Data"), ("#Data", "#Totals")]
    )
    column = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=6)
    table = st.none() | st.sampled_from(["T", "Sales_2024", "été"])
    return st.builds(Structured, table, items) | st.builds(
        Structured, table, items, column, st.none() | column
    )


constants = numbers | texts | st.booleans() | errors
arrays = st.integers(1, 3).flatmap(
    lambda width: st.lists(
        st.tuples(*[constants | numbers.map(lambda x: -x if x else x)] * width),
        min_size=1,
        max_size=3,
    )
)
leaves = (
    refs()
    | constants.map(Literal)
    | arrays.map(lambda lines: ArrayLiteral(tuple(lines)))
    | st.builds(Name, names, st.none() | sheet_names, st.none() | books)
    | structured()
)


def _is_two_cells(left: Node, right: Node) -> bool:
    if not (isinstance(left, Ref) and isinstance(right, Ref)) or left.last or right.last:
        return False
    return (left.sheet, left.sheet_to, left.book) == (right.sheet, right.sheet_to, right.book)


def _may_start_a_range(node: Node) -> bool:
    return not isinstance(node, Literal) or isinstance(node.value, ExcelError)


def branches(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    operators = ["+", "-", "*", "/", "^", "&", "=", "<>", "<", ">", "<=", ">=", " ", ","]
    args = st.lists(inner | st.just(Omitted()), max_size=4).filter(lambda a: a != [Omitted()])
    args = args.map(tuple)
    parameters = st.lists(names.map(Name) | names.map(lambda x: Name(f"[{x}]")), max_size=3)
    ranges = st.tuples(inner, inner).filter(
        lambda pair: _may_start_a_range(pair[0]) and not _is_two_cells(*pair)
    )
    return (
        st.builds(Binary, st.sampled_from(operators), inner, inner)
        | ranges.map(lambda pair: Binary(":", *pair))
        | st.builds(Unary, st.sampled_from("-+%@#"), inner)
        | st.builds(Call, st.sampled_from(["SUM", "X", "LOG10", "XLOOKUP", "SORT", "T.DIST"]), args)
        | st.builds(Apply, inner, args)
        | st.builds(
            lambda name, value, body: Call("LET", (Name(name), value, body)), names, inner, inner
        )
        | st.builds(lambda before, body: Call("LAMBDA", (*before, body)), parameters, inner)
    )


trees = st.recursive(leaves, branches, max_leaves=12)


A1 = Ref(Corner(0, 0))
ELSEWHERE = Ref(Corner(0, 0), sheet="0")


@given(trees)
@example(Binary(":", Binary(":", A1, ELSEWHERE), A1))
@example(Binary(":", Binary(":", A1, Name("x")), ELSEWHERE))
@settings(max_examples=300, deadline=None)
def test_parsing_undoes_printing(node: Node) -> None:
    assert parse(unparse(node)) == node
    assert parse(unparse(node, files=False)) == node


@given(trees, st.integers(-50, 50), st.integers(-50, 50))
@settings(deadline=None)
def test_shifting_there_and_back(node: Node, down: int, right: int) -> None:
    assert shift(shift(node, down, right), -down, -right) == node
    assert shift(node, 0, 0) is node


@given(trees)
@settings(deadline=None)
def test_walking_reaches_everything_once(node: Node) -> None:
    seen = list(walk(node))
    assert len(seen) == 1 + sum(len(children(each)) for each in seen)
    wanted = (Ref, Name, Structured, Call)
    assert references(node) == [each for each in seen if isinstance(each, wanted)]


# Pieces that are references in one place and not in another.
PIECES = [
    *("A1", "$B2", "C$3", "$D$4", "a1", "XFD1", "XFE1", "A1048576", "A1048577"),
    *("A:B", "$A:C", "2:3", "1:$4", ":", ":", ":.", ".:", ".:.", "+", "-", "*", "/", ",", " ", " "),
    *("(", ")", "%", "#", "@", ".", "!", "$", "1", "2.5", "1E5", "1E+5", "{1,2}", "#REF!", "#N/A"),
    *("LOG10(", "SUM(", "A1(", "A1!", "Sheet1!", "'A1'!", "'A1:B2'!", "Jan:Dec!", "[1]S!", "[1]!"),
    *("'[1]A1'!", '"A1"', '"A:B""C1"', "T[A1]", "T[[A1]:[B2]]", "[@A1]", "T['[A1]", "TRUE", "x"),
    *("A1x", "A1.", ".A1", "_A1", "é", "A1é", "\\", "?", "R1C1"),
]
soups = st.lists(st.sampled_from(PIECES), min_size=1, max_size=7).map("".join)


@given(soups, st.integers(-3, 3), st.integers(-3, 3))
@settings(max_examples=500, deadline=None)
@example("A1:.B2+A.:.B", 1, 1)
@example("A1.:T[A1]", 1, 1)
@example("A1.:XFE1", 1, 1)
@example("SUM(A1:LOG10(1),'A1'!B2,T[A1])", 1, 1)
def test_moving_text_is_moving_the_tree(text: str, down: int, right: int) -> None:
    try:
        node = parse(text, union=True)
    except FormulaSyntaxError:
        assume(False)
    moved = translate(text, 5, 5, 5 + down, 5 + right)
    assert parse(moved, union=True) == shift(node, down, right)
    assert fill_down(text)(down) == translate(text, 5, 5, 5 + down, 5)


CELL = Ref(Corner(0, 0))


@given(trees, st.integers(0, 30), st.integers(0, 30), st.integers(-40, 40), st.integers(-9, 9))
@settings(deadline=None)
@example(Binary(":", Binary(":", Literal(NA), CELL), CELL), 0, 0, 1, 1)
def test_moving_printed_trees(node: Node, row: int, col: int, down: int, right: int) -> None:
    text = unparse(node)
    moved = translate(text, row, col, row + down, col + right)
    assert parse(moved) == shift(node, down, right)
    # The key knows nothing of the sheet's edges: there it only ever says "different".
    same = relative_key(text, row, col) == relative_key(moved, row + down, col + right)
    assert same or translate(moved, row + down, col + right, row, col) == text


@given(soups, soups, st.integers(0, 4), st.integers(0, 4), st.integers(0, 4), st.integers(0, 4))
@settings(max_examples=800, deadline=None)
def test_equal_keys_mean_equal_formulas(
    text: str, other: str, row: int, col: int, row2: int, col2: int
) -> None:
    candidates = [text, other, translate(text, row, col, row2, col2)]
    for second in candidates:
        if relative_key(text, row, col) != relative_key(second, row2, col2):
            continue
        try:
            node = parse(text, union=True)
        except FormulaSyntaxError:
            continue
        assert parse(second, union=True) == shift(node, row2 - row, col2 - col)


@given(soups, st.integers(3, 9), st.integers(3, 9), st.integers(-3, 3), st.integers(-3, 3))
@settings(max_examples=500, deadline=None)
def test_filled_neighbours_share_a_key(
    text: str, row: int, col: int, down: int, right: int
) -> None:
    assume("XFD" not in text and "1048576" not in text)
    moved = translate(text, row, col, row + down, col + right)
    # Nothing in the pieces but $A… is nearer than 3 to an edge it could go around.
    assume("XF" not in moved and "10485" not in moved)
    assert relative_key(text, row, col) == relative_key(moved, row + down, col + right)
