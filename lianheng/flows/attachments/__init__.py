"""Files are read by whoever may see the record to which they belong."""
