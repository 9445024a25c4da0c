"""Lists of units, people, tasks and outcomes come in by a file: all of it, the good rows, or nothing."""
