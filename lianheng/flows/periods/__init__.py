"""月度考核: a month is looked at, tallied, and published."""
