"""The way back from a migration, and what can't come back: effects in, text out."""
