"""A district with a year behind it, lived through the same actions that people use."""

from .district import PASSWORD
from .life import examples, live

__all__ = ["PASSWORD", "examples", "live"]
