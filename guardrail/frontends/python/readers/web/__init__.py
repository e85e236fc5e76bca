"""Requests to services, and mail."""
