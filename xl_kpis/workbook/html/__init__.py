"""The scorecard as a page: one file, no network, a strict Content-Security-Policy.

::

    from xl_kpis.workbook.html import Card, read_card, to_html

``read_card`` gives a workbook's :class:`Card`, ``to_html`` a page with one or several. All of it
is there without scripts; ours only keeps the period chosen while one reads on.

============  =====================================================================
``card``      what a page shows of a workbook
``shell``     the page around what is shown: head, policy, style, script
``document``  a page of cards, with an overview where there are several
``article``   the scorecard of each period, one of them on a printed page of its own
``drawings``  bars, small lines and large ones, in SVG
``year_table`` the KPIs over years
``plan``      targets, and what is done to reach them
``details``   what is behind each KPI: its trend, its words, its figures
============  =====================================================================

Never in here: a request to anywhere, a style attribute, a picture that is not said in words.
"""

from xl_kpis.workbook.html.card import Card, read_card
from xl_kpis.workbook.html.document import to_html

__all__ = ["Card", "read_card", "to_html"]
