"""Reads YAML with exact places, for the frontends whose files are YAML.

Guardrail's own reader: every scalar comes with the map from its value to the file's text, and deep
nesting ends in a fault, not in a dead process.
"""
