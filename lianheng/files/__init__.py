"""Stored files: addressed by their content, checked, attached by reference."""
