"""The template workbooks: made, filled, checked, and read as scorecards.

One definition of where things are (:mod:`.layout`) serves all of it, by defined names::

    from xl_kpis.workbook.template import build_template, template_bytes, write_template
    from xl_kpis.workbook.fill import fill, FillError
    from xl_kpis.workbook.scorecard import scorecard, overview
    from xl_kpis.workbook.score import score, TableError
    from xl_kpis.workbook.check import check
    from xl_kpis.workbook.render import to_table, to_json, to_ndjson, to_csv
    from xl_kpis.workbook.html import Card, read_card, to_html
    from xl_kpis.workbook.paper import to_pdf, to_png
    from xl_kpis.workbook.markdown import to_markdown
    from xl_kpis.workbook.examples import history, worked_examples, SETTINGS

``build_template(pack, language, formulas)`` gives an openpyxl workbook; ``template_bytes`` the
file with values in it. ``fill(template, data)`` gives a :class:`~.fill.Filled` or raises
``FillError`` with all problems. ``scorecard``, ``overview`` and ``check`` take a loaded
:class:`~xl_kpis.formula.book.Book`.

=============  ==================================================================================
``layout``     what a workbook consists of, as data; ``places`` finds it in one
``build``      the sheets of a template; ``template`` puts them together, ``examples`` fills them,
               ``example_logs`` their logs
``figures``    figures as people have them, into one form; ``data`` also takes Python's own,
               ``typed_figures`` those of a workbook of ours
``filling``    what was read, into the cells of a workbook; ``fill`` is the way in
``scorecard``  the scorecard as records; ``render``, ``html``, ``paper``, ``markdown`` show it
``currencies`` the code that a word for a currency may mean
``csv_fields`` texts where a spreadsheet program would take them for formulas
``outlook``    where a line through the last values leads; ``own_targets`` to be reached
``years``      a KPI over years
``typeset``    paper set by Typst: the scorecard, the portfolio
``day_words``  days and periods in words; ``logo`` of a business
``counting``   a figure counted in a log, as a formula
``name_order`` names as people look for them
``table_files`` tables for other programs
``score``      a table of figures, many clients at once, scored without a workbook;
               ``score_figures``: its numbers and days, ``score_extras``: its targets and
               other columns
``portfolio``  many clients' workbooks together; ``period_choice`` finds the period a person names
``roll``       the next year in a new workbook
``check``      the workbook's checks, read out
``texts``      what a person reads in it
=============  ==================================================================================

Never in here: a KPI's formula or rule (they are in :mod:`xl_kpis.kpi`), half a workbook written.
"""
