"""A formula engine for workbooks: columns in, arrays through, values spliced back into the file.

::

    xlsx bytes -> columns and formula runs -> parse -> plan -> evaluate -> splice -> xlsx bytes
"""
