"""The KPI functions for LibreOffice Calc."""
