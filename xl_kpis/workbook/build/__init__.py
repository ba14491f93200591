"""The sheets of a template workbook, one module each.

==========================  =====================================================================
``context``, ``style``      what all builders share; colours, fonts, number formats
``start``, ``notes``        what a person reads
``settings``, ``inputs``    what a person fills in
``logs``, ``benchmarks``,   and may fill in
``target_sheet``
``calc``, ``calc_plan``,
``calc_outlook``,
``calc_years``, ``checks``  what is calculated of it; rules are in ``check_figures``,
                            ``check_grid``, ``check_logs``, ``check_settings``,
                            ``check_structure``, ``check_targets``
``scorecard``, ``trends``,
``scorecard_plan``          what is shown
``charts``                  what is drawn
``pack``                    the file of a pack that is not shipped, carried along
``package``                 the last touches to a saved file
``page_breaks``             where printed pages end
==========================  =====================================================================

Never in here: a formula of a KPI written by hand, a place another builder has to guess.
"""
