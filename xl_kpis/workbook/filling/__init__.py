"""What was read, into the cells of a workbook: settings, figures, logs."""
