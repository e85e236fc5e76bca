"""What an expression amounts to, followed through functions, objects, lists and dictionaries."""
