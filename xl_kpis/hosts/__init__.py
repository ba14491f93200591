"""Where a KPI function runs: one thin adapter per host, all made from the definitions.

=================  ===============================================================================
``adapter``        what generated hosts share: a function called with a host's values
``engine``         our own engine with the KPI functions in it
``kpi_functions``  the KPI functions as the engine declares functions
``carried_packs``  packs that workbooks carry
``pytest_plugin``  a fixture for people who build workbooks
``testing``        a workbook's values held against those it should have
``libreoffice``    LibreOffice Calc
``excel``          Excel on Windows, through xlwings
``setup_excel``    what xlwings must be told for it
``vba``            the VBA module that calls through xlwings
``vba_project``    a VBA project as Office keeps it
``compound``       Microsoft's compound file
``xlam``           an Excel add-in made without Excel
``lite``           the files for xlwings Lite
``officejs``       Excel that runs Python through Office.js
``convert``        KPI calls in anybody's workbook as other formulas, and back
``diagnose``       what keeps the functions from working
``docs``           the table of what was really run
=================  ===============================================================================

Never in here: a formula of a KPI, a rule, an error of its own.
"""
