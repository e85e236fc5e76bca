"""Readers: what the calls of each kind of row do."""
