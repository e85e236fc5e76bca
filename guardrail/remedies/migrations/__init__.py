"""How the tools that run migrations name their files, and how a step leaves the transaction."""
