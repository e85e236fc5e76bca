"""Secrets: written down, shown, sent."""
