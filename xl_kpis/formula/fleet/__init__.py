"""Many workbooks of one template: read, calculated and written together, as each is alone.

=====================  ===========================================================================
``files``              files recalculated: here, by several processes, or by other machines
``in_turn``            here: as many at once as memory allows
``parcels``            elsewhere: neighbours travel together
``shared_work``        work given out, taken in as it ends
``processes``          who does it: processes of this machine that can be killed
``cluster``            who does it: the workers of a Dask scheduler
``apart``              other work for each of them, by the same processes
``one_file``           one of them on its own
``asking``             workbooks that are asked for values, and not written
``together``           those of one template together
``fleet_calculation``  the formulas of one template evaluated in many workbooks at once
``fleet_frame``        a formula's place in many workbooks at once
``stack``              a sheet's cells in many workbooks: arrays, one workbook behind the other
``joined_sheets``      the same sheet of many workbooks, read in one scan, written from one list
``alike_sheets``       sheets that differ only by what stands in their cells, piece by piece
=====================  ===========================================================================

Never in here: a value that the workbook alone would not have.

>>> from xl_kpis.formula.fleet import recalculate_files
>>> for done in recalculate_files([("a.xlsx", "out/a.xlsx")]):    # doctest: +SKIP
...     print(done.source, done.report or done.problem)
"""

from xl_kpis.formula.fleet.files import recalculate_files
from xl_kpis.formula.fleet.one_file import Recalculated

__all__ = ["Recalculated", "recalculate_files"]
