"""A portfolio as a page: one file, no network, the policy and looks of the scorecard page.

================  ====================================================================
``whole``         the page: its parts in order, and how to read it
``first_look``    what it is about, and who needs a look first
``kpi_parts``     each KPI: all together, how clients spread, who stands where
``side_by_side``  groups and clients, each a row across the KPIs
``spread``        how clients spread, in SVG
================  ====================================================================

Never in here: a request to anywhere, a style attribute, a picture that is not said in words, all
of thousands of clients where some of them say it.
"""

from xl_kpis.workbook.portfolio.page.whole import to_page

__all__ = ["to_page"]
