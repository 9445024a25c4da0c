"""The house runs: database, worker and web, each brought back when it falls, stopped in order."""
