"""Many clients' workbooks together: who stands where, and who needs a look first.

=============  ====================================================================
``gathering``  workbooks read, many at a time, into a :class:`~.result.Portfolio`
``reading``    what is needed of one workbook, small enough to keep thousands
``standing``   place, percentile and movement; one row per client and KPI
``attention``  who needs a look first, and why
``groups``     figures of a coach, a site, a product: computed anew from their inputs
``result``     all of it as an object with tables, and as a file
``phrases``    what a page and other files both say of it
``spreading``  how clients spread in a KPI
``page``       all of it as a page that stands alone; ``folio`` on paper
``sheets``     all of it as a workbook
=============  ====================================================================

Never in here: a figure that the scorecard of the workbook alone would not have, an average of
rates passed off as the rate.
"""
