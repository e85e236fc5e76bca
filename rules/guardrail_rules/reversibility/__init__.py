"""Rules on migrations: what can't be taken back, and histories that are rewritten."""
