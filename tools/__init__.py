"""What the project's own Makefile runs: the demo, its picture, and the generated files."""
