"""Screens that only read: the workbench, the unit's month, search."""
