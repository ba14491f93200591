"""From a package to a model.

====================  =========================================================================
``workbook``          the workbook around its sheets: names, tables, settings
``worksheet``         one sheet: scanned, its columns, runs and hidden rows
``small_sheets``      several of them scanned together
``fast_scan``         a block of rows with array operations: the forms that programs write
``usual_form``        rows of other forms brought into those
``tolerant_scan``     one cell after another: every form XML allows
``scan_result``       what both scans give
``formula_runs``      from formula cells to runs over rectangles
``filled_formulas``   formulas written out cell by cell, found to be one filled down or right
``relative_forms``    formula texts seen relative to their cell
``rich_errors``         errors younger than the format, told by value metadata
``iso_dates``         ISO 8601 dates as serial numbers
``cell_formats``      number formats, where somebody asks for them
``region_hints``      what a file tells of the region it was made in, apart from its values
``links``             values kept of other workbooks
``pivot_tables``      pivot tables as they stand on their sheets
====================  =========================================================================

Never in here: a formula evaluated, a file written.
"""
