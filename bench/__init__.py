"""Load data and measure; `make bench` prints every figure that we quote."""
