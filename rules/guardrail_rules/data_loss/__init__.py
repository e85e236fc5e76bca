"""Rules on rows, columns, tables and files that are lost."""
