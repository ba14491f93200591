"""Figures as people have them: files of any kind, into one form.

- :mod:`.recognise`: what a file is, by its content, and the tables in it; :mod:`.shown_cells`:
  those of workbooks, as their cells show them; :mod:`.xlsb_cells`: what an .xlsb shows;
  :mod:`.struck_cells`: what is struck through
- :mod:`.numbers`, :mod:`.periods`, :mod:`.moments`: spellings of numbers, days and times, and the
  conventions of a whole file or column, which no single cell can tell; :mod:`.day_names`:
  weekdays and months of any language; :mod:`.plain_text`: texts without accents and the like
- :mod:`.names`: what measures and columns are called, in either language
- :mod:`.grids`: tables of figures; :mod:`.records`: rows of an export as records;
  :mod:`.plans`, :mod:`.plan_names`: tables of targets
- :mod:`.presence`: attendance as a grid; :mod:`.stacked`: figures beneath two rows of headings;
  :mod:`.beside_plans`: periods headed once for what happened and once for what was planned
- :mod:`.options`: what a person says beforehand; :mod:`.sentences`: what is said of it all
- :mod:`.tables`: where a table begins, and which way it goes
- :mod:`.logs`: which log a table of records belongs to; :mod:`.doubts`: what speaks against it;
  :mod:`.amounts`: what its amounts say as a whole; :mod:`.prepaid`: cards they were paid with;
  :mod:`.plain_cells`: its cells as the workbook has them
- :mod:`.answers`: what blanks, ticks and columns of absences say of records; :mod:`.grouped`:
  names over groups of rows; :mod:`.keys`: ids of records; :mod:`.ratings`: the scale that ratings
  are on; :mod:`.rating_cells`: ratings as cells spell them;
  :mod:`.whole_names`: names in two columns
- :mod:`.told`: names that a person gave, as the file writes them
- :mod:`.settling`: the numbers of a whole file in one convention
- :mod:`.presets`: what the export of a service looks like
- :mod:`.model`: what comes out of it

Never in here: a figure taken that could mean something else, without asking. Nothing is judged
that only a workbook can tell; :mod:`xl_kpis.workbook.fill` does that.
"""
