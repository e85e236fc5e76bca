"""Rules on what works, but not as meant."""
