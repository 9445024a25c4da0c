"""Every list as a workbook: at once when it is short, through the download centre when it is long."""
