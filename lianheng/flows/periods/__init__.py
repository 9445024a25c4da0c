"""月度统计: a month is looked at, tallied, and published."""
