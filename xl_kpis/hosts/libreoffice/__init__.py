"""The KPI functions for LibreOffice Calc.

=============  ===================================================================================
``component``  the functions inside Calc; runs in LibreOffice's own Python
``extension``  the extension, made with the standard library alone
``install``    installing it, with LibreOffice's own tool
``names``      what it is called, in the builder and in the add-in
=============  ===================================================================================

Never in here: anything but the standard library at run time in Calc.
"""
