"""What happened, append-only, and what must still follow."""
