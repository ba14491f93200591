"""What a :class:`~xl_kpis.formula.book.Book` does for the people who hold it, subject by subject.

=================  ================================================================================
``from_cells``     a book made from cells, without a file
``values_in``      what was given for a range, cell by cell
``values_out``     numbers as the dates their formats show
``sheet_view``     one sheet of a book
``reshaped``       sheets, rows and columns that come and go
``formulas``       the formulas of a book: listed, read, entered
``entering``       formulas put into a model's runs
``editing``        what was entered, until the model and the file have it
``names``          the defined names of a book
``tracing``        what a formula reads and who reads it, to any depth; where an error starts
``remains``        a book without what is compiled, for copies and other processes
``goal_seek``      the input that gives an output
``solving``        the inputs that give several
``own_functions``  functions that one book alone knows
``readable``       what can be read as a book: one, or one of many alike
``shown``          a book as a notebook shows it
=================  ================================================================================

Never in here: how a formula is calculated, a file's bytes, the book imported when it runs.
"""
