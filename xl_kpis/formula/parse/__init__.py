"""Formula text to tree and back, and what can be done to a formula without evaluating it."""

from xl_kpis.formula.parse.cell import one_cell
from xl_kpis.formula.parse.errors import FormulaSyntaxError
from xl_kpis.formula.parse.parser import MAX_LENGTH, MAX_NESTING, parse
from xl_kpis.formula.parse.printer import unparse
from xl_kpis.formula.parse.r1c1 import parse_r1c1
from xl_kpis.formula.parse.relative import fill_down, relative_key, translate
from xl_kpis.formula.parse.sheets import quote_sheet
from xl_kpis.formula.parse.spellings import as_typed
from xl_kpis.formula.parse.walk import children, references, shift, walk

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
