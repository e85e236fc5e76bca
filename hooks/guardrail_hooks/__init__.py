"""Doors: git hooks, CI."""
