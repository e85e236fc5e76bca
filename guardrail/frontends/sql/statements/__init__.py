"""Readers of statements, a module for each group of verbs; `verbs` has the table of them."""
