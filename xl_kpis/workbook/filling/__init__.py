"""What was read, into the cells of a workbook: settings, figures, targets, logs.

- :mod:`.job`: edits, problems and notes as they are gathered
- :mod:`.settings`, :mod:`.figures`, :mod:`.targets`, :mod:`.logs`: what goes where
- :mod:`.people`: what records of people say that cannot be
- :mod:`.preview`: what a filling would do, as rows of words

Never in here: a cell written before everything was checked.
"""
