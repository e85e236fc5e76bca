"""Rules on credentials that are written down where they don't belong."""
