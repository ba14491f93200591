"""From a parsed formula to a Python function of a frame.

==================  ===========================================================================
``compiler``        a closure for every part of a tree; operators on values
``calls``           calls: what each argument is taken as, and how the call is served
``naming``          variables, defined names, functions named as values
``ranges_of_variables``  variables that LET gives ranges, replaced by these
``referring``       what names cells: references, columns of tables, spills, their operators
``compiled``        a compiled formula and its traits
``registry``        who serves calls that are not plain calls; the following register there
``special_forms``   functions that choose what to evaluate, or bind names: IF, LET, LAMBDA …
``running_totals``  totals over ranges that move or grow as a formula is filled
``totals_of_lanes``   windows of cells, one for each lane, and their totals
``moving_ranges``   calls whose ranges are other rows in each cell of a run: COUNTIF(A$1:A7,A7)
``scattered_ranges``  calls whose ranges stand anywhere, other ones in each formula of a shape
``arguments_of_lanes``  what calls are given in each cell of a run
``cells_of_lanes``  functions of a few cells, of other ones in each cell of a run
``cells_named``       the cells that calls name in each cell of a run: INDIRECT("A"&B1)
``conditions_of_lanes``  products of conditions added up, another one in each cell of a run
``conditions_both_ways``  tables of which rows meet conditions, and columns others
``products_of_lanes``   products of ranges added up, other cells in each cell of a run
``sought_by_conditions``  the row that meets conditions, other ones in each cell of a run
``selected_rows``   the rows that meet conditions, looked up by each cell: SUM(FILTER(B:B,A:A=D1))
``compared_ranges`` ranges compared with another value in each cell: B$1:B9=D1
``tables_of_lanes`` calls that bring an array together, another one in each cell of a run
``layout_of_lanes``   which expressions are arrays in each cell, and how they are laid out
``rearranged_lanes``  calls that put the items of such arrays elsewhere: TAKE(B1:M1,,-3)
``items_of_lanes``    arrays of as many items in each cell as only evaluating tells
``standing``        parts that stay the same as a formula is filled down, worked out once
``mapped_rows``     LAMBDAs called for each row of ranges, as formulas filled down
``carried_values``  values that LAMBDAs carry through arrays, as loops: SCAN, REDUCE
``loop_source``     loops over plain numbers, written out
``drawn_numbers``   random numbers, one for each cell of a run
``positions``       ROW and COLUMN of single cells
``stack_room``      deep formulas without a deep Python stack
``typed_formulas``  formulas as a person types them, dynamic where they may be
``frame``           where a formula is evaluated: its cell, its lanes, its variables
``operands``        what formulas of one shape read, cell by cell another
``operands_in_texts``  which these are, found in the texts of many at once
``shapes``          formulas that differ only by that, compiled once
``group``           one formula over all the cells it was filled into, compiled
``plan``            compiled formulas kept for the next workbook like this one
``precedents``      which cells a formula reads, found in its text
==================  ===========================================================================

Never in here: the value of a cell kept from one evaluation to the next.
"""

from xl_kpis.formula.compile import (
    carried_values,
    cells_of_lanes,
    conditions_both_ways,
    conditions_of_lanes,
    drawn_numbers,
    mapped_rows,
    moving_ranges,
    positions,
    products_of_lanes,
    running_totals,
    scattered_ranges,
    selected_rows,
    sought_by_conditions,
    special_forms,
    tables_of_lanes,
)

__all__ = [
    "carried_values",
    "cells_of_lanes",
    "conditions_both_ways",
    "conditions_of_lanes",
    "drawn_numbers",
    "mapped_rows",
    "moving_ranges",
    "positions",
    "products_of_lanes",
    "running_totals",
    "scattered_ranges",
    "selected_rows",
    "sought_by_conditions",
    "special_forms",
    "tables_of_lanes",
]
