"""Rules on locks that others wait for."""
