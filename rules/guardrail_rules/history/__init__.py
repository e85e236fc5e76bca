"""Rules on version control."""
