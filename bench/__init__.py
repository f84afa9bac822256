"""Measuring scripts: they start real programs, print one table, and end with 1 when a figure is not what was promised."""
