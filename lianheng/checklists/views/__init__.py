"""The screens of the monthly lists."""
