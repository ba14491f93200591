"""What a formula's value can be, and how one kind of value becomes another.

======================  =========================================================================
``value``               scalars, arrays, the argument left out
``kinds``               which kinds of value many cells hold, and their numbers
``repeated``            arrays over whole columns, what goes on in them kept once
``coercion``            one scalar into another kind, as Excel does it
``text_to_number``      numbers, dates, times read out of text as if typed into a cell
``general_format``      how the General format prints a number
``number_format``       every other format code, in cells and in ``TEXT``
``serials``             days counted as Excel counts them, in both date systems
``python_values``       Python's values, tables and frames as cells hold them
``equal_numbers``       numbers that are the same in the digits Excel compares
``powers``              powers and logarithms to the last bit of Excel
``summation``             sums as Excel adds them, one number after another
``calendar_names``      names of months and days by language
``cldr_names``          the same of less usual languages, from CLDR
``region``              whose separators, names and orders of dates texts have; en-US
``regions``             the other regions, by CLDR and by what is Excel's own
``collation``           the order of text
``wildcards``           ``?``, ``*`` and ``~``
``formula_limits``      what one formula may cost
======================  =========================================================================

Never in here: a workbook, a formula's text, anything that has state.
"""
