"""The manual, as it is read beside the work; and four walks through the drill."""
