"""The project's own functions: who calls them, with what, and what they hand on."""
