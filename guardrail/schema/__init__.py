"""Folds over schema changes: effects in, facts about tables and columns out. Pure."""
