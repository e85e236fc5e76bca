"""Rows, tables and documents: what mappers, drivers and stores do to them."""
