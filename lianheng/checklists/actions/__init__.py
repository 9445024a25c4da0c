"""What is done with tasks; one function per verb."""

from .closing import close_month

__all__ = ["close_month"]
