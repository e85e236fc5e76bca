"""Folds over the repository: pure functions of facts that are handed in."""
