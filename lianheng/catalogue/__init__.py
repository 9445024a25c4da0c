"""Every measure of every department, in one list."""
