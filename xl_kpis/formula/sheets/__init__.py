"""A workbook in memory, whatever it was read from.

===========  ==================================================================================
``model``    sheets, runs of formulas, defined names, tables, pivot tables, settings
``columns``  the values of cells, kept as columns of typed arrays
``beside``   columns beside each other, for rows read as arrays
``tables``   what structured references mean in a model
===========  ==================================================================================

Never in here: XML, the evaluation of a formula.
"""
