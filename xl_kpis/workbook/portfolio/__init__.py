"""Many clients' workbooks as one table: where each stands among all.

============  ====================================================================
``reading``   what is needed of one workbook, small enough to keep thousands
``standing``  place, percentile and movement; one row per client and KPI
============  ====================================================================

Never in here: a figure that the scorecard of the workbook alone would not have.
"""
