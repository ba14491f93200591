"""Values and inputs put into a package, nothing else of it touched.

====================  =========================================================================
``saving``            the values of a calculated model written back
``splice``            new values put into a sheet's XML, byte by byte
``sheets_together``   those of many sheets at once
``cell_places``       where single cells are in it, whether they exist yet or not
``cell_edits``        what array formulas fill around them, inputs set in a book
``input_cells``       input cells of a file filled in
``quote_prefix``      texts that begin as formulas do, said to be none
``formula_edits``     formula texts changed
``entered_formulas``  formulas entered and taken away, names defined
``reshaping``         sheets that come, go and are renamed; all that refers to what moves
``moved_sheet``       a sheet whose rows or columns come and go
``xml_tree``          parts as trees, of which those that changed are written
====================  =========================================================================

Never in here: a whole sheet written anew for the sake of its values, half a file.
"""
