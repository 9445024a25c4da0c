"""What people read of the monthly lists."""
