"""What worksheet functions are made with.

====================  ==========================================================================
``own``               functions that users add
``scoped``            functions that one book alone knows
``own_modules``       modules of such functions, by name or file
``call``              a call: coercion, errors of arguments, broadcasting over arrays
``bounds``            what arguments may be
``meanings``          what the numbers and words stand for that arguments take
``totals``            how functions bring cells together, for totals over ranges that grow
``loop``              how calls are written in loops over plain numbers
``operators``         Excel's operators on scalars and arrays
``ranges``            what a range-taking function receives
``criteria``          what ``">5"`` or ``"a*"`` means
``coded``             values with a number for each that differs, compared by these
``matching``          the cells of ranges that meet criteria, fast when asked again and again
``windows``           the same for ranges that grow or move down, for all cells of a run at once
``windows_of_one_shape``  the same where some ranges move and others stand
``windows_of_numbers``  functions of a few numbers over ranges that move, for all cells at once
``scattered``         the same for ranges that stand anywhere, other ones for each cell
``ordered_windows``   ranks and percentiles in such ranges
``searched_windows``  lookups in them
``searching``         one row or column searched, as lookups do
``finds``             what lookups say of themselves: which item they find
``ordering``          sorting and comparing scalars of any kind
``stacked``           ranges of many workbooks at once
``numeric``           numerical pieces that several families share
``patience``          how long a search with a regular expression may take
``roots``             where a function of a rate is zero
``daycount``          day counts and coupon dates of bonds
``many_dates``        days between many dates at once
``catalogue``         every worksheet function of Excel 365, by category
``index``             which family has which function; ``write_index`` writes it
``pages``             the function reference (written by itself)
====================  ==========================================================================

Never in here: a worksheet function.
"""
