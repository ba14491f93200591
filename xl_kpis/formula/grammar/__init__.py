"""Formula text to tree and back, and what can be done to a formula without evaluating it."""

from xl_kpis.formula.grammar.parser import MAX_LENGTH, MAX_NESTING, parse
from xl_kpis.formula.grammar.printer import unparse
from xl_kpis.formula.grammar.r1c1 import parse_r1c1
from xl_kpis.formula.grammar.relative_text import fill_down, relative_key, translate
from xl_kpis.formula.grammar.sheet_prefix import quote_sheet
from xl_kpis.formula.grammar.single_cell import one_cell
from xl_kpis.formula.grammar.spellings import as_typed
from xl_kpis.formula.grammar.syntax_error import FormulaSyntaxError
from xl_kpis.formula.grammar.traversal import children, references, shift, walk

__all__ = [
    "MAX_LENGTH",
    "MAX_NESTING",
    "FormulaSyntaxError",
    "as_typed",
    "children",
    "fill_down",
    "one_cell",
    "parse",
    "parse_r1c1",
    "quote_sheet",
    "references",
    "relative_key",
    "shift",
    "translate",
    "unparse",
    "walk",
]
