"""The scheme, the ledger, the close of a month, ranking, objections, the ladder."""
