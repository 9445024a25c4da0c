"""Hours of the day in China, where a day ends at its last microsecond."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")


def at_hour(day: date, hour: int, minute: int = 0) -> datetime:
    """That hour of that day in China Standard Time."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)


def end_of(day: date) -> datetime:
    """The last moment of the day: what is handed in until then is in time."""
    return at_hour(day, 0) + timedelta(days=1, microseconds=-1)
