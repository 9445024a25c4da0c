"""The words of the kernel: how periods are written in official Chinese."""

YEAR = "{year}年"
QUARTERS = ("{year}年第一季度", "{year}年第二季度", "{year}年第三季度", "{year}年第四季度")
MONTH = "{year}年{month}月"
