"""Every formula of a workbook evaluated after those it reads.

=======================  ======================================================================
``calculation``          all formulas calculated, or what a change reaches
``solver``               order on demand, lanes, what is evaluated again after a change
``state``                formulas, what they read, what they gave
``owners``               whose formula covers a cell
``dependents``           who reads what: the precedents the other way round
``loop_circles``         which columns of them share a loop
``loops``                runs whose cells read each other, as loops over plain floats
``needs``                what some cells need, which is evaluated before them
``spills``               array formulas: values for the cells they fill, or spill into
``alike``                formulas of one shape from anywhere, evaluated at once
``levels``               how many formulas stand behind each other
``gathered_cells``       what formulas from anywhere read, as lanes
``circular_references``  circles: left as they are, or iterated
``cell_results``         what cells hold for a formula's value
``data_tables``          what-if tables
``scenarios``            thousands of what-if cases at once
``explanation``          a formula taken apart, each part with its value
``region_of_file``       the region that a file's values tell
``report``               what a calculation did
``budget``               how much time and memory it may take, a token to cancel it
``random_numbers``       the random numbers of a calculation
=======================  ======================================================================

Never in here: a file.
"""
