"""Formula text to tree and back, and what can be done to a formula without evaluating it.

=========================  =======================================================================
``nodes``                  the parts of a parsed formula
``parser``                 text to tree
``printer``                tree to text
``precedence``             how tightly operators bind
``lexical``                the smallest pieces of the text
``sheet_prefix``           what stands before the exclamation mark
``structured_references``  what stands between the brackets after a table
``spellings``              how files spell functions that came later
``syntax_error``           what is wrong with a text, and where
``traversal``              going through trees without recursion
``rewrite``                parts exchanged for others
``relative_text``          formulas as text, moved from cell to cell without being parsed
``moved_text``             the same when rows, columns and sheets come and go
``local_formulas``         formulas as Excel of a region shows them, put into English
``single_area``            texts that are one cell or range and nothing else
``r1c1``                   references in R1C1 style
=========================  =======================================================================

Never in here: a workbook, a value, recursion over a tree.
"""

from xl_kpis.formula.grammar.parser import MAX_LENGTH, MAX_NESTING, parse
from xl_kpis.formula.grammar.printer import unparse
from xl_kpis.formula.grammar.r1c1 import parse_r1c1
from xl_kpis.formula.grammar.relative_text import fill_down, relative_key, translate
from xl_kpis.formula.grammar.sheet_prefix import quote_sheet
from xl_kpis.formula.grammar.single_area import one_area
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
    "one_area",
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
