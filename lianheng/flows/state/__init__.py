"""How the installation runs, for the system administrator: no content of anybody's work."""
