"""From which size on the engine does the same another way: arrays, loops, indexes, blocks.

All of them stand here, so that they can be lowered or raised together. Each may be any whole
number from 1 on: a formula gives the same value, to the bit, and a file holds the same; only the
time and memory that takes are other. They are read where they are needed, as
``thresholds.LANES_FROM``. What Excel limits, what keeps memory or the stack from running out
whatever a workbook holds, and how much is remembered, stands with what it limits.
"""

# ---- calculating --------------------------------------------------------------------------------

LANES_FROM = 6
"""From how many cells on a run is worth evaluating as arrays."""
COMPILED_ALONE_BELOW = LANES_FROM
"""Below how many cells a run is compiled for being evaluated cell by cell only."""
SHAPES_FROM = 12
"""From how many formulas of short runs on that differ only by what they read they are compiled as
one."""
GATHERED_FROM = 48
"""From how many formulas of one shape on they are evaluated together, wherever they stand; one that
is filled over several cells counts as six."""
SHORT_RUN = 64
"""Cells up to which a run is evaluated together with others of its shape, wherever they stand."""
FORMULAS_SPLIT_AT_ONCE = 1_000_000
"""Characters of formulas of short runs looked at together: arrays over them stay near the
processor."""
SCAN_FROM = 24
"""From how many rows on a loop is worth being written."""
WIDEST_SPELLED = 32
"""Cells of a range that a loop spells out one by one."""
NESTED_IN_LOOP = 64
"""Brackets inside each other up to which a loop is written."""
HOISTED_FROM_LOOP = 500
"""Parts that do not read the loop, up to which it is written: each is a list as long as it is."""
SPELLED = 40
"""Operations inside each other that one Python expression of a loop holds."""
LANES_AT_ONCE = 4096
"""Lanes that long windows are added to together: as many as stay near the processor."""
CELLS_OF_TABLES = 400_000
"""Items that the arrays of lanes, worked out together, may have between them."""
ADDED_IN_ARRAYS_FROM = 9
"""Fewer numbers than these are added sooner without numpy."""
CUT_ONCE_FROM = 64
"""From how many places in one text on those that give the same are looked for."""
DISCOUNTED_IN_ARRAYS_FROM = 100
"""Fewer payments than these are discounted sooner without numpy."""
COMPARED_WITHOUT_INDEX = 500
"""Cells up to which ranges of numbers are compared with criteria as they are, the first time they
are asked about."""
GROUPED_FROM_USE = 3
"""From which question about the same ranges on their cells are grouped by what criteria ask."""

WHOLE_UP_TO = 10_000
"""Cells up to which a rectangle is read with all its blanks, not each of those beyond the used part
of its sheet once for all."""

# ---- what depends on what -----------------------------------------------------------------------

WIDE = 32
"""From how many columns on what is read is not looked for by its place among them."""
TALL = 64
"""From how many rows on what is read is not looked for by its place among them."""
MANY_PIECES = 16
"""From how many separate pieces of a run on it is simpler to take all between them."""

# ---- many cases ---------------------------------------------------------------------------------

CASES_AT_ONCE = 8192
"""Cases of a what-if evaluated together."""
CELLS_OF_CASES = 20_000
"""Changing cells from which on the cases are calculated one after another: there, runs of cells
are the better lanes."""
KINDS_OF_CASES = 8
"""Sets of cells read by which cases are told apart."""
WINDOW_OF_CASES = 20_000_000
"""Values that a window over all cases may hold."""

# ---- many workbooks of one template -------------------------------------------------------------

FILES_AT_ONCE = 64
"""Files calculated together at most."""
BYTES_AT_ONCE = 32_000_000
"""Bytes of their parts at most."""
CELLS_ONE_BY_ONE = 400
"""Cells up to which a run whose cells need each other goes cell by cell, in all workbooks."""
COMPARISONS = 40_000
"""Comparisons per workbook up to which all lanes are compared with all cells."""
ROOM_PER_CELL = 8
"""Room in a stack of sheets may be so many times its cells …"""
ROOM_ALWAYS = 2_000
"""… and so much more per workbook."""

# ---- cells in memory and in files ---------------------------------------------------------------

GAPS_PER_CELL = 4
"""A column is kept dense while its gaps are no more than so many times its cells …"""
GAPS_ALWAYS = 256
"""… and so many more."""
COLUMNS_BESIDE = 32
"""From how many columns on parts of rows are read and written as arrays, for which their columns
are put beside each other."""
SCANNED_AT_ONCE = 1_000_000
"""Bytes of a sheet scanned at once: arrays over them stay near the processor."""
WALKED_BELOW = 5_000
"""Bytes of a sheet below which walking them is quicker than setting up arrays."""
GROWN_FROM = 64
"""From how many cells on a growing range is totalled on from where the cell above has come to."""
TAILS_ALIKE = 16
"""How many tags of a sheet have to say the same for the rest to be told apart by arrays, too."""
LONELY_FROM = 32
"""From how many formulas on, each with no other above and below it, they are compared with those to
their sides together."""
COMPARED_BY_HAND = 16
"""Formulas compared one by one before arrays are worth their setting up."""
FORMS_TAKING_TURNS = 12
"""Forms remembered in a column where formulas take turns."""
COMPARED_AT_ONCE = 65_536
"""Formulas compared in arrays at once."""
SPLICED_AT_ONCE = 5_000
"""Values put into a sheet at once: their bytes stay near the processor."""
CELLS_LOOKED_FOR = 256
"""From how many cells of a sheet to write into on all of its cells are indexed at once."""
LONG_ROW = 4_000
"""Bytes of a row from which on all its cells are indexed, rather than looked for one by one."""
