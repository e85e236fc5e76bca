"""Rules on writes that reach more rows than was meant."""
