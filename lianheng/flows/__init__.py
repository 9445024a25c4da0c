"""Where packages meet: the close of the month, imports, reactions."""
