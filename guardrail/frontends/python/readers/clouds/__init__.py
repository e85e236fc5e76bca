"""Managed resources, and who may reach them."""
