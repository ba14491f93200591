"""Where a KPI function runs: one thin adapter per host, all made from the definitions."""
