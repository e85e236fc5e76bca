"""Remedies in SQL (PostgreSQL)."""
