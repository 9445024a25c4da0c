"""What is done with messages; one function per verb."""

from .channels import confirm_channel, drop_channel, set_channel
from .digests import close_day
from .telling import Letter, read, read_all, tell

__all__ = [
    "Letter",
    "close_day",
    "confirm_channel",
    "drop_channel",
    "read",
    "read_all",
    "set_channel",
    "tell",
]
