"""A formula engine for workbooks: columns in, arrays through, values spliced back into the file.

::

    xlsx bytes -> columns and formula runs -> tree -> closures -> values -> splice -> xlsx bytes

What is here, from the ground up; a room imports only from those above it in this list:

=============  ==================================================================================
``reference``  rectangles on sheets, nothing read yet; beside it ``patterns``, ``distinct``,
               ``json_numbers``, ``warning``, ``refusals`` (what a book says no to) and
               ``thresholds``: from which size on the same is done another way
``values``     what a formula's value can be, how one kind becomes another, how it is shown
``grammar``    formula text to tree and back
``sheets``     a workbook in memory: columns of values, runs of formulas, names, tables
``functions``  how worksheet functions are declared, and they themselves by family; in
               ``support`` what they are made with
``compile``    from a tree to a Python function of a *frame*: where a formula is evaluated
``calculate``  every formula after those it reads: lanes, loops, spills, circles, what-if
``xlsx``       workbook files: read into a model, values spliced back (needs no ``calculate``)
``face``       what a book does for people: values in and out, formulas, tracing, goal seek
``book``       the public face: :class:`~xl_kpis.formula.book.Book`, ``load``, ``evaluate``
``fleet``      many workbooks of one template, read, calculated and written together
=============  ==================================================================================

Never in here: a KPI, a host program, a command line, a workbook of ours.
"""
