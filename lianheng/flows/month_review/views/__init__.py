"""Screens of the month-end review."""
