"""回测: another scheme is tried on past months, before anybody is scored by it."""

from .standards import Tried, read_scheme
from .trying import backtest

__all__ = ["Tried", "backtest", "read_scheme"]
