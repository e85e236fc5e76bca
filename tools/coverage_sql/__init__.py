"""How much of real SQL is understood: `make coverage-sql`, or with folders and archives given."""
