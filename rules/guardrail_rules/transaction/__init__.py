"""Rules on transactions and timeouts."""
