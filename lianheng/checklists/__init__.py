"""Monthly lists: issue, prove, submit, return, accept, exempt, extend, lapse."""
